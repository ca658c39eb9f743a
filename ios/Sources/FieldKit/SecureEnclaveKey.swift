#if canImport(CryptoKit)
    import CryptoKit
    import Foundation
    import LocalAuthentication

    /// The statement key in the Secure Enclave. It never leaves it; what is kept is a sealed reference.
    public final class SecureEnclaveKey: StatementSignerCallback {
        private let key: SecureEnclave.P256.Signing.PrivateKey
        private let appAttest: (@Sendable (_ data: Data) throws -> KeyAttestation?)?

        /// A new key, or the one that was sealed in `sealed`. `appAttest` asks Apple to vouch for the app with SHA-256 over
        /// `data` (`DCAppAttestService`), once, when the device enrols; nothing where the service is not supported.
        public init(
            sealed: Data? = nil, appAttest: (@Sendable (_ data: Data) throws -> KeyAttestation?)? = nil
        ) throws {
            self.appAttest = appAttest
            key =
                if let sealed {
                    try SecureEnclave.P256.Signing.PrivateKey(dataRepresentation: sealed)
                } else {
                    try SecureEnclave.P256.Signing.PrivateKey()
                }
        }

        /// To keep in the Keychain.
        public var sealed: Data { key.dataRepresentation }

        public func attest(challenge: Data) throws -> KeyCustody {
            do {
                return .hardware(attestation: try appAttest?(challenge + publicPoint()))
            } catch let refusal as SignerRefusal {
                throw refusal
            } catch {
                throw SignerRefusal.Failed(detail: String(describing: type(of: error)))
            }
        }

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
