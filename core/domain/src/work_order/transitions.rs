//! The transition table of the work order, as data. It is the only one: deciding, admission, the fold and the shells'
//! buttons are all derived from it (R4).

use crate::flow;
use crate::flow::Target::{Beside, To, Unchanged};
use crate::records::Role;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;

pub use crate::flow::Class;

/// What an event does to the work status.
pub type Target = flow::Target<Status>;

/// The flow of the work order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderFlow;

/// One row: an event, from where to where it moves the order, and who may write it.
pub type Row = flow::Row<OrderFlow>;

/// Who may write an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The one technician who answers for the job.
    Lead,
    /// Any technician of the order.
    Technician,
    /// Anybody with one of these roles.
    Role(&'static [Role]),
    /// The signatory, through the office.
    Signatory,
}

/// What a row asks beside the status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    #[default]
    None,
    /// The lead has arrived in this visit.
    AfterArrival,
}

const fn row(kind: EventKind, from: &'static [Status], to: Target, class: Class, by: By) -> Row {
    Row { kind, from, to, class, by, guard: Guard::None }
}

use By::{Lead, Signatory, Technician};
use Class::{Field, Office};
use EventKind as E;
use Status::{
    Accepted, Approved, Assigned, Cancelled, Closed, Escalated, Finished, OnHold, OnSite, Open, Travelling,
    Unraised, Working,
};

const DISPATCH: By = By::Role(&[Role::Dispatcher, Role::Manager]);
const DISPATCHER: By = By::Role(&[Role::Dispatcher]);
const MANAGER: By = By::Role(&[Role::Manager]);
const ENGINEER: By = By::Role(&[Role::Engineer]);
const RAISERS: By = By::Role(&[Role::Dispatcher, Role::Technician]);

/// Statuses in which a job has a team whose coming and going is recorded.
const ATTENDED: &[Status] = &[Assigned, Accepted, Travelling, OnSite, Working, OnHold, Finished];
/// Statuses in which somebody is on the way, on the site, or not yet gone from it (R7).
const OUT: &[Status] = &[Travelling, OnSite, Working, OnHold, Finished];
const BEFORE_FINISH: &[Status] = &[Open, Assigned, Accepted, Travelling, OnSite, Working];
const CALLED_OFF: &[Status] = &[Open, Assigned, Accepted, Travelling, OnSite, Working, OnHold, Escalated];
const RAISED: &[Status] = &[
    Open, Assigned, Accepted, Travelling, OnSite, Working, OnHold, Finished, Approved, Closed, Escalated,
    Cancelled,
];

/// The whole table (R4–R7, R16, R20, R21). Where one kind has several rows, the lead's own rows hold for the lead and
/// the others for everybody else.
pub const TABLE: &[Row] = &[
    row(E::Raised, &[Unraised], To(Open), Office, RAISERS),
    row(E::Assigned, &[Open, Assigned, Accepted, OnHold], To(Assigned), Office, DISPATCH),
    row(E::Reassigned, &[Travelling, OnSite, Working], Unchanged, Office, DISPATCH),
    row(E::Accepted, &[Assigned], To(Accepted), Field, Lead),
    row(E::Accepted, ATTENDED, Beside, Field, Technician),
    row(E::Declined, &[Assigned], To(Open), Field, Lead),
    row(E::Declined, ATTENDED, Beside, Field, Technician),
    row(E::SetOut, &[Assigned, Accepted, OnHold], To(Travelling), Field, Lead),
    row(E::SetOut, ATTENDED, Beside, Field, Technician),
    row(E::Arrived, &[Assigned, Accepted, Travelling, OnHold], To(OnSite), Field, Lead),
    row(E::Arrived, ATTENDED, Beside, Field, Technician),
    row(E::SafetyChecked, &[OnSite, OnHold], Unchanged, Field, Technician),
    row(E::WorkStarted, &[OnSite], To(Working), Field, Lead),
    Row { guard: Guard::AfterArrival, ..row(E::WorkStarted, &[OnHold], To(Working), Field, Lead) },
    row(E::Held, BEFORE_FINISH, To(OnHold), Field, Lead),
    row(E::Held, &[Open, Assigned, Accepted, Travelling], To(OnHold), Office, DISPATCHER),
    row(E::Finished, &[Working], To(Finished), Field, Lead),
    row(E::ContextCorrected, &[Finished], Unchanged, Field, Lead),
    row(E::ContextCorrected, &[Finished], Unchanged, Office, DISPATCH),
    row(E::Reopened, &[Finished], To(Working), Field, Lead),
    row(E::SignedOff, &[Finished], Unchanged, Field, Lead),
    row(E::LinkSigned, &[Finished, Approved, Closed], Unchanged, Field, Signatory),
    row(E::LeftSite, &[OnSite, OnHold, Finished], Beside, Field, Lead),
    row(E::LeftSite, ATTENDED, Beside, Field, Technician),
    row(E::ProblemReported, OUT, Beside, Field, Technician),
    row(E::ReportReceived, &[Finished], Unchanged, Office, DISPATCH),
    row(E::Approved, &[Finished], To(Approved), Office, MANAGER),
    row(E::SentBack, &[Finished, Approved], To(Open), Office, MANAGER),
    row(E::Closed, &[Approved], To(Closed), Office, DISPATCHER),
    row(E::AdditionsSettled, &[Finished, Approved, Closed], Unchanged, Office, Lead),
    row(E::AdditionsSettled, &[Finished, Approved, Closed], Unchanged, Office, DISPATCH),
    row(E::Escalated, &[Finished, Approved], To(Escalated), Office, Technician),
    row(E::Escalated, &[Finished, Approved], To(Escalated), Office, DISPATCH),
    row(E::Analysed, &[Escalated], To(Open), Office, ENGINEER),
    row(E::Cancelled, CALLED_OFF, To(Cancelled), Office, DISPATCH),
    row(E::Reinstated, &[Cancelled], To(Open), Office, DISPATCH),
    row(E::Settled, RAISED, Unchanged, Office, DISPATCH),
];

/// The rows of a kind for an author who is (or is not) the lead. The lead of a job never merely attends it: where the
/// lead has rows of their own, the technicians' rows are not for them.
pub fn rows(kind: EventKind, is_lead: bool) -> impl Iterator<Item = &'static Row> {
    let own = is_lead && TABLE.iter().any(|row| row.kind == kind && row.by == Lead);
    TABLE.iter().filter(move |row| {
        row.kind == kind
            && match row.by {
                Lead => own,
                Technician => !own,
                By::Role(_) | Signatory => true,
            }
    })
}
