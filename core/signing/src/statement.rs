//! Statements: what a person signs, as canonical JSON in a JWS (R60).

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, from_base64url, id};
use crate::{KeyId, PublicKey, SigningError, StatementSigner, json, jws, sha256};

/// The `typ` of a statement's JWS.
pub(crate) const TYP: &str = "jobsheet-statement+jws";

/// What kind of statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// The customer's sign-off of a report.
    SignOff,
    /// An approval inside the organisation.
    Approval,
    /// A consent, for instance to photos or to extra work.
    Consent,
    /// The acceptance of a quote.
    QuoteAcceptance,
}

/// A part the report names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementPart {
    /// The part number.
    pub number: String,
    /// Its name as the report shows it.
    pub name: String,
    /// How much, in thousandths of its unit.
    pub quantity_milli: u64,
}

/// A charge the report names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementCharge {
    /// What for.
    pub label: String,
    /// How much, in minor units of the currency (R34).
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
}

/// Who signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementSignatory {
    /// Their name as they gave it.
    pub name: String,
    /// In what capacity.
    pub capacity: String,
}

/// The customer's rating, each 1–5 (R17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRating {
    /// Overall.
    pub overall: u8,
    /// Timeliness.
    pub timeliness: u8,
    /// Attitude.
    pub attitude: u8,
    /// Quality of the work.
    pub quality: u8,
}

/// The newest server checkpoint the device had seen: the statement was not made before it (R62).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Its position in the organisation's feed.
    pub position: u64,
    /// The server's time then, ms since the Unix epoch.
    pub server_time_ms: i64,
    /// The server's signature over both, a compact JWS of a [`crate::FeedPosition`]: the statement was not made before. Nothing in the
    /// first form, where both are the device's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
}

/// When, as far as the device could know (R51).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceTime {
    /// The device's clock, ms since the Unix epoch.
    pub device_ms: i64,
    /// The time corrected by the last time heard from the server, ms since the Unix epoch.
    pub corrected_ms: i64,
    /// How far the corrected time may be off, ms.
    pub uncertainty_ms: u64,
}

/// A statement (R60). Its digest, by which receipts and later statements name it, is over its canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// What kind of statement.
    pub kind: StatementKind,
    /// The organisation that keeps the document.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document it speaks of.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The version of the document the signatory read: change hashes, ascending.
    #[serde(with = "digest::list")]
    pub heads: Vec<[u8; 32]>,
    /// SHA-256 of the report model's canonical bytes (R59).
    #[serde(with = "digest")]
    pub report_digest: [u8; 32],
    /// SHA-256 of what the screen rendered.
    #[serde(with = "digest")]
    pub shown_digest: [u8; 32],
    /// The parts the report names, in its order.
    pub parts: Vec<StatementPart>,
    /// The charges the report names, in its order.
    pub charges: Vec<StatementCharge>,
    /// SHA-256 of the normal form of each photo the report shows, in its order.
    #[serde(with = "digest::list")]
    pub photos: Vec<[u8; 32]>,
    /// Who signed; nothing when nobody was present.
    pub signatory: Option<StatementSignatory>,
    /// The rating, when one was given.
    pub rating: Option<StatementRating>,
    /// Remarks, reservations or the reason for refusing, in the signatory's words.
    pub remarks: String,
    /// A witness to a refusal or an absence (R20).
    pub witness: Option<String>,
    /// The text above the signature, in the signatory's language.
    pub consent: String,
    /// SHA-256 of the strokes; nothing without a signature.
    #[serde(with = "digest::option")]
    pub strokes_digest: Option<[u8; 32]>,
    /// SHA-256 of the normal form of the photo of the company's stamp; nothing without one (R17).
    #[serde(with = "digest::option")]
    pub stamp: Option<[u8; 32]>,
    /// How it was settled, in the domain's word: `signed`, `refused`, `nobody_present` …
    pub outcome: String,
    /// Not made before this.
    pub not_before: Checkpoint,
    /// When, by the device.
    pub at: DeviceTime,
    /// The device it was made on.
    #[serde(with = "id")]
    pub device: [u8; 16],
    /// The user whose device that is.
    #[serde(with = "id")]
    pub user: [u8; 16],
    /// The digest of the statement this one replaces.
    #[serde(with = "digest::option")]
    pub previous: Option<[u8; 32]>,
}

