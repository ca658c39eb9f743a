//! What a signature proves: what it was over, by whom, and under a key that was valid.

use std::collections::BTreeSet;

use jobsheet_document::Document;
use jobsheet_domain::complaint;
use jobsheet_domain::content::Shown;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::event::EventBody;
use jobsheet_domain::id::{Digest, DocumentId, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value as Fact;
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder, WorkOrderCommand, WorkOrderEvent};
use jobsheet_evidence::{Bundle, Evidence, Run, verify, verify_bundle};
use jobsheet_report::inkml;
use jobsheet_signing::{
    Checkpoint, FeedPosition, KeyEntry, PublicKey, Statement, StatementCharge, StatementKind, StatementPart,
    StatementSigner, sha256, sign_checkpoint, sign_statement,
};
use jobsheet_sync::Verdict;
use reqwest::Method;
use serde_json::{Value, json};

use crate::blobs::name;
use crate::complaint_photos::photo;
use crate::complaint_settled::tap;
use crate::evidence::{broken, finish, finished, signed};
use crate::support::start;
use jobsheet_kit::tablet::Tablet;

fn a_part() -> StatementPart {
    StatementPart { number: "1".into(), name: "Belt".into(), quantity_milli: 1 }
}

fn a_charge() -> StatementCharge {
    StatementCharge { label: "Visit".into(), minor: 1, currency: "CNY".into() }
}

/// A member of a statement, and how it is made to say something else.
type Altered = (&'static str, fn(&mut Statement));

/// Every member.
const ALTERED: [Altered; 22] = [
    ("kind", |said| said.kind = StatementKind::Approval),
    ("organisation", |said| said.organisation = [1; 16]),
    ("document", |said| said.document = [1; 16]),
    ("heads", |said| said.heads = vec![[1; 32]]),
    ("report_digest", |said| said.report_digest = [2; 32]),
    ("shown_digest", |said| said.shown_digest = [2; 32]),
    ("parts", |said| said.parts.push(a_part())),
    ("charges", |said| said.charges.push(a_charge())),
    ("photos", |said| said.photos.push([2; 32])),
    ("signatory", |said| said.signatory.as_mut().unwrap().name.push('x')),
    ("rating", |said| said.rating = None),
    ("remarks", |said| said.remarks.push('x')),
    ("witness", |said| said.witness = Some("x".into())),
    ("consent", |said| said.consent.push('x')),
    ("strokes_digest", |said| said.strokes_digest = None),
    ("stamp", |said| said.stamp = Some([2; 32])),
    ("outcome", |said| said.outcome = "refused".into()),
    ("not_before", |said| said.not_before.position -= 1),
    ("at", |said| said.at.corrected_ms -= 1),
    ("device", |said| said.device = [1; 16]),
    ("user", |said| said.user = [1; 16]),
    ("previous", |said| said.previous = Some([1; 32])),
];

/// R60: the statement says in every member what the order and its report say.
#[tokio::test]
async fn r60_a_statement_that_differs_in_any_member_is_refused() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    device.clock.0 += 1; // It stands still from here on, so that events say the time of the statement.
    let (finished, honest) = (device.documents[&order].clone(), device.signoff(order));
    let report = jobsheet_report::model(&finished.content().unwrap());
    let said = device.said(order, &honest, &report);
    let members = serde_json::to_value(&said).unwrap();
    let members: BTreeSet<&str> = members.as_object().unwrap().keys().map(String::as_str).collect();
    let named = ALTERED.iter().map(|(member, _)| *member).collect();
    assert_eq!(members, named, "every member of a statement is in the table");
    for (member, alter) in ALTERED {
        let mut said = said.clone();
        alter(&mut said);
        let statement = sign_statement(&device.signer, &said).unwrap();
        let record = SignoffRecord { statement, ..honest.clone() };
        device.documents.insert(order, finished.clone());
        device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
        let parameters = vec![("field".to_owned(), member.to_owned())];
        let refused = Verdict::Refused { code: "statement.field_mismatch".to_owned(), parameters };
        assert_eq!(device.sync().await, [refused], "{member}");
    }
    device.documents.insert(order, finished);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(honest)));
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]), "and the honest one is taken");
}

