//! The world of one seed: who is in it, what they do, and what must hold at the end.

mod chance;
mod check;
mod job;

use std::path::PathBuf;
use std::sync::Arc;

use jobsheet_client::domain::aggregates::{Command, KINDS};
use jobsheet_client::domain::asset::AssetCommand;
use jobsheet_client::domain::id::{ChangeHash, DeviceId, Digest, DocumentId};
use jobsheet_client::domain::kind::Kinds;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::refusal::Refusal;
use jobsheet_client::domain::value::{Address, FactValue, Reading, Value as Fact};
use jobsheet_client::domain::work_order::{HoldReason, Preparation, SafetyCheck, WorkOrderCommand as Ask};
use jobsheet_client::store::RawKey;
use jobsheet_client::{
    CancelHandle, Capture, Client, ClientError, OpenOptions, ShownReport, SoftwareSigner, Submitted,
    SyncSummary,
};
use jobsheet_screens::{OrderView, screens};
use jobsheet_server::ledger::sqlite::SqliteLedger;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::clock::Hands;
use crate::desk::Desk;
use crate::network::{Fate, Network};
use crate::server::TestServer;
use crate::world::job::{edit, step_of};

pub use chance::Chance;
pub use check::Happened;
pub use job::{diagnosis, finish, part, signing};

/// A technician's tablet.
pub struct Device {
    /// The library on its own file.
    pub client: Client,
    /// Its clocks.
    pub hands: Arc<Hands>,
    /// What its long calls are given.
    pub cancel: CancelHandle,
}

impl Device {
    /// Its id at the server.
    #[must_use]
    pub fn id(&self) -> DeviceId {
        self.client.identity().unwrap().profile.device
    }

    /// Syncs over a network that is well.
    pub async fn sync(&self) -> SyncSummary {
        self.client.sync(&self.cancel).await.unwrap()
    }
}

/// A server, a dispatcher, two technicians and the network between them.
pub struct World {
    /// The running server; absent only while it starts again.
    server: Option<TestServer>,
    /// The dispatcher, on a network of their own.
    pub office: Desk,
    /// The devices' network.
    pub network: Network,
    /// The lead's tablet and the second technician's.
    pub devices: Vec<Device>,
    /// The machine every second order is about, as the console shows it. The others name none: who is taken off one does not
    /// keep it as the history of a machine.
    pub machine: Value,
    /// How often somebody reached for a job that had left their tablet.
    pub(crate) gone: u32,
    /// Orders both are assigned to.
    pub orders: Vec<DocumentId>,
    /// Changes whose taps were acknowledged to a person, by order.
    pub acknowledged: Vec<(DocumentId, ChangeHash)>,
    /// Photos whose capture was acknowledged, by order, with their bytes.
    photos: Vec<(DocumentId, Digest, Vec<u8>)>,
    /// Reports that a customer is reading.
    reading: Vec<(Client, ShownReport)>,
    chance: Chance,
    folder: TempDir,
    /// What the server knows.
    kinds: Kinds,
}

impl World {
    /// A world where both tablets have synced once. The lead's wall clock shows 1970, the second's is an hour off.
    pub async fn begin(seed: u64, orders: usize) -> Self {
        Self::begin_with(seed, orders, KINDS).await
    }

    /// The same, with a server that knows these kinds of document only: one of an earlier version.
    pub async fn begin_with(seed: u64, orders: usize, kinds: Kinds) -> Self {
        // The server's ledger and the tablets' files share one SQLite here.
        jobsheet_client::store::start();
        let folder = tempfile::tempdir().unwrap();
        let server = TestServer::on(Arc::new(tempfile::tempdir().unwrap()), kinds, |_| {}).await;
        let office = server.desk("dispatcher").await;
        let network = Network::towards(server.base.clone()).await;
        let machine = office.get("/api/assets").await["assets"][0].clone();
        let mut world = Self {
            server: Some(server),
            office,
            machine,
            gone: 0,
            network,
            devices: Vec::new(),
            orders: Vec::new(),
            acknowledged: Vec::new(),
            photos: Vec::new(),
            reading: Vec::new(),
            chance: Chance::of(seed),
            folder,
            kinds,
        };
        let team = world.team().await;
        for _ in 0..orders {
            let order = world.raise(&team).await;
            world.orders.push(order);
        }
        for (user, wall_ms) in team.iter().zip([0, 1_800_000_000_000]) {
            let (device, fingerprint) = world.enrol(user, wall_ms).await;
            world.confirm(&fingerprint).await;
            device.client.sync(&device.cancel).await.unwrap();
            world.devices.push(device);
        }
        world
    }

    /// The first technician and the second, by id.
    pub async fn team(&self) -> [String; 2] {
        [self.person("lead").await, self.person("second").await]
    }

    /// Somebody, by id.
    pub async fn person(&self, login: &str) -> String {
        let staff = self.office.get("/api/staff").await;
        let found = staff.as_array().unwrap().iter().find(|one| one["login"] == login);
        found.unwrap()["user"].as_str().unwrap().to_owned()
    }

