//! A small server and small devices over the real sessions: changes are made-up bytes, signatures are real.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jobsheet_signing::{ChangeKey, KeyId, PublicKey, actor_id, sha256, sign_run, verify_run};
use jobsheet_sync::outbox::{ChangeHeader, Cutting, Unsent, plan};
use jobsheet_sync::{
    Author, Budget, Changes, Cover, DeviceSession, Done, Down, Hello, Limits, OutgoingRun, ServerEvent,
    ServerSession, SignedRun, Verdict, Welcome,
};

pub type Hash = [u8; 32];
const ORGANISATION: [u8; 16] = [0x0a; 16];

/// A made-up change: who, where, on what, and a payload. `bad` payloads are refused.
pub fn change_bytes(header: &ChangeHeader, payload: &[u8]) -> Vec<u8> {
    let mut bytes = [&header.document[..], &header.actor[..], &header.seq.to_be_bytes()[..]].concat();
    bytes.push(u8::try_from(header.dependencies.len()).unwrap());
    bytes.extend(header.dependencies.concat());
    bytes.extend(payload);
    bytes
}

fn dependencies(bytes: &[u8]) -> Vec<Hash> {
    let count = usize::from(bytes[40]);
    bytes[41..41 + 32 * count].chunks_exact(32).map(|hash| hash.try_into().unwrap()).collect()
}

fn actor_and_seq(bytes: &[u8]) -> ([u8; 16], u64) {
    (bytes[16..32].try_into().unwrap(), u64::from_be_bytes(bytes[32..40].try_into().unwrap()))
}

/// What the network does with one sync; shares in percent.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    Whole,
    RequestLost,
    RequestCut(usize),
    RequestRepeated,
    AnswerLost,
    AnswerCut(usize),
}

/// What the server keeps.
#[derive(Default)]
pub struct Server {
    keys: BTreeMap<KeyId, PublicKey>,
    pub changes: BTreeMap<Hash, Arc<[u8]>>,
    own: BTreeMap<([u8; 16], [u8; 16], u64), Hash>,
    feed: Vec<([u8; 16], SignedRun<Author>)>,
}

impl Server {
    pub fn enrol(&mut self, device: &Device) {
        self.keys.insert(device.key.public().id(), device.key.public());
    }

    /// Takes a request, whole or cut; an answer comes only to a whole one.
    pub fn exchange(&mut self, request: &[u8]) -> Option<Vec<u8>> {
        let mut session = ServerSession::new(Limits::default());
        session.handle_input(request).unwrap();
        let whole = session.finish_input().is_ok();
        let mut hello = None;
        while let Some(event) = session.poll_event() {
            match event {
                ServerEvent::Hello(said) => {
                    let checkpoint = self.feed.len() as u64;
                    session
                        .respond(Down::Welcome(Welcome { epoch: 1, server_time_ms: 0, checkpoint }))
                        .unwrap();
                    hello = Some(said);
                }
                ServerEvent::Run { index, document, run, .. } => {
                    let verdict = self.judge(hello.as_ref().unwrap(), document, run);
                    session.respond(Down::Verdict { run: index, verdict }).unwrap();
                }
                ServerEvent::Knows(_) => {}
                ServerEvent::End => self.tell_news(hello.as_ref().unwrap(), &mut session),
            }
        }
        whole.then(|| std::iter::from_fn(|| session.poll_transmit()).flatten().collect())
    }

    fn judge(&mut self, hello: &Hello, document: [u8; 16], run: SignedRun<Option<Author>>) -> Verdict {
        let hashes: Vec<Hash> = run.changes.iter().map(|change| sha256(change)).collect();
        if hashes.iter().all(|hash| self.changes.contains_key(hash)) {
            return Verdict::HadAlready { receipts: Vec::new() };
        }
        let mut missing: BTreeSet<Hash> =
            run.changes.iter().flat_map(|change| dependencies(change)).collect();
        missing.retain(|hash| !self.changes.contains_key(hash) && !hashes.contains(hash));
        if !missing.is_empty() {
            return Verdict::Missing { hashes: missing.into_iter().collect() };
        }
        if run.changes.iter().any(|change| change.ends_with(b"bad")) {
            return Verdict::Refused { code: "model.bad".into(), parameters: vec![] };
        }
        let public = self.keys[&hello.key];
        let own = Author { actor: actor_id(&public, &hello.nonce), key: hello.key, nonce: hello.nonce };
        let author = run.cover.author.unwrap_or(own);
        let before = run.cover.first.checked_sub(1).unwrap();
        let previous = self.own.get(&(document, author.actor, before)).copied();
        let claim = run.cover.claim(ORGANISATION, document, &author, previous, *hashes.last().unwrap());
        verify_run(&self.keys[&author.key], &claim, &run.cover.signature).unwrap();
        self.keep(document, author, run, &hashes);
        Verdict::Stored { receipts: Vec::new() }
    }

