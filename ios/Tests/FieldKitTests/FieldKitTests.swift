import Foundation
import Testing

@testable import FieldKit

/// What a shell meets without any server.
@Suite
struct FieldKitTests {
    let folder: Folder
    let key: SoftwareStatementKey

    init() throws {
        folder = try Folder()
        key = try SoftwareStatementKey.generate()
    }

    @Test
    func aNewFileIsEmptyAndEnrolledForNobody() async throws {
        let kit = try await FieldKit.open(folder.options("new"), signer: key)
        #expect(try await kit.profile() == nil)
        #expect(try await kit.myJobsToday().isEmpty)
        #expect(try await kit.unsent().changes == 0)
    }

    @Test
    func aWrongKeyIsAStorageErrorWithATextInTheReadersLanguage() async throws {
        _ = try await FieldKit.open(folder.options("locked"), signer: key)
        var texts: Set<String> = []
        for language in ["zh-Hans", "zh-Hant", "en"] {
            do {
                _ = try await FieldKit.open(folder.options("locked", language: language), signer: key)
                Issue.record("the file opened")
            } catch let error as FieldError {
                #expect(error.code == "store.wrong_key")
                texts.insert(error.text)
            }
        }
        #expect(texts.count == 3)
    }

    @Test
    func aFileWhoseKeyIsOnAnotherPhoneIsSetAsideAndANewOneMade() async throws {
        _ = try await FieldKit.open(folder.options("restored"), signer: key)
        let here = folder.options("restored")
        await #expect { try await FieldKit.open(here, signer: key) } throws: { code($0) == "store.wrong_key" }
        let aside = try await FieldKit.setAside(here)
        #expect(FileManager.default.fileExists(atPath: aside))
        let kit = try await FieldKit.open(here, signer: key)
        #expect(try await kit.profile() == nil)
        await #expect { try await FieldKit.setAside(here) } throws: { code($0) == "store.invalid" }
    }

    @Test
    func aClosedFileSaysSoAndIsClosedTwiceWithoutHarm() async throws {
        let kit = try await FieldKit.open(folder.options("closed"), signer: key)
        try await kit.close()
        try await kit.close()
        await #expect { try await kit.myJobsToday() } throws: { code($0) == "client.closed" }
        await #expect { try await kit.run() } throws: { code($0) == "client.closed" }
        for await event in try kit.events() { Issue.record("\(event) of a closed file") }
    }

