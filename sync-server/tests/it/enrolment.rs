//! Enrolment by one-time code.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{start, start_with};
use jobsheet_kit::desk::{Desk, code};
use jobsheet_kit::tablet::{Tablet, enrolment};
use jobsheet_signing::StatementSigner as _;

async fn enrol(desk: &Desk, body: &Value) -> (u16, String) {
    code(desk.http.post(format!("{}/v1/enrol", desk.base)).json(body).send().await.unwrap()).await
}

async fn new_code(desk: &Desk) -> String {
    let user = desk.person("lead").await;
    desk.enrolment_code(&user).await
}

#[tokio::test]
async fn a_code_enrols_one_device_once() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let (_, _, body) = enrolment(&code, [1; 32]);
    assert_eq!(enrol(&desk, &body).await.0, 200);
    let (_, _, again) = enrolment(&code, [2; 32]);
    assert_eq!(enrol(&desk, &again).await, (401, "enrolment.used".to_owned()));
}

#[tokio::test]
async fn an_expired_code_and_an_invented_one_enrol_nobody() {
    let server = start_with(|config| config.times.enrolment_ms = 0).await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let (_, _, body) = enrolment(&code, [1; 32]);
    assert_eq!(enrol(&desk, &body).await, (401, "enrolment.expired".to_owned()));
    let (_, _, invented) = enrolment("AAAA-BBBB-CCCC-DDDD", [1; 32]);
    assert_eq!(enrol(&desk, &invented).await, (401, "enrolment.unknown_code".to_owned()));
    assert!(desk.get("/api/devices").await.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn a_certificate_for_another_key_or_code_enrols_nobody() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let (_, _, mut body) = enrolment(&code, [1; 32]);
    let (_, _, other) = enrolment(&code, [2; 32]);
    body["change_key"] = other["change_key"].clone();
    assert_eq!(enrol(&desk, &body).await, (400, "enrolment.certificate".to_owned()));
    let (_, _, mut stolen) = enrolment("AAAA-BBBB-CCCC-DDDD", [1; 32]);
    stolen["code"] = json!(code);
    assert_eq!(enrol(&desk, &stolen).await, (400, "enrolment.certificate".to_owned()));
}

/// D7: a device whose key anybody could sign with could deny all its work.
#[tokio::test]
async fn a_key_by_which_anybody_can_sign_enrols_nobody() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let (_, signer, mut body) = enrolment(&code, [1; 32]);
    let mut identity = [0; 32];
    identity[0] = 1;
    let change_key = jobsheet_signing::PublicKey::Ed25519(identity);
    let certificate =
        jobsheet_signing::Certificate { change_key, enrolment: jobsheet_signing::enrolment_digest(&code) };
    body["change_key"] = json!(jobsheet_signing::encoding::base64url(&identity));
    body["certificate"] = json!(jobsheet_signing::sign_certificate(&signer, &certificate).unwrap());
    assert_eq!(enrol(&desk, &body).await, (400, "enrolment.certificate".to_owned()));
}

/// Nothing is told to a device before two people compared its fingerprint.
#[tokio::test]
async fn a_device_waits_until_a_dispatcher_confirmed_its_fingerprint() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let mut device = Tablet::enrol_unconfirmed(&desk, &code).await;
    let waiting = device.send(Method::POST, "/v1/sync", &[], Vec::new()).await;
    assert_eq!(jobsheet_kit::desk::code(waiting).await, (403, "device.unconfirmed".to_owned()));
    let listed = desk.get("/api/devices").await;
    let statement = jobsheet_signing::PublicKey::try_from(&device.signer.public_jwk().unwrap()).unwrap();
    let shown = jobsheet_signing::device_fingerprint(&device.key.public(), &statement);
    assert_eq!(listed[0]["fingerprint"], shown);
    assert_eq!(listed[0]["confirmed"], false);
    let confirmed = desk.put(&format!("/api/devices/{}/confirm", device.id), &json!({})).await;
    assert_eq!(confirmed["confirmed"], true);
    assert!(device.sync().await.is_empty());
}

#[tokio::test]
async fn an_enrolment_code_names_the_server_and_never_what_a_caller_called_it() {
    let server = start().await;
    let desk = server.desk("admin").await;
    let user = desk.person("second").await;
    let asked = desk.request(Method::POST, "/api/enrolments").header("host", "evil.example");
    let asked = asked.header("idempotency-key", "host").json(&json!({ "user": user }));
    let told: Value = asked.send().await.unwrap().json().await.unwrap();
    let uri = told["uri"].as_str().unwrap();
    assert!(!uri.contains("evil") && uri.contains(&server.running.address.port().to_string()), "{uri}");
}

