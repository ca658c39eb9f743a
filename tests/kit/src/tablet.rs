//! A tablet reduced to what the protocol asks of one: keys, documents, unsent changes, a cursor.

mod job;

use std::collections::BTreeMap;

use jobsheet_client::domain::aggregates::{KINDS, decide, decided_by};
use jobsheet_client::domain::asker::{Asker, WriterKind};
use jobsheet_client::domain::edit::Edit;
use jobsheet_client::domain::event::Author;
use jobsheet_client::domain::id::{ActorId, ChangeHash, DeviceId, DocumentId, UserId};
use jobsheet_client::domain::kind::Kind;
use jobsheet_client::domain::reads::{NOTHING_READ, Reads};
use jobsheet_client::domain::records::{Records, Staff};
use jobsheet_client::domain::time::{EventTime, Timestamp};
use jobsheet_client::domain::work_order::WorkOrderCommand;
use jobsheet_document::{Change, Document, foreign};
use jobsheet_signing::encoding::base64url;
use jobsheet_signing::{
    Certificate, ChangeKey, Proof, RunClaim, SoftwareSigner, StatementSigner, actor_id, enrolment_digest,
    sha256, sign_certificate, sign_proof, sign_run,
};
use jobsheet_sync::{Budget, Cover, DeviceSession, Down, Hello, OutgoingRun, SignedRun, Verdict};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::{Desk, http};

/// Keys, documents, unsent changes, a cursor.
pub struct Tablet {
    /// Its way to the server.
    pub http: Client,
    /// Where that is.
    pub base: String,
    /// Signs its runs.
    pub key: ChangeKey,
    /// Signs its statements.
    pub signer: SoftwareSigner,
    /// Of its actor.
    pub nonce: [u8; 16],
    /// For its next request.
    pub http_nonce: String,
    /// Whose it is.
    pub organisation: [u8; 16],
    /// Its id at the server.
    pub id: DeviceId,
    /// The person it writes as.
    pub user: UserId,
    /// How far it has heard.
    pub cursor: Vec<u8>,
    /// The newest checkpoint it has seen.
    pub position: u64,
    /// The records it has.
    pub records: Records,
    /// The documents it has.
    pub documents: BTreeMap<DocumentId, Document>,
    /// What it has not sent.
    pub unsent: BTreeMap<DocumentId, Vec<Change>>,
    /// What left its scope.
    pub left: Vec<DocumentId>,
    /// What its clock says.
    pub clock: Timestamp,
    /// The newest it heard of the server's time.
    pub heard: Timestamp,
    /// Documents it asks for again.
    pub unread: Vec<DocumentId>,
    /// The server's words for runs that a person let in.
    pub admissions: Vec<String>,
    /// The server's word for the newest checkpoint.
    pub checkpoint: Option<String>,
    /// The kinds of document it says it can read; nothing for a tablet of version 1.
    pub knows: Option<Vec<Kind>>,
}

/// What an enrolment asks: its keys and its body.
pub fn enrolment(code: &str, seed: [u8; 32]) -> (ChangeKey, SoftwareSigner, Value) {
    let key = ChangeKey::from_seed(&seed);
    let (signer, _) = SoftwareSigner::generate().unwrap();
    let certificate = Certificate { change_key: key.public(), enrolment: enrolment_digest(code) };
    let body = json!({
        "code": code,
        "change_key": base64url(key.public().as_bytes()),
        "statement_jwk": signer.public_jwk().unwrap(),
        "certificate": sign_certificate(&signer, &certificate).unwrap(),
        "device_name": "tablet", "platform": "test",
    });
    (key, signer, body)
}

impl Tablet {
    /// Enrols a device for a person, confirmed.
    pub async fn enrol(desk: &Desk, login: &str) -> Self {
        let user = desk.person(login).await;
        let device = Self::enrol_unconfirmed(desk, &desk.enrolment_code(&user).await).await;
        desk.put(&format!("/api/devices/{}/confirm", device.id), &json!({})).await;
        device
    }

