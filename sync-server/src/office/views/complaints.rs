//! Complaints (R41).

use std::collections::BTreeMap;

use jobsheet_domain::complaint::{Channel, ComplaintClass, ComplaintRemedy, Severity};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ConflictView, ContestView, DocumentRow, PhotoView, TimelineEntry};

/// A complaint in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComplaintRow {
    /// What every list shows.
    #[serde(flatten)]
    pub row: DocumentRow,
    /// `quality`, `not_quality` or `other`, once graded.
    #[schema(value_type = Option<ComplaintClass>)]
    pub class: Option<String>,
    /// `minor`, `major` or `critical`, once graded.
    #[schema(value_type = Option<Severity>)]
    pub severity: Option<String>,
    /// `phone`, `letter`, `mail`, `message`, `walk_in`, `sheet` or `on_site`.
    #[schema(value_type = Channel)]
    pub channel: String,
    /// When the customer complained.
    pub received_at: Option<i64>,
}

/// Complaints, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComplaintList {
    /// Newest first.
    pub complaints: Vec<ComplaintRow>,
    /// Whether there are more than were asked for: these are the newest.
    pub more: bool,
    /// The feed position this is as of.
    pub position: u64,
}

/// A picture that was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlobView {
    /// SHA-256 of its bytes: what a photo names it by.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// `image/jpeg` or `image/png`, by its first bytes.
    pub media_type: String,
}

/// What a customer said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReplyView {
    /// Who said it, by name.
    pub who: String,
    /// By which way.
    #[schema(value_type = Channel)]
    pub channel: String,
    /// When.
    pub said_at: i64,
    /// Their words.
    pub words: String,
}

/// The remedy on the table.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// `repair`, `replace`, `return`, `compensate`, `train` or `explain`.
    #[schema(value_type = ComplaintRemedy)]
    pub remedy: String,
    /// What exactly will be done.
    pub plan: String,
    /// What it costs, in minor units.
    pub cost_minor: i64,
    /// The cost's currency, ISO 4217.
    pub currency: String,
    /// What the customer said when they agreed.
    pub agreed: Option<ReplyView>,
    /// Who approved it; empty for nobody.
    pub approved_by: String,
}

/// What the customer was told in the end.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComplaintOutcomeView {
    /// Who was told, by name.
    pub who: String,
    /// By which way.
    #[schema(value_type = Channel)]
    pub channel: String,
    /// What they were told.
    pub answer: String,
    /// Whether they are satisfied, where they said.
    pub satisfied: Option<bool>,
}

/// What the investigation found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingsView {
    /// The true cause.
    pub cause: String,
    /// One of the classes of cause of a diagnosis (R10).
    pub cause_class: String,
    /// Whether the customer complains with reason.
    pub justified: Option<bool>,
    /// The unit that answers for it.
    pub responsible_unit: String,
    /// The person who answers for it.
    pub responsible_person: Option<Uuid>,
    /// Their name.
    pub responsible_name: String,
}

/// A complaint that is alike.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarView {
    /// The item that holds the link.
    pub id: Uuid,
    /// The other complaint.
    pub complaint: Uuid,
    /// Its number; empty for what is not here.
    pub number: String,
    /// Why they are alike.
    pub reason: String,
}

/// A complaint's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ComplaintView {
    /// What lists show.
    #[serde(flatten)]
    pub row: ComplaintRow,
    /// Its version.
    pub heads: Vec<String>,
    /// Who complained, by name.
    pub contact: String,
    /// Their phone.
    pub phone: String,
    /// Product model.
    pub product_model: String,
    /// What the customer asks for.
    pub demand: String,
    /// Long texts by name: `facts`, `investigation`, `prevention`, `notes`.
    pub texts: BTreeMap<String, String>,
    /// The machine.
    pub asset: Option<Uuid>,
    /// The call it came from.
    pub request: Option<Uuid>,
    /// The order it came from.
    pub order: Option<Uuid>,
    /// Orders raised from it.
    pub orders: Vec<Uuid>,
    /// The complaint it goes on in.
    pub merged_into: Option<Uuid>,
    /// Who investigates; empty for nobody in particular.
    pub investigator: String,
    /// What the investigation found.
    pub findings: FindingsView,
    /// The remedy proposed last.
    pub proposal: Option<ProposalView>,
    /// What the customer was told.
    pub outcome: Option<ComplaintOutcomeView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Complaints that are alike.
    pub similar: Vec<SimilarView>,
    /// Everything that happened.
    pub timeline: Vec<TimelineEntry>,
    /// What people must choose over.
    pub conflicts: Vec<ConflictView>,
    /// What a person must settle.
    pub contest: Option<ContestView>,
    /// Whether what could be answered today was left for tomorrow (R28).
    pub left_for_tomorrow: bool,
    /// The feed position this is as of.
    pub position: u64,
}
