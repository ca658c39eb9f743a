//! The second form of the file: a package of parts under the server's word.

mod container;
mod contents;
mod named;

use std::borrow::Cow;
use std::collections::BTreeMap;

use jobsheet_document::changes_of_file;
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{ChangeHash, Digest, DocumentId, OrganisationId};
use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{Export, Keyring, PartDigest, json, latest, sha256};
use uuid::Uuid;

use crate::bundle::{Bundle, FORMAT as FIRST, SignedStatement};
use crate::finding::Finding;
pub(crate) use contents::FORMATS;
pub use contents::{Contents, Countersigned, FORMAT, ListedKey};
pub use named::Named;

/// The media type of a package.
pub const MEDIA_TYPE: &str = container::MEDIA_TYPE;

const EXPORT: &str = "export.jws";
const CONTENTS: &str = "evidence.json";
const KEYS: &str = "keys.json";
const DOCUMENT: &str = "document.automerge";
/// How a PNG begins (RFC 2083 §3.1). Photos from devices are JPEG; one handed in at the console may be this.
const PNG: &[u8] = b"\x89PNG";

/// What stands in a folder of the package, each part under its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// Report models as they were signed: canonical JSON (RFC 8785).
    Reports,
    /// The hand of a signatory: InkML.
    Strokes,
    /// The page a signatory was shown: HTML.
    Pages,
    /// Photos in their normal form, and stamps.
    Photos,
    /// What makers say of the keys: canonical JSON (RFC 8785).
    Attestations,
}

impl Folder {
    const ALL: [Self; 5] = [Self::Reports, Self::Strokes, Self::Pages, Self::Photos, Self::Attestations];

    /// What a part of that digest and content is called.
    fn part(self, digest: &Digest, bytes: &[u8]) -> String {
        let kind = match self {
            Self::Reports | Self::Attestations => "json",
            Self::Strokes => "inkml",
            Self::Pages => "html",
            Self::Photos if bytes.starts_with(PNG) => "png",
            Self::Photos => "jpg",
        };
        format!("{}/{digest}.{kind}", self.name())
    }

    /// The digest in the name of one of its parts.
    fn digest(self, name: &str, bytes: &[u8]) -> Option<Digest> {
        let called = name.strip_prefix(self.name())?.strip_prefix('/')?;
        let digest: Digest = called.split_once('.')?.0.parse().ok()?;
        (self.part(&digest, bytes) == name).then_some(digest)
    }

    /// The folder's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Strokes => "strokes",
            Self::Pages => "pages",
            Self::Photos => "photos",
            Self::Attestations => "attestations",
        }
    }
}

/// An order with all that proves it, in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The server's word for the rest: a compact JWS of an [`Export`].
    pub export: String,
    /// Runs and statements.
    pub contents: Contents,
    /// The keys that signed, as the organisation's list has them.
    pub keys: Vec<ListedKey>,
    /// The document as any Automerge opens it: its change chunks, genesis first.
    pub document: Vec<u8>,
    /// What is named by its digest.
    pub named: BTreeMap<(Folder, Digest), Vec<u8>>,
}

