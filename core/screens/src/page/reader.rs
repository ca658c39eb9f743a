//! What every part of a document's page is read with.

use jobsheet_domain::language::Language;
use jobsheet_domain::records::Records;
use jobsheet_domain::zone::TimeZone;

use crate::authors::Authors;

/// What the values of a document are told with.
pub(crate) struct Reader<'a> {
    pub records: &'a Records,
    pub authors: &'a Authors,
    pub language: Language,
}

impl Reader<'_> {
    /// The organisation's time.
    pub fn zone(&self) -> TimeZone {
        self.records.policy.zone()
    }
}
