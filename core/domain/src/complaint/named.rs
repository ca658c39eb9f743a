//! Which documents a command links a complaint to.

use crate::complaint::command::ComplaintCommand;
use crate::complaint::fields;
use crate::complaint::schema::KIND;
use crate::id::DocumentId;
use crate::kind::Kind;
use crate::value::Value;
use crate::{asset, customer, request, work_order};

/// The documents a command names, with what kind of document each must be.
pub(super) fn named(command: &ComplaintCommand) -> Vec<(DocumentId, Kind)> {
    use ComplaintCommand as C;
    let of = |id: Option<DocumentId>, kind: Kind| id.map(|id| (id, kind));
    let named = match command {
        C::Take(taken) => vec![
            of(taken.customer, customer::KIND),
            of(taken.asset, asset::KIND),
            of(taken.request, request::KIND),
            of(taken.order, work_order::KIND),
        ],
        C::Merge { into } => vec![of(Some(*into), KIND)],
        C::LinkOrder { order } => vec![of(Some(*order), work_order::KIND)],
        C::LinkSimilar { complaint, .. } => vec![of(Some(*complaint), KIND)],
        C::SetFact { name, value: Value::Id(id) } => {
            vec![kind_of(name).map(|kind| (DocumentId(*id), kind))]
        }
        C::Grade { .. }
        | C::Investigate { .. }
        | C::Propose { .. }
        | C::SendBack { .. }
        | C::Agree(_)
        | C::Object(_)
        | C::Approve { .. }
        | C::Reject { .. }
        | C::CarryOut { .. }
        | C::Tell { .. }
        | C::Close { .. }
        | C::Withdraw(_)
        | C::Reopen { .. }
        | C::Settle { .. }
        | C::SetFact { .. }
        | C::EditText { .. }
        | C::RecordFindings(_)
        | C::AddPhoto(_)
        | C::CaptionPhoto { .. }
        | C::RemoveItem { .. } => Vec::new(),
    };
    named.into_iter().flatten().collect()
}

/// The kind of document a fact names; `None` where it names none.
fn kind_of(fact: &str) -> Option<Kind> {
    match fact {
        fields::CUSTOMER => Some(customer::KIND),
        fields::ASSET => Some(asset::KIND),
        fields::REQUEST => Some(request::KIND),
        fields::ORDER => Some(work_order::KIND),
        _ => None,
    }
}
