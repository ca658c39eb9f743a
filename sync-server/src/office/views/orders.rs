//! Work orders on the board and on their page.

use jobsheet_domain::flow::Contest;
use jobsheet_domain::id::EventKey;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AuthorView, ClockView, ConflictView, DecisionView, Happened, Stated};

/// A promised span of time, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WindowView {
    /// From.
    pub from: i64,
    /// To.
    pub to: i64,
}

/// One order on the board.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderRow {
    /// The order.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// One line.
    pub title: String,
    /// Work status.
    pub status: String,
    /// Sign-off axis: `none`, `signed`, `signed_with_reservations`, `refused`, `nobody_present`.
    pub signoff: String,
    /// Whether the sign-off is void.
    pub void: bool,
    /// Whose.
    pub customer: Option<Uuid>,
    /// Whose, by name.
    pub customer_name: String,
    /// Where.
    pub address: String,
    /// Who answers for it.
    pub lead_name: String,
    /// Everybody who goes.
    pub technicians: Vec<Uuid>,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
    /// The promised span.
    pub window: Option<WindowView>,
    /// Whether a person must settle something (R5).
    pub contested: bool,
    /// How many facts people must choose over.
    pub conflicts: u32,
    /// How many additions the customer has not seen (R65).
    pub additions: u32,
    /// When it last changed.
    pub updated_at: i64,
    /// Its clocks, as they stand now.
    pub clocks: Vec<ClockView>,
}

/// The board.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderList {
    /// Newest first.
    pub orders: Vec<OrderRow>,
    /// Whether there are more than were asked for: these are the newest.
    pub more: bool,
    /// The feed position this is as of.
    pub position: u64,
}

/// The customer of an order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderCustomer {
    /// Who.
    pub id: Uuid,
    /// Their name.
    pub name: String,
}

/// The machine of an order.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderAsset {
    /// Which.
    pub id: Uuid,
    /// Product model.
    pub model: String,
    /// Serial number.
    pub serial: String,
}

/// One technician's times at the present visit.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct AttendanceView {
    /// Took the job.
    pub accepted: Option<i64>,
    /// Did not.
    pub declined: Option<i64>,
    /// On the way.
    pub set_out: Option<i64>,
    /// There.
    pub arrived: Option<i64>,
    /// Away again.
    pub left: Option<i64>,
}

/// Somebody who goes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TeamMember {
    /// Who.
    pub user: Uuid,
    /// Their name.
    pub name: String,
    /// Whether they answer for the job.
    pub lead: bool,
    /// Their times.
    pub attendance: AttendanceView,
}

/// The last safety check of the present visit (R40).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SafetyView {
    /// Whether the site's rules were read.
    pub rules_read: bool,
    /// Hazards found.
    pub hazards: Vec<String>,
    /// Measures taken.
    pub measures: Vec<String>,
    /// Whether work may start.
    pub passed: bool,
}

/// A part used (R13).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartView {
    /// Its item.
    pub id: Uuid,
    /// Part number.
    pub number: String,
    /// Name.
    pub name: String,
    /// Thousandths of the unit.
    pub quantity_milli: i64,
    /// Serial number, where serialised.
    pub serial: Option<String>,
    /// Why.
    pub reason: String,
    /// What became of the old one.
    pub old_part: String,
    /// Who used it.
    pub author: Option<AuthorView>,
    /// Whether the customer has not seen it (R65).
    pub addition: bool,
}

/// A photo (R14).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PhotoView {
    /// Its item.
    pub id: Uuid,
    /// Stage.
    pub stage: String,
    /// Caption.
    pub caption: String,
    /// Digest of the normal form.
    pub normal: String,
    /// Digest of the thumbnail.
    pub thumbnail: Option<String>,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// When.
    pub taken_at: Option<i64>,
    /// By whom.
    pub author: Option<AuthorView>,
    /// Whether the normal form is here.
    pub on_server: bool,
    /// Whether the thumbnail is here.
    pub thumbnail_on_server: bool,
    /// Whether the customer has not seen it (R65).
    pub addition: bool,
}

/// One event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Event key.
    pub key: String,
    /// When, corrected (R51).
    pub at: i64,
    /// What the device's clock said.
    pub device_time: i64,
    /// How far `at` may be off.
    pub uncertainty_ms: u32,
    /// When the server took it in.
    pub received_at: Option<i64>,
    /// Whether it came long after it happened: written without a connection.
    pub offline: bool,
    /// Who.
    pub author: AuthorView,
    /// `kept`, `dropped`, `unfitting`, `invalid` or `unknown`.
    pub standing: String,
    /// The visit it was made in.
    pub visit: u32,
    /// Who let it in, where it came too late or from an installation that may no longer write (R54).
    pub review: Option<DecisionView>,
    /// What happened.
    #[serde(flatten)]
    pub happened: Happened,
}

/// What a person must settle (R5).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContestView {
    /// Office events that do not stand beside the field's facts.
    pub dropped: Vec<String>,
    /// Field events that stand as facts and did not set the status.
    pub unfitting: Vec<String>,
    /// Settlements made without knowledge of each other.
    pub settlements: Vec<String>,
}

impl From<&Contest> for ContestView {
    fn from(contest: &Contest) -> Self {
        let keys = |keys: &[EventKey]| keys.iter().map(ToString::to_string).collect();
        Self {
            dropped: keys(&contest.dropped),
            unfitting: keys(&contest.unfitting),
            settlements: keys(&contest.settlements),
        }
    }
}

