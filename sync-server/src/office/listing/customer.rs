//! The row of a customer.

use jobsheet_domain::customer::{self, CustomerView as Customer};

use crate::office::views::{ContactView, CustomerView, SiteView};

/// What lists show of a customer.
pub(crate) fn view(customer: &Customer) -> CustomerView {
    CustomerView {
        id: customer.id.0,
        name: customer.name.clone(),
        language: customer.language.code().to_owned(),
        phone: customer.phone.clone(),
        contract: customer.contract.clone().unwrap_or_default(),
        contacts: customer.contacts.iter().map(contact).collect(),
        sites: customer.sites.iter().map(site).collect(),
        assets: Vec::new(),
        orders: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn contact(contact: &customer::ContactView) -> ContactView {
    ContactView {
        id: contact.id.0,
        name: contact.name.clone(),
        phone: contact.phone.clone(),
        mail: contact.mail.clone(),
        role: contact.role.clone(),
    }
}

fn site(site: &customer::SiteView) -> SiteView {
    SiteView {
        id: site.id.0,
        name: site.name.clone(),
        address: site.address.text.clone(),
        latitude_udeg: site.address.position.map(|position| position.latitude_udeg),
        longitude_udeg: site.address.position.map(|position| position.longitude_udeg),
        distance_m: site.distance_m.and_then(|metres| i64::try_from(metres).ok()),
    }
}
