//! Sign-offs at admission, and evidence that stands by itself.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::value::Value as Fact;
use jobsheet_domain::work_order::{PhotoRecord, SignoffRecord, WorkOrderCommand};
use jobsheet_evidence::{Bundle, Evidence, Published, verify, verify_bundle};
use jobsheet_sync::Verdict;
use serde_json::{Value, json};

use crate::support::start;
use jobsheet_kit::desk::{Desk, http};
use jobsheet_kit::evidence as kit_evidence;
use jobsheet_kit::tablet::Tablet;

/// A finished order that waits for a signature.
pub async fn finished(desk: &Desk) -> (Tablet, DocumentId) {
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(desk, "second").await;
    finish(&mut device, order).await;
    (device, order)
}

pub async fn finish(device: &mut Tablet, order: DocumentId) {
    device.sync().await;
    device.work(order);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
}

pub async fn signed(desk: &Desk) -> (Tablet, DocumentId) {
    let (mut device, order) = finished(desk).await;
    sign(&mut device, order).await;
    (device, order)
}

pub async fn sign(device: &mut Tablet, order: DocumentId) {
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    let verdicts = device.sync().await;
    assert!(
        matches!(&verdicts[..], [Verdict::Stored { receipts }] if receipts.len() == 1),
        "with its receipt"
    );
}

async fn refused(change: impl FnOnce(&Tablet, DocumentId, &mut SignoffRecord)) -> String {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let mut record = device.signoff(order);
    change(&device, order, &mut record);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    let verdict = device.sync().await.remove(0);
    if let Verdict::Refused { code, .. } = verdict { code } else { format!("{verdict:?}") }
}

/// R60, R62: the statement verifies and is countersigned.
#[tokio::test]
async fn r60_a_signature_is_shown_with_its_strokes_and_receipt() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let signoff = &page["signoff"];
    assert_eq!((&signoff["valid"], &signoff["kind"]), (&json!(true), &json!("signed")));
    let hand = format!("/api/orders/{order}/hands/{}", signoff["event"].as_str().unwrap());
    assert_eq!(desk.get(&hand).await["strokes"][0][1], json!([900, 400, 80, 500]));
    assert!(signoff["receipt"].is_string());
    let report = desk.request(reqwest::Method::GET, &format!("/api/orders/{order}/report?language=en"));
    let html = report.send().await.unwrap().text().await.unwrap();
    assert!(html.contains("Belt replaced.") && html.contains("Sun Wei"));
}

#[tokio::test]
async fn r60_a_statement_by_another_key_is_refused() {
    let code = refused(|_, _, record| {
        let (stranger, _) = jobsheet_signing::SoftwareSigner::generate().unwrap();
        let payload = record.statement.split('.').nth(1).unwrap();
        let payload = jobsheet_signing::encoding::from_base64url(payload).unwrap();
        record.statement =
            jobsheet_signing::jws::sign_es256(&stranger, "jobsheet-statement+jws", &payload).unwrap();
    });
    assert_eq!(code.await, "statement.invalid");
}

/// R18: rating and remarks are inside what is signed.
#[tokio::test]
async fn r18_an_event_that_says_more_than_was_signed_is_refused() {
    let code = refused(|_, _, record| record.remarks = "Excellent!".into());
    assert_eq!(code.await, "statement.field_mismatch");
    let code = refused(|_, _, record| record.rating.as_mut().unwrap().overall = 1);
    assert_eq!(code.await, "statement.field_mismatch");
}

/// R17, R60: the stamp is inside what is signed, and in the evidence.
#[tokio::test]
async fn r17_a_stamp_is_signed_shown_and_in_the_evidence() {
    let code = refused(|_, _, record| record.stamp = Some(Box::new(stamp())));
    assert_eq!(code.await, "statement.field_mismatch");
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let mut record = device.signoff(order);
    record.stamp = Some(Box::new(stamp()));
    let report = jobsheet_report::model(&device.documents[&order].content().unwrap());
    record.statement = device.statement(order, &record, &report);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    assert!(matches!(&device.sync().await[..], [Verdict::Stored { receipts }] if receipts.len() == 1));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["signoff"]["stamp"]["normal"], stamp().normal.to_string());
    assert_eq!(page["photos"], json!([]), "it is no photo of the job");
    let evidence = desk.first_form(order).await;
    assert_eq!(evidence["photos"], json!([{ "digest": stamp().normal.to_string(), "present": false }]));
    assert!(verify_bundle(&serde_json::from_value::<Bundle>(evidence).unwrap(), None).is_intact());
    let report = desk.request(reqwest::Method::GET, &format!("/api/orders/{order}/report?language=en"));
    assert!(report.send().await.unwrap().text().await.unwrap().contains("Company stamp"));
}