/// A code opens the door once: it lies nowhere to be read again.
#[tokio::test]
async fn a_code_is_kept_by_its_digest_only_also_among_answers_to_repeat() {
    let server = start().await;
    let desk = server.desk("admin").await;
    let user = desk.person("second").await;
    let asked = json!({ "user": user });
    let mut codes = Vec::new();
    for _ in 0..2 {
        let told: Value = desk.post_as("/api/enrolments", &asked, "again").await.json().await.unwrap();
        codes.push(told["code"].as_str().unwrap().to_owned());
    }
    assert_ne!(codes[0], codes[1], "asked again it is another");
    let held: Vec<u8> = ["ledger.sqlite", "ledger.sqlite-wal"]
        .iter()
        .flat_map(|name| std::fs::read(server.data().join(name)).unwrap_or_default())
        .collect();
    for code in codes {
        assert!(
            !held.windows(code.len()).any(|window| window == code.as_bytes()),
            "{code} lies in the ledger"
        );
    }
}

/// R54: a dispatcher does not become the manager. It takes the manager's own word or an administrator, and always two people.
#[tokio::test]
async fn r54_nobody_lets_in_a_device_as_somebody_else_alone() {
    let server = start().await;
    let (desk, admin) = (server.desk("dispatcher").await, server.desk("admin").await);
    let manager = server.desk("manager").await;
    let user = desk.person("manager").await;
    let asked = |password: Option<&str>| json!({ "user": user, "password": password });
    let alone = desk.refused("/api/enrolments", &asked(None)).await;
    assert_eq!(alone, (409, "enrolment.consent_missing".to_owned()));
    let guessed = desk.refused("/api/enrolments", &asked(Some("correct horse"))).await;
    assert_eq!(guessed, (409, "enrolment.consent_wrong".to_owned()), "and the dispatcher stays logged in");
    let technician = server.desk("lead").await;
    let other = technician.refused("/api/enrolments", &asked(Some(jobsheet_kit::desk::PASSWORD))).await;
    assert_eq!(other, (403, "access.role".to_owned()));

    let code = desk.put("/api/enrolments", &asked(Some(jobsheet_kit::desk::PASSWORD))).await["code"].clone();
    let device = Tablet::enrol_unconfirmed(&desk, code.as_str().unwrap()).await;
    let confirm = format!("/api/devices/{}/confirm", device.id);
    assert_eq!(desk.refused(&confirm, &json!({})).await, (409, "enrolment.second_person".to_owned()));
    assert_eq!(technician.refused(&confirm, &json!({})).await, (409, "access.wrong_role".to_owned()));
    let told = manager.get("/api/me").await["enrolled_for_me"].clone();
    assert_eq!(told[0]["id"], json!(device.id), "the manager is told");
    assert_eq!(desk.get("/api/me").await["enrolled_for_me"], json!([]));
    let confirmed = admin.put(&confirm, &json!({})).await;
    let shown = desk.get("/api/devices").await[0].clone();
    assert_eq!((&confirmed["confirmed"], &shown["confirmed"]), (&json!(true), &json!(true)));
    let name = |desk: &Value| desk["name"].clone();
    assert_eq!(shown["issued_by"], name(&desk.get("/api/me").await));
    assert_eq!(shown["confirmed_by"], name(&admin.get("/api/me").await));
}

/// Whoever makes a code for themselves has it confirmed by whoever keeps devices.
#[tokio::test]
async fn everybody_enrols_a_device_of_their_own_and_somebody_else_confirms_it() {
    let server = start().await;
    let (desk, technician) = (server.desk("dispatcher").await, server.desk("lead").await);
    let user = desk.person("lead").await;
    let code = technician.put("/api/enrolments", &json!({ "user": user })).await["code"].clone();
    let mut device = Tablet::enrol_unconfirmed(&desk, code.as_str().unwrap()).await;
    let confirm = format!("/api/devices/{}/confirm", device.id);
    assert_eq!(technician.refused(&confirm, &json!({})).await, (409, "enrolment.second_person".to_owned()));
    desk.put(&confirm, &json!({})).await;
    assert!(device.sync().await.is_empty());
    assert_eq!(technician.get("/api/me").await["enrolled_for_me"], json!([]), "they know");
    Tablet::enrol(&desk, "second").await;
    let own = technician.get("/api/devices").await;
    assert_eq!(
        (own.as_array().unwrap().len(), &own[0]["id"]),
        (1, &json!(device.id)),
        "and see nobody else's"
    );
}
