//! What a clever forger tries with a package of evidence, and who would have to help: nobody, an enrolled insider, or whoever holds
//! the server's key.

use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_evidence::{Evidence, Folder, Package, Published, Verdict, verify};
use jobsheet_kit::desk::Desk;
use jobsheet_kit::evidence::{export, package};
use jobsheet_signing::{ChangeKey, KeyKind, Receipt, sha256, sign_export, sign_receipt, verify_receipt};
use serde_json::json;

use crate::evidence::{finished, signed};
use crate::support::start;

/// What a forger has before them.
struct Case {
    /// A signed order.
    signed: Package,
    /// The same order, void since.
    void: Package,
    /// Another signed order.
    other: Package,
    /// An order nobody has signed yet.
    unsigned: Package,
    /// A key of the forger's own.
    own: ChangeKey,
}

/// What is tried.
type Forgery = (&'static str, fn(&Case) -> Package);

/// The server's word again, over whatever the parts are now.
fn resealed(forged: &Package, key: &ChangeKey) -> Package {
    let word = export(forged);
    let parts = forged.digests().unwrap();
    Package {
        export: sign_export(key, &jobsheet_signing::Export { parts, ..word }).unwrap(),
        ..forged.clone()
    }
}

/// The forger's key as the server's, in the keys and under the word.
fn posing(forged: &Package, own: &ChangeKey) -> Package {
    let word = export(forged);
    let mut posing = forged.clone();
    for listed in posing.keys.iter_mut().filter(|listed| listed.record.kind == KeyKind::Server) {
        listed.record.key = own.public();
        listed.path.clear();
    }
    let parts = posing.digests().unwrap();
    posing.export = sign_export(own, &jobsheet_signing::Export { parts, ..word }).unwrap();
    posing
}

fn report_of(package: &mut Package) -> &mut Vec<u8> {
    package.named.iter_mut().find(|((folder, _), _)| *folder == Folder::Reports).unwrap().1
}

/// Forgeries that no key of the server's makes good: what people signed is under their own keys.
const ALTERED: [Forgery; 9] = [
    ("the report says something else", |case| {
        let mut forged = case.signed.clone();
        let altered =
            String::from_utf8(report_of(&mut forged).clone()).unwrap().replace("replaced", "not found");
        forged.named.retain(|(folder, _), _| *folder != Folder::Reports);
        forged.named.insert((Folder::Reports, Digest(sha256(altered.as_bytes()))), altered.into());
        forged
    }),
    ("another order's report", |case| {
        let mut forged = case.signed.clone();
        forged.named.retain(|(folder, _), _| *folder != Folder::Reports);
        forged.named.extend(case.other.named.clone());
        forged
    }),
    ("another order's statement and receipt", |case| {
        let mut forged = case.signed.clone();
        let (to, from) = (&mut forged.contents.statements[0], &case.other.contents.statements[0]);
        to.jws.clone_from(&from.jws);
        to.receipt.clone_from(&from.receipt);
        forged
    }),
    ("an unsigned order with another's signature", |case| {
        let mut forged = case.unsigned.clone();
        forged.contents.statements = case.signed.contents.statements.clone();
        forged.named.extend(case.signed.named.clone());
        forged
    }),
    ("the statement taken out", |case| {
        let mut forged = case.signed.clone();
        forged.contents.statements.clear();
        forged
    }),
    ("a run signed by the forger", |case| {
        let mut forged = case.signed.clone();
        let run = forged.contents.runs.last_mut().unwrap();
        run.signature = case.own.sign(b"whatever");
        run.key = case.own.public().id();
        forged
    }),
    ("a run left out, its changes kept", |case| {
        let mut forged = case.signed.clone();
        forged.contents.runs.remove(0);
        forged
    }),
    ("another hand", |case| {
        let mut forged = case.signed.clone();
        forged.named.retain(|(folder, _), _| *folder != Folder::Strokes);
        forged.named.insert((Folder::Strokes, Digest(sha256(b"<ink/>"))), b"<ink/>".to_vec());
        forged
    }),
    ("a photo that was never on it", |case| {
        let mut forged = case.signed.clone();
        forged.named.insert((Folder::Photos, Digest(sha256(b"x"))), b"x".to_vec());
        forged
    }),
];

/// Forgeries of what only the server says: they need its key, and the organisation's own later word gives them away.
const UNSAID: [Forgery; 6] = [
    ("the change that voids it cut off", |case| Package {
        export: case.void.export.clone(),
        keys: case.void.keys.clone(),
        ..case.signed.clone()
    }),
    ("an older position for a run", |case| {
        let mut forged = case.signed.clone();
        let run = forged.contents.runs.last_mut().unwrap();
        run.position -= 1;
        forged
    }),
    ("an earlier time of receipt for a run", |case| {
        let mut forged = case.signed.clone();
        forged.contents.runs[0].received_at -= 86_400_000;
        forged
    }),
    ("another nonce", |case| {
        let mut forged = case.signed.clone();
        forged.contents.runs[0].nonce[0] ^= 1;
        forged
    }),
    ("a countersignature for another time, by the forger", |case| {
        let mut forged = case.signed.clone();
        let keys = forged.keyring();
        let receipt = &mut forged.contents.statements[0].receipt;
        let said = verify_receipt(receipt, &|id| keys.server_key(id)).unwrap();
        let earlier = Receipt { received_at_ms: said.received_at_ms - 86_400_000, ..said };
        *receipt = sign_receipt(&case.own, &earlier).unwrap();
        forged
    }),
    ("another order's export", |case| Package { export: case.other.export.clone(), ..case.signed.clone() }),
];

async fn case(desk: &Desk) -> (Case, DocumentId) {
    let ((_, order), (_, other)) = (signed(desk).await, signed(desk).await);
    let (_, unsigned) = finished(desk).await;
    let read = async |order| package(&desk.evidence(order).await);
    let (signed, other, unsigned) = (read(order).await, read(other).await, read(unsigned).await);
    desk.command(order, json!({ "set_fact": { "name": "1/cause", "value": { "text": "wear" } } })).await;
    let void = read(order).await;
    (Case { signed, void, other, unsigned, own: ChangeKey::from_seed(&[7; 32]) }, order)
}

/// R61: fifteen forgeries, by a stranger and by one whose own key poses as the server's.
#[tokio::test]
async fn r61_no_forgery_of_a_package_passes() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (case, _) = case(&desk).await;
    let list = desk.get("/.well-known/jobsheet-keys.json").await;
    let published = Published::List(serde_json::from_value(list).unwrap());
    let verdict = |forged: Package| verify(&Evidence::Package(Box::new(forged)), Some(&published)).verdict();
    for honest in [&case.signed, &case.void, &case.other, &case.unsigned] {
        assert_eq!(verdict(honest.clone()), Verdict::Proved);
    }
    for (what, forge) in ALTERED.iter().chain(&UNSAID) {
        let forged = forge(&case);
        assert_eq!(verdict(forged.clone()), Verdict::Broken, "{what}");
        assert_eq!(verdict(posing(&forged, &case.own)), Verdict::Broken, "{what}, under the forger's key");
    }
    let keys = jobsheet_server::keys::KeyFolder::open(&server.data()).unwrap();
    let server_key = keys.read(jobsheet_server::keys::Name::Server).unwrap().unwrap();
    assert_eq!(verdict(resealed(&case.signed, &server_key)), Verdict::Proved, "the key is the server's");
    for (what, forge) in ALTERED {
        let forged = resealed(&forge(&case), &server_key);
        assert_eq!(verdict(forged), Verdict::Broken, "{what}, under the server's own key");
    }
}

/// F4: an old copy is honest about its age, and the organisation's answer tells of what came later.
#[tokio::test]
async fn r61_an_old_copy_says_of_which_time_it_is() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (case, order) = case(&desk).await;
    let (old, new) = (export(&case.signed), export(&case.void));
    assert!(old.position < new.position && old.heads != new.heads);
    let standing = crate::evidence::standing(&desk, order).await;
    let keys = case.signed.keyring();
    let said =
        jobsheet_signing::verify_standing(standing["standing"].as_str().unwrap(), &|id| keys.server_key(id));
    let said = said.unwrap();
    assert!(said.void && said.heads == new.heads);
}
