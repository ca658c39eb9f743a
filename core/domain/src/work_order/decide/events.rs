//! Commands that make something happen.

use crate::asker::Asker;
use crate::edit::Edit;
use crate::id::DocumentId;
use crate::value::Value;
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::context;
use crate::work_order::decide::happened;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::fields;
use crate::work_order::view::WorkOrder;

/// The event a command asks for; `None` when it only writes.
pub(super) fn event_of(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
) -> Option<WorkOrderEvent> {
    use WorkOrderCommand as C;
    use WorkOrderEvent as E;
    Some(match command.clone() {
        C::Raise { request, found_on_site, .. } => E::Raised { request, found_on_site },
        C::Assign { technicians, lead, window } => {
            E::Assigned { technicians: sorted(technicians), lead, window }
        }
        C::Reassign { technicians, lead } => E::Reassigned { technicians: sorted(technicians), lead },
        C::Accept => E::Accepted {},
        C::Decline { reason } => E::Declined { reason },
        C::SetOut { preparation } => E::SetOut { preparation },
        C::Arrive => E::Arrived {},
        C::CheckSafety { check } => E::SafetyChecked { check },
        C::StartWork => E::WorkStarted {},
        C::Hold { reason, note } => E::Held { reason, note },
        C::Finish { outcome, language } => {
            E::Finished { outcome, context: Box::new(context::of(order, asker, language)) }
        }
        C::CorrectContext { language } => {
            E::ContextCorrected { context: Box::new(context::corrected(order, asker, language)) }
        }
        C::Reopen { reason } => E::Reopened { reason },
        C::SignOff(record) => E::SignedOff(record),
        C::LeaveSite { report } => E::LeftSite { report },
        C::ReportProblem { problem, proposal, demand } => E::ProblemReported { problem, proposal, demand },
        C::ReceiveReport => E::ReportReceived {},
        C::Approve { note } => E::Approved { note },
        C::SendBack { reason } => E::SentBack { reason },
        C::Close { reason } => E::Closed { reason },
        C::SettleAdditions { additions, sign_again, note } => E::AdditionsSettled {
            signoff: order.state.signoff?.event,
            additions: sorted(additions),
            sign_again,
            note,
        },
        C::Escalate { findings } => E::Escalated { findings },
        C::Analyse { cause, plan } => E::Analysed { cause, plan },
        C::Cancel { reason } => E::Cancelled { reason },
        C::Reinstate { reason } => E::Reinstated { reason },
        C::Settle { drop, stands, reason } => {
            E::Settled { past: order.content.events.newest(), drop: sorted(drop), stands, reason }
        }
        C::SetFact { .. }
        | C::EditText { .. }
        | C::Diagnose(_)
        | C::AddPhoto(_)
        | C::CaptionPhoto { .. }
        | C::UsePart(_)
        | C::RemoveItem { .. }
        | C::Answer { .. }
        | C::RecordContact
        | C::RecordAnswer
        | C::RecordSpareOffered
        | C::ChooseItem { .. }
        | C::ChooseAnswer { .. } => return None,
    })
}

/// The event with what else its command writes in the same change.
pub(super) fn edits(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
    body: &WorkOrderEvent,
) -> Vec<Edit> {
    let mut edits = match command {
        WorkOrderCommand::Raise { .. } => raised(asker, command),
        WorkOrderCommand::Analyse { .. } => {
            vec![Edit::OpenSection { number: order.state.visit.saturating_add(1) }]
        }
        WorkOrderCommand::Assign { .. }
        | WorkOrderCommand::Reassign { .. }
        | WorkOrderCommand::Accept
        | WorkOrderCommand::Decline { .. }
        | WorkOrderCommand::SetOut { .. }
        | WorkOrderCommand::Arrive
        | WorkOrderCommand::CheckSafety { .. }
        | WorkOrderCommand::StartWork
        | WorkOrderCommand::Hold { .. }
        | WorkOrderCommand::Finish { .. }
        | WorkOrderCommand::CorrectContext { .. }
        | WorkOrderCommand::Reopen { .. }
        | WorkOrderCommand::SignOff(_)
        | WorkOrderCommand::LeaveSite { .. }
        | WorkOrderCommand::ReceiveReport
        | WorkOrderCommand::Approve { .. }
        | WorkOrderCommand::SendBack { .. }
        | WorkOrderCommand::Close { .. }
        | WorkOrderCommand::ReportProblem { .. }
        | WorkOrderCommand::SettleAdditions { .. }
        | WorkOrderCommand::Escalate { .. }
        | WorkOrderCommand::Cancel { .. }
        | WorkOrderCommand::Reinstate { .. }
        | WorkOrderCommand::Settle { .. }
        | WorkOrderCommand::SetFact { .. }
        | WorkOrderCommand::EditText { .. }
        | WorkOrderCommand::Diagnose(_)
        | WorkOrderCommand::AddPhoto(_)
        | WorkOrderCommand::CaptionPhoto { .. }
        | WorkOrderCommand::UsePart(_)
        | WorkOrderCommand::RemoveItem { .. }
        | WorkOrderCommand::Answer { .. }
        | WorkOrderCommand::RecordContact
        | WorkOrderCommand::RecordAnswer
        | WorkOrderCommand::RecordSpareOffered
        | WorkOrderCommand::ChooseItem { .. }
        | WorkOrderCommand::ChooseAnswer { .. } => Vec::new(),
    };
    edits.push(happened(asker, body));
    edits
}

fn raised(asker: &Asker<'_>, command: &WorkOrderCommand) -> Vec<Edit> {
    let WorkOrderCommand::Raise {
        request,
        found_on_site: _,
        customer,
        asset,
        address,
        contact,
        phone,
        fault,
        title,
        priority,
        product_model,
        distance_m,
    } = command
    else {
        return Vec::new();
    };
    let fact = |name: &str, value: Value| Edit::Fact { name: name.to_owned(), value };
    let document = |name: &str, id: &DocumentId| fact(name, Value::Id(id.0));
    let mut edits = vec![
        document(fields::CUSTOMER, customer),
        fact(fields::ADDRESS, Value::Address(address.clone())),
        fact(fields::CONTACT, Value::Text(contact.clone())),
        fact(fields::PHONE, Value::Text(phone.clone())),
        fact(fields::TITLE, Value::Text(title.clone())),
        fact(fields::PRIORITY, Value::Text(priority.clone())),
        fact(fields::REPORTED_AT, Value::Time(asker.at.corrected)),
    ];
    edits.extend(asset.as_ref().map(|asset| document(fields::ASSET, asset)));
    edits.extend(request.as_ref().map(|request| document(fields::REQUEST, request)));
    if !product_model.is_empty() {
        edits.push(fact(fields::PRODUCT_MODEL, Value::Text(product_model.clone())));
    }
    edits.extend(distance_m.map(|metres| fact(fields::DISTANCE_M, Value::Integer(metres.into()))));
    if !fault.trim().is_empty() {
        edits.push(Edit::Text { field: fields::FAULT.to_owned(), base: Vec::new(), text: fault.clone() });
    }
    edits
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}
