//! What a person can choose: among values, and among steps.

use jobsheet_client::domain::id::ChangeHash;
use jobsheet_client::domain::language::Language;
use jobsheet_screens::{ConflictView, PossibilityView, StatedView};

use crate::error::Reason;
use crate::values::FieldValue;

/// A value somebody wrote; one of several until a person chooses (R49).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StatedValue {
    /// The value, to hand back in a choice.
    pub value: FieldValue,
    /// The value as text.
    pub text: String,
    /// Who wrote it, by name.
    pub author: String,
    /// The change that wrote it: what a choice names.
    pub change: ChangeHash,
}

impl From<StatedView> for StatedValue {
    fn from(view: StatedView) -> Self {
        Self { value: view.value.into(), text: view.text, author: view.author, change: view.change }
    }
}

/// Values that were written to one place without knowledge of each other; [`crate::FieldClient::choose`] ends it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ConflictShown {
    /// The place: `fact/address`, `fact/2/cause`, `item/part/<id>/serial`, `answer/1/hydraulics.leak`.
    pub path: String,
    /// Every value, the one that is shown where only one fits first.
    pub values: Vec<StatedValue>,
}

impl From<ConflictView> for ConflictShown {
    fn from(view: ConflictView) -> Self {
        Self { path: view.path, values: view.values.into_iter().map(Into::into).collect() }
    }
}

/// One step that is or could become this person's on the order: a button, or the reason why there is none now (R4).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StepShown {
    /// The command that takes it: `set_out`.
    pub command: String,
    /// What the button says.
    pub label: String,
    /// Why it may not be taken now; none when it may.
    pub refusal: Option<Reason>,
}

impl StepShown {
    pub(crate) fn of(view: PossibilityView, language: Language) -> Self {
        let refusal = view.refusal.map(|refusal| Reason::of(&refusal, language));
        Self { command: view.command, label: view.label, refusal }
    }
}
