import FieldKit
import Foundation
import Observation

/// A folder of its own for each test, gone with it.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("fieldkit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// How a tablet's file is opened.
    func options(_ name: String, key: Data = Folder.randomKey(), language: String = "en") -> FieldOptions {
        FieldOptions(
            path: url.appendingPathComponent("\(name).jobsheet").path, key: key,
            incarnation: url.appendingPathComponent("no-backup/\(name)").path, language: language)
    }

    static func randomKey() -> Data {
        Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    }
}

/// The customer's hand, as a pen gives it.
func hand() -> PenStrokes {
    func stroke(left: Int32, from: UInt32) -> [PenPoint] {
        (0...24).map { (step: Int32) in
            let rise: Int32 = step % 4 < 2 ? 40 * step : 900 - 30 * step
            return PenPoint(
                x: left + 110 * step, y: 2_200 - rise, atMs: from + UInt32(16 * step), pressure: UInt16(300 + 20 * step)
            )
        }
    }
    return PenStrokes(
        width: 12_000, height: 4_000,
        strokes: [stroke(left: 1_200, from: 0), stroke(left: 4_100, from: 620), stroke(left: 7_900, from: 1_300)])
}

/// Fails a call that takes longer than it may.
func within<T: Sendable>(seconds: Double, _ call: @escaping @Sendable () async throws -> T) async throws -> T {
    try await withThrowingTaskGroup(of: T.self) { group in
        group.addTask(operation: call)
        group.addTask {
            try await Task.sleep(nanoseconds: UInt64(seconds * 1_000_000_000))
            throw TooLong()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw TooLong() }
        return first
    }
}

/// Waits until a model shows what is wanted.
@MainActor
func until(_ holds: @escaping @MainActor () -> Bool) async {
    while !holds() {
        await withCheckedContinuation { changed in
            withObservationTracking {
                _ = holds()
            } onChange: {
                changed.resume()
            }
        }
    }
}

struct TooLong: Error {}
