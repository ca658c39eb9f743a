//! What a screen shows: one view for each list and each page, read from a [`Client`]'s file, with everything on it already in the
//! reader's words, what can be done about it, and why not the rest. A shell draws a view and computes nothing.
//!
//! Reading only: what a person taps goes to the client.

mod asset;
mod authors;
mod complaint;
mod customer;
mod order;
mod page;
mod request;

use jobsheet_client::Client;

pub use asset::AssetRow;
pub use complaint::{
    ComplaintView, FindingsView, LinkView, ListedComplaint, ProposalView, ReplyView, SimilarView, TurnView,
};
pub use customer::{Caller, CustomerRow, MatchedBy};
pub use order::{
    AnswerView, AttendanceView, ListedOrder, MemberView, NearOrder, OrderRow, OrderView, PartView,
    ReportPage, SafetyView, SignoffView, TeamMember, VisitSignoffView, VisitView,
};
pub use page::{
    ConflictView, DetailView, HappeningView, PhotoView, PossibilityView, StatedView, Whereabouts, status_text,
};
pub use request::RequestRow;

/// The screens of a device.
#[derive(Clone, Copy)]
pub struct Screens<'c> {
    client: &'c Client,
}

/// The screens of a device.
#[must_use]
pub const fn screens(client: &Client) -> Screens<'_> {
    Screens { client }
}
