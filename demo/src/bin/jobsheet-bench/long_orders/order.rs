//! An order on which two technicians work for many visits, each on a device of their own that syncs now and then.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{
    Diagnosis, HoldReason, Outcome, Preparation, SafetyCheck, WorkOrderCommand as Ask,
};
use jobsheet_client::{CancelHandle, Capture, Client};
use jobsheet_screens::{OrderView, screens};
use serde_json::{Value, json};

use super::site::Site;
use crate::figure::Measured;

/// Events of a round between two syncs, at most.
const ROUND: usize = 12;
/// Rounds of a visit.
const ROUNDS: usize = 3;
/// Events of the end of a visit and the beginning of the next.
const TURN: usize = 10;

/// One order and how long it is.
pub struct Order<'a> {
    site: &'a Site,
    /// The order.
    pub id: DocumentId,
    events: usize,
    rounds: usize,
    working: bool,
}

impl<'a> Order<'a> {
    /// Raises an order, assigns both technicians, and has the lead begin.
    pub async fn begin(site: &'a Site) -> Measured<Self> {
        let customers = site.dispatcher.get("/api/customers?limit=1").await?;
        let raised = json!({ "customer": customers["customers"][0]["id"], "address": "苏州工业园区星湖街 328 号",
            "contact": "王建国", "phone": "0512-62801188", "title": "Machine stops", "priority": "urgent",
            "fault": "运行约十分钟后高温报警停机，重启后可再运行。" });
        let order = site.dispatcher.post("/api/orders", &raised).await?;
        let id = order["id"].as_str().ok_or("an order without id")?.parse()?;
        let mut order = Self { site, id, events: 1, rounds: 0, working: false };
        order.assign().await?;
        Ok(order)
    }

    /// Works on until the order has that many events.
    pub async fn grow(&mut self, events: usize) -> Measured {
        while self.events + ROUND + TURN <= events {
            self.round()?;
            self.sync().await?;
            self.rounds += 1;
            if self.rounds.is_multiple_of(ROUNDS) {
                self.finish_visit().await?;
            }
        }
        while self.events < events {
            self.rest_or_go_on()?;
        }
        self.sync().await
    }

    /// The lead's tap that is asked most: work rests, or goes on.
    pub fn rest_or_go_on(&mut self) -> Measured {
        let ask = match self.working {
            true => Ask::Hold { reason: HoldReason::Customer, note: "Shift ends. 换班。".to_owned() },
            false => Ask::StartWork,
        };
        self.working = !self.working;
        self.happens(&self.site.lead, ask)
    }

    /// The lead adds a line to the notes, as a screen does: from what it shows.
    pub fn note(&self, shown: &OrderView, line: usize) -> Measured {
        let text = format!("{}{line}: flow {line} l/min, 压力正常。\n", shown.notes);
        let (field, base) = ("notes".to_owned(), shown.heads.clone());
        self.tap(&self.site.lead, Ask::EditText { field, base, text })
    }

    /// What the lead's screen shows.
    pub fn shown(&self) -> Measured<OrderView> {
        Ok(screens(&self.site.lead).order(self.id)?)
    }

    /// What the console asks.
    pub async fn command(&self, command: Value) -> Measured {
        let path = format!("/api/orders/{}/commands", self.id);
        self.site.dispatcher.post(&path, &json!({ "command": command })).await.map(drop)
    }

    /// Both devices sync, the lead last.
    pub async fn sync(&self) -> Measured {
        let never = CancelHandle::new();
        for device in [&self.site.lead, &self.site.second, &self.site.lead] {
            let summary = device.sync(&never).await?;
            if summary.refused > 0 {
                return Err("the server refused something of an honest device".into());
            }
        }
        Ok(())
    }

    /// Both work without a connection, so that half of what happens knows nothing of the other half.
    fn round(&mut self) -> Measured {
        let (lead, second) = (&self.site.lead, &self.site.second);
        for _ in 0..4 {
            self.rest_or_go_on()?;
            self.rest_or_go_on()?;
        }
        let number = self.rounds;
        self.note(&self.shown()?, number)?;
        let picture = format!("photo {number} of {}", self.id);
        lead.capture(self.id, &Capture { bytes: picture.as_bytes(), stage: "work", caption: "Pump" })?;
        let noted = Diagnosis { tests: Some(format!("flow {number} l/min")), ..Diagnosis::default() };
        self.tap(second, Ask::Diagnose(noted))?;
        let report = format!("Leak {number} at the pump, part ordered");
        for ask in [Ask::Arrive, Ask::LeaveSite { report }, Ask::Arrive] {
            self.happens(second, ask)?;
        }
        Ok(())
    }

    /// The lead finishes, the office finds out why it was not enough, and sends both again.
    async fn finish_visit(&mut self) -> Measured {
        let lead = &self.site.lead;
        let found = Diagnosis {
            symptoms: Some("Over-temperature alarm. 高温报警。".to_owned()),
            cause: Some("Impeller worn".to_owned()),
            cause_class: Some("wear".to_owned()),
            remedy: Some("replace".to_owned()),
            ..Diagnosis::default()
        };
        self.tap(lead, Ask::Diagnose(found))?;
        for item in screens(lead).checklist(self.id)? {
            self.tap(lead, Ask::Answer { item: item.key, value: Fact::Flag(true) })?;
        }
        let shown = screens(lead).order(self.id)?;
        let (field, text) = (format!("{}/work_done", shown.visit), "Pump replaced. 更换冷却泵。".to_owned());
        self.tap(lead, Ask::EditText { field, base: shown.heads, text })?;
        self.happens(lead, Ask::Finish { outcome: Outcome::NotSolved, language: Language::English })?;
        self.sync().await?;
        self.command(json!({ "escalate": { "findings": "It leaks again." } })).await?;
        let path = format!("/api/orders/{}/commands", self.id);
        let analysed = json!({ "command": { "analyse": { "cause": "Seal", "plan": "Replace the seal" } } });
        self.site.engineer.post(&path, &analysed).await?;
        self.events += 2;
        self.assign().await
    }

    /// The office assigns both, and the lead begins to work.
    async fn assign(&mut self) -> Measured {
        let window = json!({ "from": 0, "to": 3_600_000 });
        let team = &self.site.team;
        self.command(json!({ "assign": { "technicians": team, "lead": team[0], "window": window } })).await?;
        self.events += 1;
        self.sync().await?;
        let preparation =
            Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
        let check = SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() };
        let (lead, second) = (&self.site.lead, &self.site.second);
        self.happens(lead, Ask::Accept)?;
        self.happens(second, Ask::Accept)?;
        self.happens(lead, Ask::SetOut { preparation })?;
        self.happens(lead, Ask::Arrive)?;
        self.happens(lead, Ask::CheckSafety { check })?;
        self.happens(lead, Ask::StartWork)?;
        self.working = true;
        self.sync().await
    }

    fn happens(&mut self, device: &Client, ask: Ask) -> Measured {
        self.events += 1;
        self.tap(device, ask)
    }

    fn tap(&self, device: &Client, ask: Ask) -> Measured {
        device.submit(self.id, &Command::WorkOrder(ask))?;
        Ok(())
    }
}
