//! What a sync keeps of an answer, without a network: the offer, what happens meanwhile, and the answer.

use jobsheet_document::{Change, Document};
use jobsheet_domain::aggregates::Command;
use jobsheet_domain::asset::{AssetCommand, StoredDay};
use jobsheet_domain::date::CivilDate;
use jobsheet_domain::edit::{Edit, NewEvent};
use jobsheet_domain::event::EventBody;
use jobsheet_domain::id::{ActorId, DeviceId, DocumentId, UserId};
use jobsheet_domain::records::{Catalogue, Product};
use jobsheet_domain::time::{DAY_MS, EventTime, Timestamp};
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{self, WorkOrderEvent};
use jobsheet_signing::{
    Admission, ChangeKey, KeyEntry, KeyKind, Keyring, Manifest, Review, RunClaim, actor_id, sign_admission,
    sign_manifest, sign_run,
};
use jobsheet_store::{OutboxTap, Page, RowQuery};
use jobsheet_sync::{Author, Changes, Cover, Done, Record, SignedRun, Snapshot, Verdict, Welcome};
use uuid::Uuid;

use super::*;
use crate::device::{Folder, begin_work, finish_work, note, order, signing};

mod complaint;

const ORGANISATION: [u8; 16] = 9_u128.to_be_bytes();
const NONCE: [u8; 16] = [6; 16];

/// Somebody else's installation, and the server.
struct Other {
    key: ChangeKey,
    server: ChangeKey,
}

impl Other {
    fn new() -> Self {
        Self { key: ChangeKey::from_seed(&[5; 32]), server: ChangeKey::from_seed(&[8; 32]) }
    }

    fn author(&self) -> Author {
        let key = self.key.public();
        Author { actor: actor_id(&key, &NONCE), key: key.id(), nonce: NONCE }
    }

    fn actor(&self) -> ActorId {
        ActorId(self.author().actor)
    }

    /// The record that makes both known.
    fn keyring(&self) -> Down {
        self.keyring_with(None)
    }

    /// The same, with theirs revoked from a position on.
    fn keyring_with(&self, revoked: Option<u64>) -> Down {
        let mut keyring = Keyring::default();
        for (key, kind) in [(&self.key, KeyKind::Device), (&self.server, KeyKind::Server)] {
            let (device, user) = ([1; 16], (kind == KeyKind::Device).then_some([2; 16]));
            keyring.insert(KeyEntry {
                key: key.public(),
                device,
                user,
                kind,
                valid_from: 0,
                revoked_at: revoked.filter(|_| kind == KeyKind::Device),
            });
        }
        let bytes = serde_json::to_vec(&keyring).unwrap();
        Down::Record(Record { name: keys::KEYRING.to_owned(), position: 6, bytes })
    }

    /// Their first change of a document: its phone.
    fn writes(&self, document: &mut Document, phone: &str) -> Change {
        let edit = Edit::Fact { name: "phone".to_owned(), value: Value::Text(phone.to_owned()) };
        document.edit(self.actor(), &[edit]).unwrap().change.unwrap()
    }

    fn cover(&self, change: &Change) -> Cover<Author> {
        let claim = RunClaim {
            organisation: ORGANISATION,
            document: change.header.document.0.into_bytes(),
            actor: self.author().actor,
            key: self.key.public().id(),
            previous: None,
            first: 1,
            last: 1,
            count: 1,
            head: change.header.hash.0,
            as_of: 5,
            checkpoint: 5,
        };
        let signature = sign_run(&self.key, &claim);
        Cover {
            author: self.author(),
            first: 1,
            count: 1,
            previous: None,
            as_of: 5,
            checkpoint: 5,
            signature,
        }
    }

    /// Their change as the server tells it, with whatever else travels in the run.
    fn tells(&self, change: &Change, stowaway: Option<&Change>) -> Down {
        let changes = std::iter::once(change).chain(stowaway).map(|one| one.bytes.clone()).collect();
        Down::Changes(Changes {
            document: change.header.document.0.into_bytes(),
            kind: Some(work_order::KIND.name().to_owned()),
            runs: vec![SignedRun { cover: self.cover(change), changes }],
        })
    }

    /// The whole document as the server tells it.
    fn tells_whole(&self, document: &Document, change: &Change) -> Down {
        let (id, bytes) = (document.id().0.into_bytes(), document.save());
        let heads = document.heads().iter().map(|head| head.0).collect();
        let manifest = Manifest::of(ORGANISATION, id, heads, document.schema(), &bytes);
        Down::Snapshot(Snapshot {
            document: id,
            kind: document.kind().name().to_owned(),
            manifest: sign_manifest(&self.server, &manifest).unwrap(),
            bytes: bytes.into(),
            covers: vec![self.cover(change)],
        })
    }
}

