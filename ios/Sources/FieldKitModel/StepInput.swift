import FieldKit

/// What a step needs of the person before it becomes a tap.
public enum StepInput {
    /// Nothing: the button is the tap.
    case nothing(JobCommand)
    /// Words: a reason, findings, a short report.
    case words((String) -> JobCommand)
    /// How the visit ended.
    case outcome((Outcome) -> JobCommand)
    /// A form or a screen of its own, such as the customer's signature.
    case form

    /// What the step of a stored command needs. Whether it may be taken now is the page's to say.
    public init(of command: String) {
        self =
            switch command {
            case "accept": .nothing(.accept)
            case "arrive": .nothing(.arrive)
            case "start_work": .nothing(.startWork)
            case "correct_context": .nothing(.correctContext)
            case "receive_report": .nothing(.receiveReport)
            case "decline": .words { .decline(reason: $0) }
            case "reopen": .words { .reopen(reason: $0) }
            case "leave_site": .words { .leaveSite(report: $0) }
            case "approve": .words { .approve(note: $0) }
            case "send_back": .words { .sendBack(reason: $0) }
            case "close": .words { .close(reason: $0.isEmpty ? nil : $0) }
            case "escalate": .words { .escalate(findings: $0) }
            case "cancel": .words { .cancel(reason: $0) }
            case "reinstate": .words { .reinstate(reason: $0) }
            case "finish": .outcome { .finish(outcome: $0) }
            default: .form
            }
    }
}
