mod tried;

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
use crate::zone::TimeZone;

const TECHNICIAN: u128 = 1;
const DISPATCHER: u128 = 2;
const AUDITOR: u128 = 3;

fn some_records() -> Records {
    let mut records = records(&[Role::Technician, Role::Dispatcher, Role::Auditor]);
    let product = Product { model: "WL50".into(), family: "loader".into(), warranty_months: 24 };
    records.catalogue.products.push(product);
    records
}

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn day(text: &str) -> Timestamp {
    TimeZone::fixed(480).day_start(date(text))
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

fn create() -> AssetCommand {
    AssetCommand::Create {
        product_model: "WL50".into(),
        serial: "WL50-0815".into(),
        customer: DocumentId(Uuid::from_u128(9)),
        site: None,
        acceptance_date: Some(date("2025-01-31").into()),
        warranty_months: None,
    }
}

fn created() -> Content {
    let mut content = Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1);
    ask(&mut content, TECHNICIAN, &create()).unwrap();
    assert_eq!(ask(&mut content, TECHNICIAN, &create()).unwrap_err().code, "asset.exists");
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
        order.warranty(&asset, &some_records(), day("2030-01-01")).verdict
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
    let date = set("acceptance_date", Value::Date(date("2026-01-31")));
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
    assert_eq!(code(set("acceptance_date", Value::Text("2026-01-31".into()))), "value.wrong_type");
    for slip in ["0206-02-15", "1899-12-31", "2206-02-15"] {
        assert_eq!(code(set("acceptance_date", Value::Date(date(slip)))), "value.out_of_range", "{slip}");
    }
    for number in [i64::MIN, -1 << 53, 1 << 53, i64::MAX] {
        assert_eq!(code(set("acceptance_date", Value::Time(Timestamp(number)))), "value.out_of_range");
    }
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

fn with_acceptance(value: Value) -> Content {
    let mut content = created();
    let entry = Entry { value, actor: ActorId([1; 16]), change: ChangeHash([2; 32]) };
    content.facts.insert("acceptance_date".into(), Register { entries: vec![entry] });
    content
}

/// avni-client#203: accepted on 15 February in China; then the organisation moves to Berlin.
#[test]
fn r32_a_day_of_acceptance_stays_that_day_when_the_time_zone_changes() {
    let mut records = some_records();
    let last_days = |records: &Records| {
        [Value::Date(date("2026-02-15")), Value::Time(day("2026-02-15"))].map(|value| {
            let asset = AssetView::of(&with_acceptance(value));
            assert_eq!(asset.accepted(&records.policy), Some(date("2026-02-15")));
            asset.warranty_facts(&records.policy).last_day(records).unwrap()
        })
    };
    assert_eq!(last_days(&records), [date("2028-02-15"); 2]);
    for zone in ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai"] {
        records.policy.time_zone = zone.into();
        assert_eq!(last_days(&records), [date("2028-02-15"); 2], "{zone}");
    }
}

#[test]
fn an_instant_of_version_1_is_read_at_every_hour_of_its_day() {
    let records = some_records();
    for (hours, expected) in [(0, "2026-02-15"), (23, "2026-02-15"), (24, "2026-02-16"), (-1, "2026-02-14")] {
        let value = Value::Time(day("2026-02-15").plus_ms(hours * crate::time::HOUR_MS));
        assert_eq!(AssetView::of(&with_acceptance(value)).accepted(&records.policy), Some(date(expected)));
    }
}

#[test]
fn what_is_written_now_is_a_date_whatever_the_command_gave() {
    let mut content = created();
    assert_eq!(content.fact("acceptance_date"), Some(&Value::Date(date("2025-01-31"))));
    ask(&mut content, DISPATCHER, &set("acceptance_date", Value::Time(day("2026-02-15")))).unwrap();
    assert_eq!(content.fact("acceptance_date"), Some(&Value::Date(date("2026-02-15"))));
    let mut empty = Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1);
    let stored = AssetCommand::Create {
        product_model: "WL50".into(),
        serial: String::new(),
        customer: DocumentId(Uuid::from_u128(9)),
        site: None,
        acceptance_date: Some(StoredDay::Instant(day("2026-02-15"))),
        warranty_months: None,
    };
    ask(&mut empty, TECHNICIAN, &stored).unwrap();
    assert_eq!(empty.fact("acceptance_date"), Some(&Value::Date(date("2026-02-15"))));
}

#[test]
fn an_instant_of_version_1_is_still_admitted() {
    let records = some_records();
    let empty = Content::empty(KIND, DocumentId(Uuid::from_u128(1)), 1);
    let deed = Deed::Fact { name: "acceptance_date".into(), value: Value::Time(day("2026-02-15")) };
    assert_eq!(gate(&empty, &asker(&records, TECHNICIAN, 1), &[deed]), Ok(()));
}

#[test]
fn a_stored_day_has_one_form_for_each_way_it_was_written() {
    for text in ["\"2026-02-15\"", "5"] {
        let day: StoredDay = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), text);
    }
    assert!(serde_json::from_str::<StoredDay>("\"2026-02-30\"").is_err());
}

#[test]
fn r32_a_verdict_is_of_the_day_on_which_somebody_looks() {
    let mut records = some_records();
    let facts = AssetView::of(&created()).warranty_facts(&records.policy);
    let verdict = |records: &Records, day: &str| facts.decide(records, &Fault::unknown(date(day))).verdict;
    assert_eq!(verdict(&records, "2027-01-31"), Verdict::Free);
    assert_eq!(verdict(&records, "2027-02-01"), Verdict::Chargeable);
    records.policy.warranty.goodwill_days = 1;
    assert_eq!(verdict(&records, "2027-02-01"), Verdict::Goodwill);
    records.policy.warranty.months = 36;
    assert_eq!(verdict(&records, "2027-02-02"), Verdict::Free);
    assert_eq!(facts.last_day(&records), Some(date("2028-01-31")));
}

/// The last evening of the term, where it is still that day in the organisation and already the next in China.
#[test]
fn r32_a_fault_is_reported_on_the_organisations_day() {
    let mut records = some_records();
    records.policy.time_zone = "America/New_York".into();
    let zone = records.policy.zone();
    let evening = zone.moment(date("2027-01-31"), 23 * 60 + 59);
    let asset = AssetView::of(&created());
    let at = |time: Timestamp| asset.warranty(&records, Some(false), Some("production"), time).verdict;
    assert_eq!((at(evening), at(zone.day_end(date("2027-01-31")))), (Verdict::Free, Verdict::Chargeable));
}