fn offered(client: &Client, tap_by_tap: &BTreeSet<DocumentId>) -> Vec<Offered> {
    outgoing::offer(client, &client.enrolled().unwrap(), tap_by_tap).unwrap().0
}

/// Keeps an answer that says this and nothing else.
fn hears(client: &Client, offered: &[Offered], said: Vec<Down>) -> incoming::Kept {
    hears_again(client, offered, said, &[])
}

/// The same, after asking for some documents again.
fn hears_again(
    client: &Client,
    offered: &[Offered],
    said: Vec<Down>,
    asked: &[DocumentId],
) -> incoming::Kept {
    let welcome = Welcome { epoch: 1, server_time_ms: 0, checkpoint: 7 };
    let done = Down::Done(Done { cursor: vec![7; 8], more: false });
    let answer = [vec![Down::Welcome(welcome)], said, vec![done]].concat();
    incoming::keep(client, &client.enrolled().unwrap(), offered, answer, asked).unwrap()
}

fn stored(offered: &[Offered]) -> Vec<Down> {
    let verdict = Verdict::Stored { receipts: Vec::new() };
    (0..offered.len()).map(|run| Down::Verdict { run, verdict: verdict.clone() }).collect()
}

fn refused(run: usize) -> Down {
    Down::Verdict {
        run,
        verdict: Verdict::Refused { code: "part.incomplete".to_owned(), parameters: Vec::new() },
    }
}

fn outbox(client: &Client) -> Vec<OutboxTap> {
    client.store().read(|tx| tx.outbox()).unwrap()
}

fn cursor(client: &Client) -> Vec<u8> {
    client.store().read(|tx| tx.sync_state()).unwrap().cursor
}

#[test]
fn a_tap_made_while_a_sync_is_under_way_stays_unsent_and_goes_with_the_next() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let under_way = offered(&client, &BTreeSet::new());
    let tap = note(&client, order, "meanwhile").unwrap();
    hears(&client, &under_way, stored(&under_way));
    let left = outbox(&client);
    assert_eq!(left.iter().map(|one| Some(one.tap.hash)).collect::<Vec<_>>(), [tap.change]);
    let next = offered(&client, &BTreeSet::new());
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].kept.first, next[0].kept.previous), (3, Some(under_way[1].kept.head)));
    hears(&client, &next, stored(&next));
    assert!(outbox(&client).is_empty());
}

#[test]
fn r50_of_a_refused_run_what_is_good_gets_through_and_only_the_rest_is_stuck() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    note(&client, order, "one more").unwrap();
    let whole = offered(&client, &BTreeSet::new());
    assert_eq!((whole.len(), whole[1].kept.document, whole[1].kept.last), (2, order, 3));
    let kept = hears(&client, &whole, vec![stored(&whole)[0].clone(), refused(1)]);
    assert!(kept.refused.is_empty() && client.wedged().unwrap().is_empty());

    let taps = offered(&client, &kept.to_split);
    assert_eq!(taps.len(), 3);
    let verdicts = vec![stored(&taps)[0].clone(), stored(&taps)[1].clone(), refused(2)];
    assert_eq!(hears(&client, &taps, verdicts).refused.len(), 1);
    assert_eq!(client.wedged().unwrap()[0].1.code, "part.incomplete");
    assert_eq!(outbox(&client).len(), 1);
    assert!(offered(&client, &BTreeSet::new()).is_empty(), "what is stuck is not offered by itself");
    client.send_again(order).unwrap();
    assert_eq!(offered(&client, &BTreeSet::new()).len(), 1);
}

