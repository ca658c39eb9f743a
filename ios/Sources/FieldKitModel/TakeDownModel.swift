import FieldKit
import Observation

/// The form that takes a complaint down, with or without signal. What was typed stays until it is taken.
@MainActor @Observable
public final class TakeDownModel: Identifiable {
    /// What is typed and chosen.
    public var complaint: NewComplaint
    /// Customers to choose from, as they were looked for last.
    public private(set) var customers: [CustomerRow] = []
    /// The complaint once it is taken down.
    public private(set) var taken: DocumentId?
    /// Why it was refused; `nil` when it was not.
    public var refusal: String? { asking.refusal }
    /// Whether it can be sent: once, and not while an answer is to come. What must be said is the core's to judge.
    public var canSend: Bool { taken == nil && !asking.isWaiting }

    private let kit: FieldKit
    private let asking = Asking()

    /// `begun` is what it begins with: nothing, a call, or the remark on a signed sheet.
    public init(kit: FieldKit, begun: NewComplaint = NewComplaint(channel: .onSite)) {
        self.kit = kit
        complaint = begun
    }

    /// Looks for customers by name, contact or address.
    public func look(for words: String) async {
        await asking.read { customers = try await kit.customers(words) }
    }

    /// Takes it down.
    public func send() async {
        guard canSend else { return }
        await asking.ask { taken = try await kit.take(complaint).document }
    }
}
