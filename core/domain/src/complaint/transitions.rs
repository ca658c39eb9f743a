//! The transition table of the complaint, as data. It is the only one: deciding, admission, the fold, the shells' buttons
//! and the table in `docs/guide/complaints.md` follow from it (R4, R41).

use crate::complaint::kind::ComplaintKind as K;
use crate::complaint::status::ComplaintStatus as S;
use crate::flow;
use crate::flow::Class::{self, Field, Office};
use crate::flow::Target::{self, Beside, To, Unchanged};
use crate::records::Role;

/// The flow of the complaint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComplaintFlow;

/// One row: an event, from where to where it moves the complaint, and the roles that may write it.
pub type ComplaintRow = flow::Row<ComplaintFlow>;

type Roles = &'static [Role];

/// Who takes complaints down and speaks with customers about them from the office.
const SPEAKERS: Roles = &[Role::Dispatcher, Role::Quality, Role::Manager, Role::Engineer, Role::Technician];
/// Who can stand before a customer with a device of their own.
const ON_SITE: Roles = &[Role::Technician, Role::Engineer, Role::Quality, Role::Manager];
const GRADERS: Roles = &[Role::Quality, Role::Manager];
/// Who finds out what happened and proposes what to do.
pub(super) const INVESTIGATORS: Roles = &[Role::Quality, Role::Engineer, Role::Manager];
const APPROVERS: Roles = &[Role::Manager, Role::GeneralManager];
/// Who runs the file: closes, merges, reopens, settles.
const KEEPERS: Roles = &[Role::Dispatcher, Role::Quality, Role::Manager];
const RAISERS: Roles = &[Role::Dispatcher, Role::Technician, Role::Manager];

const OPEN: &[S] = &[S::Taken, S::Investigating, S::Proposed, S::Agreed, S::Approved, S::CarriedOut, S::Told];
const WITHDRAWABLE: &[S] = &[S::Taken, S::Investigating, S::Proposed, S::Agreed, S::Approved];
const TELLABLE: &[S] = &[S::Taken, S::Investigating, S::CarriedOut];
const UNDECIDED: &[S] = &[S::Taken, S::Investigating, S::Proposed];
const REOPENABLE: &[S] = &[S::Told, S::Closed, S::Withdrawn, S::Merged];
const TAKEN: &[S] = &[
    S::Taken,
    S::Investigating,
    S::Proposed,
    S::Agreed,
    S::Approved,
    S::CarriedOut,
    S::Told,
    S::Closed,
    S::Withdrawn,
    S::Merged,
];

const fn row(kind: K, from: &'static [S], to: Target<S>, class: Class, by: Roles) -> ComplaintRow {
    ComplaintRow { kind, from, to, class, by, guard: () }
}

/// The whole table (R41). A kind has one row.
pub const TABLE: &[ComplaintRow] = &[
    row(K::Taken, &[S::Untaken], To(S::Taken), Office, SPEAKERS),
    row(K::TakenOnSite, &[S::Untaken], To(S::Taken), Field, ON_SITE),
    row(K::Graded, OPEN, Beside, Office, GRADERS),
    row(K::InvestigationBegun, &[S::Taken, S::Investigating], To(S::Investigating), Office, INVESTIGATORS),
    row(K::Proposed, &[S::Investigating, S::Proposed], To(S::Proposed), Office, INVESTIGATORS),
    row(K::SentBack, &[S::Proposed], To(S::Investigating), Office, APPROVERS),
    row(K::Agreed, &[S::Proposed], To(S::Agreed), Office, SPEAKERS),
    row(K::AgreedOnSite, &[S::Proposed], To(S::Agreed), Field, ON_SITE),
    row(K::Objected, &[S::Proposed], To(S::Investigating), Office, SPEAKERS),
    row(K::ObjectedOnSite, &[S::Proposed], To(S::Investigating), Field, ON_SITE),
    row(K::Approved, &[S::Agreed], To(S::Approved), Office, APPROVERS),
    row(K::Rejected, &[S::Agreed], To(S::Investigating), Office, APPROVERS),
    row(K::CarriedOut, &[S::Approved], To(S::CarriedOut), Office, SPEAKERS),
    row(K::CarriedOutOnSite, &[S::Approved], To(S::CarriedOut), Field, ON_SITE),
    row(K::Told, TELLABLE, To(S::Told), Office, SPEAKERS),
    row(K::ToldOnSite, TELLABLE, To(S::Told), Field, ON_SITE),
    row(K::Closed, &[S::Told], To(S::Closed), Office, KEEPERS),
    row(K::Withdrawn, WITHDRAWABLE, To(S::Withdrawn), Office, SPEAKERS),
    row(K::WithdrawnOnSite, WITHDRAWABLE, To(S::Withdrawn), Field, ON_SITE),
    row(K::Merged, UNDECIDED, To(S::Merged), Office, KEEPERS),
    row(K::Reopened, REOPENABLE, To(S::Investigating), Office, KEEPERS),
    row(K::OrderRaised, OPEN, Beside, Office, RAISERS),
    row(K::Settled, TAKEN, Unchanged, Office, KEEPERS),
];

/// The row of a kind.
#[must_use]
pub fn row_of(kind: K) -> Option<&'static ComplaintRow> {
    TABLE.iter().find(|row| row.kind == kind)
}
