import FieldKit
import Foundation
import Observation

/// One complaint on the screen, and the taps on it.
@MainActor @Observable
public final class ComplaintModel {
    /// The page; `nil` until it is read.
    public private(set) var page: ComplaintPage?
    /// The steps that are or could become this person's: a button each, or the reason why not now.
    public var steps: [StepShown] { page?.possible ?? [] }
    /// Why the last tap was refused; `nil` when it was not.
    public private(set) var refusal: String?

    public let id: DocumentId
    private let kit: FieldKit
    @ObservationIgnored private lazy var redrawing = Redrawing { [weak self] in await self?.reread() }

    public init(kit: FieldKit, id: DocumentId) {
        self.kit = kit
        self.id = id
    }

    /// Reads the complaint and follows what happens to it, here and elsewhere, until the task of the screen is cancelled.
    public func follow() async {
        do {
            let events = try kit.events()
            await reload()
            for await event in events where event.concerns(id) { redrawing.request() }
        } catch {
            refusal = text(of: error)
        }
    }

    /// Reads the complaint.
    public func reload() async {
        await asking { try await read() }
    }

    /// One tap; the page shows what came of it.
    public func tap(_ action: ComplaintAction) async {
        await asking { [kit, id] in try await kit.act(on: id, action) }
        await reread()
    }

    /// Chooses one of the values of a conflict.
    public func choose(_ value: StatedValue, of conflict: ConflictShown) async {
        await asking { [kit, id] in try await kit.choose(id, path: conflict.path, change: value.change) }
        await reread()
    }

    /// Keeps a photo as the camera gave it.
    public func keep(photo: Data, stage: String, caption: String) async {
        await asking { [kit, id] in try await kit.capture(id, photo: photo, stage: stage, caption: caption) }
        await reread()
    }

    /// A long text as the person left it, written from the version on the screen: `notes`, `facts`.
    public func write(_ field: String, _ text: String) async {
        guard let page else { return }
        await tap(.editText(field: field, base: page.heads, text: text))
    }

    private func read() async throws {
        page = try await kit.complaint(id)
    }

    /// Reads again without forgetting why the last tap was refused.
    private func reread() async {
        do {
            try await read()
        } catch {
            refusal = text(of: error)
        }
    }

    private func asking(_ call: () async throws -> Void) async {
        do {
            try await call()
            refusal = nil
        } catch {
            refusal = text(of: error)
        }
    }
}
