//! The checks, in the order in which one rests on another.

use jobsheet_document::Document;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_signing::Jwks;

use super::checks::{self, Found};
use super::{Bundle, FORMAT};
use crate::error::ApiError;
use crate::keyring::keyring;
use crate::server::Server;
use crate::signoff;
use crate::views::{CheckView, VerificationView};

/// Recomputes everything a bundle claims. Damaged bundles give checks that fail, never an error. `published` are the keys
/// the organisation publishes, from another source than the bundle; without them the result holds for the bundle's keys.
#[must_use]
pub fn verify(bundle: &Bundle, published: Option<&Jwks>) -> VerificationView {
    let mut checks = Vec::new();
    let mut note = |name: &str, found: Found| {
        let (ok, detail) = match found {
            Ok(detail) => (true, detail),
            Err(detail) => (false, detail),
        };
        checks.push(CheckView { name: name.to_owned(), ok, detail });
        ok
    };
    let known =
        if bundle.format == FORMAT { Ok(FORMAT.to_owned()) } else { Err("an unknown format".to_owned()) };
    note("format", known);
    match checks::document(bundle) {
        Err(broken) => {
            note("changes", Err(broken));
        }
        Ok(document) => {
            let count = document.changes().len();
            note(
                "changes",
                Ok(format!("{count} changes have the hashes they are known by and make up the document")),
            );
            note("runs", checks::runs(bundle, &document));
            note("keys", checks::keys(bundle, published));
            note("signature", checks::complete(bundle, &document));
            for (place, statement) in bundle.statements.iter().enumerate() {
                note("statement", checks::statement(bundle, &document, statement));
                note("report", checks::report(&document, statement));
                note("strokes", checks::strokes(&document, statement));
                note("receipt", checks::receipt(bundle, statement, bundle.receipts.get(place)));
            }
            note("signoff", standing(&document));
            note("photos", checks::photos(bundle));
        }
    }
    VerificationView { valid: checks.iter().all(|check| check.ok), checks }
}

/// The same for a bundle anybody sent: its changes first go through the decoding process, with its limits of memory and
/// time, as every stranger's do. Where it names our organisation, its keys must be ours.
///
/// # Errors
/// The server's own failures, which say nothing about the bundle.
pub(crate) fn verify_foreign(server: &Server, bundle: &Bundle) -> Result<VerificationView, ApiError> {
    match checks::harmless(server, bundle)? {
        Ok(()) if bundle.organisation == server.organisation.id => {
            Ok(verify(bundle, Some(&keyring(server)?.jwks())))
        }
        Ok(()) => Ok(verify(bundle, None)),
        Err(detail) => {
            let check = CheckView { name: "changes".to_owned(), ok: false, detail };
            Ok(VerificationView { valid: false, checks: vec![check] })
        }
    }
}

/// Whether the sign-off stands (R65).
fn standing(document: &Document) -> Found {
    let content = document.content().map_err(|error| error.to_string())?;
    let order = WorkOrder::new(&content);
    let standing = signoff::standing_of(document, &order).map_err(|error| error.to_string())?;
    match standing {
        None => Ok("nobody has signed the present visit".to_owned()),
        Some(standing) if standing.is_void() => Err(format!(
            "the signature is void: the report was altered after it {} time(s)",
            standing.void_by.len()
        )),
        Some(standing) => Ok(format!(
            "the signature stands; {} addition(s) the customer has not seen",
            standing.additions.len()
        )),
    }
}