    /// A new order, assigned to both with the first as lead.
    pub async fn raise(&self, team: &[String; 2]) -> DocumentId {
        let machine = &self.machine;
        let asset = if self.orders.len().is_multiple_of(2) { &machine["id"] } else { &Value::Null };
        let raised = json!({ "customer": machine["customer"], "asset": asset, "address": { "text": "星湖街 328 号" }, "contact": "王", "phone": "1",
            "fault": "不能启动", "title": "Does not start", "priority": "normal" });
        let order = self.office.ask("/api/orders", &raised).await;
        assert_eq!(order.status, 200, "{}", order.body);
        let id = order.body["id"].as_str().unwrap().to_owned();
        let id = id.parse().unwrap();
        let assigned = self.office.ask_order(id, assign(team, &team[0])).await;
        assert_eq!(assigned.status, 200, "{}", assigned.body);
        id
    }

    /// A new tablet of a technician, and the fingerprint they read to the dispatcher.
    pub async fn enrol(&self, user: &str, wall_ms: i64) -> (Device, String) {
        let code = self.office.enrolment_code(user).await;
        self.enrol_by(&code, &format!("{user}-{}", self.devices.len()), wall_ms).await
    }

    /// A new tablet that enrols by that code, and the fingerprint its technician reads.
    pub async fn enrol_by(&self, code: &str, name: &str, wall_ms: i64) -> (Device, String) {
        let hands = Arc::new(Hands::showing(wall_ms));
        let client = self.open(name, &hands).unwrap();
        let cancel = CancelHandle::new();
        let enrolled = client.enrol(&self.network.base(), code, "tablet", &cancel).await.unwrap();
        (Device { client, hands, cancel }, enrolled.fingerprint)
    }

