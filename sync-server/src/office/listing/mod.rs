//! What lists show of a document, computed in the transaction that changes it, so that no list opens a document.

pub(crate) mod arrivals;
pub(crate) mod kept;
pub(crate) mod relist;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jobsheet_domain::aggregates;
use jobsheet_domain::id::UserId;
use jobsheet_domain::listing::{self, Listing};
use jobsheet_domain::search::{fold, phone_digits};
use jobsheet_domain::time::Timestamp;

use self::arrivals::{Arrivals, Heard};
use self::kept::Kept;
use crate::ledger::{DeviceKind, Listed, StoredRun};
use crate::office::server::Server;
use crate::office::{Error, Opened};

/// Digits that make a telephone number: fewer are a house number or a floor.
const PHONE_DIGITS: usize = 5;

/// What lists show of a document as it stands once `run` is stored.
pub(crate) fn listed(server: &Server, opened: &Opened, run: &StoredRun) -> Result<Listed, Error> {
    made(server, opened, Some(run), run.received_at)
}

/// What lists show of a document that last changed at `updated_at`, by the runs that are stored and the one `arriving`.
fn made(
    server: &Server,
    opened: &Opened,
    arriving: Option<&StoredRun>,
    updated_at: Timestamp,
) -> Result<Listed, Error> {
    let listing = aggregates::listing(&opened.subject);
    let heard = heard(server, opened, &listing, arriving)?;
    Ok(Listed {
        version: listing::VERSION,
        updated_at,
        status: listing.status.clone(),
        open: listing.open,
        contested: listing.contested,
        search: searchable(&listing),
        members: members(server, &listing)?,
        links: listing.links.clone(),
        summary: serde_json::to_vec(&Kept { listing, heard })?,
    })
}

/// When the server heard of what stopped its clocks; nothing is looked up for a document whose clocks never stopped.
fn heard<S>(
    server: &Server,
    opened: &Opened,
    listing: &Listing<S>,
    arriving: Option<&StoredRun>,
) -> Result<Heard, Error> {
    if listing.clocks.stops().is_empty() {
        return Ok(Heard::new());
    }
    Ok(Arrivals::read(server, &opened.document, arriving)?.heard(opened.content(), &listing.clocks))
}

/// Whoever works on it, and whoever began it in the field before anybody was assigned.
fn members<S>(server: &Server, listing: &Listing<S>) -> Result<BTreeSet<UserId>, Error> {
    let mut members = listing.holders.clone();
    if let Some(by) = listing.begun_by.filter(|_| listing.held_by_beginner) {
        // Every process of the office is an installation of its own.
        let device = server.ledger.device(server.organisation.id, by.device)?;
        let in_the_field = device.is_none_or(|device| device.kind != DeviceKind::Office);
        members.extend(in_the_field.then_some(by.user));
    }
    Ok(members)
}

/// Folded words, and once more the digits of what has many: a phone number is found however it is written.
fn searchable<S>(listing: &Listing<S>) -> String {
    let own = [&listing.number, &listing.title].into_iter().chain(&listing.words).chain(&listing.phones);
    let words: BTreeSet<&str> = own.map(String::as_str).filter(|word| !word.is_empty()).collect();
    let mut text: Vec<String> = words.iter().map(|word| fold(word)).collect();
    text.extend(words.iter().map(|word| phone_digits(word)).filter(|digits| digits.len() >= PHONE_DIGITS));
    text.join("\n")
}