pub fn stamp() -> PhotoRecord {
    let digest = |byte| jobsheet_domain::id::Digest([byte; 32]);
    PhotoRecord {
        id: jobsheet_domain::id::ItemId(uuid::Uuid::from_u128(7)),
        stage: "stamp".to_owned(),
        caption: String::new(),
        original: digest(1),
        normal: digest(2),
        thumbnail: Some(digest(3)),
        normal_bytes: 9,
        width: 2_016,
        height: 1_512,
        taken_at: jobsheet_domain::time::Timestamp(1),
        position: None,
    }
}

/// R59: what is signed is the order's own report.
#[tokio::test]
async fn r59_a_signature_over_another_report_is_refused() {
    let code = refused(|device, order, record| {
        let mut report = jobsheet_report::model(&device.documents[&order].content().unwrap());
        report.work_done = "Nothing.".into();
        let digest = jobsheet_signing::sha256(&jobsheet_report::canonical_bytes(&report));
        record.report_digest = jobsheet_domain::id::Digest(digest);
        record.statement = device.statement(order, record, &report);
    });
    assert_eq!(code.await, "statement.report_mismatch");
}

/// R65: what was written without knowing is an addition; what was written knowing, and alters the report, voids.
#[tokio::test]
async fn r65_an_addition_does_not_void_and_a_later_alteration_does() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    desk.command(order, json!({ "set_fact": { "name": "priority", "value": { "text": "down" } } })).await;
    device.sync().await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["signoff"]["valid"], true);
    assert_eq!(page["signoff"]["additions"][0]["what"], json!(["fact/priority"]));
    let cause = Fact::Text("wear and tear".into());
    device.tap(order, &WorkOrderCommand::SetFact { name: "1/cause".into(), value: cause });
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["signoff"]["valid"], false);
    assert_eq!(page["signoff"]["void_by"].as_array().unwrap().len(), 1);
    let board = desk.get("/api/orders?limit=1").await;
    assert_eq!(board["orders"][0]["void"], true);
}

/// R61: no account is needed to check it.
#[tokio::test]
async fn r61_exported_evidence_verifies_anywhere() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let file = desk.evidence(order).await;
    let result = verify(&Evidence::read(&file).unwrap(), None);
    assert!(result.is_intact(), "{:?}", result.checks);
    let public = http().post(format!("{}/api/verify", server.base)).body(file).send().await.unwrap();
    let public: Value = public.json().await.unwrap();
    assert_eq!((&public["verdict"], &public["valid"]), (&json!("proved"), &json!(true)), "{public}");
    assert_eq!(desk.get(&format!("/api/orders/{order}/verification")).await["valid"], true);
}

/// Writes what anybody can fetch of a signed order to a folder, for `tests/public`, which verifies it by public libraries.
#[tokio::test]
#[ignore = "cargo xtask test --only evidence runs it, and then the libraries"]
async fn write_evidence_for_public_libraries() {
    let folder = std::path::PathBuf::from(std::env::var_os("JOBSHEET_EVIDENCE").unwrap());
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    for later in ["lead", "second"] {
        Tablet::enrol(&desk, later).await;
    }
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    write("evidence.zip", &desk.evidence(order).await);
    for (name, path) in
        [("jwks.json", "/.well-known/jwks.json"), ("keys.json", "/.well-known/jobsheet-keys.json")]
    {
        write(name, desk.get(path).await.to_string().as_bytes());
    }
    write("standing.json", standing(&desk, order).await.to_string().as_bytes());
}

