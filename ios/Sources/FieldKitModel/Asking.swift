import FieldKit
import Observation

/// Asks the core for something and keeps why it was refused, to be shown where it was asked.
@MainActor @Observable
public final class Asking {
    /// Why the last thing asked was refused, in the person's language; `nil` when it was not.
    public private(set) var refusal: String?
    /// Whether an answer is still to come.
    public private(set) var isWaiting = false

    public init() {}

    /// Asks, and says whether it was granted.
    @discardableResult
    func ask(_ call: () async throws -> Void) async -> Bool {
        isWaiting = true
        defer { isWaiting = false }
        do {
            try await call()
            refusal = nil
            return true
        } catch {
            refusal = text(of: error)
            return false
        }
    }

    /// Reads something without forgetting why the last thing asked was refused.
    func read(_ call: () async throws -> Void) async {
        do {
            try await call()
        } catch {
            refusal = text(of: error)
        }
    }
}
