//! Saved documents: damaged, of another id, and of a newer version.

use automerge::legacy::{Key, ObjectId, Op, OpType, SortedVec};
use automerge::{ExpandedChange, ObjType, ScalarValue};
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::request;

use super::{ALICE, content, fact, id, order};
use crate::Document;
use crate::deterministic::{Purpose, actor};

/// The newest schema of a work order.
const SCHEMA: u32 = 1;

/// The document as a version would leave it whose schema is one newer: an upgrade this version cannot make.
fn upgraded_by_a_newer_version(document: &Document) -> Document {
    let newer = Purpose::Schema(SCHEMA + 1);
    let genesis = &document.history.nodes[0];
    let put = |key: &str, action| Op {
        action,
        obj: ObjectId::Root,
        key: Key::from(key),
        pred: SortedVec::new(),
        insert: false,
    };
    let change = automerge::Change::from(ExpandedChange {
        operations: vec![
            put("schema", OpType::Put(ScalarValue::Uint(2))),
            put("signatures", OpType::Make(ObjType::Map)),
        ],
        actor_id: automerge::ActorId::from(actor(document.kind(), document.id(), newer).0),
        hash: None,
        seq: 1,
        start_op: (genesis.max_op + 1).try_into().unwrap(),
        time: 0,
        message: None,
        deps: vec![automerge::ChangeHash(genesis.hash.0)],
        extra_bytes: Vec::new(),
        author: None,
    });
    let mut automerge = document.automerge.clone();
    automerge.apply_changes([change]).unwrap();
    Document::load(KINDS, document.id(), &automerge.save()).unwrap()
}

/// R48: a colleague's newer tablet does not make the job read-only on this one.
#[test]
fn r48_a_document_of_a_newer_schema_is_written_in_what_this_version_knows() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    let mut newer = upgraded_by_a_newer_version(&document);
    assert_eq!(newer.schema(), SCHEMA + 1);
    assert_eq!(content(&newer).fact_text("title"), "lift");
    assert_eq!(newer.changes(), document.changes(), "an upgrade is nobody's change");
    newer.edit(ALICE, &[fact("title", "stairs")]).unwrap();
    let reloaded = Document::load(KINDS, id(), &newer.save()).unwrap();
    assert_eq!((content(&reloaded).fact_text("title"), reloaded.schema()), ("stairs", SCHEMA + 1));
    assert_eq!(newer.upgrade().unwrap(), []);
}

#[test]
fn a_document_of_the_newest_schema_needs_no_upgrade() {
    let mut document = order();
    assert_eq!((document.schema(), document.upgrade().unwrap()), (SCHEMA, Vec::new()));
}

#[test]
fn two_devices_create_the_same_document() {
    assert_eq!(order().heads(), order().heads());
    assert_eq!(order().save(), order().save());
    assert_ne!(order().heads(), Document::create(request::KIND, id()).heads());
}

#[test]
fn stored_bytes_are_one_undamaged_document_of_that_id() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    let bytes = document.save();
    assert!(Document::load(KINDS, id(), &bytes).is_ok());
    let other = "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap();
    let unreadable = |id, bytes: &[u8]| Document::load(KINDS, id, bytes).unwrap_err().code();
    assert_eq!(unreadable(other, &bytes), "document.unreadable");
    assert_eq!(unreadable(id(), &[]), "document.unreadable");
    assert_eq!(unreadable(id(), &[bytes.clone(), bytes.clone()].concat()), "document.unreadable");
    assert_eq!(unreadable(id(), &document.changes()[0].bytes), "document.unreadable");
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        assert_eq!(unreadable(id(), &damaged), "document.unreadable", "byte {at}");
    }
}

#[test]
fn documents_can_be_kept_by_threads() {
    fn kept<T: Send + Sync + 'static>() {}
    kept::<Document>();
}
