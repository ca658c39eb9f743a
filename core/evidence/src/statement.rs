//! What a statement must say (R60): exactly what the order records of the sign-off, and the report it was given over.

use jobsheet_domain::event::Event;
use jobsheet_domain::id::Digest;
use jobsheet_domain::work_order::{SignoffRecord, Strokes};
use jobsheet_report::{ReportModel, inkml};
use jobsheet_signing::{
    Checkpoint, DeviceTime, FeedPosition, KeyId, PublicKey, Statement, StatementKind, sha256,
    statement_digest, statement_strokes, verify_checkpoint,
};

/// What a statement must say: the sign-off as the order records it, and what was known when it was made.
pub struct Recorded<'a> {
    /// The event.
    pub event: &'a Event,
    /// The sign-off in it.
    pub record: &'a SignoffRecord,
    /// The report of the version that was signed.
    pub report: &'a ReportModel,
    /// The sign-off that stood in that version, void by then: the one this replaces.
    pub earlier: Option<&'a SignoffRecord>,
    /// The checkpoint of the run that brought it (R62).
    pub checkpoint: u64,
    /// The organisation's server keys, by name.
    pub server_key: &'a dyn Fn(&KeyId) -> Option<PublicKey>,
}

/// The first field of a statement that says something else than the event or the report; nothing when it says the same.
#[must_use]
pub fn differing(said: &Statement, recorded: &Recorded<'_>) -> Option<&'static str> {
    let Recorded { event, record, report, .. } = recorded;
    let at = DeviceTime {
        device_ms: event.at.device.0,
        corrected_ms: event.at.corrected.0,
        uncertainty_ms: event.at.uncertainty_ms.into(),
    };
    let previous = recorded.earlier.and_then(|earlier| statement_digest(&earlier.statement));
    let heads: Vec<[u8; 32]> = record.heads.iter().map(|head| head.0).collect();
    let signatory = record.signatory.as_ref().map(|s| (s.name.as_str(), s.capacity.as_str()));
    let rating = record.rating.map(|r| [r.overall, r.timeliness, r.attitude, r.quality]);
    let open = record.strokes.as_ref().map(|strokes| strokes_digest(strokes).0);
    // What is in a sealed hand is held against the digest by whoever can open it.
    let hand = if record.sealed.is_some() { said.strokes_digest } else { open };
    let photos: Vec<String> = said.photos.iter().map(hex::encode).collect();
    let quantity = |milli: u64| i64::try_from(milli).ok();
    let parts = said
        .parts
        .iter()
        .map(|part| (part.number.as_str(), part.name.as_str(), quantity(part.quantity_milli)));
    let reported = report.parts.iter();
    let same = [
        ("kind", said.kind == StatementKind::SignOff),
        ("heads", said.heads == heads),
        ("report_digest", said.report_digest == record.report_digest.0),
        ("shown_digest", said.shown_digest == record.shown_digest.0),
        ("signatory", said.signatory.as_ref().map(|s| (s.name.as_str(), s.capacity.as_str())) == signatory),
        ("rating", said.rating.map(|r| [r.overall, r.timeliness, r.attitude, r.quality]) == rating),
        ("remarks", said.remarks == record.remarks),
        ("witness", said.witness == record.witness),
        ("outcome", said.outcome == record.kind.name()),
        ("strokes_digest", said.strokes_digest == hand && hand.is_some() == record.has_hand()),
        ("stamp", said.stamp == record.stamp.as_ref().map(|stamp| stamp.normal.0)),
        ("photos", photos.iter().eq(report.photos.iter().map(|photo| &photo.digest))),
        (
            "parts",
            parts
                .eq(reported
                    .map(|part| (part.number.as_str(), part.name.as_str(), Some(part.quantity_milli)))),
        ),
        // The report has no charges yet; a statement that names some says more than the customer read.
        ("charges", said.charges.is_empty()),
        ("consent", said.consent == report.consent),
        (
            "not_before",
            said.not_before.position == recorded.checkpoint && is_signed(said, recorded.server_key),
        ),
        ("at", said.at == at),
        ("previous", said.previous == previous),
    ];
    same.into_iter().find(|(_, same)| !same).map(|(field, _)| field)
}

/// Whether the server's word in a statement is for the position and the time that it says it was not made before (R62). The first form
/// has no word.
fn is_signed(said: &Statement, server_key: &dyn Fn(&KeyId) -> Option<PublicKey>) -> bool {
    let Checkpoint { position, server_time_ms, word } = &said.not_before;
    let stood = FeedPosition {
        organisation: said.organisation,
        position: *position,
        server_time_ms: *server_time_ms,
    };
    word.as_ref().is_none_or(|word| verify_checkpoint(word, server_key).is_ok_and(|heard| heard == stood))
}

/// SHA-256 of a hand as it is signed and handed out: its InkML.
#[must_use]
pub fn strokes_digest(strokes: &Strokes) -> Digest {
    Digest(sha256(inkml(strokes).as_bytes()))
}

/// The digest of a sign-off's hand: of the strokes where they lie open, of those the statement names where they are sealed.
#[must_use]
pub fn hand_digest(record: &SignoffRecord) -> Option<Digest> {
    let sealed = || record.sealed.as_ref().and_then(|_| statement_strokes(&record.statement)).map(Digest);
    record.strokes.as_ref().map(strokes_digest).or_else(sealed)
}

/// Whether a statement can have been made when it says (R62): after the newest its device had heard from the server, and before
/// the server had it, within what the device knows its clock to be off.
#[must_use]
pub fn believable(said: &Statement, received_at_ms: i64) -> bool {
    is_within(said, received_at_ms, 0)
}

/// How far a time may be from where it has to be before a person has to look at it: clocks of devices are set by hand.
const NEAR_MS: i64 = 2 * 24 * 3_600_000;

/// Whether a statement's times are so far from [`believable`] that no clock that was kept explains it.
#[must_use]
pub fn impossible(said: &Statement, received_at_ms: i64) -> bool {
    !is_within(said, received_at_ms, NEAR_MS)
}

/// Whether a statement was made between what its device had heard and when the server had it, give or take so much at either end.
fn is_within(said: &Statement, received_at_ms: i64, slack_ms: i64) -> bool {
    let off = i64::try_from(said.at.uncertainty_ms).unwrap_or(i64::MAX).saturating_add(slack_ms);
    let [earliest, latest] =
        [said.at.corrected_ms.saturating_sub(off), said.at.corrected_ms.saturating_add(off)];
    let after = said.not_before.server_time_ms.saturating_sub(slack_ms);
    after <= received_at_ms && after <= latest && earliest <= received_at_ms
}
