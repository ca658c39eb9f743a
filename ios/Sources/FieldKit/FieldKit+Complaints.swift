import Foundation

/// Complaints: the list, one complaint's page, and what is done about it.
extension FieldKit {
    /// Complaints by status, customer and words, or those that wait for the user.
    public func complaints(
        _ filter: ComplaintFilter = ComplaintFilter(), sort: RowSort = .updated, page: Page = firstPage
    ) async throws -> [ComplaintSummary] {
        try await onDisk { try $0.complaints(filter: filter, sort: sort, page: page) }
    }

    /// One complaint, as its page shows it.
    public func complaint(_ id: DocumentId) async throws -> ComplaintPage {
        try await onDisk { try $0.complaint(id: id) }
    }

    /// The report of a complaint as a page, in the customer's language or in another: all that its file holds.
    public func report(ofComplaint complaint: DocumentId, language: String? = nil) async throws -> String {
        try await onDisk { try $0.complaintReport(id: complaint, inLanguage: language) }
    }

    /// Takes a complaint down; until the office gives a number it goes by one of this device's own register.
    @discardableResult
    public func take(_ complaint: NewComplaint) async throws -> Submitted {
        try await onDisk { try $0.takeComplaint(complaint: complaint) }
    }

    /// What a complaint from the customer's remark on a visit's signed sheet begins with, to be completed for `take`.
    public func complaint(fromSheetOf order: DocumentId, visit: UInt32) async throws -> NewComplaint {
        try await onDisk { try $0.complaintFromSheet(order: order, visit: visit) }
    }

    /// What a complaint from a call begins with, to be completed for `take`.
    public func complaint(fromRequest request: DocumentId) async throws -> NewComplaint {
        try await onDisk { try $0.complaintFromRequest(request: request) }
    }

    /// Ends a call in a complaint that is on this device.
    @discardableResult
    public func end(_ request: DocumentId, inComplaint complaint: DocumentId) async throws -> Submitted {
        try await onDisk { try $0.endInComplaint(request: request, complaint: complaint) }
    }

    /// One tap on a complaint. `FieldError.Refused` says why it is not allowed.
    @discardableResult
    public func act(
        on complaint: DocumentId, _ action: ComplaintAction, at position: Position? = nil
    ) async throws -> Submitted {
        try await onDisk { try $0.actOnComplaint(complaint: complaint, action: action, position: position) }
    }
}
