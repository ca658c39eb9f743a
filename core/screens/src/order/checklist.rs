//! What an order's visit asks for.

use jobsheet_client::ClientError;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::records::ChecklistItem;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::work_order;

use crate::Screens;

impl Screens<'_> {
    /// The checklist of an order: what is to be answered on this visit, for its product family (R12).
    ///
    /// # Errors
    /// As [`Screens::order`].
    pub fn checklist(&self, order: DocumentId) -> Result<Vec<ChecklistItem>, ClientError> {
        let (opened, records) = (self.client.opened(order)?, self.client.records()?);
        let view = opened.subject()?.work_order();
        Ok(view.map(|view| work_order::checklist(&view, &records).cloned().collect()).unwrap_or_default())
    }

    /// What this visit still lacks before its work can be finished, for the list beside the button (R12–R14).
    ///
    /// # Errors
    /// As [`Screens::order`].
    pub fn missing_to_finish(&self, order: DocumentId) -> Result<Vec<Refusal>, ClientError> {
        let (opened, records) = (self.client.opened(order)?, self.client.records()?);
        let view = opened.subject()?.work_order();
        Ok(view.map(|view| work_order::missing_to_finish(&view, &records)).unwrap_or_default())
    }
}
