//! What is said of one kind of document.

/// Words in Simplified Chinese, Traditional Chinese and English.
pub type Said = [&'static str; 3];

/// Words by what they stand for: a status, an event, a command, a field.
pub type Terms = &'static [(&'static str, Said)];

/// What is said of one kind of document, wherever people meet it: lists, pages, buttons, refusals.
#[derive(Debug)]
pub struct Words {
    /// One of them: `complaint`.
    pub name: Said,
    /// The heading of a list of them: `Complaints`.
    pub list: Said,
    /// Statuses by name.
    pub statuses: Terms,
    /// What happens to them, by the name of the event: `approve`.
    pub events: Terms,
    /// What people ask, by the name of the command, where it is not called as the event; what it asks for, by the field.
    pub terms: Terms,
    /// Refusals of its rules.
    pub messages: &'static [Message],
}

/// A code with its message. `{name}` stands for a parameter of the refusal.
#[derive(Debug)]
pub struct Message {
    /// The stable code.
    pub code: &'static str,
    /// Its message in each language.
    pub words: Said,
}

/// A code with its message in Simplified Chinese, Traditional Chinese and English.
#[must_use]
pub const fn message(
    code: &'static str,
    simplified: &'static str,
    traditional: &'static str,
    english: &'static str,
) -> Message {
    Message { code, words: [simplified, traditional, english] }
}
