use uuid::Uuid;

use super::*;
use crate::calendar::CivilDate;
use crate::content::{Content, Entry, Register};
use crate::edit::{Deed, Edit};
use crate::id::{ActorId, ChangeHash, DocumentId};
use crate::records::{Product, Records, Role};
use crate::refusal::Refusal;
use crate::testing::{asker, decide, gate, records};
use crate::time::Timestamp;
use crate::value::{Reading, Value};
use crate::warranty::{Reason, Verdict};
use crate::work_order::WorkOrder;

const TECHNICIAN: u128 = 1;
const DISPATCHER: u128 = 2;
const AUDITOR: u128 = 3;

fn some_records() -> Records {
    let mut records = records(&[Role::Technician, Role::Dispatcher, Role::Auditor]);
    let product = Product { model: "WL50".into(), family: "loader".into(), warranty_months: 24 };
    records.catalogue.products.push(product);
    records
}

fn day(text: &str) -> Timestamp {
    text.parse::<CivilDate>().unwrap().midnight(480)
}

fn ask(content: &mut Content, number: u128, command: &AssetCommand) -> Result<(), Refusal> {
    let records = some_records();
    for edit in decide(content, &asker(&records, number, 1), command)? {
        let Edit::Fact { name, value } = edit else { panic!("only facts here") };
        let entry = Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) };
        content.facts.insert(name, Register { entries: vec![entry] });
    }
    Ok(())
}

fn created() -> Content {
    let mut content = Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1);
    let create = AssetCommand::Create {
        product_model: "WL50".into(),
        serial: "WL50-0815".into(),
        customer: DocumentId(Uuid::from_u128(9)),
        site: None,
        acceptance_date: Some(day("2025-01-31")),
        warranty_months: None,
    };
    ask(&mut content, TECHNICIAN, &create).unwrap();
    assert_eq!(ask(&mut content, TECHNICIAN, &create).unwrap_err().code, "asset.exists");
    content
}

fn set(name: &str, value: Value) -> AssetCommand {
    AssetCommand::SetFact { name: name.into(), value }
}

#[test]
fn r32_the_view_decides_the_warranty_by_catalogue_machine_and_fault() {
    let mut content = created();
    let records = some_records();
    let decision = |content: &Content, at: &str| {
        AssetView::of(content).warranty(&records, Some(false), Some("production"), day(at))
    };
    assert_eq!(AssetView::of(&content).family(&records), Some("loader"));
    let by_catalogue = decision(&content, "2027-01-31");
    assert_eq!(by_catalogue.verdict, Verdict::Free);
    assert_eq!(by_catalogue.reasons, [Reason::InTerm { until: "2027-01-31".parse().unwrap() }]);
    ask(&mut content, DISPATCHER, &set("warranty_months", Value::Integer(13))).unwrap();
    assert_eq!(decision(&content, "2026-03-01").verdict, Verdict::Chargeable, "13 months end on 28 February");
    assert_eq!(decision(&content, "2026-02-28").verdict, Verdict::Free);
}

#[test]
fn r32_an_order_brings_its_fault_and_its_managers_decision() {
    let asset = AssetView::of(&created());
    let mut content = Content::empty(crate::work_order::KIND, DocumentId(Uuid::from_u128(2)), 1);
    let mut fact = |name: &str, value: Value| {
        let entry = Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) };
        content.facts.insert(name.into(), Register { entries: vec![entry] });
        let order = WorkOrder::new(&content);
        asset.warranty_of(&order, &some_records(), day("2030-01-01")).verdict
    };
    assert_eq!(
        fact("title", Value::Text("x".into())),
        Verdict::Chargeable,
        "nobody said when, so now counts"
    );
    assert_eq!(fact("reported_at", Value::Time(day("2026-05-01"))), Verdict::Free);
    assert_eq!(fact("1/cause_class", Value::Text("use".into())), Verdict::Chargeable);
    let goodwill = Value::Texts(vec!["goodwill".into(), "first year".into()]);
    assert_eq!(fact("warranty_override", goodwill), Verdict::Goodwill);
}

#[test]
fn r32_what_money_depends_on_is_changed_by_the_office_alone() {
    let mut content = created();
    let date = set("acceptance_date", Value::Time(day("2026-01-31")));
    assert_eq!(ask(&mut content, TECHNICIAN, &date).unwrap_err().code, "access.wrong_role");
    assert_eq!(ask(&mut content, DISPATCHER, &date), Ok(()));
    let meter = |milli| set("running_hours", Value::Reading(Reading { milli, unit: "h".into() }));
    assert_eq!(ask(&mut content, TECHNICIAN, &meter(1_234_000)), Ok(()));
    assert_eq!(ask(&mut content, TECHNICIAN, &meter(-1)).unwrap_err().code, "value.out_of_range");
    assert_eq!(AssetView::of(&content).running_hours.unwrap().milli, 1_234_000);
}

#[test]
fn slips_of_the_keyboard_are_refused() {
    let code = |command| ask(&mut created(), DISPATCHER, &command).unwrap_err().code;
    assert_eq!(code(set("warranty_months", Value::Integer(601))), "value.out_of_range");
    assert_eq!(code(set("repair_days", Value::Integer(-1))), "value.out_of_range");
    assert_eq!(code(set("product_model", Value::Text(" ".into()))), "asset.model_missing");
    assert_eq!(code(set("serial", Value::Integer(5))), "value.wrong_type");
}

#[test]
fn admission_follows_the_same_rules() {
    let records = some_records();
    let admit = |content: &Content, number, deed: Deed| {
        gate(content, &asker(&records, number, 1), &[deed]).map_err(|refusal| refusal.code)
    };
    let months = || Deed::Fact { name: "warranty_months".into(), value: Value::Integer(36) };
    let empty = Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1);
    assert_eq!(admit(&empty, TECHNICIAN, months()), Ok(()), "whoever opens the file copies the papers");
    assert_eq!(admit(&created(), TECHNICIAN, months()), Err("access.wrong_role".into()));
    assert_eq!(admit(&empty, AUDITOR, months()), Err("access.wrong_role".into()));
    let answer = Deed::Answer { item: "x".into(), value: Value::Flag(true) };
    assert_eq!(admit(&empty, TECHNICIAN, answer), Err("asset.no_such_part".into()));
}