/// R62, F7: what a statement was not made before is the server's word, of just that position and time. A device of before has
/// none, and its evidence says whose word it is.
#[tokio::test]
async fn r62_the_earliest_time_of_a_statement_is_the_servers_word() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    device.clock.0 += 1; // It stands still from here on, so that events say the time of the statement.
    let (finished, honest) = (device.documents[&order].clone(), device.signoff(order));
    let report = jobsheet_report::model(&finished.content().unwrap());
    let said = device.said(order, &honest, &report);
    let stood = FeedPosition {
        organisation: said.organisation,
        position: said.not_before.position,
        server_time_ms: 3_786_912_000_000,
    };
    let forged = sign_checkpoint(&device.key, &stood).unwrap();
    let earlier = {
        device.sync().await;
        device.checkpoint.clone().unwrap()
    };
    let cases: [(&str, i64, Option<String>); 3] = [
        ("a time in 2090", stood.server_time_ms, said.not_before.word.clone()),
        ("a time in 2090 under the device's own key", stood.server_time_ms, Some(forged)),
        ("the word for another time", said.not_before.server_time_ms, Some(earlier)),
    ];
    for (case, server_time_ms, word) in cases {
        let not_before = Checkpoint { server_time_ms, word, ..said.not_before.clone() };
        let statement = sign_statement(&device.signer, &Statement { not_before, ..said.clone() }).unwrap();
        device.documents.insert(order, finished.clone());
        device
            .tap(order, &WorkOrderCommand::SignOff(Box::new(SignoffRecord { statement, ..honest.clone() })));
        let parameters = vec![("field".to_owned(), "not_before".to_owned())];
        let refused = Verdict::Refused { code: "statement.field_mismatch".to_owned(), parameters };
        assert_eq!(device.sync().await, [refused], "{case}");
    }
    device.documents.insert(order, finished);
    for (word, says) in
        [(device.checkpoint.clone(), "evidence.time.bracketed"), (None, "evidence.time.received")]
    {
        (device.checkpoint, device.clock) = (word, device.heard);
        let record = device.signoff(order);
        device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
        assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]), "{says}");
        let evidence = desk.get(&format!("/api/orders/{order}/verification")).await;
        let checks = evidence["checks"].as_array().unwrap();
        assert!(checks.iter().any(|check| check["code"] == says), "{evidence}");
        device.write(order, &[Edit::Fact { name: "1/cause".into(), value: Fact::Text(says.into()) }]);
    }
}

/// R62: of a run with two sign-offs the device hears both receipts.
#[tokio::test]
async fn r62_every_statement_of_a_run_gets_its_receipt() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let first = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(first)));
    let cause = Fact::Text("wear and tear".into());
    device.write(order, &[Edit::Fact { name: "1/cause".into(), value: cause }]);
    let second = device.signoff(order);
    let event = WorkOrderEvent::SignedOff(Box::new(second.clone()));
    let event = device.asker().event(EventBody::of(&event));
    device.write(order, &[event]);
    let run = device.run(order);
    let stored = device.sync_runs(vec![run.clone()]).await.remove(0);
    let Verdict::Stored { receipts } = stored else { panic!("{stored:?}") };
    let of = |receipt: &String| {
        let payload = receipt.split('.').nth(1).and_then(jobsheet_signing::encoding::from_base64url);
        serde_json::from_slice::<Value>(&payload.unwrap()).unwrap()["statement"].clone()
    };
    assert_eq!(receipts.len(), 2);
    let second = jobsheet_signing::statement_digest(&second.statement).unwrap();
    assert_eq!(of(&receipts[1]), json!(hex::encode(second)));
    assert_eq!(device.sync_runs(vec![run]).await, [Verdict::HadAlready { receipts }]);
}