    /// Where the file of a tablet is.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.jobsheet"))
    }

    /// Opens the file of a tablet, with a new key for statements.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open(&self, name: &str, hands: &Arc<Hands>) -> Result<Client, ClientError> {
        let (signer, _sealed) = SoftwareSigner::generate().unwrap();
        Client::open(OpenOptions {
            path: self.file(name),
            key: RawKey::new([7; 32]),
            incarnation: self.folder.path().join(format!("{name}.incarnation")),
            language: Language::English,
            signer: Arc::new(signer),
            clock: Arc::clone(hands) as Arc<dyn jobsheet_client::Clock>,
        })
    }

    /// The dispatcher compares the fingerprint and lets the tablet in.
    pub async fn confirm(&self, fingerprint: &str) {
        let devices = self.office.get("/api/devices").await;
        let mine = devices.as_array().unwrap().iter().find(|one| one["fingerprint"] == fingerprint);
        let id = mine.unwrap()["id"].as_str().unwrap().to_owned();
        let confirmed = self.office.ask(&format!("/api/devices/{id}/confirm"), &json!({})).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    }

    /// The server stops.
    pub async fn end(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
    }

    /// The server stops and starts again on the same folder; its port is another one, which the network follows.
    async fn restart(&mut self) {
        let Some(stopped) = self.server.take() else { return };
        let server = TestServer::on(stopped.stop().await, self.kinds, |_| {}).await;
        self.office = server.desk("dispatcher").await;
        self.network.lead_to(server.base.clone());
        self.server = Some(server);
    }

    /// The server is updated: the same ledger, with every kind there is.
    pub async fn update(&mut self) {
        self.kinds = KINDS;
        self.restart().await;
    }

    /// A second look into the server's ledger, for what no route does.
    #[must_use]
    pub fn ledger(&self) -> SqliteLedger {
        self.server.as_ref().unwrap().ledger()
    }

    /// One thing happens, drawn by the seed.
    pub async fn step(&mut self) {
        match self.chance.below(24) {
            0..=1 => self.sign_what_was_read(),
            2..=12 => self.tap(),
            13..=16 => self.sync_somehow().await,
            17..=18 => self.office_acts().await,
            19 => self.capture(),
            20..=21 => self.upload_somehow().await,
            22 => self.restart().await,
            _ => {
                let device = self.chance.below(self.devices.len());
                self.devices[device].hands.pass(60_000);
            }
        }
    }

    /// A photo that may be kept or refused like any tap.
    fn capture(&mut self) {
        let device = self.chance.below(self.devices.len());
        let order = self.orders[self.chance.below(self.orders.len())];
        let bytes = format!("photo {} of {device}", self.photos.len()).repeat(1_000).into_bytes();
        let capture = Capture { bytes: &bytes, stage: "work", caption: "" };
        match self.devices[device].client.capture(order, &capture) {
            Ok((record, submitted)) => {
                self.acknowledged.extend(submitted.change.map(|change| (order, change)));
                self.photos.push((order, record.normal, bytes));
            }
            Err(ClientError::Refused(_)) => {}
            Err(other) => panic!("a capture ended with {other:?}"),
        }
    }

    /// A tap on a random order: half of them the next step of the job, half of them anything. Refusals are part of life.
    fn tap(&mut self) {
        let device = self.chance.below(self.devices.len());
        let order = self.orders[self.chance.below(self.orders.len())];
        let client = self.devices[device].client.clone();
        let Ok(shown) = screens(&client).order(order) else {
            self.gone += 1;
            return;
        };
        let next = self.chance.below(2) == 0;
        let pick = if next { step_of(&shown) } else { self.chance.below(15) };
        let outcome = match pick {
            14 => return self.read_the_meter(&client),
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

    /// A technician writes into the machine's own file, which the report then copies from.
    fn read_the_meter(&mut self, client: &Client) {
        let machine = self.machine["id"].as_str().unwrap().parse().unwrap();
        let milli = 1_000 * i64::try_from(self.chance.below(90_000)).unwrap();
        let value = FactValue::Reading(Reading { milli, unit: "h".to_owned() });
        let reading = AssetCommand::SetFact { name: "running_hours".to_owned(), value };
        client.submit(machine, &Command::Asset(reading)).unwrap();
    }

    /// The customer reads, and signs at once or much later: meanwhile everything else goes on.
    fn sign(&mut self, client: &Client, order: DocumentId) -> Result<Submitted, ClientError> {
        let shown = client.show_report(order, None)?;
        if self.chance.below(2) == 0 {
            self.reading.push((client.clone(), shown));
            return Err(Refusal::new("signoff.in_progress").into());
        }
        let signed = client.sign_off(&shown, &signing());
        client.take_back();
        signed
    }

    /// A customer has read to the end.
    fn sign_what_was_read(&mut self) {
        let Some((client, shown)) = self.reading.pop() else { return };
        // Of two reports shown on one tablet after one another the first was taken back.
        let signed = client.sign_off(&shown, &signing());
        client.take_back();
        match signed {
            Ok(signed) => self.acknowledged.extend(signed.change.map(|change| (shown.order, change))),
            Err(ClientError::Refused(_)) => {}
            Err(other) => panic!("a signature ended with {other:?}"),
        }
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
        let device = self.somebody_over_a_bad_network();
        outlived(device.client.sync(&device.cancel).await);
    }

    async fn upload_somehow(&mut self) {
        let device = self.somebody_over_a_bad_network();
        if let Some(summary) = outlived(device.client.upload(&device.cancel).await) {
            assert!(summary.refused.is_empty(), "{:?}", summary.refused);
        }
    }

    /// A tablet whose next request has one of the network's fates.
    fn somebody_over_a_bad_network(&mut self) -> &Device {
        let fates =
            [Fate::Deliver, Fate::LoseRequest, Fate::LoseAnswer, Fate::Repeat, Fate::CutAnswer, Fate::Delay];
        self.network.set(fates[self.chance.below(fates.len())]);
        let device = self.chance.below(self.devices.len());
        &self.devices[device]
    }

    async fn office_acts(&mut self) {
        let order = self.orders[self.chance.below(self.orders.len())];
        let tag = self.chance.below(1_000);
        let command = match self.chance.below(6) {
            4 => assign(&self.team().await[..1], &self.team().await[0]),
            5 => assign(&self.team().await, &self.team().await[0]),
            0 => json!({ "cancel": { "reason": format!("客户改期 {tag}") } }),
            1 => json!({ "reinstate": { "reason": "照旧" } }),
            2 => {
                json!({ "set_fact": { "name": "address", "value": { "address": { "text": format!("office {tag}") } } } })
            }
            _ => json!({ "set_fact": { "name": "phone", "value": { "text": format!("0512 {tag}") } } }),
        };
        let answer = self.office.ask_order(order, command).await;
        assert!(matches!(answer.status, 200 | 409), "the office got {answer:?}");
    }

    /// The network is well and everybody is on every job again; everybody syncs until nobody has anything new, and uploads.
    pub async fn settle(&self) {
        // A fate whose request was never made would meet the first one here.
        self.network.set(Fate::Deliver);
        for device in &self.devices {
            device.client.take_back();
            device.client.sync(&device.cancel).await.unwrap();
        }
        let team = self.team().await;
        for order in &self.orders {
            self.office.ask_order(*order, assign(&team, &team[0])).await;
        }
        for _ in 0..3 {
            for device in &self.devices {
                device.client.sync(&device.cancel).await.unwrap();
            }
        }
        for device in &self.devices {
            let uploaded = device.client.upload(&device.cancel).await.unwrap();
            assert!(uploaded.refused.is_empty(), "{:?}", uploaded.refused);
        }
    }
}

/// The order goes to these.
fn assign(team: &[String], lead: &str) -> Value {
    let mut technicians = team.to_vec();
    technicians.sort();
    json!({ "assign": { "technicians": technicians, "lead": lead, "window": { "from": 0, "to": 1 } } })
}

/// What came of a call, unless the network spoiled it.
fn outlived<T>(outcome: Result<T, ClientError>) -> Option<T> {
    use ClientError::{Offline, Protocol, Server};
    match outcome {
        Ok(done) => Some(done),
        Err(Offline(_) | Protocol(_) | Server { status: 500.., .. }) => None,
        Err(other) => panic!("a call ended with {other:?}"),
    }
}
