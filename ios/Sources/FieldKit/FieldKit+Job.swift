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

    /// Makes an order as the office does, for a request or for none: a dispatcher on a tablet.
    public func raise(_ asked: FoundOrder, for request: DocumentId?) async throws -> Submitted {
        try await onDisk { try $0.raiseOrder(asked: asked, request: request) }
    }

    /// Chooses one of the values that were written to one place without knowledge of each other: the path of a conflict
    /// and the change of one of its values.
    @discardableResult
    public func choose(_ document: DocumentId, path: String, change: ChangeHash) async throws -> Submitted {
        try await onDisk { try $0.choose(document: document, path: path, change: change) }
    }

    /// Takes down a call.
    public func log(_ request: NewRequest) async throws -> Submitted {
        try await onDisk { try $0.logRequest(request: request) }
    }

    /// Keeps a photo as the camera gave it and adds it to an order or a complaint.
    @discardableResult
    public func capture(
        _ document: DocumentId, photo: Data, stage: String, caption: String
    ) async throws -> CapturedPhoto {
        try await onDisk { try $0.capture(document: document, photo: photo, stage: stage, caption: caption) }
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
