//! One door for everything a person can ask, whatever document it is about.

use serde::{Deserialize, Serialize};

use crate::asker::Asker;
use crate::asset::{self, AssetCommand};
use crate::content::{Content, Kind};
use crate::customer::{self, CustomerCommand};
use crate::edit::{Deed, Edit};
use crate::refusal::Refusal;
use crate::request::{self, RequestCommand};
use crate::work_order::{self, WorkOrder, WorkOrderCommand};

/// Something asked of a document. Stored with unsent work, so that it can be decided again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Of a work order.
    WorkOrder(WorkOrderCommand),
    /// Of a request.
    Request(RequestCommand),
    /// Of a customer's file.
    Customer(CustomerCommand),
    /// Of an asset's file.
    Asset(AssetCommand),
}

impl Command {
    /// The kind of document it is about.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::WorkOrder(_) => Kind::WorkOrder,
            Self::Request(_) => Kind::Request,
            Self::Customer(_) => Kind::Customer,
            Self::Asset(_) => Kind::Asset,
        }
    }
}

/// Bytes a long text may have. It is checked where it is written; at admission the size of changes is.
const LONG_TEXT_LIMIT: usize = 100_000;

/// What a command writes, or why it may not: the same answer on the device, at admission and in the console (R4).
///
/// `content` is the document as the asker sees it, empty for one that is to be made; `signoff_void` says whether the
/// present sign-off of a work order is void (R19), which no other kind has.
///
/// # Errors
/// A refusal with its stable code; `command.wrong_document` for a command about another kind of document.
pub fn decide(
    content: &Content,
    asker: &Asker<'_>,
    signoff_void: bool,
    command: &Command,
) -> Result<Vec<Edit>, Refusal> {
    if content.kind != command.kind() {
        return Err(Refusal::new("command.wrong_document").with("kind", content.kind.name()));
    }
    let edits = match command {
        Command::WorkOrder(command) => {
            work_order::decide(&WorkOrder::new(content).with_signoff_void(signoff_void), asker, command)
        }
        Command::Request(command) => request::decide(content, asker, command),
        Command::Customer(command) => customer::decide(content, asker, command),
        Command::Asset(command) => asset::decide(content, asker, command),
    }?;
    let too_long = |edit: &Edit| matches!(edit, Edit::Text { text, .. } if text.len() > LONG_TEXT_LIMIT);
    if edits.iter().any(too_long) {
        return Err(Refusal::new("value.too_long").with("limit", LONG_TEXT_LIMIT));
    }
    Ok(edits)
}

/// Whether one change's deeds are allowed on a document as its author saw it (R4): the gate of admission. What
/// [`decide`] allows, this admits.
///
/// # Errors
/// The refusal of the rule that is broken.
pub fn validate(
    content_before: &Content,
    asker: &Asker<'_>,
    signoff_void: bool,
    deeds: &[Deed],
) -> Result<(), Refusal> {
    match content_before.kind {
        Kind::WorkOrder => {
            let order = WorkOrder::new(content_before).with_signoff_void(signoff_void);
            work_order::validate(&order, asker, deeds)
        }
        Kind::Request => request::validate(content_before, asker, deeds),
        Kind::Customer => customer::validate(asker, deeds),
        Kind::Asset => asset::validate(content_before, asker, deeds),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::DocumentId;
    use crate::records::Role;
    use crate::testing::{asker, records};

    fn notes(length: usize) -> Command {
        let text = "x".repeat(length);
        Command::Customer(CustomerCommand::EditText { field: "notes".into(), base: Vec::new(), text })
    }

    #[test]
    fn a_command_is_decided_on_its_own_kind_of_document() {
        let records = records(&[Role::Dispatcher]);
        let me = asker(&records, 1, 1);
        let content = |kind| Content::empty(kind, DocumentId(Uuid::nil()), 1);
        let refusal = decide(&content(Kind::Asset), &me, false, &notes(1)).unwrap_err();
        assert_eq!(refusal.code, "command.wrong_document");
        assert_eq!(decide(&content(Kind::Customer), &me, false, &notes(1)).map(|edits| edits.len()), Ok(1));
    }

    #[test]
    fn a_text_has_an_end() {
        let records = records(&[Role::Dispatcher]);
        let content = Content::empty(Kind::Customer, DocumentId(Uuid::nil()), 1);
        let refusal =
            decide(&content, &asker(&records, 1, 1), false, &notes(LONG_TEXT_LIMIT + 1)).unwrap_err();
        assert_eq!(refusal.code, "value.too_long");
    }

    #[test]
    fn stored_commands_name_their_document() {
        let text = serde_json::to_string(&Command::WorkOrder(WorkOrderCommand::Accept)).unwrap();
        assert_eq!(text, r#"{"work_order":"accept"}"#);
        assert_eq!(serde_json::from_str::<Command>(&text).unwrap().kind(), Kind::WorkOrder);
    }
}
