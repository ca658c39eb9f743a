//! What shells show: what may happen now, and why not the rest (R4).

use super::samples::*;
use super::testing::*;
use crate::aggregate::Possible;
use crate::work_order::transitions::TABLE;
use crate::work_order::*;

fn all(job: &Job, who: u128) -> Vec<Possible> {
    everything_possible(&job.order(), &job.asker(who))
}

fn shown(job: &Job, who: u128) -> Vec<(&'static str, String)> {
    let code = |one: &Possible| one.refusal.as_ref().map(|refusal| refusal.code.clone()).unwrap_or_default();
    all(job, who).iter().map(|one| (one.command, code(one))).collect()
}

fn reason(job: &Job, who: u128, command: &str) -> Option<String> {
    shown(job, who).into_iter().find(|(name, _)| *name == command).map(|(_, code)| code)
}

#[test]
fn r4_what_may_not_happen_now_says_why() {
    let job = Job::assigned();
    assert_eq!(reason(&job, LEAD, "accept").as_deref(), Some(""));
    assert_eq!(reason(&job, LEAD, "sign_off").as_deref(), Some("signoff.before_finished"));
    assert_eq!(reason(&job, LEAD, "start_work").as_deref(), Some("work_order.not_now"));
    let job = Job::on_site();
    assert_eq!(reason(&job, SECOND, "start_work").as_deref(), Some("work_order.lead_only"));
    assert_eq!(reason(&job, STRANGER, "arrive").as_deref(), Some("work_order.not_on_team"));
    assert_eq!(reason(&Job::signed(Outcome::Solved), LEAD, "sign_off").as_deref(), Some("signoff.stands"));
    assert_eq!(reason(&Job::signed(Outcome::Solved), LEAD, "escalate").as_deref(), Some("work_order.solved"));
}

#[test]
fn r12_finishing_says_what_the_visit_lacks() {
    assert_eq!(reason(&Job::working(), LEAD, "finish").as_deref(), Some("finish.symptoms_missing"));
    assert_eq!(reason(&Job::documented(), LEAD, "finish").as_deref(), Some(""));
}

#[test]
fn r4_what_can_never_be_ones_own_is_not_shown() {
    let job = Job::assigned();
    for command in ["raise", "assign", "approve", "cancel", "analyse", "settle"] {
        assert_eq!(reason(&job, LEAD, command), None, "{command}");
    }
    for command in ["raise", "accept", "sign_off", "approve", "report_problem"] {
        assert_eq!(reason(&job, DISPATCHER, command), None, "{command}");
    }
    assert_eq!(reason(&job, ENGINEER, "analyse").as_deref(), Some("work_order.not_now"));
    assert!(shown(&job, AUDITOR).is_empty());
    assert_eq!(reason(&Job::new(), DISPATCHER, "raise").as_deref(), Some(""));
}

#[test]
fn r4_what_is_possible_is_shown_in_the_order_of_the_table() {
    let mut table: Vec<&str> = TABLE.iter().map(|row| row.kind.command()).chain(["edit"]).collect();
    table.dedup();
    for job in [Job::raised(), Job::assigned(), Job::documented(), Job::finished(Outcome::NotSolved)] {
        for who in [LEAD, SECOND, DISPATCHER, MANAGER, ENGINEER, AUDITOR] {
            let place = |one: &Possible| table.iter().position(|known| *known == one.command).unwrap();
            let places: Vec<usize> = all(&job, who).iter().map(place).collect();
            assert!(places.is_sorted_by(|one, next| one < next), "{places:?}");
        }
    }
}

#[test]
fn r4_who_may_write_down_is_told_and_who_never_may_is_not() {
    let job = Job::assigned();
    assert_eq!(reason(&job, SECOND, "edit").as_deref(), Some(""));
    assert_eq!(reason(&job, STRANGER, "edit").as_deref(), Some("work_order.not_on_team"));
    assert_eq!(reason(&job, AUDITOR, "edit"), None);
}

#[test]
fn r4_a_possibility_names_the_command_that_does_it() {
    let mut job = Job::assigned();
    let commands = [
        ("accept", WorkOrderCommand::Accept),
        ("set_out", WorkOrderCommand::SetOut { preparation: Preparation::default() }),
        ("arrive", WorkOrderCommand::Arrive),
        ("check_safety", check_safety()),
        ("report_problem", report_problem()),
    ];
    for (name, command) in commands {
        let stored = serde_json::to_value(&command).unwrap();
        let stored =
            stored.as_str().map(str::to_owned).or_else(|| stored.as_object()?.keys().next().cloned());
        assert_eq!(stored.as_deref(), Some(name));
        assert_eq!(reason(&job, LEAD, name).as_deref(), Some(""), "{name}");
        job.must(LEAD, command);
    }
}
