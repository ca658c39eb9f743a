import FieldKit
import Observation

/// What a form of a complaint is for.
public enum ComplaintFormPurpose: Sendable {
    /// A step of the page, which has its label.
    case step(StepShown)
    /// What is written without moving it.
    case writing(ComplaintWriting)

    /// The stored name of the command it asks.
    var command: String {
        switch self {
        case .step(let step): step.command
        case .writing(let writing): writing.command
        }
    }
}

/// The form of one step of a complaint. What was typed stays until the step is taken; a refusal is shown beside it.
@MainActor @Observable
public final class ComplaintFormModel: Identifiable {
    /// What it is for.
    public let purpose: ComplaintFormPurpose
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
    public var canSend: Bool { !isDone && !asking.isWaiting && action != nil }

    private let complaint: ComplaintModel
    private let asking = Asking()
    /// The version a text is written from: the one the person saw when the form was opened.
    private let base: [ChangeHash]

    init?(of complaint: ComplaintModel, for purpose: ComplaintFormPurpose) {
        guard let fields = ComplaintForm.fields(of: purpose.command) else { return nil }
        self.complaint = complaint
        self.purpose = purpose
        self.fields = fields
        base = complaint.page?.heads ?? []
        if let page = complaint.page { fill(from: page) }
    }

    /// What a settlement can be about, oldest first: the events of the contest, and those that stand beside them. Which of
    /// them may be set aside is the core's to judge.
    public var contested: [HappeningView] {
        guard let page = complaint.page, let contest = page.contest else { return [] }
        let keys = Set(contest.dropped + contest.unfitting + contest.settlements)
        return page.timeline.filter { keys.contains($0.key) || $0.standing == "kept" }
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
        guard canSend, let action else { return }
        isDone = await complaint.tap(action, from: asking)
    }

    /// The tap it means as it is filled in; `nil` while something to choose is not chosen.
    private var action: ComplaintAction? {
        switch purpose {
        case .writing(.investigation): .editText(field: "investigation", base: base, text: draft.words)
        case .writing(.prevention): .editText(field: "prevention", base: base, text: draft.words)
        case .step, .writing: draft.action(for: purpose.command)
        }
    }

    /// What the page reads already is not typed again.
    private func fill(from page: ComplaintPage) {
        draft.who = page.contact.first?.text ?? ""
        draft.dropped = Set(page.contest?.dropped ?? [])
        draft.cause = page.findings.cause ?? ""
        (draft.causeClass, draft.justified) = (page.findings.causeClass, page.findings.justified)
        if case .writing(.investigation) = purpose { draft.words = page.investigation }
        if case .writing(.prevention) = purpose { draft.words = page.prevention }
    }

    /// The kind of the documents to choose from.
    private var kind: String? {
        if fields.contains(.complaint) { return "complaint" }
        return fields.contains(.order) ? "work_order" : nil
    }
}