    fn keep(&mut self, document: [u8; 16], author: Author, run: SignedRun<Option<Author>>, hashes: &[Hash]) {
        for (change, hash) in run.changes.iter().zip(hashes) {
            let (actor, seq) = actor_and_seq(change);
            assert_eq!(actor, author.actor);
            let before = self.own.insert((document, actor, seq), *hash);
            // A run may begin with changes kept before, when the answer to them was lost; they are the same ones.
            assert!(
                before.is_none_or(|kept| kept == *hash),
                "a (document, actor, sequence) is never issued twice"
            );
            self.changes.insert(*hash, change.clone());
        }
        let SignedRun { cover, changes } = run;
        let Cover { first, count, previous, as_of, checkpoint, signature, .. } = cover;
        let cover = Cover { author, first, count, previous, as_of, checkpoint, signature };
        self.feed.push((document, SignedRun { cover, changes }));
    }

    fn tell_news(&self, hello: &Hello, session: &mut ServerSession) {
        let from = hello.cursor.as_slice().try_into().map_or(0, u64::from_be_bytes);
        let mut position = from;
        for (document, run) in &self.feed[usize::try_from(from).unwrap()..] {
            if session.room() == 0 {
                break;
            }
            position += 1;
            if run.cover.author.key == hello.key {
                continue;
            }
            let changes = Changes { document: *document, kind: None, runs: vec![run.clone()] };
            session.respond(Down::Changes(changes)).unwrap();
        }
        let more = position < self.feed.len() as u64;
        session.respond(Down::Done(Done { cursor: position.to_be_bytes().to_vec(), more })).unwrap();
    }
}

/// What a device keeps.
pub struct Device {
    pub key: ChangeKey,
    nonce: [u8; 16],
    actor: [u8; 16],
    pub cursor: Vec<u8>,
    pub known: BTreeMap<Hash, Arc<[u8]>>,
    heads: BTreeMap<[u8; 16], BTreeSet<Hash>>,
    last: BTreeMap<[u8; 16], (u64, Hash)>,
    pub unsent: Vec<Unsent>,
    pub acknowledged: BTreeSet<Hash>,
    pub cutting: Cutting,
    /// The most bytes of messages wanted in one answer.
    pub wants: u64,
    taps: u64,
}

impl Device {
    pub fn new(number: u8) -> Self {
        let (key, nonce) = (ChangeKey::from_seed(&[number; 32]), [number; 16]);
        let actor = actor_id(&key.public(), &nonce);
        Self {
            key,
            nonce,
            actor,
            cursor: vec![],
            known: BTreeMap::new(),
            heads: BTreeMap::new(),
            last: BTreeMap::new(),
            unsent: vec![],
            acknowledged: BTreeSet::new(),
            cutting: Cutting::default(),
            wants: 1 << 20,
            taps: 0,
        }
    }

    /// One tap, one change on the present heads.
    pub fn tap(&mut self, document: [u8; 16], payload: &[u8]) -> Hash {
        let heads = self.heads.entry(document).or_default();
        let (before, previous_own) =
            self.last.get(&document).map_or((0, None), |(seq, hash)| (*seq, Some(*hash)));
        let mut header = ChangeHeader {
            document,
            hash: [0; 32],
            dependencies: heads.iter().copied().collect(),
            actor: self.actor,
            seq: before + 1,
            length: 0,
        };
        let bytes = change_bytes(&header, payload);
        (header.hash, header.length) = (sha256(&bytes), bytes.len());
        let hash = header.hash;
        *heads = BTreeSet::from([hash]);
        self.last.insert(document, (header.seq, hash));
        self.known.insert(hash, Arc::from(bytes));
        self.taps += 1;
        let tap = self.taps;
        self.unsent.push(Unsent {
            header,
            previous_own,
            reads: Vec::new(),
            tap,
            as_of: 0,
            checkpoint: 0,
            handed_over_by: None,
        });
        hash
    }