/// A statement with the name of its form: the second has the server's word for what it was not made before.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type")]
enum Form<S> {
    #[serde(rename = "jobsheet/statement/1")]
    First(S),
    #[serde(rename = "jobsheet/statement/2")]
    Second(S),
}

impl Form<Statement> {
    /// The statement, where it is of the form it says.
    fn into_statement(self) -> Option<Statement> {
        let (statement, has_word) = match self {
            Self::First(statement) => (statement, false),
            Self::Second(statement) => (statement, true),
        };
        (statement.not_before.word.is_some() == has_word).then_some(statement)
    }
}

impl Statement {
    fn form(&self) -> Form<&Self> {
        if self.not_before.word.is_some() { Form::Second(self) } else { Form::First(self) }
    }

    /// The statement in the payload of a compact JWS, its signature not checked.
    fn in_jws(compact: &str) -> Option<Self> {
        let payload = from_base64url(compact.split('.').nth(1)?)?;
        serde_json::from_slice::<Form<Self>>(&payload).ok()?.into_statement()
    }

    /// The canonical bytes: what the JWS carries.
    ///
    /// # Errors
    /// [`SigningError::Statement`] when a rule of the form is broken, [`SigningError::Number`] for an integer of 2^53
    /// or more.
    pub fn canonical(&self) -> Result<Vec<u8>, SigningError> {
        self.check()?;
        json::canonical(&self.form())
    }

    /// The statement's digest: SHA-256 of its canonical bytes.
    ///
    /// # Errors
    /// As [`Self::canonical`].
    pub fn digest(&self) -> Result<[u8; 32], SigningError> {
        Ok(sha256(&self.canonical()?))
    }

    fn check(&self) -> Result<(), SigningError> {
        let irregular = |what| Err(SigningError::Statement(what));
        if self.heads.is_empty() {
            return irregular("no heads");
        }
        if !self.heads.is_sorted_by(|a, b| a < b) {
            return irregular("heads not ascending");
        }
        if self.outcome.is_empty() {
            return irregular("no outcome");
        }
        if self.strokes_digest.is_some() && self.signatory.is_none() {
            return irregular("strokes without a signatory");
        }
        if self.stamp.is_some() && self.signatory.is_none() {
            return irregular("a stamp without a signatory");
        }
        let marks = self.rating.map(|r| [r.overall, r.timeliness, r.attitude, r.quality]);
        if marks.is_some_and(|marks| marks.iter().any(|mark| !(1..=5).contains(mark))) {
            return irregular("a rating outside 1–5");
        }
        Ok(())
    }
}

/// A statement whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedStatement {
    /// What it says.
    pub statement: Statement,
    /// The key it was signed with.
    pub key: KeyId,
    /// Its digest.
    pub digest: [u8; 32],
}

/// Signs a statement with the hardware key.
///
/// # Errors
/// As [`Statement::canonical`] and [`jws::sign_es256`].
pub fn sign_statement(signer: &dyn StatementSigner, statement: &Statement) -> Result<String, SigningError> {
    jws::sign_es256(signer, TYP, &statement.canonical()?)
}

/// The digest of the statement in a compact JWS that was verified before: SHA-256 of its payload, which is canonical.
/// Nothing for what is no JWS.
#[must_use]
pub fn statement_digest(compact: &str) -> Option<[u8; 32]> {
    let payload = compact.split('.').nth(1).and_then(from_base64url)?;
    Some(sha256(&payload))
}

/// The digest of the hand that a statement names, its signature not checked; nothing when it names none.
#[must_use]
pub fn statement_strokes(compact: &str) -> Option<[u8; 32]> {
    Statement::in_jws(compact)?.strokes_digest
}

/// Verifies a statement: its signature under a P-256 key of the keyring, its canonical form and its own rules. That
/// the key belongs to the device and user named, and was valid, is the keyring's to say.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`] and [`SigningError::Statement`]; [`SigningError::Algorithm`] when
/// a change key signed it.
pub fn verify_statement(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<VerifiedStatement, SigningError> {
    let (header, payload) = jws::verify(compact, TYP, lookup)?;
    if header.alg != jws::Algorithm::Es256 {
        return Err(SigningError::Algorithm);
    }
    let form: Form<Statement> = json::from_canonical(&payload, "statement")?;
    let statement = form.into_statement().ok_or(SigningError::Statement("a word of another form"))?;
    statement.check()?;
    Ok(VerifiedStatement { statement, key: header.kid, digest: sha256(&payload) })
}
