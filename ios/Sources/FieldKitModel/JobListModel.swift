import FieldKit
import Observation

/// The user's jobs of today, drawn again whenever something of them changes.
@MainActor @Observable
public final class JobListModel {
    /// The rows.
    public private(set) var jobs: [JobRow] = []
    /// Work that is only on this device.
    public private(set) var unsent: UInt64 = 0
    /// Whether the last attempt to reach the server failed.
    public private(set) var isOffline = false
    /// Whether the office has yet to compare the fingerprint of this tablet.
    public private(set) var isUnconfirmed = false
    /// What to tell the person; `nil` while all is well.
    public private(set) var problem: String?
    /// Why work is no longer sent, a revoked tablet; `nil` while it is.
    public private(set) var stopped: String?

    private let kit: FieldKit
    @ObservationIgnored private lazy var redrawing = Redrawing { [weak self] in await self?.reload() }

    public init(kit: FieldKit) {
        self.kit = kit
    }

    /// Reads the list and follows what happens, until the task of the screen is cancelled.
    public func follow() async {
        do {
            let events = try kit.events()
            await reload()
            for await event in events { take(event) }
        } catch {
            problem = text(of: error)
        }
    }

    /// Sends and hears until the task of the screen is cancelled.
    public func run() async {
        do {
            try await kit.run()
        } catch is CancellationError {
        } catch {
            stopped = text(of: error)
        }
    }

    /// Reads the list once.
    public func reload() async {
        do {
            jobs = try await kit.myJobsToday()
            unsent = try await kit.unsent().changes
            problem = nil
        } catch {
            problem = text(of: error)
        }
    }

    private func take(_ event: FieldEvent) {
        switch event {
        case .offline: isOffline = true
        case .delayed(let code, _): isUnconfirmed = code == "device.unconfirmed"
        case .synced: (isOffline, isUnconfirmed) = (false, false)
        default: break
        }
        if case .uploading = event { return }
        redrawing.request()
    }
}

/// What to show for an error: the core's own words where it has some.
func text(of error: any Error) -> String {
    (error as? FieldError)?.text ?? String(describing: error)
}
