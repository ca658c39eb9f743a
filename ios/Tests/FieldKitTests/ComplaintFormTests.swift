import FieldKit
import FieldKitModel
import Foundation
import Testing

/// A complaint from its first word to the closed file on a manager's tablet, through the forms of the app, over the real
/// library and a real server.
@Suite(.serialized)
struct ComplaintFormTests {
    @Test(.timeLimit(.minutes(5)))
    func aComplaintIsWorkedOnOfflineThroughItsFormsAndAContestIsSettled() async throws {
        let folder = try Folder()
        let server = try RunningServer(data: folder.url.appendingPathComponent("server"))
        defer { try? server.stop() }
        let network = try Network(towards: server.base)
        defer { network.end() }
        let office = try await Office(base: server.base, name: "dispatcher", password: server.password)
        let manager = try await office.user("manager")
        let order = try await office.raise("Seal leaks")
        let quality = try await Office(base: server.base, name: "quality", password: server.password)
        try await handOver(to: manager, of: order, by: quality)
        let kit = try await FieldKit.open(folder.options("manager"), signer: try SoftwareStatementKey.generate())
        let code = try await office.enrolmentCode(for: manager)
        let enrolled = try await kit.enrol(serverUrl: network.base, code: code, deviceName: "tablet")
        try await office.confirm(enrolled.fingerprint)
        try await kit.sync()
        network.cut()
        let complaint = try await takenDown(kit)
        let work = await Work(kit: kit, model: ComplaintModel(kit: kit, id: complaint))
        try await work.judge()
        try await work.investigate()
        try await work.agree()
        try await work.carryOut(order: order)
        try await work.link(other: try await takenDown(kit))
        network.mend()
        try await kit.sync()
        network.cut()
        try await work.act("close") { $0.words = "Paid back" }
        try await office.post(
            "/api/complaints/\(complaint)/commands", ["command": ["reopen": ["reason": "They called again"]]])
        network.mend()
        try await kit.sync()
        try await kit.sync()
        try await work.settle()
    }

    /// A complaint about an order that the office hands to a person: with it come its customer and its order.
    private func handOver(to person: String, of order: DocumentId, by office: Office) async throws {
        let customer = try found(try await office.get("/api/customers?limit=1").list("customers").first, "customer")
        let taken = try await office.post(
            "/api/complaints",
            [
                "channel": "phone", "customer": customer["id"], "order": .text(order), "contact": "李工",
                "facts": "The paint is scratched.",
            ])
        let investigate: Json = ["investigate": ["investigator": .text(person)]]
        try await office.post("/api/complaints/\(taken["id"].text)/commands", ["command": investigate])
    }

    /// Takes one down without signal: first with nothing said, which is refused where it is typed and stays there.
    @MainActor
    private func takenDown(_ kit: FieldKit) async throws -> DocumentId {
        let form = TakeDownModel(kit: kit)
        form.complaint.channel = .phone
        form.complaint.contact = "王芳"
        form.complaint.demand = "Money back"
        await form.send()
        #expect(form.taken == nil && form.refusal?.isEmpty == false)
        #expect(form.complaint.contact == "王芳" && form.complaint.demand == "Money back")
        await form.look(for: "")
        let customer = try #require(form.customers.first)
        form.complaint.customer = customer.id
        form.complaint.facts = "The seal leaks again."
        form.complaint.title = "Leaking seal"
        await form.send()
        #expect(form.refusal == nil && !form.canSend)
        let taken = try #require(form.taken)
        let listed = try #require(
            try await kit.documents("complaint", DocumentFilter(customer: customer.id)).first { $0.id == taken })
        #expect(listed.title == "Leaking seal" && listed.status == "taken" && listed.customerName == customer.name)
        return taken
    }
}

@MainActor
private struct Work {
    let kit: FieldKit
    let model: ComplaintModel

