import FieldKit
import FieldKitModel
import Foundation
import Testing

/// The main job, end to end, over the real library and a real server: done offline, signed, seen by the dispatcher.
@Suite(.serialized)
struct WholeJobTests {
    @Test(.timeLimit(.minutes(5)))
    func aJobDoneOfflineAndSignedOnTheTabletReachesTheDispatcherValid() async throws {
        let folder = try Folder()
        let server = try RunningServer(data: folder.url.appendingPathComponent("server"))
        defer { try? server.stop() }
        let network = try Network(towards: server.base)
        defer { network.end() }
        let office = try await Office(base: server.base, name: "dispatcher", password: server.password)
        try await Job(folder: folder, office: office, network: network).tell()
    }
}

private struct Job {
    let folder: Folder
    let office: Office
    let network: Network
    let order: String
    let other: String
    let photos: [URL]

    init(folder: Folder, office: Office, network: Network) async throws {
        (self.folder, self.office, self.network) = (folder, office, network)
        let (lead, second) = (try await office.user("lead"), try await office.user("second"))
        order = try await office.raise("Machine stops after ten minutes")
        other = try await office.raise("Yearly inspection")
        try await office.assign(order, technicians: [lead, second], lead: lead)
        try await office.assign(other, technicians: [lead], lead: lead)
        let fixtures = try found(ProcessInfo.processInfo.environment["PHOTOS"], "folder of photos")
        photos = try FileManager.default.contentsOfDirectory(atPath: fixtures)
            .filter { $0.hasSuffix(".jpg") }.sorted().map { URL(fileURLWithPath: fixtures).appendingPathComponent($0) }
    }

    func tell() async throws {
        let lead = try await tablet("lead")
        let second = try await tablet("second")
        network.cut()
        await #expect { try await lead.sync() } throws: { ($0 as? FieldError)?.code == "sync.offline" }
        try await work(lead)
        try await help(second)
        try await sign(lead)
        let complaint = try await complain(lead)
        try await meanwhile()
        network.mend()
        try await reconnect(lead, second)
        try await look()
        try await filed(complaint)
        try await hear(lead)
        try await choose(lead)
        try await loop(lead)
    }