/// Adds a change of a device to a bundle, under a run it signed.
fn with_more(bundle: &Bundle, device: &Tablet, order: DocumentId) -> Bundle {
    let (mut bundle, cover) = (bundle.clone(), device.run(order).run.cover);
    let [change] = &device.unsent[&order][..] else { panic!("one change") };
    bundle.changes.push(jobsheet_signing::encoding::base64url(&change.bytes));
    bundle.heads = device.heads(order);
    let previous = bundle.runs.iter().filter(|run| run.actor == device.actor()).max_by_key(|run| run.last);
    bundle.runs.push(Run {
        actor: device.actor(),
        first: cover.first,
        last: cover.first,
        previous: previous.map(|run| run.head),
        head: change.header.hash,
        as_of: cover.as_of,
        checkpoint: cover.checkpoint,
        key: device.key.public().id(),
        nonce: device.nonce,
        signature: cover.signature,
        position: bundle.runs.iter().map(|run| run.position).max().unwrap() + 1,
        received_at: 0,
        admission: None,
    });
    bundle
}

/// R9, R61: a technician's own key, published and valid, proves nothing about the manager.
#[tokio::test]
async fn r61_an_event_in_anothers_name_does_not_hold() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let whole = serde_json::from_value(desk.first_form(order).await).unwrap();
    let before = device.documents[&order].clone();
    let manager = UserId(desk.person("manager").await.parse().unwrap());
    for (user, broken) in [(device.user, vec![]), (manager, vec!["runs"])] {
        device.documents.insert(order, before.clone());
        device.unsent.clear();
        let approved = EventBody::of(&WorkOrderEvent::Approved { note: String::new() });
        let Edit::Event(mut event) = device.asker().event(approved) else { panic!("an event") };
        event.by.user = user;
        device.write(order, &[Edit::Event(event)]);
        let result = verify_bundle(&with_more(&whole, &device, order), None);
        let failed: Vec<&str> =
            result.checks.iter().filter(|check| !check.ok()).map(|check| check.finding.check()).collect();
        assert_eq!(failed, broken, "{:?}", result.checks);
    }
}

/// R54, R61: a statement key counts while it is valid, like every key.
#[tokio::test]
async fn r61_a_statement_under_a_key_revoked_before_does_not_hold() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (device, order) = signed(&desk).await;
    let mut bundle: Bundle = serde_json::from_value(desk.first_form(order).await).unwrap();
    let key = PublicKey::try_from(&device.signer.public_jwk().unwrap()).unwrap().id();
    let entry = bundle.keys.find(&key).unwrap().clone();
    bundle.keys.insert(KeyEntry { revoked_at: Some(entry.valid_from), ..entry });
    assert_eq!(broken(&serde_json::to_value(&bundle).unwrap()), ["statement"]);
}

/// A4: what comes after a signature is judged in time that grows with it, and no run is longer than what is judged at once.
#[tokio::test]
async fn many_changes_after_a_signature_are_judged_and_too_many_are_refused() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = signed(&desk).await;
    let notes = |device: &mut Tablet, count: usize| {
        for number in 0..count {
            let value = Fact::Text(["normal", "urgent"][number % 2].to_owned());
            device.write(order, &[Edit::Fact { name: "priority".to_owned(), value }]);
        }
    };
    let before = device.documents[&order].clone();
    notes(&mut device, 1_001);
    assert!(matches!(&device.sync().await[..], [Verdict::Refused { code, .. }] if code == "change.too_many"));
    device.documents.insert(order, before);
    device.unsent.clear();
    notes(&mut device, 300);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
}

