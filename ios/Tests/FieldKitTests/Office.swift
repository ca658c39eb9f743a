import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The dispatcher, as the console speaks to the server: plain HTTP with a session cookie.
struct Office: Sendable {
    private let base: String
    private let session: URLSession
    private let cookie: String
    private let password: String

    init(base: String, name: String, password: String) async throws {
        self.base = base
        self.password = password
        let settings = URLSessionConfiguration.ephemeral
        settings.timeoutIntervalForRequest = 20
        settings.httpShouldSetCookies = false
        session = URLSession(configuration: settings)
        let login = Json.object(["name": .text(name), "password": .text(password)])
        let (_, response) = try await Office.exchange(Office.posted(Office.request(base, "/api/login"), login), session)
        let given = response.value(forHTTPHeaderField: "Set-Cookie")?.split(separator: ";").first
        cookie = String(try found(given, "session"))
    }

    func get(_ path: String) async throws -> Json {
        try await answer(Office.request(base, path))
    }

    @discardableResult
    func post(_ path: String, _ body: Json = [:]) async throws -> Json {
        try await answer(Office.posted(Office.request(base, path), body))
    }

    @discardableResult
    func command(_ order: String, _ command: Json) async throws -> Json {
        try await post("/api/orders/\(order)/commands", ["command": command])
    }

    /// A person's id by their login.
    func user(_ login: String) async throws -> String {
        let staff = try await get("/api/staff").items
        return try found(staff.first { $0["login"].text == login }, login)["user"].text
    }

    /// Logs a fault call of the first customer and raises an order for it.
    func raise(_ title: String) async throws -> String {
        let customers = try await get("/api/customers?limit=1")
        let customer = try found(customers.list("customers").first, "customer")["id"]
        let page = try await get("/api/customers/\(customer.text)")
        let assets = try await get("/api/assets?customer=\(customer.text)")
        let asset = try found(assets.list("assets").first, "asset")
        let contact = try found(page["contacts"].items.first, "contact")
        let place = try found(page["sites"].items.first, "site")["address"]
        let logged = try await post(
            "/api/requests",
            [
                "channel": "phone", "customer": customer, "caller": contact["name"], "phone": contact["phone"],
                "address": place, "product_model": asset["model"], "serial": asset["serial"], "fault": .text(title),
            ])
        let order = try await post(
            "/api/orders",
            [
                "request": logged["id"], "customer": customer, "asset": asset["id"], "address": place,
                "contact": contact["name"], "phone": contact["phone"], "fault": .text(title), "title": .text(title),
                "priority": "urgent",
            ])
        return order["id"].text
    }

    func assign(_ order: String, technicians: [String], lead: String) async throws {
        let now = (Date().timeIntervalSince1970 * 1_000).rounded()
        let window: Json = ["from": .number(now), "to": .number(now + 4 * 3_600_000)]
        let team = Json.list(technicians.sorted().map(Json.text))
        try await command(order, ["assign": ["technicians": team, "lead": .text(lead), "window": window]])
    }

    /// Lets a technician's device in: a one-time code that the administrator makes.
    func enrolmentCode(for user: String) async throws -> String {
        let admin = try await Office(base: base, name: "admin", password: password)
        return try await admin.post("/api/enrolments", ["user": .text(user)])["code"].text
    }

    /// Confirms, as a second person, the fingerprint the technician reads out.
    func confirm(_ fingerprint: String) async throws {
        let devices = try await get("/api/devices").list("devices")
        let device = try found(devices.first { $0["fingerprint"].text == fingerprint }, "device")
        try await post("/api/devices/\(device["id"].text)/confirm")
    }

    private func answer(_ request: URLRequest) async throws -> Json {
        var request = request
        request.setValue(cookie, forHTTPHeaderField: "Cookie")
        let (body, _) = try await Office.exchange(request, session)
        return body.isEmpty ? .null : try JSONDecoder().decode(Json.self, from: body)
    }

    private static func request(_ base: String, _ path: String) throws -> URLRequest {
        var request = URLRequest(url: try found(URL(string: base + path), path))
        request.setValue("en", forHTTPHeaderField: "Accept-Language")
        request.setValue(UUID().uuidString, forHTTPHeaderField: "Idempotency-Key")
        return request
    }

    private static func posted(_ request: URLRequest, _ body: Json) throws -> URLRequest {
        var request = request
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONEncoder().encode(body)
        return request
    }

    private static func exchange(_ request: URLRequest, _ session: URLSession) async throws -> (Data, HTTPURLResponse) {
        let (body, response) = try await session.data(for: request)
        let answer = try found(response as? HTTPURLResponse, "answer")
        guard (200..<300).contains(answer.statusCode) else {
            let said = String(decoding: body, as: UTF8.self)
            throw NotReady(reason: "\(request.url?.path ?? ""): \(answer.statusCode): \(said)")
        }
        return (body, answer)
    }
}

extension Json {
    /// A list, or the list that an object holds under a name.
    func list(_ name: String) -> [Json] {
        if case .list(let list) = self { list } else { self[name].items }
    }
}

/// What must be there.
func found<T>(_ value: T?, _ what: String) throws -> T {
    guard let value else { throw NotReady(reason: "there is no \(what)") }
    return value
}
