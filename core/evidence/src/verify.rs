//! The checks, in the order in which one rests on another.

use jobsheet_signing::Jwks;

use crate::bundle::{Bundle, FORMAT};
use crate::checks;
use crate::finding::{Finding, Verification};

/// Recomputes everything a bundle claims. Damaged bundles give checks that fail, never an error. `published` are the keys
/// the organisation publishes, from another source than the bundle; without them the result holds for the bundle's keys.
#[must_use]
pub fn verify(bundle: &Bundle, published: Option<&Jwks>) -> Verification {
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
    made.note(Ok(Finding::new("evidence.changes.whole").with("count", document.changes().len())));
    made.tell(checks::order(bundle, &document));
    let keys = checks::known_keys(bundle, published);
    made.note(checks::runs(bundle, &keys, &document));
    made.note(checks::order_of_runs(bundle, &document));
    if let Some(unadmitted) = checks::unadmitted(bundle, &keys) {
        made.doubt(unadmitted);
    }
    match published {
        Some(published) => made.note(checks::published_keys(bundle, published)),
        None => match checks::own_keys(bundle) {
            Ok(unproved) => made.doubt(unproved),
            broken => made.note(broken),
        },
    }
    made.note(checks::complete(bundle, &document));
    for (place, statement) in bundle.statements.iter().enumerate() {
        let receipt = checks::received(&keys, bundle.receipts.get(place));
        made.note(checks::statement(bundle, &keys, &document, statement, receipt.as_ref().ok()));
        made.note(checks::report(&document, statement));
        made.note(checks::strokes(&document, statement));
        made.note(receipt.and_then(|receipt| checks::receipt(bundle, &document, statement, &receipt)));
    }
    made.note(checks::photos(bundle, &document));
    match checks::signoffs(&document) {
        Ok(signoffs) => signoffs.into_iter().for_each(|signoff| made.tell(signoff)),
        Err(unreadable) => made.note(Err(unreadable)),
    }
    made.tell(Finding::new("evidence.unchecked.rest"));
    made
}

/// Notes that a bundle is of another organisation than the one that verifies it, whose keys say nothing of it.
pub fn not_ours(made: &mut Verification, bundle: &Bundle) {
    made.doubt(Finding::new("evidence.keys.not_ours").with("organisation", bundle.organisation));
}