/// R62, F7: a time that no kept clock explains is looked at by a person; let in, the evidence says that it is not to be believed.
#[tokio::test]
async fn r62_a_signature_at_an_impossible_time_waits_for_a_person() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let day = 24 * 3_600_000;
    for (days, waits) in [(-1, false), (1, false), (60, true), (-9_000, true)] {
        let (mut device, order) = finished(&desk).await;
        let heard = device.clock.0;
        device.clock = Timestamp(heard + days * day);
        let record = device.signoff(order);
        device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
        let verdict = device.sync().await.remove(0);
        let waited = matches!(&verdict, Verdict::Refused { code, .. } if code == "statement.untimely");
        assert_eq!(waited, waits, "{days} days: {verdict:?}");
    }
}

/// R65: the dispatcher keeps what the customer has not seen, or has it signed again; so does the lead, on the device.
#[tokio::test]
async fn r65_additions_are_kept_or_signed_again() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let addition =
        |priority: &str| json!({ "set_fact": { "name": "priority", "value": { "text": priority } } });
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    desk.command(order, addition("down")).await;
    device.sync().await;
    let signoff = async || desk.get(&format!("/api/orders/{order}")).await["signoff"].take();
    let settle = |additions: &Value, sign_again: bool| {
        let changes: Vec<&Value> = additions.as_array().unwrap().iter().map(|one| &one["change"]).collect();
        json!({ "settle_additions": { "additions": changes, "sign_again": sign_again, "note": "" } })
    };
    let before = signoff().await;
    assert_eq!(before["additions"].as_array().unwrap().len(), 1);
    let other =
        json!({ "settle_additions": { "additions": ["ab".repeat(32)], "sign_again": false, "note": "" } });
    assert_eq!(refused(&desk, order, other).await, "signoff.no_additions");
    desk.command(order, settle(&before["additions"], false)).await;
    let kept = signoff().await;
    assert_eq!((&kept["valid"], &kept["additions"]), (&json!(true), &json!([])));
    assert_eq!(kept["kept"], before["additions"]);
    assert_eq!(refused(&desk, order, settle(&before["additions"], true)).await, "signoff.no_additions");
    let file = Evidence::read(&desk.evidence(order).await).unwrap();
    let told = |file: &Evidence, code: &str| {
        verify(file, None).checks.iter().any(|check| check.finding.code == code)
    };
    assert!(told(&file, "evidence.signoff.added_to"));
}

/// R65, R19: a signature that is asked for again settles nothing until it is given; the first stays to be seen.
#[tokio::test]
async fn r65_a_signature_that_is_asked_for_again_settles_nothing_until_it_is_given() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    let down = json!({ "set_fact": { "name": "priority", "value": { "text": "down" } } });
    desk.command(order, down).await;
    device.sync().await;
    device.sync().await;
    let subject = |device: &Tablet| {
        let document = &device.documents[&order];
        jobsheet_report::subject::<_, Box<dyn std::error::Error>>(document, &document.heads()).unwrap()
    };
    let additions = subject(&device).standing.unwrap().additions;
    assert_eq!(additions.len(), 1);
    // The lead's own tap, on the device.
    let ask = WorkOrderCommand::SettleAdditions { additions, sign_again: true, note: "Priority.".into() };
    device.tap(order, &ask);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["signoff"]["valid"], &page["signoff"]["sign_again"]), (&json!(false), &json!(true)));
    assert_eq!(refused(&desk, order, json!("receive_report")).await, "signoff.missing");
    let file = Evidence::read(&desk.evidence(order).await).unwrap();
    let asked = |file: &Evidence| {
        verify(file, None).checks.iter().any(|check| check.finding.code == "evidence.signoff.asked_again")
    };
    assert!(asked(&file) && verify(&file, None).is_intact());
    let again = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(again)));
    assert!(matches!(&device.sync().await[..], [Verdict::Stored { receipts }] if receipts.len() == 1));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["signoff"]["valid"], &page["signoff"]["additions"]), (&json!(true), &json!([])));
    desk.command(order, json!("receive_report")).await;
}

