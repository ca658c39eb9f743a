//! Recognising who calls (R3): pure over rows that a read model supplies, so that it works offline too.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::DocumentId;

/// Digits at the end of a phone number that tell people apart, whatever code is dialled before them.
const PHONE_TAIL: usize = 7;
/// Digits of a number still being typed that are worth looking for.
const PHONE_START: usize = 4;
/// Characters worth looking for in a name or an address: Chinese words have two.
const TEXT_START: usize = 2;
/// Characters worth looking for in a serial number.
const SERIAL_START: usize = 3;

/// What the caller has said so far. Texts are folded (script, width, case) by whoever asks; empty is not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallerQuery {
    /// The number on the display, or as dictated.
    pub phone: String,
    /// The caller's or the customer's name, folded.
    pub name: String,
    /// The address, folded.
    pub address: String,
    /// The serial number, folded.
    pub serial: String,
}

/// Somebody known: one row for each customer, contact, site or asset, with what that row has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerCandidate {
    /// The customer.
    pub customer: DocumentId,
    /// The asset, when the row is one.
    pub asset: Option<DocumentId>,
    /// A phone number as stored.
    pub phone: String,
    /// A name, folded.
    pub name: String,
    /// An address, folded.
    pub address: String,
    /// A serial number, folded.
    pub serial: String,
}

/// What a caller was recognised by, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedBy {
    /// The serial number of one of their assets.
    Serial,
    /// Their phone number.
    Phone,
    /// Their name or a contact's.
    Name,
    /// The address of a site.
    Address,
}

impl MatchedBy {
    const fn weight(self) -> u32 {
        match self {
            Self::Serial => 8,
            Self::Phone => 7,
            Self::Name => 3,
            Self::Address => 2,
        }
    }
}

/// A customer who may be calling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallerMatch {
    /// Who.
    pub customer: DocumentId,
    /// The asset they may be calling about, when the serial number names one.
    pub asset: Option<DocumentId>,
    /// What speaks for it, strongest first.
    pub by: Vec<MatchedBy>,
}

/// Who may be calling, likeliest first; each customer once. Of equally likely ones the older id comes first.
pub fn recognise(
    query: &CallerQuery,
    candidates: impl IntoIterator<Item = CallerCandidate>,
) -> Vec<CallerMatch> {
    let query = Prepared::new(query);
    let mut found = BTreeMap::<DocumentId, CallerMatch>::new();
    for candidate in candidates {
        let by = query.matches(&candidate);
        if by.is_empty() {
            continue;
        }
        let known = found.entry(candidate.customer).or_insert_with(|| CallerMatch {
            customer: candidate.customer,
            asset: None,
            by: Vec::new(),
        });
        if by.contains(&MatchedBy::Serial) {
            known.asset = known.asset.or(candidate.asset);
        }
        known.by.extend(by);
        known.by.sort_unstable();
        known.by.dedup();
    }
    let mut found: Vec<CallerMatch> = found.into_values().collect();
    let likelihood = |found: &CallerMatch| found.by.iter().map(|by| by.weight()).sum::<u32>();
    found.sort_by_key(|found| (Reverse(likelihood(found)), found.customer));
    found
}

struct Prepared<'a> {
    phone: String,
    name: &'a str,
    address: &'a str,
    serial: String,
}

impl<'a> Prepared<'a> {
    fn new(query: &'a CallerQuery) -> Self {
        Self {
            phone: phone_digits(&query.phone),
            name: query.name.trim(),
            address: query.address.trim(),
            serial: alphanumeric(&query.serial),
        }
    }

    fn matches(&self, candidate: &CallerCandidate) -> Vec<MatchedBy> {
        let serial = alphanumeric(&candidate.serial);
        let by_serial = self.serial.chars().count() >= SERIAL_START && serial.contains(&self.serial);
        let tests = [
            (MatchedBy::Serial, by_serial),
            (MatchedBy::Phone, same_phone(&self.phone, &phone_digits(&candidate.phone))),
            (MatchedBy::Name, alike(self.name, &candidate.name)),
            (MatchedBy::Address, alike(self.address, &candidate.address)),
        ];
        tests.into_iter().filter(|(_, hit)| *hit).map(|(by, _)| by).collect()
    }
}

/// The digits of a phone number without the zeros before an area or country code.
fn phone_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').to_owned()
}

/// Whole numbers are the same when one ends in the other; the beginning of one may still be being typed.
fn same_phone(asked: &str, known: &str) -> bool {
    let ends = |longer: &str, tail: &str| tail.len() >= PHONE_TAIL && longer.ends_with(tail);
    ends(known, asked) || ends(asked, known) || asked.len() >= PHONE_START && known.starts_with(asked)
}

/// One contains the other, and is long enough to mean something.
fn alike(asked: &str, known: &str) -> bool {
    let known = known.trim();
    let within = |whole: &str, part: &str| part.chars().count() >= TEXT_START && whole.contains(part);
    within(known, asked) || within(asked, known)
}

fn alphanumeric(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
