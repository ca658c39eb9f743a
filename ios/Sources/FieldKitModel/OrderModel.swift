import FieldKit
import Foundation
import Observation

/// What the screen of an order shows.
public struct OrderShown: DocumentShown {
    /// The page.
    public let page: OrderPage
    /// What the visit still lacks before it can be finished, in words.
    public let missing: [String]

    public var possible: [StepShown] { page.possible }
}

/// One order on the screen, and the taps on it.
@MainActor @Observable
public final class OrderModel: DocumentModel<OrderShown> {
    /// The page; `nil` until it is read.
    public var page: OrderPage? { shown?.page }
    /// What the visit still lacks before it can be finished, in words.
    public var missing: [String] { shown?.missing ?? [] }

    public init(kit: FieldKit, id: DocumentId) {
        super.init(kit: kit, id: id) { kit, id in
            OrderShown(page: try await kit.order(id), missing: try await kit.missing(id).map(\.detail))
        }
    }

    /// One tap; the page shows what came of it.
    public func tap(_ command: JobCommand) async {
        await ask { [kit, id] in try await kit.submit(id, command) }
    }

    /// The report of a visit, to be read again; `nil` with a `refusal` when it cannot be read.
    public func report(of visit: VisitPage) async -> ReportPage? {
        var report: ReportPage?
        await askBeside { [kit, id] in report = try await kit.report(of: id, visit: visit.number) }
        return report
    }

    /// The notes as the technician left them, written from the version on the screen.
    public func write(notes: String) async {
        guard let page else { return }
        await tap(.editText(field: "notes", base: page.heads, text: notes))
    }

    /// Hands the tablet over; `nil` with a `refusal` when that is not possible yet.
    public func handOver(language: String? = nil) async -> SignoffModel? {
        var model: SignoffModel?
        await askBeside { [kit, id] in
            model = try SignoffModel(kit: kit, report: try await kit.showReport(id, language: language))
        }
        return model
    }
}
