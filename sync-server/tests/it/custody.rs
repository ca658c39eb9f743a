//! Where devices keep the key that customers' signatures rest on: said at enrolment, recorded, shown, exported, verified.

use std::path::Path;

use jobsheet_attestation::Trust;
use jobsheet_domain::id::DocumentId;
use jobsheet_evidence::{Evidence, Folder, Package, Published, Verification, verify, verify_trusting};
use jobsheet_kit::desk::{Desk, code};
use jobsheet_kit::maker::{Maker, SIGNER, Said};
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::{Tablet, enrolment};
use jobsheet_server::Config;
use jobsheet_signing::enrolment_digest;
use serde_json::{Value, json};

use crate::evidence::{finish, sign};
use crate::support::{start, start_with};

/// A server that believes a maker.
async fn believing(maker: &Maker, required: bool) -> (TestServer, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("maker.pem");
    std::fs::write(&file, &maker.root).unwrap();
    let set = |config: &mut Config| {
        config.attestation.roots = vec![file];
        config.attestation.android_signers = vec![hex::encode(SIGNER)];
        config.attestation.required = required;
    };
    (start_with(set).await, folder)
}

async fn new_code(desk: &Desk) -> String {
    let user = desk.person("second").await;
    desk.enrolment_code(&user).await
}

/// An enrolment by a device that says this of its key.
fn saying(code: &str, custody: &Value, maker: Option<(&Maker, &Said)>) -> (Value, Enrolment) {
    let (key, signer, mut body) = enrolment(code, rand::random());
    body["custody"] = custody.clone();
    if let Some((maker, said)) = maker {
        let made = maker.attest(&signer.public(), enrolment_digest(code), said);
        body["attestation"] = json!(made);
    }
    (body.clone(), (key, signer, body))
}

type Enrolment = (jobsheet_signing::ChangeKey, jobsheet_signing::SoftwareSigner, Value);

async fn enrol(desk: &Desk, body: &Value) -> (u16, String) {
    code(desk.http.post(format!("{}/v1/enrol", desk.base)).json(body).send().await.unwrap()).await
}

/// Evidence §3: nobody takes a software key for one in hardware, and a claim is called a claim.
#[tokio::test]
async fn what_is_known_of_a_devices_key_is_recorded_and_shown() {
    let maker = Maker::new();
    let (server, _roots) = believing(&maker, false).await;
    let desk = server.desk("dispatcher").await;
    let (best, stranger) = (Said::default(), Maker::new());
    let loose = Said { locked: 0, levels: [2, 2], ..Said::default() };
    let soft = Said { levels: [0, 0], ..Said::default() };
    let (software, hardware) = (json!("software"), json!("hardware"));
    let said = [
        (&Value::Null, None, "unasked", Value::Null),
        (&software, None, "software", Value::Null),
        (&hardware, None, "claimed", Value::Null),
        (&hardware, Some((&stranger, &best)), "unverified", Value::Null),
        (&hardware, Some((&maker, &soft)), "unverified", Value::Null),
        (&hardware, Some((&maker, &loose)), "attested", json!("strongbox")),
        (&hardware, Some((&maker, &best)), "genuine", json!("trusted_environment")),
    ];
    for (custody, made, shown, level) in said {
        let code = new_code(&desk).await;
        let tablet = Tablet::enrol_with(&desk, saying(&code, custody, made).1).await;
        let listed = desk.get("/api/devices").await;
        let mut devices = listed.as_array().unwrap().iter();
        let device = devices.find(|device| device["id"] == json!(tablet.id)).unwrap();
        assert_eq!((&device["custody"], &device["security_level"]), (&json!(shown), &level));
        let keys = desk.get("/.well-known/jobsheet-keys.json").await;
        let record =
            keys["records"].as_array().unwrap().iter().rev().find(|record| record["key"]["kty"] == "EC");
        let held = record.unwrap()["custody"]["held"].as_str().unwrap_or("unasked");
        assert_eq!(held, if shown == "genuine" { "attested" } else { shown });
    }
}

#[tokio::test]
async fn where_an_attestation_is_required_nothing_else_enrols_and_the_code_stays_good() {
    let maker = Maker::new();
    let (server, _roots) = believing(&maker, true).await;
    let desk = server.desk("dispatcher").await;
    let code = new_code(&desk).await;
    let required = (409, "enrolment.attestation_required".to_owned());
    for custody in [Value::Null, json!("software"), json!("hardware")] {
        assert_eq!(enrol(&desk, &saying(&code, &custody, None).0).await, required);
    }
    let (hardware, said) = (json!("hardware"), Said::default());
    let stranger = Maker::new();
    assert_eq!(enrol(&desk, &saying(&code, &hardware, Some((&stranger, &said))).0).await, required);
    let mut other = saying(&code, &hardware, Some((&maker, &said))).0;
    other["attestation"] =
        saying("AAAA-BBBB-CCCC-DDDD", &hardware, Some((&maker, &said))).0["attestation"].clone();
    assert_eq!(enrol(&desk, &other).await, required, "made for another enrolment");
    assert_eq!(enrol(&desk, &saying(&code, &hardware, Some((&maker, &said))).0).await.0, 200);
}