    /// Enrols a device by a code.
    pub async fn enrol_unconfirmed(desk: &Desk, code: &str) -> Self {
        Self::enrol_with(desk, enrolment(code, rand::random())).await
    }

    /// Enrols a device with these keys and that body.
    pub async fn enrol_with(desk: &Desk, (key, signer, body): (ChangeKey, SoftwareSigner, Value)) -> Self {
        let answer = desk.http.post(format!("{}/v1/enrol", desk.base)).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let heard = Timestamp(i64::try_from(since.as_millis()).unwrap());
        let told: Value = answer.json().await.unwrap();
        let id = |name: &str| told[name].as_str().unwrap().parse::<Uuid>().unwrap();
        Self {
            http: http(),
            base: desk.base.clone(),
            key,
            signer,
            nonce: rand::random(),
            http_nonce: told["nonce"].as_str().unwrap().to_owned(),
            organisation: *id("organisation").as_bytes(),
            id: DeviceId(id("device")),
            user: UserId(id("user")),
            cursor: Vec::new(),
            position: 0,
            records: Records::default(),
            documents: BTreeMap::new(),
            unsent: BTreeMap::new(),
            left: Vec::new(),
            clock: heard,
            heard,
            unread: Vec::new(),
            admissions: Vec::new(),
            checkpoint: None,
            knows: Some(KINDS.iter().collect()),
        }
    }

    /// The actor of its changes.
    pub fn actor(&self) -> ActorId {
        ActorId(actor_id(&self.key.public(), &self.nonce))
    }

    /// The proof of a request.
    pub fn proof(&self, method: &str, path: &str, body: &[u8]) -> Proof {
        Proof {
            method: method.to_owned(),
            url: path.to_owned(),
            body_digest: sha256(body),
            nonce: self.http_nonce.clone(),
            id: rand::random(),
        }
    }

