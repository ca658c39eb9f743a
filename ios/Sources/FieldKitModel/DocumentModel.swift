import FieldKit
import Foundation
import Observation

/// What is read of a document at once to draw its screen.
public protocol DocumentShown: Sendable {
    /// The steps that are or could become this person's, each with its label or the reason why not now (R4).
    var possible: [StepShown] { get }
}

/// One document on the screen: it is drawn again whenever something of it changes, and after whatever was asked.
@MainActor @Observable
public class DocumentModel<Shown: DocumentShown> {
    /// What was read last; `nil` until then.
    public private(set) var shown: Shown?
    /// The steps that are or could become this person's: a button each, or the reason why not now.
    public var steps: [StepShown] { shown?.possible ?? [] }
    /// Why the last tap was refused; `nil` when it was not.
    public var refusal: String? { asking.refusal }

    public let id: DocumentId
    let kit: FieldKit
    private let asking = Asking()
    private let look: (FieldKit, DocumentId) async throws -> Shown
    @ObservationIgnored private lazy var redrawing = Redrawing { [weak self] in await self?.reread() }

    init(kit: FieldKit, id: DocumentId, look: @escaping (FieldKit, DocumentId) async throws -> Shown) {
        self.kit = kit
        self.id = id
        self.look = look
    }

    /// Reads the document and follows what happens to it, here and elsewhere, until the task of the screen is cancelled.
    public func follow() async {
        await asking.read {
            let events = try kit.events()
            await reload()
            for await event in events where event.concerns(id) { redrawing.request() }
        }
    }

    /// Reads the document.
    public func reload() async {
        await asking.ask { try await look() }
    }

    /// Chooses one of the values of a conflict.
    public func choose(_ value: StatedValue, of conflict: ConflictShown) async {
        await ask { [kit, id] in try await kit.choose(id, path: conflict.path, change: value.change) }
    }

    /// Keeps a photo as the camera gave it.
    public func keep(photo: Data, stage: String, caption: String) async {
        await ask { [kit, id] in try await kit.capture(id, photo: photo, stage: stage, caption: caption) }
    }

    /// Asks something of the document and shows what came of it. A refusal is kept in `form`, where it was typed, or
    /// here.
    @discardableResult
    func ask(in form: Asking? = nil, _ call: () async throws -> Void) async -> Bool {
        let granted = await (form ?? asking).ask(call)
        await reread()
        return granted
    }

    /// Reads something beside the page; why it could not be is the refusal.
    func askBeside(_ call: () async throws -> Void) async {
        await asking.ask(call)
    }

    private func reread() async {
        await asking.read { try await look() }
    }

    private func look() async throws {
        shown = try await look(kit, id)
    }
}
