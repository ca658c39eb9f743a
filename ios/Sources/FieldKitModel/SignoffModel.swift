import FieldKit
import Foundation
import Observation

/// The report in the customer's hands: what they read, rate, remark and sign.
@MainActor @Observable
public final class SignoffModel {
    /// What the customer reads.
    public let page: ReportPage
    /// The customer's name and capacity.
    public var signatory = Signatory(name: "", capacity: "")
    /// The rating; `nil` while none was given.
    public var rating: Rating?
    /// The customer's remarks.
    public var remarks = ""
    /// A photo of the company's stamp, as the camera gave it; `nil` without one.
    public var stamp: Data?
    /// The hand so far.
    public private(set) var pad = SignaturePad()
    /// Whether the key signs now; it may be asking for a finger.
    public var isSigning: Bool { asking.isWaiting }
    /// Whether it is signed and kept.
    public private(set) var isSettled = false
    /// Why it was not kept; `nil` when it was.
    public var refusal: String? { asking.refusal }

    private let kit: FieldKit
    private let report: ReportOnScreen
    private let asking = Asking()

    public init(kit: FieldKit, report: ReportOnScreen) throws {
        self.kit = kit
        self.report = report
        page = try report.page()
    }

    /// One sample of the pen.
    public func pen(_ sample: PenSample) {
        pad.take(sample)
    }

    /// Begins the signature again.
    public func clear() {
        pad = SignaturePad()
    }

    /// Keeps the customer's signature over the version they read.
    public func sign() async {
        guard !isSettled, !isSigning else { return }
        let signing = CustomerSigning(
            kind: .signed, signatory: signatory, rating: rating, remarks: remarks, strokes: pad.strokes, stamp: stamp)
        isSettled = await asking.ask { [kit, report] in try await kit.signOff(report, signing) }
    }

    /// Takes the tablet back without a sign-off.
    public func takeBack() async {
        await asking.ask { [kit] in try await kit.takeBack() }
    }
}
