import Foundation

#if canImport(Glibc)
    import Glibc
    private let kind = Int32(SOCK_STREAM.rawValue)
    private func taken(_ listener: Int32) -> Int32 { Glibc.accept(listener, nil, nil) }
#else
    import Darwin
    private let kind = SOCK_STREAM
    private func taken(_ listener: Int32) -> Int32 { Darwin.accept(listener, nil, nil) }
#endif

/// Takes connections on a free port of the loopback.
final class Listener: Sendable {
    let base: String
    private let descriptor: Int32

    init() throws {
        let descriptor = socket(AF_INET, kind, 0)
        self.descriptor = descriptor
        var address = Listener.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else { throw NotReady(reason: "there is no free port") }
        base = "http://127.0.0.1:\(in_port_t(bigEndian: address.sin_port))"
    }

    deinit {
        close(descriptor)
    }

    /// Waits for a connection; `nil` once ended.
    func take() -> Int32? {
        let connection = taken(descriptor)
        return connection < 0 ? nil : connection
    }

    /// Waits for a connection without answering it.
    func connected() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                _ = self.take()
                continuation.resume()
            }
        }
    }

    func end() {
        _ = shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// A connection to a port of the loopback; `nil` where nobody listens.
    static func connection(port: in_port_t) -> Int32? {
        let connection = socket(AF_INET, kind, 0)
        var address = loopback(port: port)
        let reached = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if reached { return connection }
        close(connection)
        return nil
    }

    private static func loopback(port: in_port_t) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return address
    }
}
