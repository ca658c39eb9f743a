//! How the changes of a document stand to a version that was signed (R19, R65).

use crate::content::Content;
use crate::id::{ChangeHash, EventKey};

/// How a change stands to a version that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// At or below the version: what was signed; or the sign-off itself.
    Covered,
    /// It has the sign-off's change among its ancestors: its author could know.
    After,
    /// Neither: an addition the signatory has not seen.
    Beside,
}

/// A change as far as a signature is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeSeen {
    /// SHA-256 of the change.
    pub hash: ChangeHash,
    /// The changes it builds on.
    pub dependencies: Vec<ChangeHash>,
    /// How it stands to the version that was signed.
    pub relation: Relation,
}

/// What became of a sign-off. It is valid while nothing voids it, additions or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignoffStanding {
    /// Changes made with knowledge of the signature that altered the report, each after those it depends on.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen and that do not void: the dispatcher keeps them or has it signed again.
    pub additions: Vec<ChangeHash>,
    /// Those of them that were kept: somebody answers for them.
    pub kept: Vec<ChangeHash>,
    /// The customer is asked to sign again.
    pub sign_again: bool,
}

impl SignoffStanding {
    /// Whether the signature no longer settles anything: the report was altered after it, or it is to be given again.
    #[must_use]
    pub const fn is_void(&self) -> bool {
        !self.void_by.is_empty() || self.sign_again
    }
}

/// The history of one document, as rules that look back over it need it.
pub trait History {
    /// Why a version cannot be read.
    type Error;

    /// The content at a version.
    ///
    /// # Errors
    /// When a change of `heads` is not here or cannot be read.
    fn content_at(&self, heads: &[ChangeHash]) -> Result<Content, Self::Error>;

    /// The change that recorded an event.
    fn change_of_event(&self, event: EventKey) -> Option<ChangeHash>;

    /// The changes somebody wrote at or below `within`, every one after those it depends on, each with how it stands to
    /// the version `signed` that was signed in the change `signoff`.
    fn related(&self, within: &[ChangeHash], signed: &[ChangeHash], signoff: ChangeHash) -> Vec<ChangeSeen>;
}