#[test]
fn r50_a_document_with_an_unsigned_change_is_not_taken_and_holds_up_no_other() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let [mut good, mut bad] =
        [70, 71].map(|id| Document::create(work_order::KIND, DocumentId(Uuid::from_u128(id))));
    let signed = other.writes(&mut good, "1");
    let also_signed = other.writes(&mut bad, "2");
    let edit = Edit::Fact { name: "phone".to_owned(), value: Value::Text("3".to_owned()) };
    let stowaway = bad.edit(ActorId([1; 16]), &[edit]).unwrap().change.unwrap();
    let mine = order(&client);
    let sent = offered(&client, &BTreeSet::new());
    let said = [
        stored(&sent),
        vec![other.keyring(), other.tells(&also_signed, Some(&stowaway)), other.tells(&signed, None)],
    ]
    .concat();
    let before = cursor(&client);
    let kept = hears(&client, &sent, said);
    assert_eq!(kept.unread.keys().collect::<Vec<_>>(), [&bad.id()]);
    assert_eq!(kept.unread[&bad.id()].code, "run.irregular");
    assert_eq!(kept.documents, [good.id()]);
    assert_eq!(client.order(bad.id()).unwrap_err().code(), "document.unknown");
    assert_eq!(client.order(mine).unwrap().unsent, 0, "the verdicts stand");
    assert_ne!(cursor(&client), before, "what was read is not told again");
    assert_eq!(client.unread().unwrap(), [(bad.id(), Refusal::new("run.irregular"))]);

    // Another change of it can be read, and says nothing of the one that could not.
    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let mut elsewhere = Document::create(work_order::KIND, bad.id());
    let beside = second.writes(&mut elsewhere, "4");
    hears(&client, &[], vec![second.keyring(), second.tells(&beside, None)]);
    assert_eq!(client.unread().unwrap().len(), 1);
    let still = vec![other.tells(&also_signed, Some(&stowaway))];
    let kept = hears_again(&client, &[], still, &[bad.id()]);
    assert!(kept.newly_unread.is_empty(), "it was told of once");
    hears_again(&client, &[], vec![other.tells(&also_signed, None)], &[bad.id()]);
    assert_eq!(client.order(bad.id()).unwrap().phone.len(), 2, "nothing of it is lost");
    assert!(client.unread().unwrap().is_empty());
}

#[test]
fn a_document_that_could_not_be_read_and_leaves_is_not_asked_for_any_more() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let change = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.tells(&change, None)]);
    assert_eq!(
        client.unread().unwrap(),
        [(id, Refusal::new("key.unknown"))],
        "its author's key is not known"
    );
    hears_again(&client, &[], vec![Down::Leave { document: id.0.into_bytes() }], &[id]);
    assert!(client.unread().unwrap().is_empty());
}

#[test]
fn work_that_rests_on_what_the_server_lacks_says_so_and_what_is_ours_of_it_goes_again() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let whole = offered(&client, &BTreeSet::new());
    hears(&client, &whole, stored(&whole));
    let lost = whole.iter().find(|one| one.kept.document == order).unwrap().kept.head;
    note(&client, order, "after it").unwrap();
    let next = offered(&client, &BTreeSet::new());
    let verdict = Verdict::Missing { hashes: vec![lost.0, [7; 32]] };
    let kept = hears(&client, &next, vec![Down::Verdict { run: 0, verdict }]);
    assert_eq!(kept.missing.len(), 2);
    assert_eq!(client.missing().unwrap(), [(order, Refusal::new("sync.missing"))]);
    assert_eq!(client.unsent().unwrap().missing, 1);
    assert!(client.wedged().unwrap().is_empty(), "it is no refusal");

    let again = outgoing::lacked(&client, &client.enrolled().unwrap(), &kept.missing).unwrap();
    assert_eq!(again.len(), 1, "the other change is not here");
    let before = whole.iter().find(|one| one.kept.document == order).unwrap();
    assert_eq!(again[0].run.run.changes, before.run.run.changes);
    assert_eq!(again[0].run.run.cover.signature, before.run.run.cover.signature, "as it was signed");
    let all: Vec<Offered> = again.into_iter().chain(offered(&client, &BTreeSet::new())).collect();
    assert_eq!(all.len(), 2, "and what rests on it after it");
    hears(&client, &all, stored(&all));
    assert!(outbox(&client).is_empty() && client.missing().unwrap().is_empty());
}

#[tokio::test]
async fn a_closed_client_says_so_whoever_asks() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let (clone, cancel) = (client.clone(), CancelHandle::new());
    let running = tokio::spawn({
        let (client, cancel) = (client.clone(), cancel.clone());
        async move { client.run(&cancel).await }
    });
    client.close().await;
    client.close().await;
    assert_eq!(running.await.unwrap().unwrap_err().code(), "client.closed");
    assert_eq!(clone.order(order).unwrap_err().code(), "client.closed");
    assert_eq!(note(&clone, order, "late").unwrap_err().code(), "client.closed");
    assert_eq!(clone.sync(&cancel).await.unwrap_err().code(), "client.closed");
    assert!(folder.client().order(order).is_ok(), "the file is whole");
}

