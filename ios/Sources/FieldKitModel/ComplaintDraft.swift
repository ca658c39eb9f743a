import FieldKit

/// What is typed and chosen in the form of a step, as it stands.
public struct ComplaintDraft: Sendable, Equatable {
    /// A reason, a plan, remarks, or what the customer says.
    public var words = ""
    /// Who was spoken to, by name.
    public var who = ""
    /// By which way.
    public var channel = Channel.onSite
    /// What the complaint is about; `nil` until chosen.
    public var about: ComplaintClass?
    /// How much harm there is; `nil` until chosen.
    public var severity: Severity?
    /// Who investigates; nobody in particular where `nil`.
    public var investigator: UserId?
    /// What is offered; `nil` until chosen.
    public var remedy: ComplaintRemedy?
    /// What it costs the organisation, as typed in major units; nothing typed is no cost.
    public var cost = ""
    /// ISO 4217.
    public var currency = Amount.currencies[0]
    /// Whether it was done at the customer's, by this person.
    public var onSite = true
    /// Whether the customer is satisfied; `nil` where they did not say.
    public var satisfied: Bool?
    /// The other complaint, or the order; `nil` until chosen.
    public var other: DocumentId?
    /// The true cause.
    public var cause = ""
    /// The class of the cause, by its stored name; `nil` until chosen.
    public var causeClass: String?
    /// Whether the customer complains with reason; `nil` until said.
    public var justified: Bool?
    /// Events of the office that are not to stand.
    public var dropped: Set<EventKey> = []
    /// The field event that sets the status; as the events are where `nil`.
    public var stands: EventKey?

    /// The tap that a command means with this; `nil` while something to choose is not chosen or the cost is no amount.
    func action(for command: String) -> ComplaintAction? {
        switch command {
        case "grade": grade
        case "investigate": .investigate(investigator: investigator)
        case "propose": proposal
        case "send_back": .sendBack(reason: words)
        case "approve": .approve(note: words)
        case "reject": .reject(reason: words)
        case "close": .close(reason: words.isEmpty ? nil : words)
        case "reopen": .reopen(reason: words)
        case "agree": .agree(said: said)
        case "object": .object(said: said)
        case "withdraw": .withdraw(said: said)
        case "carry_out": .carryOut(onSite: onSite, note: words)
        case "tell": .tell(who: who, channel: channel, answer: words, satisfied: satisfied)
        case "merge": other.map { .merge(into: $0) }
        case "record_findings": .recordFindings(findings: findings)
        case "link_similar": other.map { .linkSimilar(complaint: $0, reason: words) }
        case "link_order": other.map { .linkOrder(order: $0) }
        case "settle": .settle(dropEvents: dropped.sorted(), stands: stands, reason: words)
        default: nil
        }
    }

    /// What is left empty stays as it is.
    private var findings: Findings {
        Findings(
            cause: cause.isEmpty ? nil : cause, causeClass: causeClass, justified: justified, responsibleUnit: nil,
            responsiblePerson: nil)
    }

    private var said: Said { Said(who: who, channel: channel, saidAt: nil, words: words) }

    private var grade: ComplaintAction? {
        guard let about, let severity else { return nil }
        return .grade(class: about, severity: severity, note: words)
    }

    private var proposal: ComplaintAction? {
        guard let remedy, let minor = Amount.minor(of: cost, in: currency) else { return nil }
        return .propose(remedy: remedy, plan: words, cost: Money(minor: minor, currency: currency))
    }
}
