//! The file in either of its forms.

use jobsheet_domain::id::{DocumentId, OrganisationId};
use jobsheet_signing::encoding::from_base64url;
use uuid::Uuid;

use crate::bundle::Bundle;
use crate::finding::Finding;
use crate::package::Package;

/// How a package begins: a ZIP archive's first local header (APPNOTE 4.3.7).
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// Evidence of an order, as a file.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// The first form: one JSON file, of which nobody signed the whole.
    Bundle(Box<Bundle>),
    /// The second form: a package under the server's word.
    Package(Box<Package>),
}

impl Evidence {
    /// Reads either form.
    ///
    /// # Errors
    /// `evidence.file.unreadable` or `evidence.package.*`.
    pub fn read(bytes: &[u8]) -> Result<Self, Finding> {
        if bytes.starts_with(ARCHIVE) {
            Package::read(bytes).map(Box::new).map(Self::Package)
        } else {
            Bundle::read(bytes).map(Box::new).map(Self::Bundle)
        }
    }

    /// The organisation and the order it says it is of. Of a package that is the server's word, still to be verified.
    #[must_use]
    pub fn about(&self) -> Option<(OrganisationId, DocumentId)> {
        match self {
            Self::Bundle(bundle) => Some((bundle.organisation, bundle.document)),
            Self::Package(package) => {
                let payload = package.export.split('.').nth(1).and_then(from_base64url)?;
                let said: jobsheet_signing::Export = serde_json::from_slice(&payload).ok()?;
                let [organisation, document] = [said.organisation, said.document].map(Uuid::from_bytes);
                Some((OrganisationId(organisation), DocumentId(document)))
            }
        }
    }
}
