//! Two technicians who agree: each has a key of their own, and both have changed apps.

use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use jobsheet_sync::{Author, OutgoingRun, Verdict};
use serde_json::json;

use super::code;

const MACHINE: &str = "AC75-190332";

/// Somebody's unsent work as another tablet carries it: with the author's key and nonce beside it.
fn carried(of: &Tablet, order: jobsheet_client::domain::id::DocumentId) -> OutgoingRun {
    let mut run = of.run(order);
    let author = Author { actor: of.actor().0, key: of.key.public().id(), nonce: of.nonce };
    run.run.cover.author = Some(author);
    run
}

async fn pair(desk: &Desk) -> [Tablet; 2] {
    let mut tablets = [Tablet::enrol(desk, "lead").await, Tablet::enrol(desk, "second").await];
    for tablet in &mut tablets {
        tablet.sync().await;
    }
    tablets
}

/// R54: whoever carries it, work is its author's, under the key that signed it.
#[tokio::test]
async fn r54_work_that_another_carries_stays_its_authors() {
    let server = TestServer::start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned(MACHINE, "Belt worn", &["second", "lead"]).await;
    let [mut lead, mut second] = pair(&desk).await;
    second.tap(order, &Ask::Accept);
    let verdicts = lead.sync_runs(vec![carried(&second, order)]).await;
    assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let mut timeline = page["timeline"].as_array().unwrap().iter();
    let accepted = timeline.find(|event| event["kind"] == "accepted").unwrap();
    assert_eq!(accepted["author"]["user"], json!(second.user));
    assert_eq!(accepted["author"]["device"], json!(second.id));
}

/// R9: nobody signs for what another wrote, nor in another's name.
#[tokio::test]
async fn r9_neither_passes_the_others_work_for_their_own() {
    let server = TestServer::start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned(MACHINE, "Belt worn", &["second", "lead"]).await;
    let [mut lead, mut second] = pair(&desk).await;
    let theirs = second.decided(order, &Ask::Accept);
    second.write(order, &theirs);
    let mine = |nonce, actor: &Tablet| Author { actor: actor.actor().0, key: lead.key.public().id(), nonce };
    for author in [mine(second.nonce, &second), mine(lead.nonce, &second), mine(lead.nonce, &lead)] {
        let mut run = carried(&second, order);
        run.run.cover.author = Some(author);
        let verdicts = lead.sync_runs(vec![run]).await;
        assert!(!code(&verdicts[0]).is_empty(), "{verdicts:?}");
    }
    // Their own change that says that the other did it.
    lead.write(order, &theirs);
    assert_eq!(code(&lead.sync().await[0]), "change.foreign_actor");
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["status"], "assigned");
}

/// R52: who is on a job lets nobody in who is not.
#[tokio::test]
async fn r52_neither_lets_a_third_into_a_job() {
    let server = TestServer::start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned(MACHINE, "Belt worn", &["lead"]).await;
    let [mut lead, mut second] = pair(&desk).await;
    let held = lead.documents[&order].clone();
    second.documents.insert(order, held);
    let phone = jobsheet_client::domain::edit::Edit::Fact {
        name: "phone".to_owned(),
        value: jobsheet_client::domain::value::Value::Text("1".to_owned()),
    };
    second.write(order, std::slice::from_ref(&phone));
    for verdict in [lead.sync_runs(vec![carried(&second, order)]).await, second.sync().await] {
        assert!(["change.unaware", "work_order.not_on_team"].contains(&code(&verdict[0])), "{verdict:?}");
    }
    assert!(
        !second.documents.is_empty() && !second.holds(jobsheet_client::domain::work_order::KIND).is_empty()
    );
    second.documents.remove(&order);
    second.sync().await;
    assert!(!second.documents.contains_key(&order), "and is told nothing of it");
}