impl Package {
    /// Every part but the server's word, by its name.
    fn parts(&self) -> Result<container::Parts<'_>, Finding> {
        let written = |_| Finding::new("evidence.package.unreadable").with("why", "a number out of range");
        let fixed = [
            (CONTENTS, Cow::Owned(json::canonical(&self.contents).map_err(written)?)),
            (KEYS, Cow::Owned(json::canonical(&self.keys).map_err(written)?)),
            (DOCUMENT, Cow::Borrowed(self.document.as_slice())),
        ];
        let fixed = fixed.into_iter().map(|(name, bytes)| (name.to_owned(), bytes));
        let named = self.named.iter();
        let named = named
            .map(|((folder, digest), bytes)| (folder.part(digest, bytes), Cow::Borrowed(bytes.as_slice())));
        Ok(fixed.chain(named).collect())
    }

    /// What the server is to sign of the parts.
    ///
    /// # Errors
    /// `evidence.package.unreadable` for an integer of 2^53 or more.
    pub fn digests(&self) -> Result<BTreeMap<String, PartDigest>, Finding> {
        let digest = |(name, bytes): (String, Cow<'_, [u8]>)| (name, PartDigest(sha256(&bytes)));
        Ok(self.parts()?.into_iter().map(digest).collect())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// `evidence.package.unreadable` for an integer of 2^53 or more, and for an archive larger than its form can hold.
    pub fn write(&self) -> Result<Vec<u8>, Finding> {
        let mut parts = self.parts()?;
        parts.insert(EXPORT.to_owned(), Cow::Borrowed(self.export.as_bytes()));
        container::write(&parts)
    }

    /// Reads a package from the bytes of a file.
    ///
    /// # Errors
    /// `evidence.package.*`: what is no package in its one spelling.
    pub fn read(bytes: &[u8]) -> Result<Self, Finding> {
        let mut parts = container::read(bytes)?;
        let mut part = |name: &str| {
            parts.remove(name).ok_or_else(|| Finding::new("evidence.package.incomplete").with("part", name))
        };
        let [export, contents, keys, document] =
            [part(EXPORT)?, part(CONTENTS)?, part(KEYS)?, part(DOCUMENT)?];
        let malformed = |name: &str| Finding::new("evidence.package.malformed").with("part", name);
        let mut named = BTreeMap::new();
        for (name, bytes) in parts {
            let place = Folder::ALL.iter().find_map(|folder| Some((*folder, folder.digest(&name, &bytes)?)));
            named.insert(place.ok_or_else(|| malformed(&name))?, bytes.into_owned());
        }
        Ok(Self {
            export: String::from_utf8(export.into_owned()).map_err(|_| malformed(EXPORT))?,
            contents: json::from_canonical(&contents, CONTENTS).map_err(|_| malformed(CONTENTS))?,
            keys: json::from_canonical(&keys, KEYS).map_err(|_| malformed(KEYS))?,
            document: document.into_owned(),
            named,
        })
    }

    /// What the package says of its keys.
    #[must_use]
    pub fn keyring(&self) -> Keyring {
        let records: Vec<_> = self.keys.iter().map(|listed| listed.record.clone()).collect();
        latest(&records)
    }

    /// The digests of a folder's parts.
    pub(crate) fn folder(&self, folder: Folder) -> impl Iterator<Item = (&Digest, &[u8])> {
        let here = self.named.iter().filter(move |((of, _), _)| *of == folder);
        here.map(|((_, digest), bytes)| (digest, bytes.as_slice()))
    }

    /// The same as a bundle of the first form, for the checks both have. Strokes and photos are checked by their parts.
    pub(crate) fn bundle(&self, export: &Export) -> Result<Bundle, Finding> {
        let kind = KINDS.find(&self.contents.kind);
        let kind = kind.ok_or_else(|| Finding::new("evidence.changes.kind"))?;
        let document = DocumentId(Uuid::from_bytes(export.document));
        let changes = changes_of_file(kind, document, &self.document)
            .map_err(|error| Finding::new("evidence.changes.file").with("why", error.code))?;
        let keys = self.keyring();
        let statements = &self.contents.statements;
        Ok(Bundle {
            format: FIRST.to_owned(),
            organisation: OrganisationId(Uuid::from_bytes(export.organisation)),
            document,
            kind: self.contents.kind.clone(),
            heads: export.heads.iter().copied().map(ChangeHash).collect(),
            changes: changes.into_iter().map(base64url).collect(),
            runs: self.contents.runs.clone(),
            server_jwks: keys.jwks().of_purpose(jobsheet_signing::KeyPurpose::Server),
            keys,
            receipts: statements.iter().map(|statement| statement.receipt.clone()).collect(),
            statements: statements.iter().map(|statement| self.signed(statement)).collect(),
            photos: Vec::new(),
        })
    }

    /// A statement with the report it names. What the statement says is not proved yet: the report is held against the order.
    fn signed(&self, statement: &Countersigned) -> SignedStatement {
        let payload = statement.jws.split('.').nth(1).and_then(from_base64url).unwrap_or_default();
        let said: serde_json::Value = serde_json::from_slice(&payload).unwrap_or_default();
        let digest = said["report_digest"].as_str().and_then(|digest| digest.parse().ok());
        let report = digest.and_then(|digest| self.named.get(&(Folder::Reports, digest)));
        SignedStatement {
            event: statement.event,
            jws: statement.jws.clone(),
            report_model: report
                .map_or_else(String::new, |bytes| String::from_utf8_lossy(bytes).into_owned()),
            strokes: None,
        }
    }
}
