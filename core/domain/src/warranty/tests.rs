use std::collections::BTreeSet;

use super::*;
use crate::calendar::CivilDate;
use crate::value::Value;

fn date(text: &str) -> CivilDate {
    text.parse().unwrap()
}

fn case(accepted: &str, today: &str) -> WarrantyCase<'static> {
    WarrantyCase {
        accepted: Some(date(accepted)),
        manufacturer_months: 0,
        running_hours: None,
        repair_days: 0,
        opened_by_others: Some(false),
        cause_class: Some("production"),
        today: date(today),
    }
}

fn verdict(case: &WarrantyCase<'_>, terms: &WarrantyTerms) -> Verdict {
    decide(case, terms).verdict
}

#[test]
fn r32_a_year_from_acceptance_is_free_to_its_last_day() {
    let terms = WarrantyTerms::default();
    assert_eq!(verdict(&case("2025-03-10", "2026-03-10"), &terms), Verdict::Free);
    let decision = decide(&case("2025-03-10", "2026-03-11"), &terms);
    assert_eq!(decision.verdict, Verdict::Chargeable);
    assert_eq!(decision.reasons, [Reason::TermEnded { on: date("2026-03-10") }]);
}

#[test]
fn r32_the_manufacturers_term_counts_where_it_is_longer() {
    let longer = WarrantyCase { manufacturer_months: 18, ..case("2025-03-31", "2026-09-30") };
    assert_eq!(
        decide(&longer, &WarrantyTerms::default()).reasons,
        [Reason::InTerm { until: date("2026-09-30") }]
    );
    let shorter = WarrantyCase { manufacturer_months: 6, ..case("2025-03-31", "2026-03-31") };
    assert_eq!(verdict(&shorter, &WarrantyTerms::default()), Verdict::Free);
}

#[test]
fn r32_running_hours_count_where_the_terms_say_so() {
    let terms = WarrantyTerms { running_hours: Some(2_000), ..WarrantyTerms::default() };
    let with = |running_hours| WarrantyCase { running_hours, ..case("2025-03-10", "2025-06-01") };
    assert_eq!(verdict(&with(Some(2_000)), &terms), Verdict::Free);
    assert_eq!(verdict(&with(Some(2_001)), &terms), Verdict::Chargeable);
    assert_eq!(verdict(&with(None), &terms), Verdict::Unknown);
    assert_eq!(verdict(&with(Some(9_999)), &WarrantyTerms::default()), Verdict::Free);
}

#[test]
fn r32_repair_time_extends_the_term_where_the_terms_say_so() {
    let repaired = WarrantyCase { repair_days: 20, ..case("2025-03-10", "2026-03-30") };
    let terms = WarrantyTerms { repair_extends: true, ..WarrantyTerms::default() };
    let decision = decide(&repaired, &terms);
    assert_eq!(
        decision.reasons,
        [Reason::InTerm { until: date("2026-03-30") }, Reason::Extended { days: 20 }]
    );
    assert_eq!(verdict(&repaired, &WarrantyTerms::default()), Verdict::Chargeable);
}

#[test]
fn r32_a_unit_opened_by_others_or_broken_by_use_is_chargeable_in_term() {
    let terms = WarrantyTerms::default();
    let opened = WarrantyCase { opened_by_others: Some(true), ..case("2025-03-10", "2025-04-01") };
    assert_eq!(verdict(&opened, &terms), Verdict::Chargeable);
    assert!(decide(&opened, &terms).reasons.contains(&Reason::OpenedByOthers));
    let misused = WarrantyCase { cause_class: Some("use"), ..case("2025-03-10", "2025-04-01") };
    assert_eq!(verdict(&misused, &terms), Verdict::Chargeable);
    let lenient = WarrantyTerms { opened_by_others_voids: false, excluded_causes: BTreeSet::new(), ..terms };
    assert_eq!((verdict(&opened, &lenient), verdict(&misused, &lenient)), (Verdict::Free, Verdict::Free));
}

#[test]
fn r32_goodwill_follows_the_term_and_only_the_term() {
    let terms = WarrantyTerms { goodwill_days: 30, ..WarrantyTerms::default() };
    assert_eq!(verdict(&case("2025-03-10", "2026-04-09"), &terms), Verdict::Goodwill);
    assert_eq!(verdict(&case("2025-03-10", "2026-04-10"), &terms), Verdict::Chargeable);
    let opened = WarrantyCase { opened_by_others: Some(true), ..case("2025-03-10", "2026-04-09") };
    assert_eq!(verdict(&opened, &terms), Verdict::Chargeable);
}

#[test]
fn r32_what_is_not_known_is_said() {
    let unknown = WarrantyCase { accepted: None, cause_class: None, ..case("2025-03-10", "2025-04-01") };
    let decision = decide(&unknown, &WarrantyTerms::default());
    assert_eq!(decision.verdict, Verdict::Unknown);
    assert_eq!(decision.reasons, [Reason::AcceptanceUnknown, Reason::CauseUndetermined]);
}

#[test]
fn r32_a_managers_decision_wins_and_the_computed_reasons_stay() {
    let computed = decide(&case("2025-03-10", "2026-05-01"), &WarrantyTerms::default());
    let over = |texts: &[&str]| {
        let fact = Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
        computed.clone().overridden(Some(&fact))
    };
    let code = over(&["goodwill", "first\nyear"]).code();
    assert_eq!(code, "goodwill\nterm_ended=2026-03-10\noverridden=first year");
    assert_eq!(over(&["gift", "x"]), computed);
    assert_eq!(over(&["free"]), computed);
    assert_eq!(computed.clone().overridden(None), computed);
}
