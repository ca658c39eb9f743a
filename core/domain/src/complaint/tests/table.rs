//! The transition table, row by row and role by role (R4, R41).

use super::case::*;
use crate::asker::WriterKind;
use crate::complaint::possible::COMMANDS;
use crate::complaint::transitions::TABLE;
use crate::complaint::*;
use crate::flow::{Class, Target};

/// What the table says about somebody with one role: the only source of the expectations here.
fn allowed(kind: ComplaintKind, status: ComplaintStatus, who: u128, writer: WriterKind) -> bool {
    let role = ROLES[usize::try_from(who - 1).unwrap()];
    TABLE.iter().filter(|row| row.kind == kind && kind != ComplaintKind::Settled).any(|row| {
        let key = writer == WriterKind::Device || row.class == Class::Office;
        key && row.from.contains(&status) && row.by.contains(&role)
    })
}

#[test]
fn r41_every_row_of_the_table_holds_for_every_status_role_and_key() {
    for status in ComplaintStatus::ALL {
        let mut case = Case::at(status);
        for writer in [WriterKind::Device, WriterKind::Office] {
            case.writer = writer;
            for (who, (kind, command)) in
                (1..=ROLES.len() as u128).flat_map(|who| samples().into_iter().map(move |one| (who, one)))
            {
                let decided = case.decide(who, &command);
                let expected = allowed(kind, status, who, writer);
                assert_eq!(decided.is_ok(), expected, "{kind:?} in {status:?} by {who}: {decided:?}");
            }
        }
    }
}

#[test]
fn r41_what_happens_leads_where_the_table_says() {
    for (kind, command) in samples() {
        let Some(row) = TABLE.iter().find(|row| row.kind == kind && kind != ComplaintKind::Settled) else {
            continue;
        };
        for &from in row.from {
            let mut case = Case::at(from);
            let who = 1 + ROLES.iter().position(|role| row.by.contains(role)).unwrap() as u128;
            case.must(who, command.clone());
            let expected = match row.to {
                Target::To(status) => status,
                Target::Unchanged | Target::Beside => from,
            };
            let state = case.state();
            assert_eq!((state.status, state.contest), (expected, None), "{kind:?} from {from:?}");
            assert_eq!(state.timeline.last().map(|judged| judged.kind), Some(Some(kind)));
        }
    }
}

#[test]
fn r41_what_is_possible_is_what_would_be_decided_and_says_why_the_rest_is_not() {
    for status in ComplaintStatus::ALL {
        let case = Case::at(status);
        for who in 1..=ROLES.len() as u128 {
            let shown = case.possible(who);
            let names: Vec<&str> = shown.iter().map(|one| one.command).take(COMMANDS.len()).collect();
            assert_eq!(names, COMMANDS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
            for (one, (_, kinds)) in shown.iter().zip(COMMANDS) {
                let decided = samples()
                    .into_iter()
                    .filter(|(kind, _)| kinds.contains(kind))
                    .any(|(_, command)| case.decide(who, &command).is_ok());
                assert_eq!(one.refusal.is_none(), decided, "{} in {status:?} by {who}", one.command);
            }
        }
    }
}

#[test]
fn r41_findings_and_links_are_offered_to_whom_they_are_and_refused_with_a_reason_once_it_is_over() {
    let link = ComplaintCommand::LinkSimilar { id: item(1), complaint: document(8), reason: "Seal".into() };
    let asked = [("record_findings", ComplaintCommand::RecordFindings(findings())), ("link_similar", link)];
    for status in ComplaintStatus::ALL.into_iter().filter(|status| *status != ComplaintStatus::Untaken) {
        let case = Case::at(status);
        for who in 1..=ROLES.len() as u128 {
            let shown = case.possible(who);
            for (name, command) in &asked {
                let said = shown.iter().find(|one| one.command == *name);
                let decided = case.decide(who, command);
                let offered = said.is_some_and(|one| one.refusal.is_none());
                assert_eq!(offered, decided.is_ok(), "{name} in {status:?} by {who}: {decided:?}");
                let reason = said.and_then(|one| one.refusal.clone());
                assert!(reason.is_none() || decided.err() == reason, "{name} in {status:?} by {who}");
            }
        }
    }
}

#[test]
fn commands_are_possible_by_the_names_they_are_stored_by() {
    for (kind, command) in samples() {
        let stored = serde_json::to_value(&command).unwrap();
        let name = stored.as_object().unwrap().keys().next().unwrap().clone();
        let listed = COMMANDS.iter().find(|(_, kinds)| kinds.contains(&kind)).unwrap();
        assert_eq!(listed.0, name);
    }
}

#[test]
fn r5_every_kind_has_one_row_and_a_sample_and_a_name_of_its_own() {
    let kinds: Vec<ComplaintKind> = TABLE.iter().map(|row| row.kind).collect();
    let sampled: Vec<ComplaintKind> = samples().into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, sampled, "one row each, in one order");
    let mut names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), kinds.len());
}

#[test]
fn r5_what_is_recorded_before_the_customer_is_of_the_field_and_the_office_has_its_own_row() {
    for row in TABLE {
        assert_eq!(row.class == Class::Field, row.kind.name().ends_with("_on_site"), "{:?}", row.kind);
    }
}

#[test]
fn r41_every_row_of_the_table_is_asked_for_by_a_command_that_is_listed() {
    for row in TABLE {
        let asked = COMMANDS.iter().find(|(command, _)| *command == row.kind.command());
        assert!(asked.is_some_and(|(_, kinds)| kinds.contains(&row.kind)), "{:?}", row.kind);
    }
}