    /// The page's own steps are what is offered; each has a form, and one that may not be taken says why.
    func judge() async throws {
        await model.reload()
        #expect(model.steps.count > 10)
        for step in model.steps { #expect(model.form(for: step) != nil, "\(step.command)") }
        let early = try form("agree")
        #expect(try step("agree").refusal?.detail.isEmpty == false)
        early.draft.words = "They would agree"
        await early.send()
        #expect(!early.isDone && early.refusal?.isEmpty == false && early.draft.words == "They would agree")
        #expect(model.refusal == nil, "it is shown where it was typed")
        let grade = try form("grade")
        #expect(!grade.canSend)
        (grade.draft.about, grade.draft.severity) = (.quality, .major)
        await grade.send()
        #expect(grade.isDone && !grade.canSend && model.page?.grade?.severity == .major)
        let investigate = try form("investigate")
        await investigate.look()
        let person = try #require(investigate.person)
        investigate.draft.investigator = person.user
        await investigate.send()
        #expect(investigate.isDone && model.page?.investigator == person.userName)
    }

    /// Before a remedy is proposed the core wants to know what was found: the proposal stays as typed meanwhile.
    func investigate() async throws {
        let early = try form("propose")
        (early.draft.remedy, early.draft.words, early.draft.cost) = (.repair, "A new seal", "80")
        await early.send()
        #expect(!early.isDone && early.refusal?.isEmpty == false && early.draft.words == "A new seal")
        let words = try #require(model.form(for: .investigation))
        words.draft.words = "A seal of the wrong batch"
        await words.send()
        #expect(words.isDone && model.page?.investigation == "A seal of the wrong batch")
        let findings = try form("record_findings")
        (findings.draft.cause, findings.draft.causeClass, findings.draft.justified) = ("Seal", "production", true)
        await findings.send()
        #expect(findings.isDone && model.page?.findings.causeClass == "production")
        #expect(try form("record_findings").draft.justified == true, "what is known is not asked again")
        await early.send()
        #expect(early.isDone && model.page?.proposal?.plan == "A new seal" && early.refusal == nil)
    }

    /// A remedy the customer does not want, and one they do.
    func agree() async throws {
        try await act("object") { $0.words = "Not again" }
        #expect(model.page?.row.status == "investigating")
        try await propose("Money back", .return, cost: "1200.50")
        #expect(model.page?.proposal?.cost == Money(minor: 120_050, currency: "CNY"))
        try await act("agree") { ($0.who, $0.words) = ("王芳", "好") }
        #expect(model.page?.replies.last?.reply.words == "好")
        #expect(model.page?.row.status == "agreed")
        try await act("approve") { _ in }
    }

    func carryOut(order: DocumentId) async throws {
        let link = try form("link_order")
        await link.look(for: "Seal")
        #expect(link.found.contains { $0.id == order } && !link.canSend)
        link.draft.other = order
        await link.send()
        #expect(link.isDone && model.page?.orders.map(\.id) == [order])
        try await act("carry_out") { $0.words = "Paid" }
        try await act("tell") { ($0.words, $0.satisfied) = ("The money is on its way", false) }
        #expect(model.page?.outcome?.satisfied == false)
        let prevention = try #require(model.form(for: .prevention))
        prevention.draft.words = "Each batch is measured"
        await prevention.send()
        #expect(model.page?.prevention == "Each batch is measured")
        let close = try form("close")
        await close.send()
        #expect(!close.isDone && close.refusal != nil, "why, where the customer is not satisfied")
    }

    /// An alike complaint is linked; then it goes on in this one, is no step further, and this one is as it was.
    func link(other: DocumentId) async throws {
        let similar = try form("link_similar")
        await similar.look(for: "seal")
        #expect(similar.found.map(\.id) == [other], "all but itself")
        (similar.draft.other, similar.draft.words) = (other, "The same batch")
        await similar.send()
        #expect(similar.isDone && model.page?.similar.map(\.reason) == ["The same batch"])
        let second = Work(kit: kit, model: ComplaintModel(kit: kit, id: other))
        await second.model.reload()
        try await second.act("withdraw") { ($0.who, $0.words) = ("王芳", "It is one matter") }
        try await second.act("reopen") { $0.words = "They called again" }
        try await second.act("merge") { $0.other = model.id }
        #expect(second.model.page?.mergedInto?.id == model.id)
    }

    /// Closed here and reopened there: somebody says which of it does not stand.
    func settle() async throws {
        await model.reload()
        let form = try form("settle")
        let closed = try #require(form.contested.first { $0.kind == "closed" })
        #expect(form.contested.contains { $0.kind == "reopened" }, "the other way round can be chosen too")
        #expect(form.contested.allSatisfy { !$0.label.isEmpty && $0.label != $0.kind })
        form.draft.dropped = [closed.key]
        await form.send()
        #expect(!form.isDone && form.refusal?.isEmpty == false, "a reason is needed")
        form.draft.words = "They called again"
        await form.send()
        #expect(form.isDone && model.page?.contest == nil && model.page?.row.status == "investigating")
    }

    func act(_ command: String, _ fill: (inout ComplaintDraft) -> Void) async throws {
        let form = try form(command)
        fill(&form.draft)
        await form.send()
        #expect(form.isDone, "\(command): \(form.refusal ?? "")")
    }

    private func propose(_ plan: String, _ remedy: ComplaintRemedy, cost: String) async throws {
        try await act("propose") { ($0.words, $0.remedy, $0.cost) = (plan, remedy, cost) }
    }

    private func step(_ command: String) throws -> StepShown {
        try #require(model.steps.first { $0.command == command }, "\(command)")
    }

    private func form(_ command: String) throws -> ComplaintFormModel {
        try #require(model.form(for: try step(command)), "\(command)")
    }
}
