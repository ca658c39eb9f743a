import FieldKit
import Observation

/// The form of one step of a complaint. What was typed stays until the step is taken; a refusal is shown beside it.
@MainActor @Observable
public final class ComplaintFormModel: Identifiable {
    /// The stored name of the command.
    public let command: String
    /// What the page calls the step; `nil` of what is none.
    public let label: String?
    /// What it asks for, in the order it is filled in.
    public let fields: [ComplaintField]
    /// What is typed and chosen.
    public var draft = ComplaintDraft()
    /// Complaints or orders to choose from, as they were looked for last.
    public private(set) var found: [DocumentSummary] = []
    /// Who this person is, to investigate themselves; `nil` until read.
    public private(set) var person: EnrolledProfile?
    /// Whether the step was taken.
    public private(set) var isDone = false
    /// Why it was refused; `nil` when it was not.
    public var refusal: String? { asking.refusal }
    /// Whether everything to choose is chosen and nobody waits for an answer. What must be said is the core's to judge.
    public var canSend: Bool { !isDone && !asking.isWaiting && draft.action(for: command) != nil }

    private let complaint: ComplaintModel
    private let asking = Asking()

    init?(of complaint: ComplaintModel, command: String, label: String?) {
        guard let fields = ComplaintForm.fields(of: command) else { return nil }
        self.complaint = complaint
        self.command = command
        self.label = label
        self.fields = fields
        draft.who = complaint.page?.contact.first?.text ?? ""
        draft.dropped = Set(complaint.page?.contest?.dropped ?? [])
    }

    /// Events in the contest, oldest first: what a settlement can set aside or let stand.
    public var contested: [HappeningView] {
        guard let page = complaint.page, let contest = page.contest else { return [] }
        let keys = Set(contest.dropped + contest.unfitting + contest.settlements)
        return page.timeline.filter { keys.contains($0.key) }
    }

    /// Events in the contest that a settlement can let set the status.
    public var standing: [HappeningView] {
        let keys = Set(complaint.page?.contest?.unfitting ?? [])
        return contested.filter { keys.contains($0.key) }
    }

    /// Reads what the form offers to choose from: this person, complaints or orders with all the words.
    public func look(for words: String = "") async {
        await asking.read { [kit = complaint.kit] in
            if fields.contains(.investigator) { person = try await kit.profile() }
            guard let kind else { return }
            let rows = try await kit.documents(kind, DocumentFilter(text: words))
            found = rows.filter { $0.id != complaint.id }
        }
    }

    /// Takes the step as it is filled in.
    public func send() async {
        guard canSend, let action = draft.action(for: command) else { return }
        isDone = await complaint.tap(action, from: asking)
    }

    /// The kind of the documents to choose from.
    private var kind: String? {
        if fields.contains(.complaint) { return "complaint" }
        return fields.contains(.order) ? "work_order" : nil
    }
}
