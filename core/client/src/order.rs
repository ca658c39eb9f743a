//! One order as its page shows it.

use jobsheet_domain::content::Register;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{EventKind, JudgedEvent, Photo, WorkOrder, fields};
use jobsheet_store::{Blob, Upload};

use crate::authors::Authors;
use crate::client::Client;
use crate::error::ClientError;
use crate::rows;
use crate::view::{HappeningView, MemberView, OrderView, PhotoView, SignoffView, StatedView, Whereabouts};

impl Client {
    /// An order as its page shows it.
    ///
    /// # Errors
    /// `document.unknown` when it is not on this device.
    pub fn order(&self, id: DocumentId) -> Result<OrderView, ClientError> {
        let opened = self.inner.documents.open(self.store(), id)?;
        let (document, subject) = (opened.document(), opened.subject()?);
        let (content, standing) = (&subject.content, subject.standing.as_ref());
        let order =
            subject.work_order().ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
        let records = self.inner.records.newest(self.store())?.1;
        let authors = Authors::of(self, id, &records)?;
        let (listed, blobs, unsent) =
            self.store().read(|tx| Ok((tx.order(id)?, tx.blobs_of(id)?, tx.unsent_of(id)?)))?;
        let visit = order.state.visit.max(1);
        Ok(OrderView {
            id,
            heads: document.heads(),
            number: order.number().to_owned(),
            title: order.title().to_owned(),
            status: order.state.status,
            visit: order.state.visit,
            priority: order.priority().to_owned(),
            customer: listed.as_ref().map(|listed| listed.row.customer_name.clone()).unwrap_or_default(),
            address: stated(content.facts.get(fields::ADDRESS), &authors),
            contact: stated(content.facts.get(fields::CONTACT), &authors),
            phone: stated(content.facts.get(fields::PHONE), &authors),
            window: order.state.window,
            team: team(&order, &records),
            fault: order.fault().to_owned(),
            notes: order.notes().to_owned(),
            findings: order.findings(visit).to_owned(),
            work_done: order.work_done(visit).to_owned(),
            diagnosis: order.diagnosis(visit),
            photos: order.photos().iter().map(|photo| photo_view(photo, &blobs)).collect(),
            parts: order.parts().into_iter().map(|part| part.used).collect(),
            outcome: order.state.outcome,
            timeline: order
                .state
                .timeline
                .iter()
                .filter_map(|one| happening(&order, one, &records))
                .collect(),
            conflicts: content.conflicts(),
            contested: contested(&order),
            signoff: signoff(&order, standing),
            clocks: rows::clocks(subject, &records.policy, self.now()),
            wedged: listed.and_then(|listed| listed.wedge).map(|refusal| refusal.code),
            unsent: unsent.changes,
        })
    }
}

fn stated(register: Option<&Register>, authors: &Authors) -> Vec<StatedView> {
    let entries = register.into_iter().flat_map(|register| &register.entries);
    let view = |entry: &jobsheet_domain::content::Entry| StatedView {
        text: text(&entry.value),
        value: entry.value.clone(),
        author: authors.name(entry.actor),
        change: entry.change,
    };
    entries.map(view).collect()
}

/// A value in words, for lists of values to choose from.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Address(address) => address.text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Texts(texts) => texts.join(", "),
        Value::Date(date) => date.to_string(),
        _ => String::new(),
    }
}

fn team(order: &WorkOrder<'_>, records: &Records) -> Vec<MemberView> {
    let member = |user: &jobsheet_domain::id::UserId| MemberView {
        user: *user,
        name: rows::name(records, *user),
        lead: order.state.lead == Some(*user),
    };
    order.state.technicians.iter().map(member).collect()
}

fn photo_view(photo: &Photo, blobs: &[Blob]) -> PhotoView {
    let record = &photo.record;
    PhotoView {
        id: record.id,
        stage: record.stage.clone(),
        caption: record.caption.clone(),
        normal: record.normal,
        thumbnail: record.thumbnail,
        whereabouts: whereabouts(blobs.iter().find(|blob| blob.digest == record.normal)),
        original_here: blobs.iter().any(|blob| blob.digest == record.original && blob.stored == blob.length),
    }
}

/// Of what was never here nobody said whether the server has it: it may be on a colleague's tablet only (R14).
fn whereabouts(blob: Option<&Blob>) -> Whereabouts {
    match blob.map(|blob| (&blob.upload, blob.length)) {
        None => Whereabouts::Elsewhere,
        Some((Upload::OnServer, _)) => Whereabouts::OnServer,
        Some((Upload::Local, _)) => Whereabouts::Here,
        Some((Upload::Uploading { offset, .. }, length)) => {
            let percent = offset.saturating_mul(100).checked_div(length).unwrap_or(0);
            Whereabouts::Sending { percent: u8::try_from(percent).unwrap_or(100) }
        }
    }
}

fn happening(order: &WorkOrder<'_>, judged: &JudgedEvent, records: &Records) -> Option<HappeningView> {
    let event = order.content.events.get(judged.key)?;
    Some(HappeningView {
        key: judged.key,
        kind: judged.kind.map_or("unknown", EventKind::name).to_owned(),
        at: event.at.corrected,
        uncertainty_ms: event.at.uncertainty_ms,
        author: rows::name(records, event.by.user),
        standing: judged.standing.name().to_owned(),
    })
}

fn contested(order: &WorkOrder<'_>) -> Vec<jobsheet_domain::id::EventKey> {
    let contest = order.state.contest.iter();
    contest
        .flat_map(|one| one.dropped.iter().chain(&one.unfitting).chain(&one.settlements))
        .copied()
        .collect()
}

fn signoff(order: &WorkOrder<'_>, standing: Option<&SignoffStanding>) -> Option<SignoffView> {
    let (signoff, record, standing) = (order.state.signoff?, order.signoff()?, standing?);
    Some(SignoffView {
        record: record.clone(),
        at: signoff.at,
        void_by: standing.void_by.clone(),
        additions: standing.additions.clone(),
    })
}
