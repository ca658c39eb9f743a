import FieldKit

/// One thing the form of a step asks for.
public enum ComplaintField: Sendable {
    /// A reason, a plan, remarks, or what the customer says.
    case words
    /// Who was spoken to, by name.
    case who
    /// By which way.
    case channel
    /// Class and severity.
    case grade
    /// Who investigates.
    case investigator
    /// What is offered.
    case remedy
    /// What it costs the organisation.
    case cost
    /// Whether it was done at the customer's.
    case place
    /// Whether the customer is satisfied.
    case satisfied
    /// Another complaint.
    case complaint
    /// An order.
    case order
    /// The true cause with its class, and whether the customer complains with reason.
    case findings
    /// Which events of a contest do not stand, and which one sets the status (R5).
    case contest
}

/// Long texts of a complaint. It is no step of the page: the core refuses it where this person
/// may not write, or not now.
public enum ComplaintWriting: Sendable {
    /// What the investigation found, in words.
    case investigation
    /// What is done so that it does not happen again.
    case prevention

    /// The stored name of the command that writes it.
    var command: String { "edit_text" }
}

/// What each command of a complaint asks of the person. Which steps there are, their labels, and whether one may be taken now
/// is the page's to say (R4).
enum ComplaintForm {
    /// The fields of a command by its stored name, in the order they are filled in; `nil` where this version has no form.
    static func fields(of command: String) -> [ComplaintField]? {
        switch command {
        case "grade": [.grade, .words]
        case "investigate": [.investigator]
        case "propose": [.remedy, .words, .cost]
        case "send_back", "approve", "reject", "close", "reopen": [.words]
        case "agree", "object", "withdraw": [.who, .channel, .words]
        case "carry_out": [.place, .words]
        case "tell": [.who, .channel, .words, .satisfied]
        case "merge": [.complaint]
        case "link_similar": [.complaint, .words]
        case "record_findings": [.findings]
        case "edit_text": [.words]
        case "link_order": [.order]
        case "settle": [.contest, .words]
        default: nil
        }
    }
}
