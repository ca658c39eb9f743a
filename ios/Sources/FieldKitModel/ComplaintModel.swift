import FieldKit
import Observation

extension ComplaintPage: DocumentShown {}

/// One complaint on the screen, and the taps on it.
@MainActor @Observable
public final class ComplaintModel: DocumentModel<ComplaintPage> {
    /// The page; `nil` until it is read.
    public var page: ComplaintPage? { shown }

    public init(kit: FieldKit, id: DocumentId) {
        super.init(kit: kit, id: id) { kit, id in try await kit.complaint(id) }
    }

    /// One tap; the page shows what came of it, and `form` keeps why it was refused where something was typed for it.
    /// Says whether it was granted.
    @discardableResult
    public func tap(_ action: ComplaintAction, from form: Asking? = nil) async -> Bool {
        await ask(in: form) { [kit, id] in try await kit.act(on: id, action) }
    }

    /// A long text as the person left it, written from the version on the screen: `notes`, `facts`.
    public func write(_ field: String, _ text: String) async {
        guard let page else { return }
        await tap(.editText(field: field, base: page.heads, text: text))
    }

    /// The form of a step on the page; `nil` of a step of a newer core, for which this version has none.
    public func form(for step: StepShown) -> ComplaintFormModel? {
        ComplaintFormModel(of: self, for: .step(step))
    }

    /// The form of what is written without moving the complaint, filled in as the page reads.
    public func form(for writing: ComplaintWriting) -> ComplaintFormModel? {
        ComplaintFormModel(of: self, for: .writing(writing))
    }
}
