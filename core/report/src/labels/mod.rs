//! The words of the service report in each language, and what other reports have in common with it.

mod en;
mod zh_hans;
mod zh_hant;

use jobsheet_domain::language::Language;

/// Words for stored codes: `(code, words)`.
pub(crate) type Terms = &'static [(&'static str, &'static str)];

/// Every word the page itself says. A struct, so that no language can lack one.
pub(crate) struct Labels {
    pub service_report: &'static str,
    pub order: &'static str,
    /// With `{}` for the number.
    pub visit: &'static str,
    pub finished: &'static str,
    pub times_in: &'static str,
    pub customer: &'static str,
    pub machine: &'static str,
    /// An organisation's name.
    pub name: &'static str,
    /// A person's name.
    pub person: &'static str,
    pub address: &'static str,
    pub contact: &'static str,
    pub product_model: &'static str,
    pub serial: &'static str,
    pub meter: &'static str,
    pub fault: &'static str,
    pub diagnosis: &'static str,
    pub symptoms: &'static str,
    pub tests: &'static str,
    pub opened_by_others: &'static str,
    pub cause: &'static str,
    pub cause_class: &'static str,
    pub remedy: &'static str,
    pub work_done: &'static str,
    pub parts: &'static str,
    pub part: &'static str,
    pub quantity: &'static str,
    pub reason: &'static str,
    pub old_part: &'static str,
    pub photos: &'static str,
    pub photo_elsewhere: &'static str,
    pub safety: &'static str,
    pub checked_at: &'static str,
    pub rules_read: &'static str,
    pub hazards: &'static str,
    pub measures: &'static str,
    pub safe_to_work: &'static str,
    pub checklist: &'static str,
    pub item: &'static str,
    pub answer: &'static str,
    pub technicians: &'static str,
    pub lead: &'static str,
    pub arrived: &'static str,
    pub left: &'static str,
    pub warranty: &'static str,
    pub consent: &'static str,
    pub signature: &'static str,
    pub stamp: &'static str,
    pub settled: &'static str,
    pub at: &'static str,
    pub capacity: &'static str,
    pub remarks: &'static str,
    pub witness: &'static str,
    pub overall: &'static str,
    pub timeliness: &'static str,
    pub attitude: &'static str,
    pub quality: &'static str,
    pub hand_withheld: &'static str,
    pub hand_sealed: &'static str,
    pub void: &'static str,
    pub signed: &'static str,
    pub signed_with_reservations: &'static str,
    pub refused: &'static str,
    pub nobody_present: &'static str,
    pub link_signed: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub list_comma: &'static str,
    pub outcomes: Terms,
    pub cause_classes: Terms,
    pub remedies: Terms,
    pub fates: Terms,
    pub stages: Terms,
    pub verdicts: Terms,
    pub reasons: Terms,
}

impl Labels {
    /// The words of a language.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Simplified => &zh_hans::LABELS,
            Language::Traditional => &zh_hant::LABELS,
            Language::English => &en::LABELS,
        }
    }
}

/// The words for a code; the code itself where a newer version wrote one that is not known here.
pub(crate) fn term(terms: Terms, code: &str) -> &str {
    terms.iter().find(|(known, _)| *known == code).map_or(code, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::work_order::{PartFate, fields};

    use super::*;

    fn codes(terms: Terms) -> Vec<&'static str> {
        terms.iter().map(|(code, _)| *code).collect()
    }

    #[test]
    fn every_language_has_words_for_every_stored_code() {
        let fates: Vec<&str> = PartFate::ALL.into_iter().map(PartFate::name).collect();
        let stages: Vec<&str> = fields::STAGES.into_iter().filter(|stage| *stage != "stamp").collect();
        for language in Language::ALL {
            let labels = Labels::of(language);
            assert_eq!(codes(labels.cause_classes), fields::CAUSE_CLASSES, "{language:?}");
            assert_eq!(codes(labels.remedies), fields::REMEDIES, "{language:?}");
            assert_eq!(codes(labels.fates), fates, "{language:?}");
            assert_eq!(codes(labels.stages), stages, "{language:?}");
            assert_eq!(codes(labels.outcomes), ["solved", "temporary", "not_solved"], "{language:?}");
            assert_eq!(codes(labels.verdicts), ["free", "chargeable", "goodwill", "unknown"], "{language:?}");
            assert_eq!(codes(labels.reasons), codes(Labels::of(Language::English).reasons), "{language:?}");
        }
    }
}
