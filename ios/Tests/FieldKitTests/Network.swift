import Foundation

/// What lies between a tablet and the server, and can go away: a relay on loopback.
final class Network: @unchecked Sendable {
    var base: String { listener.base }
    private let listener: Listener
    private let server: in_port_t
    private let lock = NSLock()
    private var up = true
    private var open: Set<Int32> = []

    init(towards address: String) throws {
        server = in_port_t(try found(URL(string: address)?.port, "port"))
        listener = try Listener()
        // Writing to a connection that was cut is an error here, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread {
            while let tablet = self.listener.take() { self.relay(tablet) }
        }
    }

    func cut() {
        lock.withLock {
            up = false
            for end in open { _ = shutdown(end, Int32(SHUT_RDWR)) }
        }
    }

    func mend() {
        lock.withLock { up = true }
    }

    func end() {
        cut()
        listener.end()
    }

    private func relay(_ tablet: Int32) {
        guard let office = Listener.connection(port: server) else {
            close(tablet)
            return
        }
        let isUp = lock.withLock {
            if up { open.formUnion([tablet, office]) }
            return up
        }
        guard isUp else {
            close(tablet)
            close(office)
            return
        }
        let ends = DispatchGroup()
        pump(from: tablet, to: office, ends)
        pump(from: office, to: tablet, ends)
        ends.notify(queue: .global()) {
            self.lock.withLock { self.open.subtract([tablet, office]) }
            close(tablet)
            close(office)
        }
    }

    private func pump(from: Int32, to: Int32, _ ends: DispatchGroup) {
        ends.enter()
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            while true {
                let count = read(from, &buffer, buffer.count)
                if count <= 0 || !Network.writeAll(buffer[..<count], to) { break }
            }
            _ = shutdown(from, Int32(SHUT_RDWR))
            _ = shutdown(to, Int32(SHUT_RDWR))
            ends.leave()
        }
    }

    private static func writeAll(_ bytes: ArraySlice<UInt8>, _ to: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { send(to, $0.baseAddress, $0.count, 0) }
            if sent <= 0 { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }
}
