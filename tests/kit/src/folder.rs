//! A device whose enrolment and records were written straight into its file, so that it needs no server.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::complaint::{Channel, ComplaintTaken};
use jobsheet_client::domain::customer::CustomerCommand;
use jobsheet_client::domain::id::{DeviceId, DocumentId, OrganisationId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::records::{Policy, Qualification, Role, Staff};
use jobsheet_client::domain::time::{TimeWindow, Timestamp};
use jobsheet_client::domain::value::Address;
use jobsheet_client::domain::work_order::{
    Diagnosis, Outcome, Preparation, Rating, SafetyCheck, Signatory, SignoffKind, Strokes,
    WorkOrderCommand as Ask,
};
use jobsheet_client::store::{Incarnation, Profile, RawKey, Store, StoredRecord};
use jobsheet_client::{
    Client, ClientError, Clock, Monotonic, OpenOptions, Signing, SoftwareSigner, Submitted,
};
use tempfile::TempDir;
use uuid::Uuid;

/// The feed position the device's records stand at.
pub const POSITION: u64 = 5;
/// The seed of its change key.
pub const SEED: [u8; 32] = [3; 32];

/// A clock that ticks once a look.
struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn wall(&self) -> Timestamp {
        Timestamp(1_790_000_000_000 + self.0.fetch_add(1, Ordering::Relaxed).cast_signed())
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic { span: "test".to_owned(), elapsed_ms: self.0.fetch_add(1, Ordering::Relaxed) }
    }
}

/// A folder that can hold a device's files.
pub struct Folder(TempDir);

impl Folder {
    /// One without a device in it.
    pub fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// Where the device's file is.
    pub fn file(&self) -> PathBuf {
        self.0.path().join("work.jobsheet")
    }

    /// Where the nonce beside it is.
    pub fn incarnation(&self) -> PathBuf {
        self.0.path().join("no-backup").join("incarnation")
    }

    /// A folder with an enrolled device in it, closed.
    pub fn enrolled() -> Self {
        let folder = Self::empty();
        let profile = profile();
        let store = Store::create_or_open(&folder.file(), &key()).unwrap();
        store
            .write(|tx| {
                tx.put_profile(&profile)?;
                tx.put_record(&record("policy", &Policy::default()))?;
                tx.put_record(&record("staff", &staff("Li Wei")))?;
                tx.set_cursor(1, &[1; 8], POSITION, POSITION)
            })
            .unwrap();
        std::fs::create_dir_all(folder.incarnation().parent().unwrap()).unwrap();
        std::fs::write(folder.incarnation(), profile.incarnation.nonce).unwrap();
        folder
    }

    /// Opens the device.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open(&self) -> Result<Client, ClientError> {
        open(&self.file(), &self.incarnation(), key())
    }

    /// The device, which opens.
    pub fn client(&self) -> Client {
        self.open().unwrap()
    }
}

/// Opens a device's file under a key.
///
/// # Errors
/// As [`Client::open`].
pub fn open(file: &Path, incarnation: &Path, key: RawKey) -> Result<Client, ClientError> {
    let (signer, _sealed) = SoftwareSigner::generate().unwrap();
    Client::open(OpenOptions {
        path: file.to_owned(),
        key,
        incarnation: incarnation.to_owned(),
        language: Language::English,
        signer: Arc::new(signer),
        clock: Arc::new(Ticking(AtomicU64::new(0))),
    })
}

/// The key of the files here.
pub fn key() -> RawKey {
    RawKey::new([7; 32])
}

/// The person of the device.
pub fn me() -> UserId {
    UserId(Uuid::from_u128(1))
}

fn profile() -> Profile {
    Profile {
        organisation: OrganisationId(Uuid::from_u128(9)),
        organisation_name: "Jobs".to_owned(),
        device: DeviceId(Uuid::from_u128(2)),
        user: me(),
        user_name: "Li Wei".to_owned(),
        server_url: "http://127.0.0.1:9".to_owned(),
        server_keys: r#"{"keys":[]}"#.to_owned(),
        change_key_seed: SEED.into(),
        statement_key: None,
        incarnation: Incarnation { nonce: [4; 16], count: 0 },
        language: Language::English,
        confirmed: true,
    }
}

/// A record as the file keeps it.
pub fn record<T: serde::Serialize>(name: &str, value: &T) -> StoredRecord {
    StoredRecord { name: name.to_owned(), position: POSITION, bytes: serde_json::to_vec(value).unwrap() }
}

