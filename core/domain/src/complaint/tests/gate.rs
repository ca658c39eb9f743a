//! Deciding and admission say the same (R4).

use proptest::prelude::*;

use super::case::*;
use crate::complaint::*;
use crate::edit::Deed;
use crate::flow::Standing;
use crate::photo;

/// Everything that can be asked, also what is rarely allowed.
pub fn commands() -> Vec<ComplaintCommand> {
    let mut commands: Vec<ComplaintCommand> = samples().into_iter().map(|(_, command)| command).collect();
    commands.extend([
        propose(900_000),
        ComplaintCommand::Reject { reason: String::new() },
        tell(Channel::Sheet, None),
        edit_text(fields::FACTS),
        edit_text(fields::INVESTIGATION),
        edit_text(fields::PREVENTION),
        edit_text("2/findings"),
        ComplaintCommand::RecordFindings(findings()),
        ComplaintCommand::AddPhoto(Box::new(photo(1))),
        ComplaintCommand::CaptionPhoto { id: item(1), caption: "x".into() },
        ComplaintCommand::RemoveItem { collection: photo::PHOTO.into(), id: item(1) },
        ComplaintCommand::LinkSimilar { id: item(2), complaint: document(8), reason: String::new() },
    ]);
    commands
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever anybody tries in whatever state: what is decided takes effect.
    #[test]
    fn r4_what_is_decided_takes_effect(steps in prop::collection::vec((1..10_u128, any::<prop::sample::Index>()), 1..60)) {
        let all = commands();
        let mut case = Case::new();
        case.must(DISPATCHER, take(Channel::Phone));
        for (who, index) in steps {
            let _ = case.ask(who, index.get(&all));
            let state = case.state();
            prop_assert!(state.timeline.iter().all(|judged| judged.standing == Standing::Kept));
        }
    }

    /// Replicas that have the same events agree, whoever knew what, and no fact of the field is ever set aside.
    #[test]
    fn r5_replicas_agree_and_facts_of_the_field_stand(
        steps in prop::collection::vec((0..3_usize, 1..10_u128, any::<prop::sample::Index>(), any::<bool>()), 1..50),
        start in 0..11_usize,
    ) {
        let all = commands();
        let start = Case::at(ComplaintStatus::ALL[start].max(ComplaintStatus::Taken));
        let mut replicas = [start.clone(), start.clone(), start];
        for (number, (at, who, index, merges)) in steps.into_iter().enumerate() {
            if merges {
                let other = replicas[(at + 1) % 3].clone();
                replicas[at].merge(&other);
            }
            replicas[at].key = u8::try_from(number * 67 % 251).unwrap();
            let _ = replicas[at].ask(who, index.get(&all));
        }
        let [mut one, two, three] = replicas;
        let mut other = three.clone();
        one.merge(&two);
        one.merge(&three);
        other.merge(&two);
        other.merge(&one);
        let state = one.state();
        prop_assert_eq!(&state, &other.state());
        for judged in &state.timeline {
            prop_assert!(judged.standing != Standing::Invalid, "{:?}", judged);
            let field = judged.class == Some(crate::flow::Class::Field);
            prop_assert!(!field || judged.standing.is_fact(), "{:?}", judged);
        }
    }
}

#[test]
fn a_text_has_an_end() {
    let text = "x".repeat(100_001);
    let long = ComplaintCommand::EditText { field: fields::NOTES.into(), base: vec![], text: text.clone() };
    assert_eq!(Case::documented().refused(DISPATCHER, long), "value.too_long");
    let reason = ComplaintCommand::Reopen { reason: text };
    assert_eq!(Case::at(ComplaintStatus::Closed).refused(QUALITY, reason), "value.too_long");
}

#[test]
fn an_event_of_another_kind_of_document_is_refused() {
    let case = Case::documented();
    let mut deeds = case.deeds(QUALITY, &grade(ComplaintClass::Other));
    let Deed::Event(event) = &mut deeds[0] else { panic!("an event") };
    event.body = crate::event::EventBody::raw("teleported".into(), vec![0xa0]);
    assert_eq!(case.judge(QUALITY, &deeds), Err("event.foreign_kind".into()));
    let answer = Deed::Answer { item: "1/x".into(), value: crate::value::Value::Flag(true) };
    assert_eq!(case.judge(QUALITY, &[answer]), Err("complaint.no_such_part".into()));
}
