import FieldKit

/// What a step of a complaint needs of the person before it becomes a tap.
public enum ComplaintInput {
    /// Words: a reason, remarks, what was done.
    case words((String) -> ComplaintAction)
    /// What the customer says, face to face: who, and in which words.
    case said((_ who: String, _ words: String) -> ComplaintAction)
    /// A form of its own, such as a proposal with its cost.
    case form

    /// What the step of a stored command needs. Whether it may be taken now is the page's to say.
    public init(of command: String) {
        self =
            switch command {
            case "send_back": .words { .sendBack(reason: $0) }
            case "approve": .words { .approve(note: $0) }
            case "reject": .words { .reject(reason: $0) }
            case "carry_out": .words { .carryOut(onSite: true, note: $0) }
            case "close": .words { .close(reason: $0.isEmpty ? nil : $0) }
            case "reopen": .words { .reopen(reason: $0) }
            case "agree": .said { .agree(said: onSite($0, $1)) }
            case "object": .said { .object(said: onSite($0, $1)) }
            case "withdraw": .said { .withdraw(said: onSite($0, $1)) }
            case "tell": .said { .tell(who: $0, channel: .onSite, answer: $1, satisfied: nil) }
            default: .form
            }
    }
}

private func onSite(_ who: String, _ words: String) -> Said {
    Said(who: who, channel: .onSite, saidAt: nil, words: words)
}
