//! The complaint as a flow: nothing but the status decides, and some pairs of events need a person's eye (R5).

use crate::complaint::event::ComplaintEvent;
use crate::complaint::kind::ComplaintKind;
use crate::complaint::status::ComplaintStatus;
use crate::complaint::transitions::{ComplaintFlow, ComplaintRow, TABLE};
use crate::event::Event;
use crate::flow::{Flow, Settlement};
use crate::id::UserId;
use crate::records::Role;

impl ComplaintEvent {
    /// The particulars of an event of a complaint; `None` for any other event.
    #[must_use]
    pub fn of(event: &Event) -> Option<&Self> {
        event.body.read()
    }
}

impl Flow for ComplaintFlow {
    type Status = ComplaintStatus;
    type Kind = ComplaintKind;
    type Body = ComplaintEvent;
    type By = &'static [Role];
    type Guard = ();
    type Circumstances = ();

    const TABLE: &'static [ComplaintRow] = TABLE;
    const SETTLED: ComplaintKind = ComplaintKind::Settled;
    const WATCHED: &'static [ComplaintKind] = &[
        ComplaintKind::Graded,
        ComplaintKind::InvestigationBegun,
        ComplaintKind::Proposed,
        ComplaintKind::Told,
        ComplaintKind::ToldOnSite,
        ComplaintKind::Closed,
        ComplaintKind::Withdrawn,
        ComplaintKind::WithdrawnOnSite,
        ComplaintKind::Merged,
    ];

    fn kind(body: &ComplaintEvent) -> ComplaintKind {
        body.kind()
    }

    fn settlement(body: &ComplaintEvent) -> Option<Settlement<'_>> {
        if let ComplaintEvent::Settled { drop, stands, .. } = body {
            Some(Settlement { drop, stands: *stands })
        } else {
            None
        }
    }

    fn holds((): (), (): &()) -> bool {
        true
    }

    fn rows(kind: ComplaintKind, _author: UserId, (): &()) -> impl Iterator<Item = &'static ComplaintRow> {
        TABLE.iter().filter(move |row| row.kind == kind)
    }

    fn after((): (), _body: &ComplaintEvent, _row: &ComplaintRow) {}

    fn noting((): (), (): &(), _body: &ComplaintEvent, _row: &ComplaintRow) {}

    fn clashes(one: &ComplaintEvent, other: &ComplaintEvent) -> bool {
        use ComplaintEvent as E;
        match (one, other) {
            // Two people who say different things about one question: the later would silently win.
            (E::Graded { class, severity, .. }, E::Graded { class: other, severity: beside, .. }) => {
                (class, severity) != (other, beside)
            }
            (E::InvestigationBegun { investigator }, E::InvestigationBegun { investigator: other }) => {
                investigator != other
            }
            (
                E::Proposed { remedy, plan, cost },
                E::Proposed { remedy: other, plan: beside, cost: price },
            ) => (remedy, plan, cost) != (other, beside, price),
            (E::Told { satisfied, .. }, E::Told { satisfied: other, .. }) => satisfied != other,
            (E::Merged { into }, E::Merged { into: other }) => into != other,
            // The customer agreed to what they had been shown, and not to the new proposal that stands beside it.
            (E::Proposed { .. }, E::Agreed(_)) => true,
            // Whichever comes first on the walk, the other still fits: without a person's eye what happened would depend
            // on a digest.
            (E::Closed { .. }, E::Reopened { .. }) => true,
            (E::Withdrawn(_), E::Agreed(_) | E::Approved { .. } | E::CarriedOut { .. }) => true,
            _ => false,
        }
    }
}
