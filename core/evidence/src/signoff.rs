//! Whether a sign-off stands (R19, R65): the history of a document in the words of the report.

use jobsheet_document::{Document, DocumentError, Relation};
use jobsheet_domain::id::{ChangeHash, EventKey};
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_report::{ChangeSeen, Standing, standing};

/// What became of the sign-off of an order's present visit.
///
/// # Errors
/// When the document cannot be read.
pub fn standing_of(document: &Document, order: &WorkOrder<'_>) -> Result<Option<Standing>, DocumentError> {
    judged(document, order, &document.heads())
}

/// Whether the sign-off of the present visit was void at a version of the document.
///
/// # Errors
/// When the document cannot be read.
pub fn is_void_at(
    document: &Document,
    order: &WorkOrder<'_>,
    heads: &[ChangeHash],
) -> Result<bool, DocumentError> {
    if order.state.signoff.is_none() {
        return Ok(false);
    }
    Ok(judged(document, order, heads)?.is_some_and(|standing| standing.is_void()))
}

fn judged(
    document: &Document,
    order: &WorkOrder<'_>,
    within: &[ChangeHash],
) -> Result<Option<Standing>, DocumentError> {
    let Some((event, heads)) = signed(order) else { return Ok(None) };
    let Some(signoff) = document.change_of_event(event) else { return Ok(None) };
    let seen: Vec<ChangeSeen> = document
        .related(within, heads, signoff)
        .into_iter()
        .map(|(change, related)| ChangeSeen {
            hash: change.header.hash,
            relation: relation(related),
            deterministic: change.header.deterministic,
            dependencies: change.header.dependencies,
        })
        .collect();
    standing(event, &seen, &mut |heads: &[ChangeHash]| document.content_at(heads)).map(Some)
}

fn signed<'a>(order: &WorkOrder<'a>) -> Option<(EventKey, &'a [ChangeHash])> {
    let event = order.state.signoff?.event;
    Some((event, &order.signoff_record(event)?.heads))
}

const fn relation(relation: Relation) -> jobsheet_report::Relation {
    match relation {
        Relation::Covered => jobsheet_report::Relation::CoveredByHeads,
        Relation::After => jobsheet_report::Relation::AfterSignoff,
        Relation::Beside => jobsheet_report::Relation::Beside,
    }
}
