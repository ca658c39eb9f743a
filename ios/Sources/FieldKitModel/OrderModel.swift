import FieldKit
import Foundation
import Observation

/// One order on the screen, and the taps on it.
@MainActor @Observable
public final class OrderModel {
    /// The page; `nil` until it is read.
    public private(set) var page: OrderPage?
    /// What the visit still lacks before it can be finished, in words.
    public private(set) var missing: [String] = []
    /// Why the last tap was refused; `nil` when it was not.
    public private(set) var refusal: String?

    public let id: DocumentId
    private let kit: FieldKit

    public init(kit: FieldKit, id: DocumentId) {
        self.kit = kit
        self.id = id
    }

    /// Reads the order.
    public func reload() async {
        await asking { [kit, id] in
            page = try await kit.order(id)
            missing = try await kit.missing(id).map(\.detail)
        }
    }

    /// One tap; the page shows what came of it.
    public func tap(_ command: JobCommand) async {
        await asking { [kit, id] in try await kit.submit(id, command) }
        await reread()
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

    /// Reads again without forgetting why the last tap was refused.
    private func reread() async {
        let refused = refusal
        await reload()
        refusal = refused ?? refusal
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
