import Foundation

/// What is done on a job.
extension FieldKit {
    /// One tap. `FieldError.Refused` says why it is not allowed.
    @discardableResult
    public func submit(_ order: DocumentId, _ command: JobCommand, at position: Position? = nil) async throws
        -> Submitted
    {
        try await onDisk { try $0.submit(order: order, command: command, position: position) }
    }

    /// Makes an order for a fault found on site.
    public func raise(_ found: FoundOrder) async throws -> Submitted {
        try await onDisk { try $0.raiseFound(found: found) }
    }

    /// Takes down a call.
    public func log(_ request: NewRequest) async throws -> Submitted {
        try await onDisk { try $0.logRequest(request: request) }
    }

    /// Keeps a photo as the camera gave it and adds it to an order.
    @discardableResult
    public func capture(
        _ order: DocumentId, photo: Data, stage: String, caption: String
    ) async throws -> CapturedPhoto {
        try await onDisk { try $0.capture(order: order, photo: photo, stage: stage, caption: caption) }
    }

    /// Hands the tablet over: the report, in the customer's language or in another.
    public func showReport(_ order: DocumentId, language: String? = nil) async throws -> ReportOnScreen {
        try await onDisk { try $0.showReport(order: order, inLanguage: language) }
    }

    /// Keeps what the customer settled, over exactly the version they read.
    @discardableResult
    public func signOff(_ report: ReportOnScreen, _ signing: CustomerSigning) async throws -> Submitted {
        try await onDisk { try $0.signOff(report: report, signing: signing) }
    }

    /// Takes the tablet back without a sign-off.
    public func takeBack() async throws {
        try await onDisk { try $0.takeBack() }
    }
}
