//! The report of a complaint, to be read and printed (R41).

use jobsheet_client::ClientError;
use jobsheet_domain::aggregates::State;
use jobsheet_domain::complaint::Complaint;
use jobsheet_domain::customer::CustomerView;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_report::{ComplaintContext, complaint_html, names_of};

use crate::Screens;

impl Screens<'_> {
    /// The report of a complaint, in a language, the customer's or the client's: everything its file holds as it stands,
    /// as self-contained HTML. Other documents are called by what is known of them on this device.
    ///
    /// # Errors
    /// `document.unknown` when there is no such complaint on this device.
    pub fn complaint_report(
        &self,
        id: DocumentId,
        language: Option<Language>,
    ) -> Result<String, ClientError> {
        let opened = self.client.opened(id)?;
        let subject = opened.subject()?;
        let State::Complaint(state) = &subject.state else {
            return Err(Refusal::new("document.unknown").with("document", id).into());
        };
        let complaint = Complaint::new(&subject.content, state);
        let records = self.client.records()?;
        let policy = &records.policy;
        let as_of = self.client.now();
        let people = records.staff.iter().map(|(user, person)| (*user, person.name.clone()));
        let context = ComplaintContext {
            organisation: policy.organisation_name.clone(),
            people: people.collect(),
            documents: names_of(complaint, |id| self.client.content(id))?,
            clocks: self.client.clocks(subject, as_of)?,
            as_of,
            time_zone: policy.time_zone.clone(),
            time_zone_offset_minutes: policy.time_zone_offset_minutes,
            thumbnails: self.client.thumbnails(&complaint.photos())?,
        };
        let language = match language {
            Some(language) => language,
            None => self.customers_language(complaint)?.unwrap_or(self.client.language()),
        };
        Ok(complaint_html(complaint, &context, language))
    }

    fn customers_language(&self, complaint: Complaint<'_>) -> Result<Option<Language>, ClientError> {
        let customer = complaint.customer().map(|id| self.client.content(id)).transpose()?.flatten();
        Ok(customer.map(|content| CustomerView::of(&content).language))
    }
}