/// One person who may do everything, so that one device can play the whole job.
pub fn staff(name: &str) -> Vec<Staff> {
    let until = Timestamp(i64::MAX);
    vec![Staff {
        user: me(),
        name: name.to_owned(),
        roles: BTreeSet::from([Role::Technician, Role::Dispatcher, Role::Manager, Role::Engineer]),
        qualifications: vec![Qualification { family: "*".to_owned(), from: Timestamp(0), until }],
        active: true,
    }]
}

/// A customer's file, made here.
pub fn customer(client: &Client, name: &str) -> DocumentId {
    let create = CustomerCommand::Create {
        name: name.to_owned(),
        language: "en".to_owned(),
        phone: "13800138000".to_owned(),
        contract: None,
    };
    client.create(&Command::Customer(create)).unwrap().document
}

/// A fault of a machine.
pub fn raise(client: &Client, customer: DocumentId, asset: Option<DocumentId>) -> DocumentId {
    let raise = Ask::Raise {
        request: None,
        found_on_site: false,
        customer,
        asset,
        address: Address { text: "328 Star Lake Street".to_owned(), position: None },
        contact: "Wang".to_owned(),
        phone: "13800138000".to_owned(),
        fault: "Does not start".to_owned(),
        title: "Compressor does not start".to_owned(),
        priority: "normal".to_owned(),
        product_model: String::new(),
        distance_m: None,
    };
    client.create(&Command::WorkOrder(raise)).unwrap().document
}

/// An order of this device's own user, assigned.
pub fn order(client: &Client) -> DocumentId {
    let order = raise(client, customer(client, "Star Lake Works"), None);
    let window = TimeWindow { from: Timestamp(0), to: Timestamp(1) };
    tap(client, order, Ask::Assign { technicians: vec![me()], lead: me(), window }).unwrap();
    order
}

/// One tap on an order.
///
/// # Errors
/// As [`Client::submit`].
pub fn tap(client: &Client, order: DocumentId, ask: Ask) -> Result<Submitted, ClientError> {
    client.submit(order, &Command::WorkOrder(ask))
}

/// Writes an order's notes.
///
/// # Errors
/// As [`Client::submit`].
pub fn note(client: &Client, order: DocumentId, text: &str) -> Result<Submitted, ClientError> {
    let base = client.opened(order)?.document().heads();
    tap(client, order, Ask::EditText { field: "notes".to_owned(), base, text: text.to_owned() })
}

/// From assigned to the middle of the work.
pub fn begin_work(client: &Client, order: DocumentId) {
    let preparation =
        Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
    let check = SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() };
    for ask in
        [Ask::Accept, Ask::SetOut { preparation }, Ask::Arrive, Ask::CheckSafety { check }, Ask::StartWork]
    {
        tap(client, order, ask).unwrap();
    }
}

/// From the middle of the work to its end.
pub fn finish_work(client: &Client, order: DocumentId) {
    let words = |text: &str| Some(text.to_owned());
    let diagnosis = Diagnosis {
        symptoms: words("alarm"),
        opened_by_others: Some(false),
        tests: None,
        cause: words("worn"),
        cause_class: words("wear"),
        remedy: words("replace"),
    };
    tap(client, order, Ask::Diagnose(diagnosis)).unwrap();
    let base = client.opened(order).unwrap().document().heads();
    let (field, text) = ("1/work_done".to_owned(), "Pump replaced".to_owned());
    tap(client, order, Ask::EditText { field, base, text }).unwrap();
    tap(client, order, Ask::Finish { outcome: Outcome::Solved, language: Language::English }).unwrap();
}

/// What a satisfied customer gives.
pub fn signing() -> Signing {
    use jobsheet_client::domain::work_order::StrokePoint;
    let stroke = (0..20).map(|n: i32| StrokePoint(n * 100, 900 - n * 20, n.unsigned_abs() * 16, 500));
    Signing {
        kind: SignoffKind::Signed,
        signatory: Some(Signatory { name: "Wang".to_owned(), capacity: "supervisor".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 5, attitude: 5, quality: 5 }),
        remarks: String::new(),
        witness: None,
        strokes: Some(Strokes { width: 8_000, height: 3_000, strokes: vec![stroke.collect()] }),
        stamp: None,
    }
}

/// What was said with a complaint.
pub fn taken(channel: Channel, customer: Option<DocumentId>) -> ComplaintTaken {
    ComplaintTaken {
        channel,
        request: None,
        order: None,
        remark: None,
        provisional: None,
        customer,
        asset: None,
        product_model: "WL50".to_owned(),
        contact: "Wang".to_owned(),
        phone: "13800138000".to_owned(),
        title: String::new(),
        facts: "The pump leaks again.\nSecond time this year.".to_owned(),
        demand: "A new pump".to_owned(),
    }
}
