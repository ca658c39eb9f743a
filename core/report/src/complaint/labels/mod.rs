//! The words of a complaint's report in each language.

mod en;
mod zh_hans;
mod zh_hant;

use jobsheet_domain::language::Language;

use crate::labels::Terms;

/// Every word the page says beside those it has in common with the service report. A struct, so that no language can
/// lack one.
pub(super) struct ComplaintLabels {
    pub title: &'static str,
    pub complaint: &'static str,
    pub standing: &'static str,
    /// With `{}` for the time.
    pub since: &'static str,
    /// With `{}` for the time.
    pub as_of: &'static str,
    pub contested: &'static str,
    pub withdrawn: &'static str,
    /// With `{}` for the number.
    pub goes_on_in: &'static str,
    /// After values of which nobody has chosen one (R49).
    pub undecided: &'static str,
    pub who_complained: &'static str,
    pub phone: &'static str,
    pub taken: &'static str,
    pub received: &'static str,
    pub channel: &'static str,
    pub taken_by: &'static str,
    pub provisional: &'static str,
    pub demand: &'static str,
    pub facts: &'static str,
    pub grade: &'static str,
    pub class: &'static str,
    pub severity: &'static str,
    pub note: &'static str,
    pub graded_by: &'static str,
    pub investigation: &'static str,
    pub investigator: &'static str,
    pub justified: &'static str,
    pub responsible_unit: &'static str,
    pub responsible_person: &'static str,
    pub remedy: &'static str,
    pub kind: &'static str,
    pub plan: &'static str,
    pub cost: &'static str,
    pub proposed_by: &'static str,
    pub stands: &'static str,
    pub is_proposed: &'static str,
    pub is_not_agreed: &'static str,
    pub is_agreed: &'static str,
    pub is_approved: &'static str,
    pub agreed: &'static str,
    pub customer_side: &'static str,
    pub words: &'static str,
    pub recorded_by: &'static str,
    pub approved_by: &'static str,
    pub approved_amount: &'static str,
    pub carried_out: &'static str,
    pub done: &'static str,
    pub answer: &'static str,
    pub told: &'static str,
    pub satisfied: &'static str,
    pub unsaid: &'static str,
    pub is_satisfied: &'static str,
    pub is_not_satisfied: &'static str,
    pub prevention: &'static str,
    pub closing: &'static str,
    pub closed_by: &'static str,
    pub reason: &'static str,
    pub clocks: &'static str,
    pub clock: &'static str,
    pub started: &'static str,
    pub due: &'static str,
    pub state: &'static str,
    pub links: &'static str,
    pub what: &'static str,
    pub number: &'static str,
    pub why: &'static str,
    pub from_request: &'static str,
    pub from_order: &'static str,
    pub raised_order: &'static str,
    pub similar: &'static str,
    pub merged_into: &'static str,
    pub disputes: &'static str,
    pub dropped: &'static str,
    pub unfitting: &'static str,
    pub settlements: &'static str,
    /// With `{}` for the event.
    pub settled_away: &'static str,
    /// With `{}` for the event.
    pub settled_for: &'static str,
    pub course: &'static str,
    pub when: &'static str,
    pub who: &'static str,
    pub said: &'static str,
    pub standing_of_event: &'static str,
    pub channels: Terms,
    pub classes: Terms,
    pub severities: Terms,
    pub remedies: Terms,
    pub events: Terms,
    pub standings: Terms,
    pub clock_rules: Terms,
    pub states: Terms,
}

impl ComplaintLabels {
    /// The words of a language.
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Simplified => &zh_hans::LABELS,
            Language::Traditional => &zh_hant::LABELS,
            Language::English => &en::LABELS,
        }
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::complaint::{Channel, ComplaintClass, ComplaintRemedy, Severity, transitions};
    use jobsheet_domain::flow::Standing;

    use super::*;

    fn codes(terms: Terms) -> Vec<&'static str> {
        terms.iter().map(|(code, _)| *code).collect()
    }

    const CHANNELS: [Channel; 7] = [
        Channel::OnSite,
        Channel::Phone,
        Channel::Letter,
        Channel::Mail,
        Channel::Message,
        Channel::WalkIn,
        Channel::Sheet,
    ];
    const REMEDIES: [ComplaintRemedy; 6] = [
        ComplaintRemedy::Repair,
        ComplaintRemedy::Replace,
        ComplaintRemedy::Return,
        ComplaintRemedy::Compensate,
        ComplaintRemedy::Train,
        ComplaintRemedy::Explain,
    ];
    const STANDINGS: [Standing; 5] =
        [Standing::Kept, Standing::Dropped, Standing::Unfitting, Standing::Invalid, Standing::Unknown];

    #[test]
    fn every_language_has_words_for_every_stored_code() {
        let classes = [ComplaintClass::Quality, ComplaintClass::NotQuality, ComplaintClass::Other];
        let severities = [Severity::Minor, Severity::Major, Severity::Critical];
        let mut events: Vec<&str> = transitions::TABLE.iter().map(|row| row.kind.name()).collect();
        events.push("unknown");
        for language in Language::ALL {
            let labels = ComplaintLabels::of(language);
            assert_eq!(codes(labels.channels), CHANNELS.map(Channel::name), "{language:?}");
            assert_eq!(codes(labels.classes), classes.map(ComplaintClass::name), "{language:?}");
            assert_eq!(codes(labels.severities), severities.map(Severity::name), "{language:?}");
            assert_eq!(codes(labels.remedies), REMEDIES.map(ComplaintRemedy::name), "{language:?}");
            assert_eq!(codes(labels.standings), STANDINGS.map(Standing::name), "{language:?}");
            assert_eq!(codes(labels.events), events, "{language:?}");
            assert_eq!(codes(labels.states), codes(ComplaintLabels::of(Language::English).states));
            assert_eq!(codes(labels.clock_rules), ["R28", "R28b"], "{language:?}");
        }
    }
}
