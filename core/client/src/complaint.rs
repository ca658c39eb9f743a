//! Taking a complaint down: on site, from a call, from a remark on a signed sheet (R41).

use jobsheet_domain::aggregates::{Command, State};
use jobsheet_domain::complaint::{self, Channel, ComplaintCommand, ComplaintTaken};
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::request::{self, RequestCommand, RequestOutcome};
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_store::StoreError;

use crate::client::Client;
use crate::error::ClientError;
use crate::submit::{Beside, Prepared, Submitted};

/// Hexadecimal digits of this installation's actor in its register's numbers: enough to tell an organisation's tablets
/// apart. A restored or salvaged installation is another actor and begins a register of its own.
const REGISTER_DIGITS: usize = 6;

impl Client {
    /// Takes a complaint down, with or without signal. Where no provisional number is given, it gets the next one of this
    /// device's own register (R1), in the same transaction. A call it comes from ends in it (R2), in that transaction too,
    /// where it is on this device and still open; of people who do not keep the register the call stays open.
    ///
    /// # Errors
    /// As [`Client::create`]; a refused complaint takes no number and ends no call.
    pub fn take_complaint(&self, taken: &ComplaintTaken) -> Result<Submitted, ClientError> {
        let _writing = self.lock_writing();
        match self.take_down(taken.clone()) {
            Err(ClientError::Store(StoreError::Conflict)) => {
                // The call in memory had fallen behind the file: decided again on what is there.
                taken.request.iter().for_each(|request| self.inner.documents.forget(*request));
                self.take_down(taken.clone())
            }
            outcome => outcome,
        }
    }

    fn take_down(&self, mut taken: ComplaintTaken) -> Result<Submitted, ClientError> {
        let register = if taken.provisional.is_some() { None } else { Some(self.next_in_register()?) };
        if let Some((name, number)) = &register {
            taken.provisional = Some(format!("{name}-{number:04}"));
        }
        let id = DocumentId(self.new_item()?.0);
        let other = taken.request.map(|request| self.ending(request, id)).transpose()?.flatten();
        let register = register.map(|(name, number)| (setting(&name), number));
        let beside = Beside { register, other: other.map(Box::new), ..Beside::default() };
        self.create_as(id, &Command::Complaint(ComplaintCommand::Take(Box::new(taken))), beside)
    }

    /// The end of a call in a complaint; `None` where the call is not here, ended before, or is not this person's to end.
    fn ending(&self, request: DocumentId, complaint: DocumentId) -> Result<Option<Prepared>, ClientError> {
        let head = self.store().read(|tx| tx.document_head(request))?;
        if head.is_none_or(|head| head.kind != request::KIND.name()) {
            return Ok(None);
        }
        let outcome = RequestOutcome::Complaint { complaint };
        self.prepare_where_possible(request, "end", Command::Request(RequestCommand::End { outcome }))
    }

    /// What a complaint from the customer's remark on a signed sheet begins with, to be completed and handed to
    /// [`Client::take_complaint`]: order, sign-off, customer, machine, who signed, and the remark in their words.
    ///
    /// # Errors
    /// `document.unknown` when there is no such order on this device, `complaint.sheet_missing` when nobody signed that
    /// visit's report or left no remark on it.
    pub fn complaint_from_sheet(&self, order: DocumentId, visit: u32) -> Result<ComplaintTaken, ClientError> {
        let opened = self.opened(order)?;
        let view = opened.subject()?.work_order();
        let view = view.ok_or_else(|| Refusal::new("document.unknown").with("document", order))?;
        Ok(from_sheet(&view, visit).ok_or_else(|| Refusal::new("complaint.sheet_missing"))?)
    }

    /// What a complaint from a call begins with, to be completed and handed to [`Client::take_complaint`].
    ///
    /// # Errors
    /// `document.unknown` when there is no such request on this device.
    pub fn complaint_from_request(&self, request: DocumentId) -> Result<ComplaintTaken, ClientError> {
        let opened = self.opened(request)?;
        let subject = opened.subject()?;
        let State::Request(state) = &subject.state else {
            return Err(Refusal::new("document.unknown").with("document", request).into());
        };
        Ok(from_request(&subject.content, &state.channel))
    }

    /// Ends a request in a complaint that is on this device (R2).
    ///
    /// # Errors
    /// `document.unknown` when it is no complaint or not here; otherwise as [`Client::submit`].
    pub fn end_in_complaint(
        &self,
        request: DocumentId,
        complaint: DocumentId,
    ) -> Result<Submitted, ClientError> {
        let head = self.store().read(|tx| tx.document_head(complaint))?;
        if head.is_none_or(|head| head.kind != complaint::KIND.name()) {
            return Err(Refusal::new("document.unknown").with("document", complaint).into());
        }
        let outcome = RequestOutcome::Complaint { complaint };
        self.submit(request, &Command::Request(RequestCommand::End { outcome }))
    }

    /// The name of this device's register and its next number.
    fn next_in_register(&self) -> Result<(String, u64), ClientError> {
        let actor = hex::encode_upper(self.enrolled()?.actor.0);
        let name: String = actor.chars().take(REGISTER_DIGITS).collect();
        let last = self.store().read(|tx| tx.setting(&setting(&name)))?;
        Ok((name, last.and_then(|last| last.parse::<u64>().ok()).unwrap_or(0) + 1))
    }
}

/// The setting that keeps the last number of a register.
fn setting(register: &str) -> String {
    format!("register.complaint.{register}")
}

fn from_sheet(order: &WorkOrder<'_>, visit: u32) -> Option<ComplaintTaken> {
    let signoff = order.state.visit_numbered(visit)?.signoff?;
    let record = order.signoff_record(signoff.event)?;
    let remarks = Some(record.remarks.trim()).filter(|remarks| !remarks.is_empty())?;
    let signatory = record.signatory.as_ref().map(|signatory| signatory.name.clone());
    Some(ComplaintTaken {
        order: Some(order.content.id),
        remark: Some(signoff.event),
        customer: order.customer(),
        asset: order.asset(),
        product_model: order.product_model().to_owned(),
        contact: signatory.unwrap_or_else(|| order.contact().to_owned()),
        phone: order.phone().to_owned(),
        facts: remarks.to_owned(),
        ..blank(Channel::Sheet)
    })
}

fn from_request(request: &Content, channel: &str) -> ComplaintTaken {
    let channel = serde_json::from_value(channel.into());
    ComplaintTaken {
        request: Some(request.id),
        customer: request.fact("customer").and_then(Value::as_id).map(DocumentId),
        product_model: request.fact_text("product_model").to_owned(),
        contact: request.fact_text("caller").to_owned(),
        phone: request.fact_text("phone").to_owned(),
        facts: request.text("fault").to_owned(),
        ..blank(channel.unwrap_or(Channel::Phone))
    }
}

fn blank(channel: Channel) -> ComplaintTaken {
    ComplaintTaken {
        channel,
        request: None,
        order: None,
        remark: None,
        provisional: None,
        customer: None,
        asset: None,
        product_model: String::new(),
        contact: String::new(),
        phone: String::new(),
        title: String::new(),
        facts: String::new(),
        demand: String::new(),
    }
}