    @Test
    func whatIsNoIdIsAnArgumentErrorAndNotACrash() async throws {
        let kit = try await FieldKit.open(folder.options("ids"), signer: key)
        await #expect { try await kit.order("not an id") } throws: { code($0) == "argument.document_id" }
        await #expect { try await kit.order(UUID().uuidString) } throws: { code($0) == "document.unknown" }
        await #expect { try await kit.report(of: UUID().uuidString, visit: 1) } throws: {
            code($0) == "document.unknown"
        }
        let change = String(repeating: "00", count: 32)
        await #expect { try await kit.choose(UUID().uuidString, path: "fact/phone", change: change) } throws: {
            code($0) == "document.unknown"
        }
    }

    @Test
    func aKeyOfTheWrongLengthIsAnArgumentError() async throws {
        let short = folder.options("short", key: Data(count: 16))
        await #expect { try await FieldKit.open(short, signer: key) } throws: { code($0) == "argument.key" }
    }

    @Test
    func aTabletInALanguageTheProductDoesNotSpeakReadsEnglish() async throws {
        var texts: Set<String> = []
        for language in ["de-DE", "en"] {
            let kit = try await FieldKit.open(folder.options(language, language: language), signer: key)
            await #expect { try await kit.order("018f0000-0000-7000-8000-000000000001") } throws: {
                texts.insert(($0 as? FieldError)?.text ?? "")
                return true
            }
        }
        #expect(texts.count == 1 && !texts.contains(""))
    }

    @Test
    func aComplaintThatIsNotOnTheDeviceIsRefusedByNameAndNoneIsTakenDownForNobody() async throws {
        let kit = try await FieldKit.open(folder.options("complaints"), signer: key)
        let unknown = UUID().uuidString
        #expect(try await kit.complaints().isEmpty)
        await #expect { try await kit.complaint(unknown) } throws: { code($0) == "document.unknown" }
        await #expect { try await kit.complaint(fromSheetOf: unknown, visit: 1) } throws: {
            code($0) == "document.unknown"
        }
        let new = NewComplaint(channel: .onSite, contact: "王芳", facts: "漏油")
        await #expect { try await kit.take(new) } throws: { code($0) == "device.unknown" }
        await #expect { try await kit.act(on: unknown, .close(reason: nil)) } throws: {
            code($0) == "device.unknown"
        }
    }

    @Test
    func nothingIsSubmittedBeforeEnrolment() async throws {
        let kit = try await FieldKit.open(folder.options("stranger"), signer: key)
        await #expect { try await kit.submit(UUID().uuidString, .accept) } throws: { code($0) == "device.unknown" }
        await #expect { try await kit.sync() } throws: { code($0) == "device.unknown" }
    }

    @Test
    func aServerThatIsNotThereIsOffline() async throws {
        let kit = try await FieldKit.open(folder.options("alone"), signer: key)
        await #expect {
            try await kit.enrol(serverUrl: "http://127.0.0.1:1", code: "CODE", deviceName: "tablet")
        } throws: { code($0) == "sync.offline" }
    }

    @Test
    func aPersonWhoDoesNotUnlockTheKeyEndsAnEnrolmentAsASignatureError() async throws {
        let kit = try await FieldKit.open(folder.options("declined"), signer: Locked(key: key))
        await #expect {
            try await kit.enrol(serverUrl: "http://127.0.0.1:1", code: "CODE", deviceName: "tablet")
        } throws: { code($0).hasPrefix("signer.") }
    }

    @Test(.timeLimit(.minutes(1)))
    func cancellingTheTaskEndsACallThatWaitsForASilentServer() async throws {
        let silent = try Listener()
        let kit = try await FieldKit.open(folder.options("cancelled"), signer: key)
        let call = Task {
            defer { silent.end() }
            return try await kit.enrol(serverUrl: silent.base, code: "CODE", deviceName: "tablet")
        }
        await silent.connected()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test(.timeLimit(.minutes(1)))
    func cancellingTheReaderOfEventsEndsItsStream() async throws {
        let kit = try await FieldKit.open(folder.options("events"), signer: key)
        let events = try kit.events()
        let reading = Task { await events.reduce(into: [FieldEvent]()) { $0.append($1) } }
        reading.cancel()
        #expect(await reading.value.isEmpty)
    }

    @Test
    func aClockThatThrowsIsReplacedByTheSystems() async throws {
        let kit = try await FieldKit.open(folder.options("clock"), signer: key, clock: BrokenClock())
        let off = Double(try kit.client.now()) - Date().timeIntervalSince1970 * 1_000
        #expect(abs(off) < 10_000)
    }

    @Test
    func aSoftwareKeyComesBackFromItsBytes() throws {
        let again = try SoftwareStatementKey.restore(pkcs8: key.pkcs8())
        #expect(try again.publicPoint() == key.publicPoint())
        #expect { try SoftwareStatementKey.restore(pkcs8: Data([1, 2, 3])) } throws: { code($0).hasPrefix("signer.") }
    }

    private func code(_ error: any Error) -> String {
        (error as? FieldError)?.code ?? ""
    }
}

private final class BrokenClock: DeviceClock {
    func wallMs() throws -> Int64 { throw ForeignFailure.Threw(detail: "no clock") }
    func monotonic() throws -> ClockReading { throw ForeignFailure.Threw(detail: "no clock") }
}

private final class Locked: StatementSignerCallback {
    private let key: SoftwareStatementKey

    init(key: SoftwareStatementKey) {
        self.key = key
    }

    func attest(challenge: Data) throws -> KeyCustody { .hardware(attestation: nil) }
    func publicPoint() throws -> Data { try key.publicPoint() }
    func sign(message: Data) throws -> Data { throw SignerRefusal.Declined }
}
