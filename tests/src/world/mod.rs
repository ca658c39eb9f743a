//! The world of one seed: who is in it, what they do, and what must hold at the end.

mod chance;
mod check;
mod job;

use std::sync::Arc;

use jobsheet_client::domain::command::Command;
use jobsheet_client::domain::id::{ChangeHash, DocumentId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::{Address, Value as Fact};
use jobsheet_client::domain::work_order::{HoldReason, Preparation, SafetyCheck, WorkOrderCommand as Ask};
use jobsheet_client::store::RawKey;
use jobsheet_client::{CancelHandle, Client, ClientError, OpenOptions, OrderView, SoftwareSigner, Submitted};
use jobsheet_server::{Config, Running};
use serde_json::json;
use tempfile::TempDir;

use crate::clock::Hands;
use crate::network::{Fate, Network};
use crate::office::Office;
use crate::world::job::{edit, finish, part, step_of};

pub use chance::Chance;
pub use check::Happened;
pub use job::{diagnosis, signing};

/// The password of everybody in the world's sample organisation.
pub const PASSWORD: &str = "correct horse battery staple";

/// A technician's tablet.
pub struct Device {
    /// The library on its own file.
    pub client: Client,
    /// Its clocks.
    pub hands: Arc<Hands>,
    cancel: CancelHandle,
}

/// A server, a dispatcher, two technicians and the network between them.
pub struct World {
    /// The running server.
    pub server: Running,
    /// The dispatcher, on a network of their own.
    pub office: Office,
    /// The devices' network.
    pub network: Network,
    /// The lead's tablet and the second technician's.
    pub devices: Vec<Device>,
    /// Orders both are assigned to.
    pub orders: Vec<DocumentId>,
    /// Changes whose taps were acknowledged to a person, by order.
    pub acknowledged: Vec<(DocumentId, ChangeHash)>,
    chance: Chance,
    folder: TempDir,
}

impl World {
    /// A world where both tablets have synced once. The lead's wall clock shows 1970, the second's is an hour off.
    pub async fn begin(seed: u64, orders: usize) -> Self {
        // The server's ledger and the tablets' files share one SQLite here.
        jobsheet_client::store::start();
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: folder.path().join("server"),
            demo_password: Some(PASSWORD.to_owned()),
            ..Config::default()
        };
        let server = jobsheet_server::start(config).await.unwrap();
        let base = format!("http://{}", server.address);
        let office = Office::log_in(&base, "dispatcher", PASSWORD).await;
        let network = Network::towards(base).await;
        let mut world = Self {
            server,
            office,
            network,
            devices: Vec::new(),
            orders: Vec::new(),
            acknowledged: Vec::new(),
            chance: Chance::of(seed),
            folder,
        };
        let team = world.team().await;
        for _ in 0..orders {
            let order = world.raise(&team).await;
            world.orders.push(order);
        }
        for (user, wall_ms) in team.iter().zip([0, 1_800_000_000_000]) {
            let device = world.enrol(user, wall_ms).await;
            device.client.sync(&device.cancel).await.unwrap();
            world.devices.push(device);
        }
        world
    }

    async fn team(&self) -> [String; 2] {
        let staff = self.office.get("/api/staff").await;
        let user = |login: &str| {
            let found = staff.as_array().unwrap().iter().find(|one| one["login"] == login);
            found.unwrap()["user"].as_str().unwrap().to_owned()
        };
        [user("lead"), user("second")]
    }

    /// A new order, assigned to both with the first as lead.
    pub async fn raise(&self, team: &[String; 2]) -> DocumentId {
        let customers = self.office.get("/api/customers").await;
        let customer = &customers["customers"][0];
        let raised = json!({ "customer": customer["id"], "address": { "text": "星湖街 328 号" }, "contact": "王", "phone": "1",
            "fault": "不能启动", "title": "Does not start", "priority": "normal" });
        let order = self.office.post("/api/orders", &raised).await;
        assert_eq!(order.status, 200, "{}", order.body);
        let id = order.body["id"].as_str().unwrap().to_owned();
        let mut technicians = team.to_vec();
        technicians.sort();
        let assign = json!({ "assign": { "technicians": technicians, "lead": team[0], "window": { "from": 0, "to": 1 } } });
        let assigned = self.office.command(&id, assign).await;
        assert_eq!(assigned.status, 200, "{}", assigned.body);
        id.parse().unwrap()
    }

    async fn enrol(&self, user: &str, wall_ms: i64) -> Device {
        let (signer, _sealed) = SoftwareSigner::generate().unwrap();
        let hands = Arc::new(Hands::showing(wall_ms));
        let client = Client::open(OpenOptions {
            path: self.folder.path().join(format!("{user}.jobsheet")),
            key: RawKey::new([7; 32]),
            incarnation: self.folder.path().join(format!("{user}.incarnation")),
            language: Language::English,
            signer: Arc::new(signer),
            clock: Arc::clone(&hands) as Arc<dyn jobsheet_client::Clock>,
        })
        .unwrap();
        let enrolment = self.office.post("/api/enrolments", &json!({ "user": user })).await.body;
        let cancel = CancelHandle::new();
        let code = enrolment["code"].as_str().unwrap();
        let enrolled = client.enrol(&self.network.base(), code, "tablet", &cancel).await.unwrap();
        let devices = self.office.get("/api/devices").await;
        let mine = devices
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["fingerprint"] == enrolled.fingerprint.as_str());
        let id = mine.unwrap()["id"].as_str().unwrap().to_owned();
        let confirmed = self.office.post(&format!("/api/devices/{id}/confirm"), &json!({})).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
        Device { client, hands, cancel }
    }

    /// One thing happens, drawn by the seed.
    pub async fn step(&mut self) {
        match self.chance.below(10) {
            0..=5 => self.tap(),
            6..=7 => self.sync_somehow().await,
            8 => self.office_acts().await,
            _ => {
                let device = self.chance.below(self.devices.len());
                self.devices[device].hands.pass(60_000);
            }
        }
    }

    /// A tap on a random order: half of them the next step of the job, half of them anything. Refusals are part of life.
    fn tap(&mut self) {
        let device = self.chance.below(self.devices.len());
        let order = self.orders[self.chance.below(self.orders.len())];
        let client = self.devices[device].client.clone();
        let Ok(shown) = client.order(order) else { return };
        let next = self.chance.below(2) == 0;
        let pick = if next { step_of(&shown) } else { self.chance.below(14) };
        let outcome = match pick {
            0 => self.sign(&client, order),
            13 => finish(&client, order),
            pick => client.submit(order, &Command::WorkOrder(self.command(pick, &shown))),
        };
        match outcome {
            Ok(submitted) => self.acknowledged.extend(submitted.change.map(|change| (order, change))),
            Err(ClientError::Refused(_)) => {}
            Err(other) => panic!("a tap ended with {other:?}"),
        }
    }

    fn sign(&self, client: &Client, order: DocumentId) -> Result<Submitted, ClientError> {
        let shown = client.show_report(order, None)?;
        let signed = client.sign_off(&shown, &signing());
        client.take_back();
        signed
    }

    fn command(&mut self, pick: usize, shown: &OrderView) -> Ask {
        let tag = self.chance.below(1_000);
        match pick {
            1 => Ask::Accept,
            2 => Ask::SetOut { preparation: Preparation::default() },
            3 => Ask::Arrive,
            4 => Ask::CheckSafety {
                check: SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() },
            },
            5 => Ask::StartWork,
            6 => Ask::Hold { reason: HoldReason::Parts, note: format!("part {tag}") },
            7 | 8 => edit("notes", shown, format!("{}\n{tag} 号便笺", shown.notes)),
            9 => Ask::SetFact {
                name: "address".to_owned(),
                value: Fact::Address(Address { text: format!("星湖街 {tag} 号"), position: None }),
            },
            10 => Ask::Diagnose(diagnosis(tag)),
            11 => Ask::UsePart(Box::new(part(tag))),
            12 => edit("1/work_done", shown, format!("{} {tag}", shown.work_done)),
            _ => Ask::LeaveSite { report: format!("left {tag}") },
        }
    }

    async fn sync_somehow(&mut self) {
        let fates =
            [Fate::Deliver, Fate::LoseRequest, Fate::LoseAnswer, Fate::Repeat, Fate::CutAnswer, Fate::Delay];
        self.network.set(fates[self.chance.below(fates.len())]);
        let device = &self.devices[self.chance.below(self.devices.len())];
        match device.client.sync(&device.cancel).await {
            Ok(_)
            | Err(
                ClientError::Offline(_)
                | ClientError::Protocol(_)
                | ClientError::Server { status: 500.., .. },
            ) => {}
            Err(other) => panic!("a sync ended with {other:?}"),
        }
    }

    async fn office_acts(&mut self) {
        let order = self.orders[self.chance.below(self.orders.len())].to_string();
        let tag = self.chance.below(1_000);
        let command = match self.chance.below(4) {
            0 => json!({ "cancel": { "reason": format!("客户改期 {tag}") } }),
            1 => json!({ "reinstate": { "reason": "照旧" } }),
            2 => {
                json!({ "set_fact": { "name": "address", "value": { "address": { "text": format!("office {tag}") } } } })
            }
            _ => json!({ "set_fact": { "name": "phone", "value": { "text": format!("0512 {tag}") } } }),
        };
        let answer = self.office.command(&order, command).await;
        assert!(matches!(answer.status, 200 | 409), "the office got {answer:?}");
    }

    /// The network is well; everybody syncs until nobody has anything new.
    pub async fn settle(&self) {
        for _ in 0..3 {
            for device in &self.devices {
                device.client.sync(&device.cancel).await.unwrap();
            }
        }
    }
}
