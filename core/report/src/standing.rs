//! Whether a signature still stands (R19, R65): computed, never an event, and the same on every replica.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::content::Content;
use jobsheet_domain::history::{ChangeSeen, History, Relation, SignoffStanding};
use jobsheet_domain::id::{ChangeHash, EventKey};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::work_order::{Status, WorkOrder, WorkOrderEvent};

use crate::model::{ReportModel, model_for};

/// Which changes after a sign-off altered the report of its visit, as far as it is known. It follows from the change and what is
/// below it, which never change: what was found out once holds for every later version. Asking about each of many changes in turn
/// reads each version once.
#[derive(Clone, Debug, Default)]
pub struct Altered(BTreeMap<(EventKey, ChangeHash), bool>);

/// One version of a document as the rules see it, with what became of its sign-off in that version. It is the only way a
/// subject with a standing is made, on the device and on the server alike.
///
/// # Errors
/// When a version of the document cannot be read, and `document.unknown_kind`.
pub fn subject<H: History, E: From<H::Error> + From<Refusal>>(
    document: &H,
    heads: &[ChangeHash],
) -> Result<Subject, E> {
    subject_of(document, heads, document.content_at(heads)?, &mut Altered::default())
}

/// The same of a content that was read already, with what is known of the changes after its sign-offs.
///
/// # Errors
/// As [`subject`].
pub fn subject_of<H: History, E: From<H::Error> + From<Refusal>>(
    document: &H,
    heads: &[ChangeHash],
    content: Content,
    known: &mut Altered,
) -> Result<Subject, E> {
    let subject = Subject::new(content)?;
    let standing = match subject.work_order() {
        Some(order) => standing_of(document, &order, heads, known)?,
        None => None,
    };
    Ok(subject.with_standing(standing))
}

/// What became of the sign-off of an order's present visit, as of a version; nothing where there is none.
///
/// # Errors
/// When a version of the document cannot be read.
pub fn standing_of<H: History>(
    document: &H,
    order: &WorkOrder<'_>,
    within: &[ChangeHash],
    known: &mut Altered,
) -> Result<Option<SignoffStanding>, H::Error> {
    let (Some(signoff), Some(record)) = (order.state.signoff, order.signoff()) else { return Ok(None) };
    judged(document, (order, signoff.event), &record.heads, within, known)
}

/// What became of one sign-off, of the present visit or an earlier one, as of the version `within`: by its event and the
/// version `signed` that was signed with it. `order` is of the version `within`. Nothing where the document does not have the event.
///
/// # Errors
/// When a version of the document cannot be read.
pub fn standing_of_signoff<H: History>(
    document: &H,
    (order, signoff): (&WorkOrder<'_>, EventKey),
    signed: &[ChangeHash],
    within: &[ChangeHash],
) -> Result<Option<SignoffStanding>, H::Error> {
    judged(document, (order, signoff), signed, within, &mut Altered::default())
}

fn judged<H: History>(
    document: &H,
    (order, signoff): (&WorkOrder<'_>, EventKey),
    signed: &[ChangeHash],
    within: &[ChangeHash],
    known: &mut Altered,
) -> Result<Option<SignoffStanding>, H::Error> {
    let Some(signed_in) = document.change_of_event(signoff) else { return Ok(None) };
    let seen = document.related(within, signed, signed_in);
    let mut found = standing(signoff, &seen, &mut |heads: &[ChangeHash]| document.content_at(heads), known)?;
    settle(order, signoff, &mut found);
    Ok(Some(found))
}

/// What somebody decided about additions to a sign-off (R65). What was approved since is not asked for again.
fn settle(order: &WorkOrder<'_>, signoff: EventKey, standing: &mut SignoffStanding) {
    let mut kept: BTreeSet<ChangeHash> = BTreeSet::new();
    let may_sign = order.state.status == Status::Finished;
    for event in order.content.events.in_order() {
        let Some(WorkOrderEvent::AdditionsSettled { signoff: of, additions, sign_again, .. }) =
            event.body.read()
        else {
            continue;
        };
        if *of != signoff {
            continue;
        }
        if *sign_again {
            standing.sign_again |= may_sign;
        } else {
            kept.extend(additions.iter().copied());
        }
    }
    standing.kept = standing.additions.extract_if(.., |one| kept.contains(one)).collect();
}

/// Judges the changes of a document by one sign-off: a change made after it voids it exactly when the report of the
/// sign-off's visit differs between the change's dependencies and the change itself.
///
/// # Errors
/// Whatever `content_at` says when it cannot read a version.
pub fn standing<E>(
    signoff: EventKey,
    changes: &[ChangeSeen],
    content_at: &mut impl FnMut(&[ChangeHash]) -> Result<Content, E>,
    known: &mut Altered,
) -> Result<SignoffStanding, E> {
    let mut standing = SignoffStanding::default();
    // Most changes follow one another, so what one made is what the next was made on.
    let mut models: BTreeMap<Vec<ChangeHash>, ReportModel> = BTreeMap::new();
    let mut model_at = |heads: &[ChangeHash]| -> Result<ReportModel, E> {
        if let Some(known) = models.get(heads) {
            return Ok(known.clone());
        }
        let model = model_for(&content_at(heads)?, signoff);
        models.insert(heads.to_vec(), model.clone());
        Ok(model)
    };
    for change in changes {
        match change.relation {
            Relation::Covered => {}
            Relation::Beside => standing.additions.push(change.hash),
            Relation::After => {
                let alters = match known.0.get(&(signoff, change.hash)) {
                    Some(alters) => *alters,
                    None => model_at(&change.dependencies)? != model_at(&[change.hash])?,
                };
                known.0.insert((signoff, change.hash), alters);
                if alters {
                    standing.void_by.push(change.hash);
                }
            }
        }
    }
    Ok(standing)
}
