import Dispatch
@_exported import JobsheetCore

/// A stretch of a list that fills a screen.
public let firstPage = Page(limit: 50, offset: 0)

/// One technician's work on this device: an encrypted file, what can be done with it, and the way to the server.
///
/// Everything but `enrol`, `sync`, `upload` and `run` works without network. When a call that changes something returns,
/// the change is signed and on the disk. Calls may come from any actor; the file is read and written on a queue.
///
/// Calls throw `FieldError`, whose cases carry a stable `code` and a text for the person. A cancelled task ends a long
/// call in the core as well.
public final class FieldKit: Sendable {
    let client: FieldClient
    private let disk = DispatchQueue(label: "dev.jobsheet.fieldkit", qos: .userInitiated, attributes: .concurrent)

    private init(client: FieldClient) {
        self.client = client
    }

    /// Opens the file, making it where there is none. `signer` is the key in hardware; without a `clock` the core reads
    /// the clock of the operating system.
    public static func open(
        _ options: FieldOptions, signer: StatementSignerCallback, clock: DeviceClock? = nil
    ) async throws -> FieldKit {
        let opening = Task.detached { try FieldClient.open(options: options, signer: signer, clock: clock) }
        return FieldKit(client: try await opening.value)
    }

    /// Moves a file aside that its key does not open (`store.wrong_key`), so that `open` makes a new one: a backup of
    /// another phone brought it, whose key stayed there. Answers where it went; nothing deletes it.
    @discardableResult
    public static func setAside(_ options: FieldOptions) async throws -> String {
        try await Task.detached { try setFileAside(options: options) }.value
    }

    /// What happens from now on: changes here and elsewhere, syncs, uploads, refusals.
    public func events() throws -> AsyncStream<FieldEvent> {
        eventStream(of: try client.events())
    }

    /// Runs a call that reads or writes the file, away from the caller's actor.
    func onDisk<T: Sendable>(_ call: @escaping @Sendable (FieldClient) throws -> T) async throws -> T {
        let client = client
        return try await withCheckedThrowingContinuation { continuation in
            disk.async { continuation.resume(with: Result { try call(client) }) }
        }
    }
}
