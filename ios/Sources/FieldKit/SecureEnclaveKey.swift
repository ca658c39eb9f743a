#if canImport(CryptoKit)
    import CryptoKit
    import Foundation
    import LocalAuthentication

    /// The statement key in the Secure Enclave. It never leaves it; what is kept is a sealed reference.
    public final class SecureEnclaveKey: StatementSignerCallback {
        private let key: SecureEnclave.P256.Signing.PrivateKey

        /// A new key, or the one that was sealed in `sealed`.
        public init(sealed: Data? = nil) throws {
            key =
                if let sealed {
                    try SecureEnclave.P256.Signing.PrivateKey(dataRepresentation: sealed)
                } else {
                    try SecureEnclave.P256.Signing.PrivateKey()
                }
        }

        /// To keep in the Keychain.
        public var sealed: Data { key.dataRepresentation }

        public func publicPoint() throws -> Data { key.publicKey.x963Representation }

        public func sign(message: Data) throws -> Data {
            do {
                return try key.signature(for: message).rawRepresentation
            } catch let error as LAError where error.code == .userCancel {
                throw SignerRefusal.Declined
            } catch {
                throw SignerRefusal.Failed(detail: String(describing: type(of: error)))
            }
        }
    }
#endif
