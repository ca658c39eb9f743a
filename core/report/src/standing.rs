//! Whether a signature still stands (R19, R65): computed, never an event, and the same on every replica.

use std::collections::BTreeMap;

use jobsheet_domain::content::Content;
use jobsheet_domain::id::{ChangeHash, EventKey};

use crate::model::{ReportModel, model_for};

/// How a change stands to a sign-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// At or below the version the customer read, or the sign-off itself.
    CoveredByHeads,
    /// It has the sign-off's change among its ancestors: its author could know of the signature.
    AfterSignoff,
    /// Neither: made meanwhile, without knowing.
    Beside,
}

/// One change of the document, as the caller's history has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSeen {
    /// Which.
    pub hash: ChangeHash,
    /// What it was made on.
    pub dependencies: Vec<ChangeHash>,
    /// How it stands to the sign-off.
    pub relation: Relation,
    /// Whether it only makes room (genesis, upgrade, visit): such a change says nothing.
    pub deterministic: bool,
}

/// What became of a sign-off. It is valid while nothing voids it, additions or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Changes made with knowledge of the signature that altered the report, in the order given.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen and that do not void: the dispatcher keeps them or has it signed again.
    pub additions: Vec<ChangeHash>,
}

impl Standing {
    /// Whether the signature no longer stands.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        !self.void_by.is_empty()
    }
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
) -> Result<Standing, E> {
    let mut standing = Standing::default();
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
    for change in changes.iter().filter(|change| !change.deterministic) {
        match change.relation {
            Relation::CoveredByHeads => {}
            Relation::Beside => standing.additions.push(change.hash),
            Relation::AfterSignoff => {
                if model_at(&change.dependencies)? != model_at(&[change.hash])? {
                    standing.void_by.push(change.hash);
                }
            }
        }
    }
    Ok(standing)
}