/// What the server answers about the first statement of an order, without an account.
pub async fn standing(desk: &Desk, order: DocumentId) -> Value {
    let first = desk.first_form(order).await;
    let digest = jobsheet_signing::statement_digest(first["statements"][0]["jws"].as_str().unwrap()).unwrap();
    let path = format!("{}/api/standing/{order}/{}", desk.base, hex::encode(digest));
    let answer = http().get(path).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// R61, F4: whoever holds a statement asks what became of it, and gets the server's signed answer; nobody else can ask.
#[tokio::test]
async fn r61_whoever_holds_a_statement_hears_what_became_of_it() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let keys = kit_evidence::package(&desk.evidence(order).await).keyring();
    let said = |answer: &Value| {
        let word = answer["standing"].as_str().unwrap();
        jobsheet_signing::verify_standing(word, &|id| keys.server_key(id)).unwrap()
    };
    let before = said(&standing(&desk, order).await);
    assert_eq!((before.void, before.later), (false, 0));
    assert_eq!(before.heads, kit_evidence::export(&kit_evidence::package(&desk.evidence(order).await)).heads);
    desk.command(order, json!({ "set_fact": { "name": "1/cause", "value": { "text": "wear" } } })).await;
    let after = said(&standing(&desk, order).await);
    assert!(after.void && after.heads != before.heads);
    for unknown in
        [format!("{order}/{}", "ab".repeat(32)), format!("{}/{}", uuid::Uuid::nil(), "ab".repeat(32))]
    {
        let answer = http().get(format!("{}/api/standing/{unknown}", server.base)).send().await.unwrap();
        assert_eq!(answer.status(), 404);
    }
}

/// One changed byte anywhere in what matters, and the check of that name says so.
#[tokio::test]
async fn r61_one_changed_byte_is_named() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let bundle = desk.first_form(order).await;
    for (pointer, check) in [
        ("/changes/3", "changes"),
        ("/heads/0", "changes"),
        ("/runs/1/signature", "runs"),
        ("/runs/1/nonce", "runs"),
        ("/statements/0/jws", "statement"),
        ("/statements/0/report_model", "report"),
        ("/statements/0/strokes/width", "strokes"),
        ("/receipts/0", "receipt"),
    ] {
        let mut tampered = bundle.clone();
        let value = tampered.pointer_mut(pointer).unwrap();
        *value = altered(value);
        let result = verify_bundle(&serde_json::from_value::<Bundle>(tampered).unwrap(), None);
        assert!(!result.is_intact(), "{pointer}");
        let broken: Vec<&str> =
            result.checks.iter().filter(|check| !check.ok()).map(|check| check.finding.check()).collect();
        assert!(broken.contains(&check), "{pointer}: {broken:?}");
    }
}

/// Names of the checks that fail.
pub fn broken(bundle: &Value) -> Vec<String> {
    let result = verify_bundle(&serde_json::from_value::<Bundle>(bundle.clone()).unwrap(), None);
    result
        .checks
        .into_iter()
        .filter(|check| !check.ok())
        .map(|check| check.finding.check().to_owned())
        .collect()
}

/// The changes hold the sign-off: its statement and receipt cannot be left out.
#[tokio::test]
async fn r61_evidence_without_its_statement_or_receipt_does_not_hold() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let whole = desk.first_form(order).await;
    assert_eq!(broken(&whole), [""; 0]);
    for stripped in [&["statements"][..], &["receipts"], &["statements", "receipts"]] {
        let mut bundle = whole.clone();
        for name in stripped {
            bundle[name] = json!([]);
        }
        assert!(broken(&bundle).contains(&"signature".to_owned()), "{stripped:?}");
    }
    let mut twice = whole.clone();
    for name in ["statements", "receipts"] {
        let first = twice[name][0].clone();
        twice[name].as_array_mut().unwrap().push(first);
    }
    assert_eq!(broken(&twice), ["signature"], "a second copy belongs to no sign-off");
}

#[tokio::test]
async fn r61_an_order_nobody_signed_holds_and_says_so() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = finished(&desk).await;
    assert_eq!(broken(&desk.first_form(order).await), [""; 0]);
}

