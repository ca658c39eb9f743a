//! What is listed of a customer.

use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::customer::{ContactView, CustomerView, SiteView};
use crate::language::Language;
use crate::listing::Listing;

/// What only lists of customers show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CustomerSummary {
    /// The language they read.
    pub language: Language,
    /// Their main phone; empty when there is none.
    pub phone: String,
    /// Their contract's number, which clocks may depend on.
    pub contract: Option<String>,
    /// Whom to call.
    pub contacts: Vec<ContactView>,
    /// Where their machines are.
    pub sites: Vec<SiteView>,
}

/// The contract in what is kept of a customer's listing, which every tap on their orders asks for: the rest of it is passed
/// over. None where nothing of it can be read.
#[must_use]
pub fn listed_contract(listing: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Listed {
        summary: Summary,
    }
    #[derive(Deserialize)]
    struct Summary {
        contract: Option<String>,
    }
    serde_json::from_str(listing).ok().and_then(|Listed { summary }| summary.contract)
}

/// What is listed of a customer.
pub(super) fn listing(content: &Content) -> Listing<CustomerSummary> {
    let customer = CustomerView::of(content);
    let contacts = customer.contacts.iter().flat_map(|contact| [&contact.name, &contact.phone]);
    let sites = customer.sites.iter().flat_map(|site| [&site.name, &site.address.text]);
    let words = std::iter::once(&customer.phone).chain(contacts).chain(sites);
    let phones =
        std::iter::once(&customer.phone).chain(customer.contacts.iter().map(|contact| &contact.phone));
    Listing {
        title: customer.name.clone(),
        address: customer.sites.first().map(|site| site.address.clone()).unwrap_or_default(),
        words: words.filter(|word| !word.is_empty()).cloned().collect(),
        phones: phones.filter(|phone| !phone.is_empty()).cloned().collect(),
        summary: CustomerSummary {
            language: customer.language,
            phone: customer.phone,
            contract: customer.contract,
            contacts: customer.contacts,
            sites: customer.sites,
        },
        ..Listing::of(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contract_is_found_in_what_is_kept_of_a_customer() {
        let contract = Some("HT-2026-1".to_owned());
        let summary = CustomerSummary { contract: contract.clone(), ..CustomerSummary::default() };
        let listing = Listing { summary, ..Listing::default() };
        assert_eq!(listed_contract(&serde_json::to_string(&listing).unwrap()), contract);
        assert_eq!(listed_contract("{}"), None);
    }
}