/// An app extension of the same installation may have written to the file meanwhile.
#[test]
fn news_of_a_document_that_fell_behind_the_file_is_kept_on_what_is_there() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let first = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&first, None)]);
    let beside = folder.client();
    let noted = note(&beside, id, "written beside").unwrap();

    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let newer = second.writes(&mut theirs, "2");
    let kept = hears(&client, &[], vec![second.keyring(), second.tells(&newer, None)]);
    assert_eq!(kept.documents, [id]);
    let shown = client.order(id).unwrap();
    assert!(noted.heads.iter().all(|head| shown.heads.contains(head)));
    assert_eq!((shown.phone[0].text.as_str(), shown.notes.as_str()), ("2", "written beside"));
}

#[test]
fn a_sign_off_whose_document_fell_behind_the_file_is_kept_beside_what_is_there() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    begin_work(&client, order);
    finish_work(&client, order);
    let shown = client.show_report(order, None).unwrap();
    let (other, beside) = (Other::new(), folder.client());
    let mut theirs = beside.inner.documents.open(beside.store(), order).unwrap().document().clone();
    let newer = other.writes(&mut theirs, "2");
    hears(&beside, &[], vec![other.keyring(), other.tells(&newer, None)]);

    let signed = client.sign_off(&shown, &signing()).unwrap();
    assert!(signed.heads.contains(&newer.header.hash));
}

/// R9: a signature proves who signed; an event under it that names somebody else proves nothing.
#[test]
fn r9_an_event_in_anothers_name_is_not_taken_in_changes_or_in_a_snapshot() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let raised = |user: u128, id| {
        let mut document = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(id)));
        let now = Timestamp(1);
        let event = NewEvent {
            at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
            by: jobsheet_domain::event::Author {
                user: UserId(Uuid::from_u128(user)),
                device: DeviceId(Uuid::from_bytes([1; 16])),
            },
            as_of: 5,
            reads: Vec::new(),
            body: EventBody::of(&WorkOrderEvent::Raised { request: None, found_on_site: true }),
        };
        let change = document.edit(other.actor(), &[Edit::Event(event)]).unwrap().change.unwrap();
        (document, change)
    };
    let own = u128::from_be_bytes([2; 16]);
    let (honest, their_own) = raised(own, 70);
    let [(forged, anothers), (whole, forged_whole)] = [raised(own + 1, 71), raised(own + 1, 72)];
    let said = vec![
        other.keyring(),
        other.tells(&their_own, None),
        other.tells(&anothers, None),
        other.tells_whole(&whole, &forged_whole),
    ];
    let kept = hears(&client, &[], said);
    assert_eq!(kept.documents, [honest.id()]);
    let codes: Vec<_> = kept.unread.iter().map(|(id, refusal)| (*id, refusal.code.as_str())).collect();
    assert_eq!(codes, [forged.id(), whole.id()].map(|id| (id, "change.foreign_actor")));
}

#[test]
fn a_snapshot_of_a_document_with_unsent_work_is_merged_into_it() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let id = theirs.id();
    let first = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&first, None)]);
    let identity = client.enrolled().unwrap();
    let mut here = client.inner.documents.open(client.store(), id).unwrap().document().clone();
    // A second author, so that the snapshot brings something new beside the first.
    let second = Other { key: ChangeKey::from_seed(&[15; 32]), ..Other::new() };
    let newer = second.writes(&mut theirs, "2");
    let Down::Snapshot(mut snapshot) = other.tells_whole(&theirs, &first) else { unreachable!() };
    snapshot.covers.push(second.cover(&newer));
    let edit = Edit::Fact { name: "contact".to_owned(), value: Value::Text("Wang".to_owned()) };
    let own = here.edit(identity.actor, &[edit]).unwrap().change.unwrap();
    client
        .store()
        .write(|tx| {
            let change = crate::documents::stored(&own);
            tx.append_changes(id, &[first.header.hash], &here.heads(), &[change]).map(|_| ())
        })
        .unwrap();
    client.inner.documents.keep(crate::documents::Opened::new(here));

    let kept = hears(&client, &[], vec![second.keyring(), Down::Snapshot(snapshot)]);
    assert!(kept.unread.is_empty(), "{:?}", kept.unread);
    client.inner.documents.forget_all();
    let merged = client.order(id).unwrap();
    assert_eq!((merged.phone[0].text.as_str(), merged.contact[0].text.as_str()), ("2", "Wang"));
}

