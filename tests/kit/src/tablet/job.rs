//! A tablet at work: from accepting a job to the customer's signature.

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::work_order::WorkOrderCommand;
use jobsheet_signing::sha256;

use crate::tablet::Tablet;

/// What a tablet does on a job from accepting it to the customer's signature.
impl Tablet {
    /// Takes the job, goes there, works, and finishes.
    pub fn work(&mut self, id: DocumentId) {
        self.work_up_to_finishing(id);
        self.tap(id, &Self::finish());
    }

    /// Takes the job, goes there and works.
    pub fn work_up_to_finishing(&mut self, id: DocumentId) {
        use jobsheet_client::domain::work_order::{Diagnosis, Preparation, SafetyCheck};
        let text = |text: &str| Some(text.to_owned());
        let preparation =
            Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
        let check = SafetyCheck {
            rules_read: true,
            hazards: vec!["electricity".into()],
            measures: vec!["locked out".into()],
            passed: true,
        };
        let diagnosis = Diagnosis {
            symptoms: text("It stops."),
            opened_by_others: Some(false),
            tests: text("Belt tension"),
            cause: text("Belt worn"),
            cause_class: text("wear"),
            remedy: text("replace"),
        };
        for command in [
            WorkOrderCommand::Accept,
            WorkOrderCommand::SetOut { preparation },
            WorkOrderCommand::Arrive,
            WorkOrderCommand::CheckSafety { check },
            WorkOrderCommand::StartWork,
            WorkOrderCommand::Diagnose(diagnosis),
        ] {
            self.tap(id, &command);
        }
        let base = self.heads(id);
        let text = "Belt replaced.".to_owned();
        self.tap(id, &WorkOrderCommand::EditText { field: "1/work_done".into(), base, text });
        let items = self.records.policy.checklist.clone();
        for item in items.iter().filter(|item| item.families.is_empty()) {
            let value = jobsheet_client::domain::value::Value::Flag(true);
            self.tap(id, &WorkOrderCommand::Answer { item: item.key.clone(), value });
        }
    }

    /// That the job is done.
    pub fn finish() -> WorkOrderCommand {
        WorkOrderCommand::Finish {
            outcome: jobsheet_client::domain::work_order::Outcome::Solved,
            language: Language::English,
        }
    }

    /// The sign-off of the order as it stands, with a valid statement.
    pub fn signoff(&self, id: DocumentId) -> jobsheet_client::domain::work_order::SignoffRecord {
        use jobsheet_client::domain::work_order::{
            Rating, Signatory, SignoffKind, SignoffRecord, StrokePoint, Strokes,
        };
        let report = jobsheet_report::model(&self.documents[&id].content().unwrap());
        let report_digest = sha256(&jobsheet_report::canonical_bytes(&report));
        let hand = vec![StrokePoint(0, 0, 0, 0), StrokePoint(900, 400, 80, 500)];
        let strokes = Strokes { width: 8_000, height: 3_000, strokes: vec![hand] };
        let mut record = SignoffRecord {
            kind: SignoffKind::Signed,
            statement: String::new(),
            heads: self.heads(id),
            report_digest: jobsheet_client::domain::id::Digest(report_digest),
            shown_digest: jobsheet_client::domain::id::Digest([1; 32]),
            signatory: Some(Signatory { name: "Sun Wei".into(), capacity: "maintenance".into() }),
            rating: Some(Rating { overall: 5, timeliness: 4, attitude: 5, quality: 5 }),
            remarks: "Quick.".into(),
            witness: None,
            strokes: Some(strokes),
            sealed: None,
            stamp: None,
        };
        record.statement = self.statement(id, &record, &report);
        record
    }

    /// The statement over a record, signed with the device's statement key.
    pub fn statement(
        &self,
        id: DocumentId,
        record: &jobsheet_client::domain::work_order::SignoffRecord,
        report: &jobsheet_report::ReportModel,
    ) -> String {
        jobsheet_signing::sign_statement(&self.signer, &self.said(id, record, report)).unwrap()
    }

    /// The newest checkpoint, with the server's word for it where it gave one.
    fn not_before(&self) -> jobsheet_signing::Checkpoint {
        let word = self.checkpoint.clone();
        let said = word.as_deref().and_then(jobsheet_signing::FeedPosition::in_word);
        let server_time_ms = said.map_or(self.heard.0, |said| said.server_time_ms);
        jobsheet_signing::Checkpoint { position: self.position, server_time_ms, word }
    }

    /// What a statement over a record says.
    pub fn said(
        &self,
        id: DocumentId,
        record: &jobsheet_client::domain::work_order::SignoffRecord,
        report: &jobsheet_report::ReportModel,
    ) -> jobsheet_signing::Statement {
        use jobsheet_client::domain::work_order::WorkOrder;
        use jobsheet_signing::{
            DeviceTime, Statement, StatementKind, StatementRating, StatementSignatory, statement_digest,
        };
        let content = self.documents[&id].content().unwrap();
        let earlier = WorkOrder::new(&content).signoff();
        let now = self.asker().at;
        Statement {
            kind: StatementKind::SignOff,
            organisation: self.organisation,
            document: *id.0.as_bytes(),
            heads: record.heads.iter().map(|head| head.0).collect(),
            report_digest: record.report_digest.0,
            shown_digest: record.shown_digest.0,
            parts: Vec::new(),
            charges: Vec::new(),
            photos: Vec::new(),
            signatory: record.signatory.as_ref().map(|signatory| StatementSignatory {
                name: signatory.name.clone(),
                capacity: signatory.capacity.clone(),
            }),
            rating: record.rating.map(|rating| StatementRating {
                overall: rating.overall,
                timeliness: rating.timeliness,
                attitude: rating.attitude,
                quality: rating.quality,
            }),
            remarks: record.remarks.clone(),
            witness: record.witness.clone(),
            consent: report.consent.clone(),
            strokes_digest: record
                .strokes
                .as_ref()
                .map(|strokes| sha256(jobsheet_report::inkml(strokes).as_bytes())),
            stamp: record.stamp.as_ref().map(|stamp| stamp.normal.0),
            outcome: "signed".into(),
            not_before: self.not_before(),
            at: DeviceTime {
                device_ms: now.device.0,
                corrected_ms: now.corrected.0,
                uncertainty_ms: now.uncertainty_ms.into(),
            },
            device: *self.id.0.as_bytes(),
            user: *self.user.0.as_bytes(),
            previous: earlier.and_then(|earlier| statement_digest(&earlier.statement)),
        }
    }
}
