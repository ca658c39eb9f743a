/// What waits for a network, and ends when its task is cancelled.
extension FieldKit {
    /// Enrols this file by a one-time code. The technician reads the fingerprint to the dispatcher, who confirms it.
    public func enrol(serverUrl: String, code: String, deviceName: String) async throws -> Enrolled {
        try await cancellable { [client] in
            try await client.enrol(serverUrl: serverUrl, code: code, deviceName: deviceName, cancel: $0)
        }
    }

    /// A one-time code for another tablet of this tablet's person. The dispatcher confirms that one as any other.
    public func enrolmentCode() async throws -> EnrolmentCode {
        try await cancellable { [client] in try await client.enrolmentCode(cancel: $0) }
    }

    /// Sends what is unsent and takes in what is new, in one round trip.
    @discardableResult
    public func sync() async throws -> SyncOutcome {
        try await cancellable { [client] in try await client.sync(cancel: $0) }
    }

    /// Sends signatures, thumbnails and photos; goes on where a transfer was cut.
    @discardableResult
    public func upload() async throws -> UploadOutcome {
        try await cancellable { [client] in try await client.upload(cancel: $0) }
    }

    /// Syncs and uploads until the task is cancelled: after each tap, now and then, later and later offline.
    public func run() async throws {
        try await cancellable { [client] in try await client.run(cancel: $0) }
    }
}

extension FieldKit {
    /// Closes the file: calls that wait for the network end, those that write or read end first, and later ones throw
    /// `client.closed`. When it returns, nothing of the core holds the file. Call it before the process ends; calling it
    /// twice does nothing. Nothing is lost.
    public func close() async throws {
        try await client.shut()
    }
}

/// A long call of the core that ends when the task does: a cancelled task does not drop a Rust future by itself.
func cancellable<T: Sendable>(_ call: @Sendable (CancelHandle) async throws -> T) async throws -> T {
    let handle = try CancelHandle()
    return try await withTaskCancellationHandler {
        do {
            return try await call(handle)
        } catch FieldError.Cancelled {
            throw CancellationError()
        }
    } onCancel: {
        // It can only fail where the core panicked; the call then ends by itself.
        try? handle.cancel()
    }
}