/// What the program prints, and whether it says yes.
/// The exit code of the program, and what it printed.
fn program(files: &[&std::path::Path], more: &[&str]) -> (i32, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jobsheet"));
    command.args(["verify", "--language", "en"]).args(more).arg(files[0]);
    if let Some(keys) = files.get(1) {
        command.arg("--keys").arg(keys);
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// R61: keys from the file prove nothing about the organisation; those it publishes do.
#[tokio::test]
async fn r61_evidence_is_compared_with_the_keys_the_organisation_publishes() {
    let [ours, other] = [start().await, start().await];
    let desk = ours.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    let evidence = desk.evidence(order).await;
    let package = file("evidence.zip", &evidence);
    let [set, list] = ["/.well-known/jwks.json", "/.well-known/jobsheet-keys.json"];
    let published = file("keys.json", desk.get(list).await.to_string().as_bytes());
    let as_set = file("jwks.json", desk.get(set).await.to_string().as_bytes());
    let other_desk = other.desk("dispatcher").await;
    let others = file("others.json", other_desk.get(list).await.to_string().as_bytes());
    let (code, said) = program(&[&package], &[]);
    assert_eq!(code, 3);
    assert!(
        said.contains("? 4 keys, all from this file") && said.ends_with("\nINTACT, ORIGIN NOT PROVED\n"),
        "{said}"
    );
    for keys in [&published, &as_set] {
        let (code, said) = program(&[&package, keys], &[]);
        assert_eq!(code, 0, "{said}");
        assert!(!said.contains("compare") && said.ends_with("\nINTACT, ORIGIN PROVED\n"), "{said}");
        assert!(
            said.contains("· Signed: Sun Wei") && said.contains("It stands."),
            "who signed, and what became of it: {said}"
        );
        assert!(said.contains(&order.to_string()), "and for which order");
    }
    let (code, said) = program(&[&package, &others], &[]);
    assert_eq!(code, 1);
    assert!(said.contains("(evidence.keys.unpublished)") && said.ends_with("\nBROKEN\n"), "{said}");
    let nobody = uuid::Uuid::nil().to_string();
    let asked_for = |asked: &str| program(&[&package, &published], &["--order", asked]).0;
    assert_eq!(asked_for(&nobody), 5, "another order than was asked about");
    assert_eq!(asked_for(&order.to_string()), 0);
    assert_eq!(program(&[&published], &[]).0, 4, "no evidence at all");
    let (_, said) = program(&[&package, &published], &["--json"]);
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap()["verdict"], "proved");
    let answer = http().post(format!("{}/api/verify", other.base)).body(evidence).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(
        (&answer["verdict"], &answer["valid"]),
        (&json!("unproved"), &json!(false)),
        "it is not theirs to prove"
    );
    let mut posing = desk.first_form(order).await;
    posing["organisation"] =
        other_desk.get("/.well-known/jobsheet-keys.json").await["records"][0]["organisation"].take();
    let answer = http().post(format!("{}/api/verify", other.base)).body(posing.to_string());
    let checks: Value = answer.send().await.unwrap().json().await.unwrap();
    let keys = checks["checks"].as_array().unwrap().iter().find(|check| check["name"] == "keys").unwrap();
    assert_eq!(keys["ok"], false, "a server knows its own keys");
}

/// The words are the reader's; the code is the same for everybody.
#[tokio::test]
async fn r61_what_was_checked_is_said_in_the_readers_language() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.raise("AC75-190332", "Belt worn").await;
    let path = format!("/api/orders/{order}/verification");
    let file = desk.evidence(order).await;
    let said = |answer: Value| {
        let of_signature = |check: &&Value| check["name"] == "signature";
        let check = answer["checks"].as_array().unwrap().iter().find(of_signature).unwrap().clone();
        assert_eq!(check["code"], "evidence.signature.none");
        check["message"].as_str().unwrap().to_owned()
    };
    for (language, message) in [
        ("en", "The order carries no signature yet."),
        ("zh-TW", "工單尚無簽認。"),
        ("zh-CN", "工单尚无签认。"),
    ] {
        let asked = desk.http.get(format!("{}{path}", server.base)).header("accept-language", language);
        assert_eq!(said(asked.send().await.unwrap().json().await.unwrap()), message);
        let public = http().post(format!("{}/api/verify", server.base)).body(file.clone());
        let public = public.header("accept-language", language).send().await.unwrap();
        assert_eq!(said(public.json().await.unwrap()), message);
    }
}

