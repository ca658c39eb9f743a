//! What a shell asks and does about complaints.

use jobsheet_client::Submitted;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::time::Position;
use jobsheet_client::store::{Page, RowSort};
use jobsheet_screens::screens;

use crate::client::{FieldClient, language};
use crate::complaint::{ComplaintAction, ComplaintFilter, ComplaintPage, ComplaintSummary, NewComplaint};
use crate::error::Answer;

#[uniffi::export]
impl FieldClient {
    /// Complaints by status, customer and words, or those that wait for the user.
    ///
    /// # Errors
    /// `FieldError::Storage` when the file cannot be read.
    pub fn complaints(
        &self,
        filter: ComplaintFilter,
        sort: RowSort,
        page: Page,
    ) -> Answer<Vec<ComplaintSummary>> {
        let listed = self.told(screens(&self.client).complaints(&filter.into_query(sort), page))?;
        Ok(listed.into_iter().map(|one| ComplaintSummary::of(one, self.language())).collect())
    }

    /// One complaint, as its page shows it.
    ///
    /// # Errors
    /// `FieldError::Refused` with `document.unknown` when it is not on this device.
    pub fn complaint(&self, id: DocumentId) -> Answer<ComplaintPage> {
        Ok(ComplaintPage::of(self.told(screens(&self.client).complaint(id))?, self.language()))
    }

    /// The report of a complaint, in a language or the customer's own: everything its file holds as it stands, as
    /// self-contained HTML.
    ///
    /// # Errors
    /// As [`FieldClient::complaint`].
    pub fn complaint_report(&self, id: DocumentId, in_language: Option<String>) -> Answer<String> {
        let chosen = in_language.as_deref().map(language);
        self.told(screens(&self.client).complaint_report(id, chosen))
    }

    /// Takes a complaint down, with or without signal.
    ///
    /// # Errors
    /// `FieldError::Refused` when the rules do not allow it: what happened is missing, or whose it is.
    pub fn take_complaint(&self, complaint: NewComplaint) -> Answer<Submitted> {
        self.told(self.client.take_complaint(&complaint.into()))
    }

    /// What a complaint from the customer's remark on a visit's signed sheet begins with, to be completed and taken down.
    ///
    /// # Errors
    /// `FieldError::Refused` with `complaint.sheet_missing` where nobody signed or left no remark, `document.unknown`.
    pub fn complaint_from_sheet(&self, order: DocumentId, visit: u32) -> Answer<NewComplaint> {
        Ok(self.told(self.client.complaint_from_sheet(order, visit))?.into())
    }

    /// What a complaint from a call begins with, to be completed and taken down.
    ///
    /// # Errors
    /// `FieldError::Refused` with `document.unknown` when there is no such request on this device.
    pub fn complaint_from_request(&self, request: DocumentId) -> Answer<NewComplaint> {
        Ok(self.told(self.client.complaint_from_request(request))?.into())
    }

    /// Ends a request in a complaint that is on this device (R2).
    ///
    /// # Errors
    /// `FieldError::Refused` with `document.unknown` when there is no such complaint; otherwise as
    /// [`FieldClient::submit`].
    pub fn end_in_complaint(&self, request: DocumentId, complaint: DocumentId) -> Answer<Submitted> {
        self.told(self.client.end_in_complaint(request, complaint))
    }

    /// One tap on a complaint, from a place the user permits to record or from none.
    ///
    /// # Errors
    /// `FieldError::Refused` when the rules do not allow it, with the reason to show.
    pub fn act_on_complaint(
        &self,
        complaint: DocumentId,
        action: ComplaintAction,
        position: Option<Position>,
    ) -> Answer<Submitted> {
        let item = self.told(self.client.new_item())?;
        let command = action.into_core(item)?;
        self.told(self.client.submit_at(complaint, &command, position))
    }
}
