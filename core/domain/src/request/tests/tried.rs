//! Calls, endings and corrections, for holding deciding against the gate (R4).

use super::{answered, call, document, withdrawn};
use crate::content::Content;
use crate::edit::Deed;
use crate::event::EventBody;
use crate::request::{RequestCommand, RequestEvent, RequestOutcome, Rules};
use crate::testing::Tried;

impl Tried for Rules {
    fn commands(_: &Content) -> Vec<RequestCommand> {
        let end = |outcome| RequestCommand::End { outcome };
        let reopen = |reason: &str| RequestCommand::Reopen { reason: reason.into() };
        vec![
            call(),
            answered(),
            withdrawn(),
            reopen("again"),
            call(),
            reopen(" "),
            end(RequestOutcome::AnsweredByPhone { answer: String::new() }),
            end(RequestOutcome::WorkOrders { orders: vec![document(3), document(2), document(3)] }),
            end(RequestOutcome::WorkOrders { orders: Vec::new() }),
            end(RequestOutcome::Complaint { complaint: document(4) }),
            end(RequestOutcome::Quote { quote: document(5) }),
            end(RequestOutcome::DuplicateOf { request: document(6) }),
        ]
    }

    fn writing(deed: &Deed) -> Vec<RequestCommand> {
        match deed.clone() {
            Deed::Fact { name, value } => vec![RequestCommand::SetFact { name, value }],
            Deed::Text { field } => {
                vec![RequestCommand::EditText { field, base: Vec::new(), text: "x".into() }]
            }
            Deed::Item { .. } | Deed::Answer { .. } | Deed::Event(_) => Vec::new(),
        }
    }

    fn forged() -> Vec<EventBody> {
        let orders = vec![document(3), document(2), document(3)];
        let unsorted = RequestEvent::Ended { outcome: RequestOutcome::WorkOrders { orders } };
        let shouted = RequestEvent::Logged { channel: "PHONE".into(), provisional: None };
        vec![EventBody::of(&unsorted), EventBody::of(&shouted)]
    }
}