    /// One round trip, as far as the network lets it. What came of it is in the device's fields.
    pub fn sync(&mut self, server: &mut Server, fate: Fate) {
        let (mut session, sent) = self.begin();
        let request: Vec<u8> = std::iter::from_fn(|| session.poll_transmit()).flatten().collect();
        let answer = match fate {
            Fate::RequestLost => None,
            Fate::RequestCut(share) => server.exchange(&request[..request.len() * share / 100]).and(None),
            Fate::RequestRepeated => {
                server.exchange(&request);
                server.exchange(&request)
            }
            Fate::AnswerLost => server.exchange(&request).and(None),
            Fate::AnswerCut(share) => server.exchange(&request).map(|mut answer| {
                answer.truncate(answer.len() * share / 100);
                answer
            }),
            Fate::Whole => server.exchange(&request),
        };
        if let Some(answer) = answer {
            session.handle_input(&answer).unwrap();
            let complete = session.finish_input().is_ok();
            self.finish(&mut session, &sent, complete);
        }
    }

    fn begin(&self) -> (DeviceSession, Vec<Vec<Hash>>) {
        let plan = plan(&self.unsent, &self.cutting);
        let id = self.key.public().id();
        let hashes = plan
            .runs
            .iter()
            .map(|run| run.changes.iter().map(|place| self.unsent[*place].header.hash).collect());
        let runs: Vec<OutgoingRun> = plan
            .runs
            .iter()
            .map(|run| {
                let signature = sign_run(&self.key, &run.claim(ORGANISATION, id));
                let bytes =
                    run.changes.iter().map(|place| self.known[&self.unsent[*place].header.hash].clone());
                run.signed(None, signature, bytes.collect())
            })
            .collect();
        let hello = Hello {
            organisation: ORGANISATION,
            device: self.actor,
            key: id,
            nonce: self.nonce,
            epoch: 1,
            cursor: self.cursor.clone(),
            budget: self.wants,
            unread: Vec::new(),
        };
        let hashes = hashes.collect();
        (DeviceSession::new(hello, runs, Budget::default()), hashes)
    }

    /// Verdicts stand as soon as they are heard; news is kept with its cursor or not at all.
    fn finish(&mut self, session: &mut DeviceSession, sent: &[Vec<Hash>], complete: bool) {
        while let Some(down) = session.poll_event() {
            match down {
                Down::Verdict { run, verdict } => self.settle(&sent[run], &verdict),
                Down::Changes(changes) if complete => self.merge(&changes),
                Down::Done(done) => self.cursor = done.cursor,
                Down::Changes(_)
                | Down::Welcome(_)
                | Down::Record(_)
                | Down::Snapshot(_)
                | Down::Leave { .. }
                | Down::Admission { .. }
                | Down::Checkpoint { .. } => {}
            }
        }
    }

    fn settle(&mut self, run: &[Hash], verdict: &Verdict) {
        match verdict {
            Verdict::Stored { .. } | Verdict::HadAlready { .. } => {
                self.acknowledged.extend(run);
                self.unsent.retain(|unsent| !run.contains(&unsent.header.hash));
            }
            Verdict::Refused { .. } => {
                let document = self.unsent.iter().find(|unsent| run.contains(&unsent.header.hash)).unwrap();
                self.cutting.tap_by_tap.insert(document.header.document);
            }
            Verdict::Missing { .. } => {}
        }
    }

    fn merge(&mut self, changes: &Changes<Author>) {
        for change in changes.runs.iter().flat_map(|run| &run.changes) {
            let hash = sha256(change);
            if self.known.insert(hash, change.clone()).is_none() {
                let heads = self.heads.entry(changes.document).or_default();
                heads.retain(|head| !dependencies(change).contains(head));
                heads.insert(hash);
            }
        }
    }
}
