//! A customer with their copy: a package, and the link to what became of what they signed.

use jobsheet_kit::desk::http;
use jobsheet_kit::evidence::package;
use jobsheet_kit::server::TestServer;
use jobsheet_signing::{statement_digest, verify_standing};
use serde_json::{Value, json};
use uuid::Uuid;

use super::signed;

async fn standing(server: &TestServer, document: &str, statement: [u8; 32]) -> (u16, Value) {
    let digest: String = statement.iter().map(|byte| format!("{byte:02x}")).collect();
    let answer =
        http().get(format!("{}/api/standing/{document}/{digest}", server.base)).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

/// Who holds a statement hears what became of it and nothing of anything else.
#[tokio::test]
async fn a_link_tells_of_its_own_statement_only_and_opens_no_page() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, _, order) = signed(&server).await;
    let copy = package(&desk.evidence(order).await);
    let digest = statement_digest(&copy.contents.statements[0].jws).unwrap();
    let (status, told) = standing(&server, &order.to_string(), digest).await;
    let keys = copy.keyring();
    let said = verify_standing(told["standing"].as_str().unwrap(), &|id| keys.server_key(id)).unwrap();
    assert_eq!((status, said.void, said.later), (200, false, 0));
    let mut other = digest;
    other[31] ^= 1;
    let unknown = Uuid::new_v4().to_string();
    for (document, digest) in [(order.to_string(), other), (unknown, digest)] {
        assert_eq!(standing(&server, &document, digest).await.0, 404);
    }
    for page in ["", "/report", "/evidence", "/verification"] {
        let path = format!("{}/api/orders/{order}{page}", server.base);
        assert_eq!(http().get(path).send().await.unwrap().status(), 401, "{page}");
    }
}

/// What they alter in their copy does not pass, and what they did not sign does not become theirs.
#[tokio::test]
async fn an_altered_copy_is_broken_for_whoever_asks_the_server() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, _, order) = signed(&server).await;
    let copy = desk.evidence(order).await;
    let verify = async |file: Vec<u8>| -> Value {
        let asked = http().post(format!("{}/api/verify", server.base)).body(file);
        asked.send().await.unwrap().json().await.unwrap()
    };
    assert_eq!(verify(copy.clone()).await["verdict"], json!("proved"));
    for place in (0..copy.len()).step_by(copy.len() / 40) {
        let mut altered = copy.clone();
        altered[place] ^= 1;
        assert_eq!(verify(altered).await["verdict"], json!("broken"), "byte {place}");
    }
}
