//! A complaint as it is taken down.

use jobsheet_client::domain::complaint::{Channel, ComplaintTaken};
use jobsheet_client::domain::id::{DocumentId, EventKey};

/// A complaint to take down. Needed are what happened, and the customer or at least who spoke.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NewComplaint {
    /// By which way it came.
    pub channel: Channel,
    /// The call it came from.
    #[uniffi(default = None)]
    pub request: Option<DocumentId>,
    /// The order it came from.
    #[uniffi(default = None)]
    pub order: Option<DocumentId>,
    /// The sign-off of that order whose remark it is; with [`Channel::Sheet`] only.
    #[uniffi(default = None)]
    pub remark: Option<EventKey>,
    /// A number it goes by until the office gives one; none lets the device give the next one of its own register.
    #[uniffi(default = None)]
    pub provisional: Option<String>,
    /// The customer, when recognised.
    #[uniffi(default = None)]
    pub customer: Option<DocumentId>,
    /// The machine, when known.
    #[uniffi(default = None)]
    pub asset: Option<DocumentId>,
    /// The product model as on the nameplate.
    #[uniffi(default = "")]
    pub product_model: String,
    /// Who complained, by name.
    #[uniffi(default = "")]
    pub contact: String,
    /// Their phone.
    #[uniffi(default = "")]
    pub phone: String,
    /// One line for lists; where it is empty, lists show how the facts begin.
    #[uniffi(default = "")]
    pub title: String,
    /// What happened, in the customer's words.
    #[uniffi(default = "")]
    pub facts: String,
    /// What the customer asks for.
    #[uniffi(default = "")]
    pub demand: String,
}

impl From<NewComplaint> for ComplaintTaken {
    fn from(new: NewComplaint) -> Self {
        Self {
            channel: new.channel,
            request: new.request,
            order: new.order,
            remark: new.remark,
            provisional: new.provisional,
            customer: new.customer,
            asset: new.asset,
            product_model: new.product_model,
            contact: new.contact,
            phone: new.phone,
            title: new.title,
            facts: new.facts,
            demand: new.demand,
        }
    }
}

impl From<ComplaintTaken> for NewComplaint {
    fn from(begun: ComplaintTaken) -> Self {
        Self {
            channel: begun.channel,
            request: begun.request,
            order: begun.order,
            remark: begun.remark,
            provisional: begun.provisional,
            customer: begun.customer,
            asset: begun.asset,
            product_model: begun.product_model,
            contact: begun.contact,
            phone: begun.phone,
            title: begun.title,
            facts: begun.facts,
            demand: begun.demand,
        }
    }
}
