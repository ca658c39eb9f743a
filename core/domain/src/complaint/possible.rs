//! What somebody could make happen to a complaint now, and why the rest is not possible: the buttons of every shell.

use crate::aggregate::Possible;
use crate::asker::Asker;
use crate::complaint::gate::{may_happen, may_investigate, may_write, writable};
use crate::complaint::kind::ComplaintKind::{self, *};
use crate::complaint::view::Complaint;
use crate::refusal::Refusal;

/// Commands that make something happen, with the kinds they may become, in the order of the transition table.
pub(super) const COMMANDS: &[(&str, &[ComplaintKind])] = &[
    ("take", &[Taken, TakenOnSite]),
    ("grade", &[Graded]),
    ("investigate", &[InvestigationBegun]),
    ("propose", &[Proposed]),
    ("send_back", &[SentBack]),
    ("agree", &[Agreed, AgreedOnSite]),
    ("object", &[Objected, ObjectedOnSite]),
    ("approve", &[Approved]),
    ("reject", &[Rejected]),
    ("carry_out", &[CarriedOut, CarriedOutOnSite]),
    ("tell", &[Told, ToldOnSite]),
    ("close", &[Closed]),
    ("withdraw", &[Withdrawn, WithdrawnOnSite]),
    ("merge", &[Merged]),
    ("reopen", &[Reopened]),
    ("link_order", &[OrderRaised]),
    ("settle", &[Settled]),
];

impl ComplaintKind {
    /// The stored name of the command that asks for it: `agree`. What is recorded on site is asked like anything else.
    #[must_use]
    pub fn command(self) -> &'static str {
        let asked = COMMANDS.iter().find(|(_, kinds)| kinds.contains(&self));
        asked.map_or(self.name(), |(command, _)| command)
    }
}

/// Every command that makes something happen, each with the reason why it is not possible now where there is one, then
/// what the asker may write down. A command that can be recorded on site or from the office is possible where either is.
#[must_use]
pub(super) fn possible(complaint: Complaint<'_>, asker: &Asker<'_>) -> Vec<Possible> {
    let happens = COMMANDS
        .iter()
        .map(|(command, kinds)| Possible { command, refusal: refusal(complaint, asker, kinds) });
    happens.chain(written(complaint, asker)).collect()
}

/// Commands that write several things at once, where the asker's roles allow them.
fn written(complaint: Complaint<'_>, asker: &Asker<'_>) -> impl Iterator<Item = Possible> {
    let theirs = [("record_findings", may_investigate(asker)), ("link_similar", may_write(asker))];
    let theirs = theirs.into_iter().filter(|(_, allowed)| allowed.is_ok());
    let is_over = complaint.state.status.is_over();
    theirs.map(move |(command, _)| Possible {
        command,
        refusal: is_over.then(|| Refusal::new("complaint.over")),
    })
}

fn refusal(complaint: Complaint<'_>, asker: &Asker<'_>, kinds: &[ComplaintKind]) -> Option<Refusal> {
    if let Err(refusal) = asker.person() {
        return Some(refusal);
    }
    let mut first = None;
    for kind in writable(asker.writer, kinds) {
        match may_happen(complaint, asker, kind) {
            Ok(()) => return None,
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    first
}
