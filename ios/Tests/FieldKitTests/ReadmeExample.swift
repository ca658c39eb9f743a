import FieldKit
import Foundation

/// What an app has around the example of the README, which is compiled here word for word.
@MainActor
protocol ReadmeExample: AnyObject {
    var support: URL { get }
    var noBackup: URL { get }
    var fileKey: Data { get }
    var code: String { get }
    var jpeg: Data { get }
    var signer: StatementSignerCallback { get }
    var web: ReadmeWebView { get }
    var pad: ReadmePad { get }
    func show(_ fingerprint: String)
    func redraw(_ event: FieldEvent)
}

@MainActor
protocol ReadmeWebView {
    func loadHTMLString(_ string: String, baseURL: URL?)
}

@MainActor
protocol ReadmePad {
    var strokes: PenStrokes? { get }
}

extension ReadmeExample {
    func embed() async throws {
        // The README's example begins.
        let options = FieldOptions(
            path: support.appendingPathComponent("work.jobsheet").path,
            key: fileKey,  // 32 bytes
            incarnation: noBackup.appendingPathComponent("incarnation").path,
            language: Locale.preferredLanguages.first ?? "en")  // zh-Hans, zh-Hant, or English for all others
        let kit = try await FieldKit.open(options, signer: signer)  // SecureEnclaveKey
        let enrolled = try await kit.enrol(serverUrl: "https://office.example", code: code, deviceName: "iPad 7")
        show(enrolled.fingerprint)  // the dispatcher confirms it
        Task { for await event in try kit.events() { redraw(event) } }
        Task { try await kit.run() }  // syncs whenever there is signal, once it is confirmed

        let jobs = try await kit.myJobsToday()  // no document is opened for a list
        guard let job = jobs.first?.order.id else { return }
        try await kit.submit(job, .accept)  // signed and on the disk when it returns
        try await kit.capture(job, photo: jpeg, stage: "fault", caption: "Worn impeller")
        let report = try await kit.showReport(job)  // refused, with its reason, before the work is finished
        web.loadHTMLString(try report.page().html, baseURL: nil)
        let signatory = Signatory(name: "王建国", capacity: "设备主管")
        try await kit.signOff(report, CustomerSigning(kind: .signed, signatory: signatory, strokes: pad.strokes))
        // The README's example ends.
    }
}
