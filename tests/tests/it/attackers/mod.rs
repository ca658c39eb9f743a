//! What each attacker of `docs/guide/threat-model.md` cannot do, and what shows what they did.

mod accomplices;
mod customer;
mod dispatcher;
mod manager;
mod operator;
mod stranger;
mod technician;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use jobsheet_sync::Verdict;

/// Why a run was not taken; nothing where it was.
fn code(verdict: &Verdict) -> &str {
    if let Verdict::Refused { code, .. } = verdict { code } else { "" }
}

/// An order that its customer signed, at the desk that raised it and on the tablet it was signed on.
async fn signed(server: &TestServer) -> (Desk, Tablet, DocumentId) {
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut tablet = Tablet::enrol(&desk, "second").await;
    tablet.sync().await;
    tablet.work(order);
    tablet.sync().await;
    let record = tablet.signoff(order);
    tablet.tap(order, &Ask::SignOff(Box::new(record)));
    let verdicts = tablet.sync().await;
    assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
    (desk, tablet, order)
}
