import FieldKit
import Foundation
import Observation

/// One order on the screen, and the taps on it.
@MainActor @Observable
public final class OrderModel {
    /// The page; `nil` until it is read.
    public private(set) var page: OrderPage?
    /// The steps of the order that are or could become this person's: a button each, or the reason why not now.
    public var steps: [StepShown] { page?.possible ?? [] }
    /// What the visit still lacks before it can be finished, in words.
    public private(set) var missing: [String] = []
    /// Why the last tap was refused; `nil` when it was not.
    public private(set) var refusal: String?

    public let id: DocumentId
    private let kit: FieldKit
    @ObservationIgnored private lazy var redrawing = Redrawing { [weak self] in await self?.reread() }

    public init(kit: FieldKit, id: DocumentId) {
        self.kit = kit
        self.id = id
    }

    /// Reads the order and follows what happens to it, here and elsewhere, until the task of the screen is cancelled.
    public func follow() async {
        do {
            let events = try kit.events()
            await reload()
            for await event in events where event.concerns(id) { redrawing.request() }
        } catch {
            refusal = text(of: error)
        }
    }

    /// Reads the order.
    public func reload() async {
        await asking { try await read() }
    }

    /// One tap; the page shows what came of it.
    public func tap(_ command: JobCommand) async {
        await asking { [kit, id] in try await kit.submit(id, command) }
        await reread()
    }

    /// Chooses one of the values of a conflict.
    public func choose(_ value: StatedValue, of conflict: ConflictShown) async {
        await asking { [kit, id] in try await kit.choose(id, path: conflict.path, change: value.change) }
        await reread()
    }

    /// The report of a visit, to be read again; `nil` with a `refusal` when it cannot be read.
    public func report(of visit: VisitPage) async -> ReportPage? {
        var report: ReportPage?
        await asking { [kit, id] in report = try await kit.report(of: id, visit: visit.number) }
        return report
    }

    /// Keeps a photo as the camera gave it.
    public func keep(photo: Data, stage: String, caption: String) async {
        await asking { [kit, id] in try await kit.capture(id, photo: photo, stage: stage, caption: caption) }
        await reread()
    }

    /// The notes as the technician left them, written from the version on the screen.
    public func write(notes: String) async {
        guard let page else { return }
        await tap(.editText(field: "notes", base: page.heads, text: notes))
    }

    /// Hands the tablet over; `nil` with a `refusal` when that is not possible yet.
    public func handOver(language: String? = nil) async -> SignoffModel? {
        var model: SignoffModel?
        await asking { [kit, id] in
            model = try SignoffModel(kit: kit, report: try await kit.showReport(id, language: language))
        }
        return model
    }

    private func read() async throws {
        page = try await kit.order(id)
        missing = try await kit.missing(id).map(\.detail)
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