#[tokio::test]
async fn what_contradicts_itself_or_is_larger_than_any_makers_is_refused() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (code, maker, said) = (new_code(&desk).await, Maker::new(), Said::default());
    let made = Some((&maker, &said));
    let mut longer = saying(&code, &json!("hardware"), made).0;
    longer["attestation"]["parts"] = json!(vec!["AAAA"; 17]);
    let contradicting = saying(&code, &json!("software"), made).0;
    let unasked = saying(&code, &Value::Null, made).0;
    for body in [longer, contradicting, unasked] {
        assert_eq!(enrol(&desk, &body).await, (400, "enrolment.attestation".to_owned()));
    }
}

fn told(made: &Verification) -> Vec<&str> {
    let codes = made.checks.iter().map(|check| &*check.finding.code);
    codes
        .filter(|code| code.starts_with("evidence.key.") || code.starts_with("evidence.attestation."))
        .collect()
}

async fn evidence(desk: &Desk, order: DocumentId) -> (Package, Published) {
    let Evidence::Package(package) = Evidence::read(&desk.evidence(order).await).unwrap() else {
        panic!("a package")
    };
    let keys = serde_json::from_value(desk.get("/.well-known/jobsheet-keys.json").await).unwrap();
    (*package, Published::List(keys))
}

/// Evidence §3: whoever holds the file and trusts the maker checks the chain without us.
#[tokio::test]
async fn evidence_carries_what_the_maker_said_and_says_what_was_checked() {
    let maker = Maker::new();
    let (server, roots) = believing(&maker, false).await;
    let desk = server.desk("dispatcher").await;
    let (code, said) = (new_code(&desk).await, Said::default());
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut tablet =
        Tablet::enrol_with(&desk, saying(&code, &json!("hardware"), Some((&maker, &said))).1).await;
    desk.put(&format!("/api/devices/{}/confirm", tablet.id), &json!({})).await;
    finish(&mut tablet, order).await;
    sign(&mut tablet, order).await;
    let (package, published) = evidence(&desk, order).await;
    let whole = |package: &Package| Evidence::Package(Box::new(package.clone()));
    let found = verify(&whole(&package), Some(&published));
    assert!(found.is_intact());
    assert_eq!(told(&found), ["evidence.key.genuine", "evidence.attestation.unchecked"]);
    let mut trust = Trust::default();
    trust.believe(maker.root.as_bytes()).unwrap();
    let found = verify_trusting(&whole(&package), Some(&published), &trust);
    assert_eq!(told(&found), ["evidence.key.genuine", "evidence.attestation.holds"]);
    let mut other = Trust::default();
    other.believe(Maker::new().root.as_bytes()).unwrap();
    let found = verify_trusting(&whole(&package), Some(&published), &other);
    assert_eq!(told(&found), ["evidence.key.genuine", "evidence.attestation.fails"]);
    assert_eq!(found.verdict(), jobsheet_evidence::Verdict::Unproved, "intact, and not what the server said");
    let page = desk.get(&format!("/api/orders/{order}/verification")).await;
    assert!(page.to_string().contains("evidence.attestation.holds"), "the server trusts the maker: {page}");
    altered(&package, &published, &trust);
    drop(roots);
}

/// Nothing of it can be taken out, exchanged or made up.
fn altered(package: &Package, published: &Published, trust: &Trust) {
    let broken = |package: Package| {
        let found = verify_trusting(&Evidence::Package(Box::new(package)), Some(published), trust);
        assert!(!found.is_intact(), "{:?}", found.checks);
    };
    let mut without = package.clone();
    without.named.retain(|(folder, _), _| *folder != Folder::Attestations);
    broken(without);
    let mut exchanged = package.clone();
    for ((folder, _), bytes) in &mut exchanged.named {
        if *folder == Folder::Attestations {
            bytes.pop();
        }
    }
    broken(exchanged);
    let mut said = package.clone();
    for listed in &mut said.keys {
        let record =
            serde_json::to_string(&listed.record).unwrap().replace("trusted_environment", "strongbox");
        listed.record = serde_json::from_str(&record).unwrap();
    }
    broken(said);
}

#[tokio::test]
async fn roots_that_cannot_be_read_stop_the_server_at_its_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("none.pem");
    std::fs::write(&file, "nothing").unwrap();
    let start = |roots: &Path, signers: &[&str]| {
        let mut config = Config { data: folder.path().join("data"), ..Config::default() };
        config.attestation.roots = vec![roots.to_owned()];
        config.attestation.android_signers = signers.iter().map(|signer| (*signer).to_owned()).collect();
        jobsheet_server::open(config).err().map(|error| error.to_string()).unwrap_or_default()
    };
    for roots in [&file, &folder.path().join("missing.pem")] {
        assert!(start(roots, &[]).contains(roots.file_name().unwrap().to_str().unwrap()));
    }
    std::fs::write(&file, Maker::new().root).unwrap();
    assert!(start(&file, &["12:34"]).contains("12:34"));
    assert_eq!(start(&file, &["aa".repeat(32).as_str()]), "");
}