/// C14: nobody writes twice alike: where the very same hand stands under another report, whoever looks at it is told.
#[tokio::test]
async fn the_same_hand_under_two_reports_is_said() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let ((_, one), (_, other)) = (signed(&desk).await, signed(&desk).await);
    for (order, beside) in [(one, other), (other, one)] {
        let page = desk.get(&format!("/api/orders/{order}")).await;
        let same = page["signoff"]["same_hand"].as_array().unwrap();
        assert_eq!((same.len(), &same[0]["order"]), (1, &json!(beside.to_string())));
        assert!(same[0]["number"].as_str().unwrap().starts_with("WO-"));
    }
}

/// A digest alone says nothing: who names a hand as a photo, of an order or of something else, has not signed with it, and the
/// order it belongs to is shown as before.
#[tokio::test]
async fn a_hand_that_is_named_as_a_photo_is_no_signature() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let ((mut device, order), (mut other, unsigned)) = (signed(&desk).await, finished(&desk).await);
    let content = device.documents[&order].content().unwrap();
    let ink = inkml(WorkOrder::new(&content).signoff().unwrap().strokes.as_ref().unwrap());
    name(&mut other, unsigned, ink.as_bytes()).await;
    let complaint = DocumentId(uuid::Uuid::now_v7());
    device.documents.insert(complaint, Document::create(complaint::KIND, complaint));
    let take = json!({ "take": { "channel": "on_site", "provisional": "T-0001", "contact": "Sun Wei",
        "facts": "The belt breaks." } });
    tap(&mut device, complaint, take);
    tap(&mut device, complaint, photo(ink.as_bytes(), ink.as_bytes()));
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["signoff"]["same_hand"], json!([]));
}

/// The code a command is refused with.
async fn refused(desk: &jobsheet_kit::desk::Desk, order: DocumentId, command: Value) -> String {
    desk.refused(&format!("/api/orders/{order}/commands"), &json!({ "command": command })).await.1
}

fn cause(text: String) -> Edit {
    Edit::Fact { name: "1/cause".to_owned(), value: Fact::Text(text) }
}

/// R49, R61: what a customer signed while concurrent values were shown by another rule is what they signed, and so is what they
/// sign now.
#[tokio::test]
async fn r49_a_report_is_read_with_the_values_its_customer_read() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second", "lead"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    let mut other = Tablet::enrol(&desk, "lead").await;
    finish(&mut device, order).await;
    other.sync().await;
    for number in 0.. {
        // One writes more than the other, and so was shown before.
        (0..9).for_each(|more| device.write(order, &[cause(format!("wear {number} {more}"))]));
        other.write(order, &[cause(format!("misuse {number}"))]);
        for tablet in [&mut other, &mut device] {
            assert!(tablet.sync().await.iter().all(|verdict| matches!(verdict, Verdict::Stored { .. })));
        }
        other.sync().await;
        let document = &device.documents[&order];
        let shown = |shown| {
            let content = document.content_shown(&document.heads(), shown).unwrap();
            assert!(content.has_conflict());
            content.fact_text("1/cause").to_owned()
        };
        if shown(Shown::ByChange) != shown(Shown::ByOperation) {
            break;
        }
    }
    let mut record = device.signoff(order);
    let document = &device.documents[&order];
    let before = document.content_shown(&document.heads(), Shown::ByOperation).unwrap();
    let report = jobsheet_report::model(&before);
    record.report_digest = Digest(sha256(&jobsheet_report::canonical_bytes(&report)));
    record.statement = device.statement(order, &record, &report);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    let verdicts = device.sync().await;
    assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
    let found = verify(&Evidence::read(&desk.evidence(order).await).unwrap(), None);
    assert!(found.is_intact(), "{:?}", found.checks);
    let page = desk.request(Method::GET, &format!("/api/orders/{order}/report")).send().await.unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains(before.fact_text("1/cause")), "the page shows what was signed");
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["signoff"]["valid"], true);
}
