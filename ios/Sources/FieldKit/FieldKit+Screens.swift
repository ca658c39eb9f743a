import Foundation

/// What screens ask.
extension FieldKit {
    /// Whom the file is enrolled for; `nil` before `enrol`.
    public func profile() async throws -> EnrolledProfile? {
        try await onDisk { try $0.profile() }
    }

    /// The user's jobs of today.
    public func myJobsToday(_ page: Page = firstPage) async throws -> [JobRow] {
        try await onDisk { try $0.myJobsToday(page: page) }
    }

    /// Orders by status, customer, machine and words.
    public func orders(
        _ filter: OrderFilter = OrderFilter(), sort: OrderSort = .updated, page: Page = firstPage
    ) async throws -> [JobRow] {
        try await onDisk { try $0.orders(filter: filter, sort: sort, page: page) }
    }

    /// Jobs within a radius in metres, the nearest first.
    public func orders(near here: Position, radius: UInt32, page: Page = firstPage) async throws -> [NearJob] {
        try await onDisk { try $0.ordersNear(here: here, radiusM: radius, page: page) }
    }

    /// Ids of orders that have all the words; Chinese words of two characters are found.
    public func search(_ text: String, page: Page = firstPage) async throws -> [DocumentId] {
        try await onDisk { try $0.searchOrders(text: text, page: page) }
    }

    /// Documents of any kind by its stored name, such as `complaint`, with what every list shows; none of a kind this
    /// version does not know.
    public func documents(
        _ kind: String, _ filter: DocumentFilter = DocumentFilter(), sort: RowSort = .updated, page: Page = firstPage
    ) async throws -> [DocumentSummary] {
        try await onDisk { try $0.documents(kind: kind, filter: filter, sort: sort, page: page) }
    }

    /// One order, as its page shows it.
    public func order(_ id: DocumentId) async throws -> OrderPage {
        try await onDisk { try $0.order(id: id) }
    }

    /// The report of any visit, in the customer's language or in another: the version that was signed, with the
    /// signature, where there is one; else as it stands.
    public func report(of order: DocumentId, visit: UInt32, language: String? = nil) async throws -> ReportPage {
        try await onDisk { try $0.reportOf(order: order, visit: visit, inLanguage: language) }
    }

    /// What is to be answered on this visit.
    public func checklist(_ order: DocumentId) async throws -> [ChecklistLine] {
        try await onDisk { try $0.checklist(id: order) }
    }

    /// Everything the visit still lacks before its work can be finished.
    public func missing(_ order: DocumentId) async throws -> [Reason] {
        try await onDisk { try $0.missing(order: order) }
    }

    /// Customers by name, contact or address.
    public func customers(_ text: String, page: Page = firstPage) async throws -> [CustomerRow] {
        try await onDisk { try $0.customers(text: text, page: page) }
    }

    /// A customer's machines.
    public func assets(of customer: DocumentId) async throws -> [AssetRow] {
        try await onDisk { try $0.assetsOf(customer: customer) }
    }

    /// The bytes of a photo or thumbnail by its digest.
    public func photo(_ digest: Digest) async throws -> Data {
        try await onDisk { try $0.photo(digest: digest) }
    }

    /// What is only on this device.
    public func unsent() async throws -> Unsent {
        try await onDisk { try $0.unsent() }
    }

    /// Work the server refused, with the reasons.
    public func stuck() async throws -> [StuckWork] {
        try await onDisk { try $0.stuck() }
    }

    /// Documents whose news could not be taken in, with the reasons. Each sync asks for them again.
    public func unread() async throws -> [StuckWork] {
        try await onDisk { try $0.unread() }
    }

    /// Documents with work that rests on changes the server does not have. It is offered with each sync.
    public func missingOnServer() async throws -> [StuckWork] {
        try await onDisk { try $0.missingOnServer() }
    }

    /// Unsent work that a damaged file gave back only in part.
    public func damagedWork() async throws -> [DamagedWork] {
        try await onDisk { try $0.damagedWork() }
    }

    /// Asks again what was asked then, on the document as it is now.
    public func doAgain(_ work: DamagedWork) async throws {
        try await onDisk { try $0.doAgain(document: work.document, change: work.change) }
    }

    /// Gives up what cannot be done again, or need not be.
    public func giveUp(_ work: DamagedWork) async throws {
        try await onDisk { try $0.giveUp(document: work.document, change: work.change) }
    }

    /// Offers a stuck document's work again.
    public func sendAgain(_ document: DocumentId) async throws {
        try await onDisk { try $0.sendAgain(document: document) }
    }

    /// Unsent work of a document as bytes to hand over by file.
    public func exportUnsent(_ document: DocumentId) async throws -> Data {
        try await onDisk { try $0.exportUnsent(document: document) }
    }
}