/// What made a signature void (R65).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VoidedBy {
    /// The change.
    pub change: String,
    /// Who.
    pub author: Option<AuthorView>,
    /// When the server took it in.
    pub at: Option<i64>,
}

/// Something the customer has not seen (R65).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AdditionView {
    /// The change.
    pub change: String,
    /// Who.
    pub author: Option<AuthorView>,
    /// When the server took it in.
    pub at: Option<i64>,
    /// What it touched: `fact/address`, `item/photo`, `text/notes`, `event/left_site`.
    pub what: Vec<String>,
}

/// Who signed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignatoryView {
    /// Name.
    pub name: String,
    /// Capacity.
    pub capacity: String,
}

/// The rating, each 1–5 (R17).
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct RatingView {
    /// Overall.
    pub overall: u8,
    /// Timeliness.
    pub timeliness: u8,
    /// Attitude.
    pub attitude: u8,
    /// Quality.
    pub quality: u8,
}

/// The customer's hand: hundredths of a millimetre; each point is x, y, milliseconds, pressure 0–1000.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StrokesView {
    /// Width of the field.
    pub width: u32,
    /// Height of the field.
    pub height: u32,
    /// Pen down to pen up.
    #[schema(value_type = Vec<Vec<Vec<i64>>>)]
    pub strokes: Vec<Vec<(i32, i32, u32, u16)>>,
}

/// Another order on which the very same hand stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SameHandView {
    /// The order.
    pub order: Uuid,
    /// Its number.
    pub number: String,
}

/// A photo of the company's stamp beside a signature (R17).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StampView {
    /// SHA-256 of the normal form.
    pub normal: String,
    /// Whether the server has the normal form.
    pub on_server: bool,
    /// SHA-256 of the thumbnail.
    pub thumbnail: Option<String>,
    /// Whether the server has the thumbnail.
    pub thumbnail_on_server: bool,
}

/// The sign-off of the present visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignoffView {
    /// `signed`, `signed_with_reservations`, `refused`, `nobody_present` …
    pub kind: String,
    /// The event.
    pub event: String,
    /// Whether it stands: not void.
    pub valid: bool,
    /// What made it void.
    pub void_by: Vec<VoidedBy>,
    /// What the customer has not seen, and nobody has decided about.
    pub additions: Vec<AdditionView>,
    /// What the customer has not seen and was kept (R65).
    pub kept: Vec<AdditionView>,
    /// Whether the customer is asked to sign again (R65).
    pub sign_again: bool,
    /// Who signed.
    pub signatory: Option<SignatoryView>,
    /// The rating.
    pub rating: Option<RatingView>,
    /// Remarks, in the customer's words.
    pub remarks: String,
    /// When, corrected.
    pub at: i64,
    /// Whether the customer's hand is under it. Who may see it asks for it apart.
    pub hand: bool,
    /// Other orders on which the very same hand stands, stroke for stroke: nobody writes twice alike.
    pub same_hand: Vec<SameHandView>,
    /// The company's stamp.
    pub stamp: Option<StampView>,
    /// SHA-256 of the report model.
    pub report_digest: String,
    /// SHA-256 of the page as it was shown, where it is here.
    pub page: Option<String>,
    /// The statement, a compact JWS.
    pub statement: String,
    /// The server's countersignature, a compact JWS.
    pub receipt: Option<String>,
}

/// Who pays (R32).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WarrantyView {
    /// `free`, `chargeable`, `goodwill` or `unknown`.
    pub verdict: String,
    /// Stable codes with parameters: `in_term=2027-01-31`.
    pub reasons: Vec<String>,
}

/// A work order's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// The order.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Its version.
    pub heads: Vec<String>,
    /// One line.
    pub title: String,
    /// Work status.
    pub status: String,
    /// Sign-off axis.
    pub signoff_status: String,
    /// The present visit.
    pub visit: u32,
    /// Priority.
    pub priority: String,
    /// Whose.
    pub customer: Option<OrderCustomer>,
    /// Which machine.
    pub asset: Option<OrderAsset>,
    /// The request it answers.
    pub request: Option<Uuid>,
    /// Where: more than one until a person chooses.
    pub address: Vec<Stated>,
    /// Contact at the site.
    pub contact: Vec<Stated>,
    /// The contact's phone.
    pub phone: Vec<Stated>,
    /// The promised span.
    pub window: Option<WindowView>,
    /// Why work rests.
    pub hold: Option<String>,
    /// How this visit's work ended.
    pub outcome: Option<String>,
    /// Everybody who goes.
    pub team: Vec<TeamMember>,
    /// Long texts by field: `fault`, `notes`, `1/findings`, `1/work_done`.
    pub texts: std::collections::BTreeMap<String, String>,
    /// Diagnosis facts by name with their visit: `1/symptoms`, `1/cause` …
    pub diagnosis: std::collections::BTreeMap<String, String>,
    /// Checklist answers by item, for a person.
    pub answers: std::collections::BTreeMap<String, String>,
    /// The last safety check.
    pub safety: Option<SafetyView>,
    /// Parts used.
    pub parts: Vec<PartView>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Every event, in the order all replicas share.
    pub timeline: Vec<TimelineEntry>,
    /// What people must choose over.
    pub conflicts: Vec<ConflictView>,
    /// What a person must settle.
    pub contest: Option<ContestView>,
    /// The sign-off.
    pub signoff: Option<SignoffView>,
    /// Clocks as they stand now.
    pub clocks: Vec<ClockView>,
    /// Who pays.
    pub warranty: WarrantyView,
    /// The feed position this is as of.
    pub position: u64,
}