    private func tablet(_ login: String) async throws -> FieldKit {
        let kit = try await FieldKit.open(folder.options(login), signer: try SoftwareStatementKey.generate())
        let code = try await office.enrolmentCode(for: try await office.user(login))
        await #expect {
            try await kit.enrol(serverUrl: network.base, code: "NO-SUCH-CODE", deviceName: "tablet")
        } throws: {
            ($0 as? FieldError)?.code.hasPrefix("enrolment.") == true
        }
        let enrolled = try await kit.enrol(serverUrl: network.base, code: code, deviceName: "\(login)'s tablet")
        try await office.confirm(enrolled.fingerprint)
        #expect(try await kit.sync().roundTrips == 1)
        let another = try await kit.enrolmentCode()
        #expect(another.uri.contains(another.code) && another.expiresAt > 0)
        #expect(try await kit.myJobsToday().contains { $0.order.id == order })
        return kit
    }

    private func work(_ lead: FieldKit) async throws {
        let ready = Preparation(orderRead: true, customerCalled: true, partsTaken: true, routeKnown: true)
        try await lead.submit(order, .accept)
        try await lead.submit(order, .setOut(preparation: ready))
        try await lead.submit(order, .arrive)
        let early = await OrderModel(kit: lead, id: order)
        #expect(await early.handOver() == nil)
        #expect(await early.refusal?.isEmpty == false)
        await #expect { try await lead.showReport(order) } throws: {
            ($0 as? FieldError)?.code == "signoff.before_finished"
        }
        #expect(try await refusal(lead, "sign_off") == "signoff.before_finished")
        try await lead.submit(
            order, .reportProblem(problem: "Pump housing cracked", proposal: "Replace the pump", demand: ""))
        try await lead.submit(order, .recordContact)
        let safe = SafetyCheck(
            rulesRead: true, hazards: ["electricity"], measures: ["locked out, tagged"], passed: true)
        try await lead.submit(order, .checkSafety(check: safe))
        try await lead.submit(order, .startWork)
        try await lead.submit(order, .diagnose(diagnosis: diagnosis))
        for (stage, file) in zip(["before", "fault", "nameplate", "after"], photos) {
            try await lead.capture(order, photo: try Data(contentsOf: file), stage: stage, caption: "Pump")
        }
        try await lead.submit(order, part("FLT-220", "Air filter 空气滤芯", nil))
        try await lead.submit(order, part("PMP-014", "Coolant pump 冷却泵", "CP-88121"))
        try await write(lead, "1/work_done", "Pump and filter replaced. 更换冷却泵与滤芯。")
        try await write(lead, "notes", "Gate code 4471. 门禁 4471。\n")
        let address = Address(text: "苏州工业园区星湖街 328 号 5 栋 (rear gate)", position: nil)
        try await lead.submit(order, .setFact(name: "address", value: .place(address: address)))
        for line in try await lead.checklist(order) {
            try await lead.submit(order, .answerItem(item: line.key, value: .flag(yes: true)))
        }
        #expect(try await lead.missing(order).isEmpty)
        #expect(try await refusal(lead, "finish") == nil)
        try await lead.submit(order, .finish(outcome: .solved))
        #expect(try await lead.order(order).status == .finished)
        try await lead.submit(other, .accept)
        try await lead.submit(other, .setOut(preparation: ready))
        try await lead.submit(other, .arrive)
    }

    private func help(_ second: FieldKit) async throws {
        try await write(second, "notes", "Fan belt is next, order one. 皮带也快坏了。\n")
        try await second.capture(order, photo: try Data(contentsOf: photos[4]), stage: "work", caption: "Belt, worn")
        let photo = try #require(try await second.order(order).photos.first)
        #expect(photo.whereabouts == .here)
        #expect(try await second.photo(try #require(photo.thumbnail)).isEmpty == false)
    }

    private func sign(_ lead: FieldKit) async throws {
        let model = await OrderModel(kit: lead, id: order)
        let signing = try #require(await model.handOver(language: "zh-Hans"))
        #expect(await signing.page.html.contains("<html"))
        await #expect { try await write(lead, "notes", "while the customer reads") } throws: {
            ($0 as? FieldError)?.code == "signoff.in_progress"
        }
        let sheet = try Data(contentsOf: photos[0])
        await MainActor.run {
            signing.stamp = sheet
            signing.signatory = Signatory(name: "王建国", capacity: "设备主管")
            signing.rating = Rating(overall: 5, timeliness: 5, attitude: 5, quality: 4)
            signing.remarks = "很快，谢谢。"
            for stroke in hand().strokes {
                for (number, point) in stroke.enumerated() {
                    signing.pen(sample(point, number == 0 ? .down : .move))
                }
            }
        }
        // A second tap while the key signs is no second signature.
        async let first: Void = signing.sign()
        async let second: Void = signing.sign()
        _ = await (first, second)
        #expect(await signing.refusal == nil)
        #expect(await signing.isSettled)
        let signoff = try #require(try await lead.order(order).signoff)
        #expect(signoff.voidBy.isEmpty)
        #expect(signoff.hand && signoff.strokes == nil, "R17: the hand is sealed to the organisation")
        #expect(try await lead.photo(try #require(signoff.stampThumbnail)).isEmpty == false)
        #expect(try await refusal(lead, "sign_off") == "signoff.stands")
        try await visit(lead)
        #expect(try await lead.unsent().changes > 0)
        #expect(try await lead.exportUnsent(order).isEmpty == false)
    }

    /// What the customer wrote on the sheet is taken down as a complaint, still without signal.
    private func complain(_ lead: FieldKit) async throws -> DocumentId {
        var begun = try await lead.complaint(fromSheetOf: order, visit: 1)
        #expect(begun.channel == .sheet && begun.order == order)
        #expect(begun.contact == "王建国" && begun.facts == "很快，谢谢。")
        begun.title = "The alarm came back"
        let form = await TakeDownModel(kit: lead, begun: begun)
        await form.send()
        let complaint = try #require(await form.taken)
        let list = await ComplaintListModel(kit: lead)
        await list.reload()
        #expect(await list.complaints.map(\.id) == [complaint])
        let listed = try #require(try await lead.documents("complaint", DocumentFilter(open: true)).first)
        #expect(listed.id == complaint && listed.kind == "complaint")
        #expect(listed.title == "The alarm came back" && listed.status == "taken")
        #expect(try await lead.documents("a_kind_of_a_newer_core").isEmpty)
        let model = await ComplaintModel(kit: lead, id: complaint)
        await model.keep(photo: try Data(contentsOf: photos[1]), stage: "fault", caption: "The alarm")
        let page = try #require(await model.page)
        #expect(page.row.number.hasSuffix("-0001"))
        #expect(page.photos.map(\.whereabouts) == [.here])
        #expect(page.possible.first { $0.command == "tell" }?.refusal == nil)
        await model.tap(.close(reason: nil))
        #expect(await model.refusal?.isEmpty == false)
        return complaint
    }

    /// The complaint taken on the tablet has a number of the office's register and its photo.
    private func filed(_ complaint: DocumentId) async throws {
        let seen = try await office.get("/api/complaints/\(complaint)")
        #expect(seen["status"].text == "taken")
        #expect(seen["number"].text.hasPrefix("CP-"))
        #expect(seen["photos"].items.map { $0["on_server"] } == [.flag(true)])
    }

    /// The visit keeps what is its own, its report can be read again, and the timeline says what was said.
    private func visit(_ lead: FieldKit) async throws {
        let page = try await lead.order(order)
        let visit = try #require(page.visits.first)
        #expect(page.visits.count == 1)
        #expect(Set(visit.parts.map(\.used.number)) == ["FLT-220", "PMP-014"])
        #expect(page.photos.allSatisfy { $0.visit == 1 })
        #expect(visit.outcome == .solved)
        #expect(visit.safety?.check.measures == ["locked out, tagged"])
        #expect(visit.attendance.first?.arrived != nil)
        let signoff = try #require(visit.signoff)
        #expect(signoff.kind == .signed && signoff.void == false)
        let report = try await lead.report(of: order, visit: 1, language: "zh-Hans")
        #expect(report.settled && report.html.contains("王建国"))
        #expect(report.reportDigest == signoff.reportDigest)
        let told = try #require(page.timeline.first { $0.kind == "problem_reported" })
        #expect(told.detail.map(\.label) == ["Problem", "Proposal"])
    }

    /// Why a step may not be taken now; `nil` when it may.
    private func refusal(_ kit: FieldKit, _ command: String) async throws -> String? {
        try #require(try await kit.order(order).possible.first { $0.command == command }).refusal?.code
    }

    private func meanwhile() async throws {
        let address: Json = ["address": ["text": "苏州工业园区星湖街 330 号"]]
        try await office.command(order, ["set_fact": ["name": "address", "value": address]])
        try await office.command(other, ["cancel": ["reason": "The customer postponed."]])
    }

    private func reconnect(_ lead: FieldKit, _ second: FieldKit) async throws {
        for kit in [lead, second] {
            let synced = try await kit.sync()
            #expect(synced.roundTrips == 1)
            #expect(synced.refused == 0)
            try await kit.upload()
            #expect(try await kit.unsent().blobs == 0)
        }
        #expect(try await lead.stuck().isEmpty)
        #expect(try await lead.damagedWork().isEmpty)
        try await lead.sync()
        let page = try await lead.order(order)
        #expect(page.notes.contains("4471") && page.notes.contains("皮带"))
        #expect(page.address.count == 2)
        #expect(page.photos.filter { $0.whereabouts == .onServer }.count == 4)
        #expect(page.photos.filter { $0.whereabouts == .elsewhere }.count == 1)
    }

    private func look() async throws {
        let seen = try await office.get("/api/orders/\(order)")
        #expect(seen["status"].text == "finished")
        #expect(seen["signoff"]["valid"] == .flag(true))
        #expect(!seen["signoff"]["additions"].items.isEmpty)
        #expect(seen["photos"].items.count == 5)
        #expect(seen["photos"].items.allSatisfy { $0["on_server"] == .flag(true) })
        #expect(try await office.get("/api/orders/\(order)/verification")["valid"] == .flag(true))
        #expect(try await office.get("/api/orders/\(other)")["contest"] != .null)
    }

    /// What the office writes is heard on the tablet.
    private func hear(_ lead: FieldKit) async throws {
        let events = try lead.events()
        let shown = await OrderModel(kit: lead, id: order)
        let following = Task { await shown.follow() }
        try await within(seconds: 60) { await until { shown.page != nil } }
        let contact: Json = ["name": "contact", "value": ["text": "李工"]]
        try await office.command(order, ["set_fact": contact])
        try await lead.sync()
        let heard = try await within(seconds: 60) { [order] in
            await events.first { $0 == .changed(document: order) }
        }
        #expect(heard != nil)
        #expect(try await lead.order(order).contact.map(\.text) == ["李工"])
        try await within(seconds: 60) { await until { shown.page?.contact.map(\.text) == ["李工"] } }
        following.cancel()
        await following.value
    }

    /// What two people wrote at once is shown whole, and one of them chooses.
    private func choose(_ lead: FieldKit) async throws {
        let model = await OrderModel(kit: lead, id: order)
        await model.reload()
        let conflicts = try #require(await model.page?.conflicts)
        #expect(conflicts.map(\.path) == ["fact/address"])
        let conflict = try #require(conflicts.first)
        #expect(conflict.values.allSatisfy { !$0.author.isEmpty })
        let rear = try #require(conflict.values.first { $0.text.contains("rear gate") })
        await model.choose(rear, of: conflict)
        #expect(await model.refusal == nil)
        #expect(await model.page?.address.map(\.text) == [rear.text])
        #expect(await model.page?.conflicts.isEmpty == true)
        #expect(await model.steps.contains { $0.command == "reopen" && $0.refusal != nil })
        try await lead.sync()
    }

    /// The loop sends a tap by itself, and ends with its task.
    private func loop(_ lead: FieldKit) async throws {
        let events = try lead.events()
        let running = Task { try await lead.run() }
        try await synced(events)
        let note = "Sent by the loop."
        let heads = try await lead.order(other).heads
        try await lead.submit(other, .editText(field: "notes", base: heads, text: note))
        try await synced(events)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await office.get("/api/orders/\(other)")["texts"]["notes"] == .text(note))
    }

    private func synced(_ events: AsyncStream<FieldEvent>) async throws {
        let heard = try await within(seconds: 60) {
            await events.first { if case .synced = $0 { true } else { false } }
        }
        #expect(heard != nil)
    }

    private func write(_ kit: FieldKit, _ field: String, _ text: String) async throws {
        let heads = try await kit.order(order).heads
        try await kit.submit(order, .editText(field: field, base: heads, text: text))
    }

    private func part(_ number: String, _ name: String, _ serial: String?) -> JobCommand {
        .usePart(
            number: number, name: name, quantityMilli: 1_000, serial: serial, reason: "worn", oldPart: .returned)
    }

    private var diagnosis: Diagnosis {
        Diagnosis(
            symptoms: "Over-temperature alarm after ten minutes. 十分钟后高温报警。", openedByOthers: false,
            tests: "Flow 2.1 l/min instead of 8", cause: "Impeller of the coolant pump worn", causeClass: "wear",
            remedy: "replace")
    }

    private func sample(_ point: PenPoint, _ phase: PenSample.Phase) -> PenSample {
        PenSample(
            phase: phase, x: Double(point.x) / 100, y: Double(point.y) / 100, at: Double(point.atMs) / 1_000,
            pressure: Double(point.pressure) / 1_000)
    }
}
