//! What an order copies when it is raised from the files it is about, so that whoever judges it needs no other document.

use crate::asset::AssetView;
use crate::customer::{CustomerView, SiteView};
use crate::value::Address;
use crate::work_order::command::WorkOrderCommand;

impl WorkOrderCommand {
    /// The command with what a raised order copies: the model of its machine, which decides checklist (R12),
    /// qualifications (R46) and clocks, and how far its site is (R24, R25). Other commands are as they were, and so is
    /// what the files do not say.
    #[must_use]
    pub fn with_files(mut self, customer: Option<&CustomerView>, machine: Option<&AssetView>) -> Self {
        if let Self::Raise { address, product_model, distance_m, .. } = &mut self {
            if let Some(machine) = machine.filter(|machine| !machine.product_model.is_empty()) {
                product_model.clone_from(&machine.product_model);
            }
            let site = customer.and_then(|customer| site(customer, machine, address));
            let distance = site.and_then(|site| u32::try_from(site.distance_m?).ok());
            *distance_m = distance.or(*distance_m);
        }
        self
    }
}

/// Where the machine stands; for one that stands nowhere, and for an order about none, the site at the order's address.
fn site<'a>(
    customer: &'a CustomerView,
    machine: Option<&AssetView>,
    address: &Address,
) -> Option<&'a SiteView> {
    let stands = machine.and_then(|machine| customer.site(machine.site?));
    stands.or_else(|| customer.sites.iter().find(|site| site.address.text.trim() == address.text.trim()))
}
