//! Unsent work that a damaged file gave back only in part: what a person can do about it (R50).

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_store::Fragment;

use crate::client::Client;
use crate::error::ClientError;
use crate::submit::{Beside, COMMAND_VERSION, Submitted};

/// A tap of which only a part is left. The damaged file is kept beside this one, whatever is done here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedWork {
    /// The document it changed.
    pub document: DocumentId,
    /// The change by which it is called.
    pub change: ChangeHash,
    /// When it was made, where that could be read.
    pub made_at: Option<Timestamp>,
    /// What was asked, where that could be read: it can be asked again.
    pub asked: Option<Command>,
}

impl DamagedWork {
    /// What was asked, with what was typed, in JSON: to be read by a person, or handed over.
    #[must_use]
    pub fn asked_json(&self) -> Option<String> {
        serde_json::to_string(self.asked.as_ref()?).ok()
    }
}

impl From<Fragment> for DamagedWork {
    fn from(part: Fragment) -> Self {
        let readable = part.command.filter(|command| command.version == COMMAND_VERSION);
        let asked = readable.and_then(|command| serde_json::from_slice(&command.bytes).ok());
        Self { document: part.document, change: part.hash, made_at: part.made_at, asked }
    }
}

impl Client {
    /// Unsent work that a damaged file gave back only in part, in the order in which it was found.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn damaged_work(&self) -> Result<Vec<DamagedWork>, ClientError> {
        let parts = self.store().read(|tx| tx.fragments())?;
        Ok(parts.into_iter().map(DamagedWork::from).collect())
    }

    /// Asks again what was asked then, on the document as it is now. It is done again or stays: both are one transaction.
    ///
    /// # Errors
    /// [`ClientError::Refused`] with `damaged.unknown` and `damaged.unreadable`; with `damaged.signed`, since a customer signed
    /// a report as it stood and nobody signs again in their place; and as [`Client::submit`].
    pub fn do_again(&self, document: DocumentId, change: ChangeHash) -> Result<Submitted, ClientError> {
        let asked =
            self.damaged(document, change)?.asked.ok_or_else(|| Refusal::new("damaged.unreadable"))?;
        if matches!(asked, Command::WorkOrder(WorkOrderCommand::SignOff(_))) {
            return Err(Refusal::new("damaged.signed").into());
        }
        let is_here = self.store().read(|tx| tx.document_head(document))?.is_some();
        let beside = || Beside { mended: Some((document, change)), ..Beside::default() };
        if is_here {
            return self.submit_beside(document, &asked, None, beside);
        }
        // What made the document was lost with it: it is made again under the id by which others name it.
        let _writing = self.lock_writing();
        self.create_as(document, &asked, beside())
    }

    /// Gives up what cannot be done again, or need not be. What is left of it stays in the damaged file.
    ///
    /// # Errors
    /// [`ClientError::Refused`] with `damaged.unknown`.
    pub fn give_up(&self, document: DocumentId, change: ChangeHash) -> Result<(), ClientError> {
        self.damaged(document, change)?;
        Ok(self.store().write(|tx| tx.remove_fragment(document, change))?)
    }

    fn damaged(&self, document: DocumentId, change: ChangeHash) -> Result<DamagedWork, ClientError> {
        let mut parts = self.damaged_work()?.into_iter();
        let found = parts.find(|part| (part.document, part.change) == (document, change));
        Ok(found.ok_or_else(|| Refusal::new("damaged.unknown"))?)
    }
}