#[test]
fn r52_a_document_that_comes_back_does_not_leave_and_one_the_customer_reads_waits() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let (id, leave) = (theirs.id(), Down::Leave { document: theirs.id().0.into_bytes() });
    let change = other.writes(&mut theirs, "1");
    hears(&client, &[], vec![other.keyring(), other.tells(&change, None)]);
    *client.inner.shown.lock().unwrap() = Some(id);
    assert!(hears(&client, &[], vec![leave.clone()]).left.is_empty());
    client.take_back();
    assert!(hears(&client, &[], vec![other.tells(&change, None)]).left.is_empty(), "it came back");
    assert_eq!(hears(&client, &[], vec![leave]).left, [id]);
    assert_eq!(client.order(id).unwrap_err().code(), "document.unknown");
}

#[test]
fn records_that_change_reach_the_rows_of_documents_that_do_not() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let bytes = crate::device::record("staff", &crate::device::staff("Li Na")).bytes;
    hears(&client, &[], vec![Down::Record(Record { name: "staff".to_owned(), position: 7, bytes })]);
    let found = RowQuery { text: "li na".to_owned(), ..RowQuery::default() };
    let listed = client.orders(&found, Page::default()).unwrap();
    let shown: Vec<_> = listed.iter().map(|one| (one.row.id, one.row.lead_name.as_str())).collect();
    assert_eq!(shown, [(order, "Li Na")]);
}

/// R32: what a machine's list says of its warranty is by the catalogue of the moment.
#[test]
fn r32_a_catalogue_that_changes_reaches_the_list_of_machines() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let customer = crate::device::customer(&client, "Star Lake Works");
    let machine = AssetCommand::Create {
        product_model: "WL50".to_owned(),
        serial: "1".to_owned(),
        customer,
        site: None,
        acceptance_date: Some(StoredDay::from("2026-01-31".parse::<CivilDate>().unwrap())),
        warranty_months: None,
    };
    client.create(&Command::Asset(machine)).unwrap();
    let until = || client.assets_of(customer).unwrap()[0].warranty_until.unwrap();
    let before = until();
    let product = Product { model: "WL50".to_owned(), family: "pump".to_owned(), warranty_months: 120 };
    let catalogue = Catalogue { products: vec![product], ..Catalogue::default() };
    let bytes = crate::device::record("catalogue", &catalogue).bytes;
    let record = Record { name: "catalogue".to_owned(), position: 7, bytes };
    let kept = hears(&client, &[], vec![Down::Record(record)]);
    assert!(kept.records && until() > before.plus_ms(8 * 365 * DAY_MS), "{:?} {:?}", before, until());
}

/// R54: a revoked key's run is taken only under the server's word that it was there before, or that a person let it in.
#[test]
fn r54_of_a_revoked_key_only_what_the_server_vouches_for_is_taken() {
    let other = Other::new();
    let mut theirs = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(70)));
    let change = other.writes(&mut theirs, "1");
    let review = Review { by: [1; 16], at_ms: 1, reason: "Confirmed.".to_owned() };
    let before = Admission {
        organisation: ORGANISATION,
        document: theirs.id().0.into_bytes(),
        head: change.header.hash.0,
        position: 4,
        review: None,
    };
    let after = Admission { position: 6, ..before.clone() };
    let let_in = Admission { review: Some(review), ..after.clone() };
    let takes = |words: Vec<String>, whole: bool| {
        let folder = Folder::enrolled();
        let told = if whole { other.tells_whole(&theirs, &change) } else { other.tells(&change, None) };
        let words = words.into_iter().map(|word| Down::Admission { word });
        let said = std::iter::once(other.keyring_with(Some(5))).chain(words).chain([told]).collect();
        hears(&folder.client(), &[], said).unread.get(&theirs.id()).map(|refusal| refusal.code.clone())
    };
    let word = |admission: &Admission| vec![sign_admission(&other.server, admission).unwrap()];
    let refused = || Some("key.revoked".to_owned());
    for whole in [false, true] {
        assert_eq!(takes(vec![], whole), refused(), "nobody vouches for it");
        assert_eq!(takes(word(&after), whole), refused(), "it came after, and nobody let it in");
        assert_eq!(takes(word(&before), whole), None);
        assert_eq!(takes(word(&let_in), whole), None);
        let elsewhere = Admission { document: [7; 16], ..let_in.clone() };
        assert_eq!(takes(word(&elsewhere), whole), refused(), "about another document");
        let stranger = Admission { organisation: [7; 16], ..let_in.clone() };
        assert_eq!(takes(word(&stranger), whole), refused(), "of another organisation");
        let forged = vec![sign_admission(&other.key, &let_in).unwrap()];
        assert_eq!(takes(forged, whole), refused(), "its own key cannot vouch for itself");
    }
}
