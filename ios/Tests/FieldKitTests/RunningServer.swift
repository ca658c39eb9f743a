import Foundation

/// The real server with its sample organisation, as a process of its own.
final class RunningServer: @unchecked Sendable {
    struct Ready: Decodable {
        let address: String
        let password: String
    }

    let base: String
    let password: String
    private let process: Process
    private let input: Pipe

    init(data: URL) throws {
        guard let program = ProcessInfo.processInfo.environment["JOBSHEET"] else {
            throw NotReady(reason: "JOBSHEET names no program")
        }
        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--demo", "--listen", "127.0.0.1:0", "--data", data.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard let line = RunningServer.line(of: output) else {
            process.terminate()
            throw NotReady(reason: "the server ended before it was ready")
        }
        let ready = try JSONDecoder().decode(Ready.self, from: line)
        base = "http://\(ready.address)"
        password = ready.password
    }

    /// Closing its input ends it.
    func stop() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private static func line(of pipe: Pipe) -> Data? {
        var line = Data()
        while true {
            let byte = pipe.fileHandleForReading.readData(ofLength: 1)
            if byte.isEmpty { return nil }
            if byte[0] == UInt8(ascii: "\n") { return line }
            line.append(byte)
        }
    }
}

struct NotReady: Error {
    let reason: String
}