    /// Sends a proved request and keeps the next nonce.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Response {
        let proof = self.proof(method.as_str(), path, &body);
        self.send_with(&sign_proof(&self.key, &proof).unwrap(), method, path, headers, body).await
    }

    /// The same under any proof.
    pub async fn send_with(
        &mut self,
        proof: &str,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Response {
        self.try_send(proof, method, path, headers, body).await.unwrap()
    }

    /// The same where the server may go away.
    pub async fn try_send(
        &mut self,
        proof: &str,
        method: Method,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> reqwest::Result<Response> {
        let mut request =
            self.http.request(method, format!("{}{path}", self.base)).header("jobsheet-proof", proof);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let answer = request.body(body).send().await?;
        if let Some(nonce) = answer.headers().get("jobsheet-nonce") {
            self.http_nonce = nonce.to_str().unwrap().to_owned();
        }
        Ok(answer)
    }

    /// What it says first.
    pub fn hello(&self) -> Hello {
        Hello {
            organisation: self.organisation,
            device: *self.id.0.as_bytes(),
            key: self.key.public().id(),
            nonce: self.nonce,
            epoch: 1,
            cursor: self.cursor.clone(),
            budget: 32 << 20,
            unread: self.unread.iter().map(|id| id.0.into_bytes()).collect(),
        }
    }

    /// Decides a command on a document and keeps the change for the next sync.
    pub fn tap(&mut self, id: DocumentId, command: &WorkOrderCommand) {
        let edits = self.decided(id, command);
        self.write(id, &edits);
    }

    /// What a command writes, by the documents that are here.
    pub fn decided(&self, id: DocumentId, command: &WorkOrderCommand) -> Vec<Edit> {
        let document = &self.documents[&id];
        let subject =
            jobsheet_report::subject::<_, Box<dyn std::error::Error>>(document, &document.heads()).unwrap();
        let command = command.clone().into();
        let mut reads = Reads::default();
        for other in decided_by(&subject, &command).iter().filter_map(|id| self.documents.get(id)) {
            reads.insert(other.heads(), other.content().unwrap());
        }
        decide(&subject, &Asker { reads: &reads, ..self.asker() }, &command).unwrap()
    }

    /// Writes edits whether the rules allow them or not.
    pub fn write(&mut self, id: DocumentId, edits: &[Edit]) {
        let actor = self.actor();
        let written = self.documents.get_mut(&id).unwrap().edit(actor, edits).unwrap();
        self.unsent.entry(id).or_default().push(written.change.unwrap());
    }

    /// Whoever uses it, by what it knows.
    pub fn asker(&self) -> Asker<'_> {
        let now = self.clock;
        Asker {
            author: Author { user: self.user, device: self.id },
            writer: WriterKind::Device,
            at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
            as_of: self.position,
            records: &self.records,
            reads: &NOTHING_READ,
        }
    }

    /// The unsent changes of a document as a signed run.
    pub fn run(&self, id: DocumentId) -> OutgoingRun {
        self.run_of(id, &self.unsent[&id], self.position, self.position)
    }

    /// The same, claiming other knowledge.
    pub fn run_with(&self, id: DocumentId, as_of: u64, checkpoint: u64) -> OutgoingRun {
        self.run_of(id, &self.unsent[&id], as_of, checkpoint)
    }

    /// The unsent changes of a document, each as a signed run, with the hash of the one before.
    pub fn runs_tap_by_tap(&self, id: DocumentId) -> Vec<(OutgoingRun, Option<[u8; 32]>)> {
        let own = |seq: u64| {
            let mut changes = self.documents[&id].changes().into_iter();
            changes.find(|change| change.header.actor == self.actor() && change.header.seq == seq)
        };
        let run = |change: &Change| {
            let previous = own(change.header.seq - 1).map(|change| change.header.hash.0);
            (self.run_of(id, std::slice::from_ref(change), self.position, self.position), previous)
        };
        self.unsent[&id].iter().map(run).collect()
    }

    fn run_of(&self, id: DocumentId, changes: &[Change], as_of: u64, checkpoint: u64) -> OutgoingRun {
        let first = changes[0].header.seq;
        let previous = self.documents[&id]
            .changes()
            .into_iter()
            .find(|change| change.header.actor == self.actor() && change.header.seq + 1 == first);
        let count = changes.len() as u64;
        let claim = RunClaim {
            organisation: self.organisation,
            document: *id.0.as_bytes(),
            actor: self.actor().0,
            key: self.key.public().id(),
            previous: previous.map(|change| change.header.hash.0),
            first,
            last: first + count - 1,
            count,
            head: changes.last().unwrap().header.hash.0,
            as_of,
            checkpoint,
        };
        let cover = Cover {
            author: None,
            first,
            count,
            previous: None,
            as_of: claim.as_of,
            checkpoint: claim.checkpoint,
            signature: sign_run(&self.key, &claim),
        };
        let changes = changes.iter().map(|change| change.bytes.clone()).collect();
        let kind = Some(self.documents[&id].kind().name().to_owned());
        OutgoingRun { document: *id.0.as_bytes(), kind, run: SignedRun { cover, changes } }
    }

    /// Sends what is unsent, takes what is new. Verdicts in the order of the documents.
    pub async fn sync(&mut self) -> Vec<Verdict> {
        let runs = self.unsent.keys().map(|id| self.run(*id)).collect();
        let verdicts = self.sync_runs(runs).await;
        self.unsent.clear();
        verdicts
    }

    /// Sends these runs; their verdicts in their order.
    pub async fn sync_runs(&mut self, runs: Vec<OutgoingRun>) -> Vec<Verdict> {
        let mut session = self.session(runs);
        let answer = self.transmit(&mut session).await.unwrap();
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
        self.hear(&mut session, &answer.bytes().await.unwrap())
    }

    /// As [`Self::sync`] where the server may go away; what is unsent then stays so.
    pub async fn try_sync(&mut self) -> reqwest::Result<Vec<Verdict>> {
        let runs = self.unsent.keys().map(|id| self.run(*id)).collect();
        let mut session = self.session(runs);
        let answer = self.transmit(&mut session).await?.error_for_status()?;
        let verdicts = self.hear(&mut session, &answer.bytes().await?);
        self.unsent.clear();
        Ok(verdicts)
    }

    fn session(&self, runs: Vec<OutgoingRun>) -> DeviceSession {
        let session = DeviceSession::new(self.hello(), runs, Budget::default());
        match &self.knows {
            Some(kinds) => session.knowing(kinds.iter().map(|kind| kind.name().to_owned()).collect()),
            None => session,
        }
    }

    fn hear(&mut self, session: &mut DeviceSession, answer: &[u8]) -> Vec<Verdict> {
        session.handle_input(answer).unwrap();
        session.finish_input().unwrap();
        let mut verdicts = Vec::new();
        while let Some(event) = session.poll_event() {
            self.take(event, &mut verdicts);
        }
        verdicts
    }

    /// The answer to a sync that may fail.
    pub async fn answer(&mut self, runs: Vec<OutgoingRun>) -> Response {
        let mut session = self.session(runs);
        self.transmit(&mut session).await.unwrap()
    }

    async fn transmit(&mut self, session: &mut DeviceSession) -> reqwest::Result<Response> {
        let mut body = Vec::new();
        while let Some(bytes) = session.poll_transmit() {
            body.extend(bytes);
        }
        let headers =
            [("content-type", "application/cbor-seq".to_owned()), ("content-encoding", "zstd".to_owned())];
        let packed = zstd::bulk::compress(&body, 3).unwrap();
        let proof = sign_proof(&self.key, &self.proof("POST", "/v1/sync", &packed)).unwrap();
        self.try_send(&proof, Method::POST, "/v1/sync", &headers, packed).await
    }

    fn take(&mut self, event: Down, verdicts: &mut Vec<Verdict>) {
        match event {
            Down::Welcome(welcome) => {
                self.position = welcome.checkpoint;
                let now = Timestamp(welcome.server_time_ms);
                // A clock that a test has set stays as it was set.
                if self.clock == std::mem::replace(&mut self.heard, now) {
                    self.clock = now;
                }
            }
            Down::Verdict { verdict, .. } => verdicts.push(verdict),
            Down::Record(record) => match record.name.as_str() {
                "staff" => {
                    let staff: Vec<Staff> = serde_json::from_slice(&record.bytes).unwrap();
                    self.records.staff = staff.into_iter().map(|person| (person.user, person)).collect();
                }
                "policy" => self.records.policy = serde_json::from_slice(&record.bytes).unwrap(),
                "catalogue" => self.records.catalogue = serde_json::from_slice(&record.bytes).unwrap(),
                _ => {}
            },
            Down::Changes(changes) => {
                let id = DocumentId(Uuid::from_bytes(changes.document));
                let kind = changes.kind.as_deref().and_then(|name| KINDS.find(name));
                let document =
                    self.documents.entry(id).or_insert_with(|| Document::create(kind.unwrap(), id));
                let limits = foreign::Limits::default();
                let raw = changes.runs.iter().flat_map(|run| &run.changes);
                let decoded: Vec<_> = raw.map(|bytes| foreign::decode(id, bytes, &limits).unwrap()).collect();
                *document = foreign::apply(document, &decoded, &limits).unwrap();
            }
            Down::Snapshot(snapshot) => {
                let id = DocumentId(Uuid::from_bytes(snapshot.document));
                self.documents.insert(id, Document::load(KINDS, id, &snapshot.bytes).unwrap());
            }
            Down::Leave { document } => {
                let id = DocumentId(Uuid::from_bytes(document));
                self.documents.remove(&id);
                self.left.push(id);
            }
            Down::Done(done) => self.cursor = done.cursor,
            Down::Admission { word } => self.admissions.push(word),
            Down::Checkpoint { word } => self.checkpoint = Some(word),
        }
    }

    /// Documents of a kind that this device holds.
    pub fn holds(&self, kind: Kind) -> Vec<DocumentId> {
        let of_kind = self.documents.iter().filter(|(_, document)| document.kind() == kind);
        of_kind.map(|(id, _)| *id).collect()
    }

    /// The version it has of a document.
    pub fn heads(&self, id: DocumentId) -> Vec<ChangeHash> {
        self.documents[&id].heads()
    }
}
