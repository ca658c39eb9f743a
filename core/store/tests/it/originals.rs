//! Which originals go, and which never do (R14, R50).

use jobsheet_kernel::id::{Digest, DocumentId};
use jobsheet_kernel::time::{DAY_MS, Timestamp};
use jobsheet_store::{NewBlob, Purpose, Store, StoreError, Upload, Verdict, WriteTx};

use crate::sample::{ACTOR, Folder, document, write_tap};

const NOW: i64 = 1_800_000_000_000;
const KEEP: i64 = 30 * DAY_MS;
const OLD: Option<i64> = Some(NOW - KEEP);

/// Everything that bears on whether an original goes.
#[derive(Clone, Copy, Debug)]
struct Case {
    /// When it was captured; nothing where nobody is sure.
    captured_at: Option<i64>,
    /// How many normal forms it has, and how many of them the server has.
    forms: (u8, u8),
    /// Whether a tap refers to it.
    referred: bool,
    /// Whether its document has a change the server has not confirmed.
    unsent: bool,
    /// Whether its document has another photo that is only here.
    beside: bool,
}

impl Case {
    /// The rule, said once more.
    fn goes(self) -> bool {
        let aged = self.captured_at.is_some_and(|at| NOW - at >= KEEP);
        let (forms, confirmed) = self.forms;
        aged && forms > 0 && forms == confirmed && self.referred && !self.unsent && !self.beside
    }

    fn all() -> Vec<Self> {
        let mut cases = Vec::new();
        for captured_at in [None, OLD, Some(NOW - KEEP + 1), Some(0), Some(4_070_908_800_000)] {
            for forms in [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)] {
                for bits in 0..8 {
                    let [referred, unsent, beside] = [1, 2, 4].map(|bit| bits & bit != 0);
                    cases.push(Self { captured_at, forms, referred, unsent, beside });
                }
            }
        }
        cases
    }
}

/// The digest of one of a case's blobs: 0 is its original, 1 and 2 its normal forms, 3 the photo beside.
fn digest(case: usize, which: u8) -> Digest {
    let mut bytes = [which; 32];
    bytes[..8].copy_from_slice(&(case as u64).to_be_bytes());
    Digest(bytes)
}

fn put(tx: &mut WriteTx<'_>, digest: Digest, purpose: Purpose) -> Result<(), StoreError> {
    let created_at = Timestamp(NOW);
    let new = NewBlob { digest, purpose, media_type: "image/jpeg", length: 3, created_at, on_server: false };
    tx.put_blob(&new, b"jpg")
}

fn write(tx: &mut WriteTx<'_>, number: usize, case: Case) -> Result<(), StoreError> {
    let id = document(number as u128 + 1);
    write_tap(tx, id, 1)?;
    put(tx, digest(number, 0), Purpose::Original)?;
    for form in 1..=case.forms.0 {
        put(tx, digest(number, form), Purpose::Photo)?;
        tx.note_original(digest(number, 0), digest(number, form), case.captured_at.map(Timestamp))?;
        if form <= case.forms.1 {
            tx.set_upload(digest(number, form), &Upload::OnServer)?;
        }
        tx.refer_blob(id, digest(number, form))?;
    }
    if case.beside {
        put(tx, digest(number, 3), Purpose::Thumbnail)?;
        tx.refer_blob(id, digest(number, 3))?;
    }
    if case.referred {
        tx.refer_blob(id, digest(number, 0))?;
    }
    if !case.unsent {
        tx.apply_verdict(id, ACTOR, 1, 1, &Verdict::Stored)?;
    }
    Ok(())
}

fn go(store: &Store, now: i64, most: u32) -> usize {
    store.write(|tx| tx.let_originals_go(Timestamp(now), KEEP, most)).unwrap()
}

fn is_here(store: &Store, digest: Digest) -> bool {
    store.read(|tx| tx.blob(digest)).unwrap().is_some()
}

/// Every case there is, in one file.
#[test]
fn r50_an_original_goes_only_when_nothing_rests_on_it() {
    let folder = Folder::new();
    let store = folder.store();
    let cases = Case::all();
    store.write(|tx| cases.iter().enumerate().try_for_each(|(n, case)| write(tx, n, *case))).unwrap();
    let expected = cases.iter().filter(|case| case.goes()).count();
    assert_eq!(go(&store, NOW, u32::MAX), expected);
    for (number, case) in cases.iter().enumerate() {
        assert_eq!(is_here(&store, digest(number, 0)), !case.goes(), "{case:?}");
        for form in 1..=case.forms.0 {
            assert!(is_here(&store, digest(number, form)), "normal forms stay: {case:?}");
        }
    }
    assert_eq!(go(&store, NOW, u32::MAX), 0);
    // Captured by a clock nobody is sure of, or in the future: it counts as captured when it was first looked at.
    let young = Some(NOW - KEEP + 1);
    let late = |case: &&Case| Case { captured_at: OLD, ..**case }.goes() && !case.goes();
    let (in_a_moment, in_thirty_days): (Vec<&Case>, Vec<&Case>) =
        cases.iter().filter(late).partition(|case| case.captured_at == young);
    assert_eq!(go(&store, NOW + 1, u32::MAX), in_a_moment.len());
    assert_eq!(go(&store, NOW + KEEP - 1, u32::MAX), 0);
    assert_eq!(go(&store, NOW + KEEP, u32::MAX), in_thirty_days.len());
    store.check().unwrap();
}

#[test]
fn one_sweep_lets_no_more_go_than_it_was_told() {
    let folder = Folder::new();
    let store = folder.store();
    let ripe = Case { captured_at: OLD, forms: (1, 1), referred: true, unsent: false, beside: false };
    store.write(|tx| (0..5).try_for_each(|number| write(tx, number, ripe))).unwrap();
    assert_eq!(go(&store, NOW, 2), 2);
    assert!(!is_here(&store, digest(1, 0)) && is_here(&store, digest(2, 0)), "the first ones first");
    assert_eq!((go(&store, NOW, 2), go(&store, NOW, 2), go(&store, NOW, 2)), (2, 1, 0));
}

/// The order leaves, its photos with it; the original still waits for its day, and for the server's word.
#[test]
fn r50_an_original_whose_order_has_left_waits_for_policy_too() {
    let folder = Folder::new();
    let store = folder.store();
    let young = Case { captured_at: Some(NOW), forms: (1, 1), referred: true, unsent: false, beside: false };
    store.write(|tx| write(tx, 0, young)).unwrap();
    let id: DocumentId = document(1);
    store.write(|tx| tx.leave(id)).unwrap();
    store.write(|tx| tx.sweep_blobs(Timestamp(i64::MAX))).unwrap();
    assert!(!is_here(&store, digest(0, 1)), "the normal form is on the server");
    assert_eq!(go(&store, NOW + KEEP - 1, 9), 0);
    assert_eq!(go(&store, NOW + KEEP, 9), 1);
}
