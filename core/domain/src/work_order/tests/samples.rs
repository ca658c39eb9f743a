//! Events, commands and records to test with.

use super::testing::{LEAD, SECOND, document, item, user};
use crate::id::{ChangeHash, Digest};
use crate::language::Language;
use crate::time::{TimeWindow, Timestamp};
use crate::value::Address;
use crate::work_order::*;

pub const WINDOW: TimeWindow = TimeWindow { from: Timestamp(10), to: Timestamp(20) };

pub fn raised_event() -> WorkOrderEvent {
    WorkOrderEvent::Raised { request: None, found_on_site: false }
}

pub fn assigned_event(lead: u128) -> WorkOrderEvent {
    WorkOrderEvent::Assigned { technicians: vec![user(LEAD), user(SECOND)], lead: user(lead), window: WINDOW }
}

pub fn cancelled() -> WorkOrderEvent {
    WorkOrderEvent::Cancelled { reason: "客户取消".into() }
}

pub fn held() -> WorkOrderEvent {
    WorkOrderEvent::Held { reason: HoldReason::Parts, note: String::new() }
}

pub fn set_out() -> WorkOrderEvent {
    WorkOrderEvent::SetOut { preparation: Preparation::default() }
}

pub fn safe() -> WorkOrderEvent {
    WorkOrderEvent::SafetyChecked { check: passed_check() }
}

pub fn done() -> WorkOrderEvent {
    WorkOrderEvent::Finished { outcome: Outcome::Solved, context: Box::default() }
}

pub fn reopened() -> WorkOrderEvent {
    WorkOrderEvent::Reopened { reason: "again".into() }
}

pub fn signed_event() -> WorkOrderEvent {
    WorkOrderEvent::SignedOff(Box::new(signoff(SignoffKind::Signed)))
}

/// From accepting to work in progress.
pub fn to_work() -> Vec<WorkOrderEvent> {
    vec![
        WorkOrderEvent::Accepted {},
        set_out(),
        WorkOrderEvent::Arrived {},
        safe(),
        WorkOrderEvent::WorkStarted {},
    ]
}

pub fn raise() -> WorkOrderCommand {
    WorkOrderCommand::Raise {
        request: None,
        found_on_site: false,
        customer: document(5),
        asset: None,
        address: Address { text: "人民路 1 号".into(), position: None },
        contact: "王先生".into(),
        phone: "13800000000".into(),
        fault: "漏油".into(),
        title: "液压机漏油".into(),
        priority: "urgent".into(),
        product_model: String::new(),
        distance_m: None,
    }
}

pub fn assign(technicians: &[u128], lead: u128) -> WorkOrderCommand {
    WorkOrderCommand::Assign {
        technicians: technicians.iter().map(|number| user(*number)).collect(),
        lead: user(lead),
        window: WINDOW,
    }
}

pub fn passed_check() -> SafetyCheck {
    SafetyCheck { rules_read: true, hazards: vec![], measures: vec![], passed: true }
}

pub fn check_safety() -> WorkOrderCommand {
    WorkOrderCommand::CheckSafety { check: passed_check() }
}

pub fn diagnosis() -> Diagnosis {
    Diagnosis {
        symptoms: Some("漏油".into()),
        cause: Some("密封老化".into()),
        cause_class: Some("wear".into()),
        ..Diagnosis::default()
    }
}

pub fn report_problem() -> WorkOrderCommand {
    WorkOrderCommand::ReportProblem {
        problem: "主轴断裂".into(),
        proposal: "整机更换".into(),
        demand: "三天内恢复生产".into(),
    }
}

pub fn finish(outcome: Outcome) -> WorkOrderCommand {
    WorkOrderCommand::Finish { outcome, language: Language::Simplified }
}

pub fn photo(number: u128, stage: &str) -> PhotoRecord {
    PhotoRecord {
        id: item(number),
        stage: stage.to_owned(),
        caption: String::new(),
        original: Digest([1; 32]),
        normal: Digest([2; 32]),
        thumbnail: None,
        normal_bytes: 1000,
        width: 2016,
        height: 1512,
        taken_at: Timestamp(1),
        position: None,
    }
}

pub fn part(number: u128) -> PartUse {
    PartUse {
        id: item(number),
        number: "P-1".into(),
        name: "密封圈".into(),
        quantity_milli: 1000,
        serial: None,
        reason: "老化".into(),
        old_part: PartFate::Returned,
    }
}

pub fn signoff(kind: SignoffKind) -> SignoffRecord {
    let absent = kind == SignoffKind::NobodyPresent;
    let hand = matches!(kind, SignoffKind::Signed | SignoffKind::SignedWithReservations);
    let stroke = vec![StrokePoint(0, 0, 0, 0), StrokePoint(100, 50, 8, 300)];
    SignoffRecord {
        kind,
        statement: "a.b.c".into(),
        heads: vec![ChangeHash([3; 32])],
        report_digest: Digest([4; 32]),
        shown_digest: Digest([5; 32]),
        signatory: (!absent).then(|| Signatory { name: "王".into(), capacity: "厂长".into() }),
        rating: (kind == SignoffKind::Signed).then_some(Rating {
            overall: 5,
            timeliness: 5,
            attitude: 5,
            quality: 4,
        }),
        remarks: if kind == SignoffKind::Signed { String::new() } else { "原因".into() },
        witness: None,
        strokes: hand.then(|| Strokes { width: 6000, height: 3000, strokes: vec![stroke] }),
        sealed: None,
        stamp: None,
    }
}

pub fn sign(kind: SignoffKind) -> WorkOrderCommand {
    WorkOrderCommand::SignOff(Box::new(signoff(kind)))
}
