//! A manager: whoever approves, and could wish that something else had been signed.

use jobsheet_evidence::{Evidence, verify};
use jobsheet_kit::evidence::package;
use jobsheet_kit::server::TestServer;
use serde_json::{Value, json};

use super::signed;

fn cause(text: &str) -> Value {
    json!({ "set_fact": { "name": "1/cause", "value": { "text": text } } })
}

/// R65: an approved order is closed to everybody; sent back, what is changed in it voids the signature everywhere, and says who did it.
#[tokio::test]
async fn r65_what_a_customer_signed_is_changed_by_no_manager_unseen() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, order) = signed(&server).await;
    let manager = server.desk("manager").await;
    let copy = package(&desk.evidence(order).await);
    manager.command(order, json!({ "approve": { "note": "" } })).await;
    for who in [&manager, &desk] {
        let answer = who.ask_order(order, cause("misuse")).await;
        assert_eq!(answer.status, 409, "{}", answer.body);
    }
    manager.command(order, json!({ "send_back": { "reason": "The cause is another." } })).await;
    manager.command(order, cause("misuse")).await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["signoff"]["valid"], false);
    tablet.sync().await;
    let content = tablet.documents[&order].content().unwrap();
    let order_read = jobsheet_client::domain::work_order::WorkOrder::new(&content);
    assert_eq!(order_read.signoffs().count(), 1, "it is there, and void");
    let now = package(&desk.evidence(order).await);
    let found = |package| {
        let made = verify(&Evidence::Package(Box::new(package)), None);
        assert!(made.is_intact());
        made.checks.iter().any(|check| check.finding.code == "evidence.signoff.void")
    };
    assert!(found(now) && !found(copy), "the customer's copy stands as it was signed");
}