/// The program speaks the language asked for, else that of the locale, else English.
#[test]
fn r61_the_program_speaks_the_language_of_its_surroundings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("evidence.json");
    std::fs::write(&file, "{\n").unwrap();
    let said = |language: Option<&str>, locale: &[(&str, &str)]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_jobsheet"));
        command.arg("verify").arg(&file).args(language.map(|code| format!("--language={code}")));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        let output = command.envs(locale.iter().copied()).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let [simplified, traditional, english] =
        ["这不是证据文件", "這不是證據檔案", "This is no evidence bundle"];
    assert!(said(None, &[]).contains(english));
    assert!(said(None, &[("LANG", "C.UTF-8")]).contains(english));
    assert!(said(None, &[("LANG", "zh_CN.UTF-8")]).contains(simplified));
    assert!(said(None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_TW.UTF-8")]).contains(traditional));
    let asked = said(Some("zh-Hant"), &[("LANG", "en_GB.UTF-8")]);
    assert!(asked.contains(traditional) && asked.contains("(evidence.file.unreadable)"), "{asked}");
}

/// The same value with one character, or one, changed.
fn altered(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_u64().unwrap() + 1),
        Value::String(text) => {
            let mut bytes = text.clone().into_bytes();
            let middle =
                (bytes.len() / 2..bytes.len()).find(|place| bytes[*place].is_ascii_alphanumeric()).unwrap();
            bytes[middle] = if bytes[middle] == b'a' { b'b' } else { b'a' };
            json!(String::from_utf8(bytes).unwrap())
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => panic!("{value}"),
    }
}

#[tokio::test]
async fn a_run_left_out_leaves_changes_nobody_signed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let mut bundle: Bundle = serde_json::from_value(desk.first_form(order).await).unwrap();
    bundle.runs.pop();
    let result = verify_bundle(&bundle, None);
    let runs = result.checks.iter().find(|check| check.finding.check() == "runs").unwrap();
    assert_eq!((runs.ok(), &*runs.finding.code), (false, "evidence.runs.uncovered"));
}

/// What nobody signed is compared with what somebody did.
#[tokio::test]
async fn r61_what_is_unsigned_in_a_bundle_is_held_against_what_is_signed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let bundle = desk.first_form(order).await;
    let code = |pointer: &str, value: Value| {
        let mut altered = bundle.clone();
        *altered.pointer_mut(pointer).unwrap() = value;
        let made = verify_bundle(&serde_json::from_value::<Bundle>(altered).unwrap(), None);
        let mut broken = made.checks.into_iter().filter(|check| !check.ok());
        broken.next().map(|check| check.finding.code.into_owned()).unwrap_or_default()
    };
    assert_eq!(code("/runs/0/last", json!(0)), "evidence.runs.broken", "and nothing panics");
    let as_of = bundle["runs"][2]["as_of"].as_u64().unwrap();
    assert_eq!(code("/runs/2/position", json!(as_of)), "evidence.runs.misplaced");
    assert_eq!(code("/runs/0/position", json!(1_000_000)), "evidence.runs.misplaced");
    assert_eq!(
        code("/photos", json!([{ "digest": "ab".repeat(32), "present": true }])),
        "evidence.photos.differ"
    );
    let mut more = bundle.clone();
    more["verdict"] = json!("proved");
    assert!(serde_json::from_value::<Bundle>(more).is_err(), "nothing is in it that nobody knows");
}

/// R54: whoever holds a revoked key can name an early place for what they write; the server says where its runs were stored.
#[tokio::test]
async fn r54_runs_under_a_revoked_key_need_the_servers_word() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (device, order) = signed(&desk).await;
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    let bundle = desk.first_form(order).await;
    let published = Published::Set(serde_json::from_value(desk.get("/.well-known/jwks.json").await).unwrap());
    let doubted = |bundle: &Value| {
        let made =
            verify_bundle(&serde_json::from_value::<Bundle>(bundle.clone()).unwrap(), Some(&published));
        assert!(made.is_intact(), "{:?}", made.checks);
        made.checks.iter().any(|check| check.finding.code == "evidence.runs.unadmitted")
    };
    assert!(!doubted(&bundle));
    let mut without = bundle.clone();
    for run in without["runs"].as_array_mut().unwrap() {
        run["admission"] = Value::Null;
    }
    assert!(doubted(&without));
}
