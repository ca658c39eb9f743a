import FieldKit
import Observation

/// The complaints on this device, drawn again whenever something of them changes.
@MainActor @Observable
public final class ComplaintListModel {
    /// The rows.
    public private(set) var complaints: [ComplaintSummary] = []
    /// What to tell the person; `nil` while all is well.
    public private(set) var problem: String?
    /// Which complaints; `reload` reads them.
    public var filter: ComplaintFilter

    private let kit: FieldKit
    @ObservationIgnored private lazy var redrawing = Redrawing { [weak self] in await self?.reload() }

    public init(kit: FieldKit, filter: ComplaintFilter = ComplaintFilter(open: true)) {
        self.kit = kit
        self.filter = filter
    }

    /// Reads the list and follows what happens, until the task of the screen is cancelled.
    public func follow() async {
        do {
            let events = try kit.events()
            await reload()
            for await event in events where concerns(event) { redrawing.request() }
        } catch {
            problem = text(of: error)
        }
    }

    /// Reads the list once.
    public func reload() async {
        do {
            complaints = try await kit.complaints(filter)
            problem = nil
        } catch {
            problem = text(of: error)
        }
    }

    private func concerns(_ event: FieldEvent) -> Bool {
        switch event {
        case .offline, .delayed, .uploading: false
        default: true
        }
    }
}
