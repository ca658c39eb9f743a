//! The checks, in the order in which one rests on another.

use jobsheet_attestation::Trust;
use jobsheet_document::Document;
use jobsheet_domain::id::OrganisationId;
use jobsheet_signing::Keyring;

use crate::bundle::{Bundle, FORMAT};
use crate::checks::{self, Kept, Lists};
use crate::file::Evidence;
use crate::finding::{Finding, Verification};
use crate::package::Package;
use crate::published::Published;

/// Recomputes everything a file claims. Damaged files give checks that fail, never an error. `published` are the keys the
/// organisation publishes, from another source than the file; without them the result holds for the file's keys.
#[must_use]
pub fn verify(evidence: &Evidence, published: Option<&Published>) -> Verification {
    verify_trusting(evidence, published, &Trust::default())
}

/// The same for who trusts makers of devices: what these say of the keys of statements is checked too.
#[must_use]
pub fn verify_trusting(evidence: &Evidence, published: Option<&Published>, makers: &Trust) -> Verification {
    match evidence {
        Evidence::Bundle(bundle) => verify_bundle(bundle, published),
        Evidence::Package(package) => {
            let mut made = Verification::default();
            if let Err(broken) = verify_package(&mut made, package, published, makers) {
                made.note(Err(broken));
            }
            made
        }
    }
}

/// The same for a bundle of the first form. Nobody signed its end, so what came last may have been taken out.
#[must_use]
pub fn verify_bundle(bundle: &Bundle, published: Option<&Published>) -> Verification {
    let mut made = Verification::default();
    made.note(if bundle.format == FORMAT {
        Ok(Finding::new("evidence.format.known").with("format", FORMAT))
    } else {
        Err(Finding::new("evidence.format.unknown"))
    });
    let document = match checks::document(bundle) {
        Ok(document) => document,
        Err(broken) => {
            made.note(Err(broken));
            return made;
        }
    };
    let set = published.map(Published::set);
    let keys = checks::known_keys(bundle, set.as_ref());
    made.doubt(Finding::new("evidence.export.unsigned"));
    who_wrote(&mut made, bundle, &keys, &document);
    if let Some(unadmitted) = checks::unadmitted(bundle, &keys) {
        made.doubt(unadmitted);
    }
    match &set {
        Some(set) => made.note(checks::published_keys(bundle, set)),
        None => match checks::own_keys(bundle) {
            Ok(unproved) => made.doubt(unproved),
            broken => made.note(broken),
        },
    }
    what_was_signed(&mut made, bundle, &keys, &document, true);
    made.note(checks::photos(bundle, &document));
    what_became_of_it(&mut made, &document);
    made.tell(Finding::new("evidence.unchecked.rest"));
    made
}

fn verify_package(
    made: &mut Verification,
    package: &Package,
    published: Option<&Published>,
    makers: &Trust,
) -> Result<(), Finding> {
    made.note(Ok(Finding::new("evidence.format.known").with("format", &package.contents.format)));
    let export = checks::export(package)?;
    made.note(checks::parts(package, &export));
    made.note(checks::listed(package, &export));
    let bundle = package.bundle(&export)?;
    let document = checks::document(&bundle)?;
    who_wrote(made, &bundle, &bundle.keys, &document);
    made.note(checks::bounded(package, &export));
    match published.map(|published| checks::origin(package, &export, published)) {
        Some(Lists::Grew(known)) => made.note(Ok(known)),
        Some(Lists::Doubtful(doubt)) => made.doubt(doubt),
        Some(Lists::Foreign(foreign)) => made.note(Err(foreign)),
        None => made.doubt(Finding::new("evidence.keys.unproved").with("count", bundle.keys.iter().count())),
    }
    what_was_signed(made, &bundle, &bundle.keys, &document, false);
    for signed in &bundle.statements {
        let Kept { told, doubt } = checks::custody(package, signed, makers);
        told.into_iter().for_each(|finding| made.tell(finding));
        doubt.into_iter().for_each(|finding| made.doubt(finding));
    }
    made.note(checks::named(package, &export, &document));
    what_became_of_it(made, &document);
    if let Some(sealed) = checks::sealed(package, &document) {
        made.tell(sealed);
    }
    made.tell(Finding::new("evidence.unchecked.later"));
    Ok(())
}

/// What both forms have: the order, and whose key signed which changes.
fn who_wrote(made: &mut Verification, bundle: &Bundle, keys: &Keyring, document: &Document) {
    made.note(Ok(Finding::new("evidence.changes.whole").with("count", document.changes().len())));
    made.tell(checks::order(bundle, document));
    made.note(checks::runs(bundle, keys, document));
    made.note(checks::order_of_runs(bundle, document));
}

/// What both forms have: the sign-offs. In a package the hand is a part, and is held against the order with the others.
fn what_was_signed(
    made: &mut Verification,
    bundle: &Bundle,
    keys: &Keyring,
    document: &Document,
    with_strokes: bool,
) {
    made.note(checks::complete(bundle, document));
    for (place, statement) in bundle.statements.iter().enumerate() {
        let receipt = checks::received(keys, bundle.receipts.get(place));
        made.note(checks::statement(bundle, keys, document, statement, receipt.as_ref().ok()));
        made.note(checks::report(document, statement));
        if with_strokes {
            made.note(checks::strokes(document, statement));
        }
        if let Some(time) = receipt.as_ref().ok().and_then(|receipt| checks::time(keys, statement, receipt)) {
            made.tell(time);
        }
        made.note(receipt.and_then(|receipt| checks::receipt(bundle, document, statement, &receipt)));
    }
}

fn what_became_of_it(made: &mut Verification, document: &Document) {
    match checks::signoffs(document) {
        Ok(signoffs) => signoffs.into_iter().for_each(|signoff| made.tell(signoff)),
        Err(unreadable) => made.note(Err(unreadable)),
    }
}

/// The same for an organisation that was sent a file: its published keys count where the file is its own, and say nothing of
/// another's.
#[must_use]
pub fn verify_for(ours: OrganisationId, file: &[u8], published: &Published) -> Verification {
    let evidence = match Evidence::read(file) {
        Ok(evidence) => evidence,
        Err(broken) => return Verification::impossible(broken),
    };
    let theirs = evidence.about().map(|(organisation, _)| organisation).filter(|about| *about != ours);
    let Some(theirs) = theirs else { return verify(&evidence, Some(published)) };
    let mut made = verify(&evidence, None);
    made.doubt(Finding::new("evidence.keys.not_ours").with("organisation", theirs));
    made
}
