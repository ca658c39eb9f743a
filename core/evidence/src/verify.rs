//! The checks, in the order in which one rests on another.

use jobsheet_document::Document;
use jobsheet_document::DocumentError;
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::Jwks;

use crate::bundle::{Bundle, FORMAT};
use crate::checks::{self, Found};
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
    let keys = checks::known_keys(bundle, published);
    made.note(checks::runs(bundle, &keys, &document));
    made.note(checks::keys(bundle, published));
    made.note(checks::complete(bundle, &document));
    for (place, statement) in bundle.statements.iter().enumerate() {
        let receipt = checks::received(&keys, bundle.receipts.get(place));
        made.note(checks::statement(bundle, &keys, &document, statement, receipt.as_ref().ok()));
        made.note(checks::report(&document, statement));
        made.note(checks::strokes(&document, statement));
        made.note(receipt.and_then(|receipt| checks::receipt(bundle, &document, statement, &receipt)));
    }
    made.note(standing(&document));
    made.note(Ok(checks::photos(bundle)));
    made
}

/// Whether the sign-off stands (R65).
fn standing(document: &Document) -> Found {
    let subject = jobsheet_report::subject(document, &document.heads());
    match subject
        .map_err(|Unreadable(why)| Finding::new("evidence.signoff.unreadable").with("why", why))?
        .standing
    {
        None => Ok(Finding::new("evidence.signoff.unsigned")),
        Some(standing) if standing.is_void() => {
            Err(Finding::new("evidence.signoff.void").with("count", standing.void_by.len()))
        }
        Some(standing) => Ok(Finding::new("evidence.signoff.stands").with("count", standing.additions.len())),
    }
}

/// The code of what keeps a version from being read.
struct Unreadable(String);

impl From<DocumentError> for Unreadable {
    fn from(error: DocumentError) -> Self {
        Self(error.code().to_owned())
    }
}

impl From<Refusal> for Unreadable {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.code)
    }
}
