//! What the record of a sign-off must hold (R16–R20).

use crate::refusal::Refusal;
use crate::work_order::event::{Rating, SignoffKind, SignoffRecord};
use crate::work_order::fields;
use crate::work_order::hand::{SAMPLE_LIMIT, Strokes};
use crate::work_order::view::WorkOrder;

/// Longest statement in bytes.
const STATEMENT_LIMIT: usize = 256 * 1024;
/// Longest sealed hand in bytes: the most samples, each with the largest numbers.
const SEALED_LIMIT: usize = SAMPLE_LIMIT * 20;
/// Longest remarks in bytes.
const REMARKS_LIMIT: usize = 100_000;

pub(super) fn check(order: &WorkOrder<'_>, record: &SignoffRecord) -> Result<(), Refusal> {
    let before = order.signoff().filter(|_| record.kind == SignoffKind::LinkSigned);
    if before.is_some_and(|before| before.report_digest != record.report_digest) {
        // A link lets the customer sign later, over the very report that was shown (R20).
        return Err(Refusal::new("signoff.other_report"));
    }
    check_bound(record)?;
    check_sealed(record)?;
    check_person(record)?;
    check_stamp(record)?;
    record.rating.map_or(Ok(()), check_rating)
}

/// Bound to exact content: the version read and the statement over it (R19, R59, R60).
fn check_bound(record: &SignoffRecord) -> Result<(), Refusal> {
    let sorted = record.heads.windows(2).all(|pair| pair[0] < pair[1]);
    let sized = record.statement.len() <= STATEMENT_LIMIT && record.remarks.len() <= REMARKS_LIMIT;
    if record.statement.is_empty() || record.heads.is_empty() || !sorted || !sized {
        return Err(Refusal::new("statement.invalid"));
    }
    Ok(())
}

/// A hand lies open or is sealed. Whether strokes are in it is for whoever can open it.
fn check_sealed(record: &SignoffRecord) -> Result<(), Refusal> {
    let Some(hand) = &record.sealed else { return Ok(()) };
    if record.strokes.is_some() || hand.sealed.0.len() > SEALED_LIMIT {
        return Err(Refusal::new("statement.invalid"));
    }
    Ok(())
}

fn check_person(record: &SignoffRecord) -> Result<(), Refusal> {
    use SignoffKind::{LinkSigned, NobodyPresent, Refused, Signed, SignedWithReservations};
    let named = record.signatory.as_ref().is_some_and(|signatory| !signatory.name.trim().is_empty());
    let hand = record.sealed.is_some() || record.strokes.as_ref().is_some_and(Strokes::is_hand);
    let signed = record.has_hand();
    let reason = !record.remarks.trim().is_empty();
    match record.kind {
        Signed | SignedWithReservations | LinkSigned if !named => {
            Err(Refusal::new("signoff.signatory_missing"))
        }
        Signed | SignedWithReservations if !hand => Err(Refusal::new("signoff.strokes_missing")),
        SignedWithReservations | Refused | NobodyPresent if !reason => {
            Err(Refusal::new("signoff.reason_missing"))
        }
        Refused if signed => Err(Refusal::new("signoff.not_the_signatory")),
        NobodyPresent if signed || named || record.rating.is_some() => {
            Err(Refusal::new("signoff.not_the_signatory"))
        }
        Signed | SignedWithReservations | Refused | NobodyPresent | LinkSigned => Ok(()),
    }
}

/// A company stamps what somebody signed for it (R17).
fn check_stamp(record: &SignoffRecord) -> Result<(), Refusal> {
    let Some(stamp) = &record.stamp else { return Ok(()) };
    if matches!(record.kind, SignoffKind::Refused | SignoffKind::NobodyPresent) {
        return Err(Refusal::new("signoff.not_the_signatory"));
    }
    if stamp.stage != fields::STAMP {
        return Err(Refusal::new("value.not_a_choice").with("name", fields::STAGE));
    }
    Ok(())
}

fn check_rating(rating: Rating) -> Result<(), Refusal> {
    let marks = [rating.overall, rating.timeliness, rating.attitude, rating.quality];
    if marks.iter().all(|mark| (1..=5).contains(mark)) { Ok(()) } else { Err(Refusal::new("signoff.rating")) }
}
