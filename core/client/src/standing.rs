//! Whether a sign-off stands: the shared algorithm over this device's document.

use jobsheet_document::{Document, DocumentError, Relation as InDocument};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_report::{ChangeSeen, Relation, Standing};

/// The standing of the present visit's sign-off; `None` when there is none.
///
/// # Errors
/// When a version of the document cannot be read.
pub fn of(document: &Document, order: &WorkOrder<'_>) -> Result<Option<Standing>, DocumentError> {
    let (Some(signoff), Some(record)) = (order.state.signoff, order.signoff()) else { return Ok(None) };
    let Some(signed_in) = document.change_of_event(signoff.event) else { return Ok(None) };
    let related = document.related(&document.heads(), &record.heads, signed_in);
    let seen: Vec<ChangeSeen> = related.into_iter().map(seen).collect();
    let mut content_at = |heads: &[ChangeHash]| document.content_at(heads);
    jobsheet_report::standing(signoff.event, &seen, &mut content_at).map(Some)
}

/// Whether the present sign-off is void, by computation (R19, R65).
///
/// # Errors
/// As [`of`].
pub fn is_void(document: &Document, content: &Content) -> Result<bool, DocumentError> {
    let order = WorkOrder::new(content);
    Ok(of(document, &order)?.is_some_and(|standing| !standing.void_by.is_empty()))
}

fn seen((change, relation): (jobsheet_document::Change, InDocument)) -> ChangeSeen {
    let relation = match relation {
        InDocument::Covered => Relation::CoveredByHeads,
        InDocument::After => Relation::AfterSignoff,
        InDocument::Beside => Relation::Beside,
    };
    ChangeSeen {
        hash: change.header.hash,
        dependencies: change.header.dependencies,
        relation,
        deterministic: change.header.deterministic,
    }
}
