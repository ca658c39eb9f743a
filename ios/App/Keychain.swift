import FieldKit
import Foundation
import Security

/// What the Keychain keeps for one technician: the file's key and the sealed reference of the statement key. Both stay
/// on this device and are there after the first unlock, so that work can be sent in the background.
struct Keychain {
    struct Failure: Error { let status: OSStatus }

    private let folder: URL

    init() throws {
        folder = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    }

    func options() throws -> FieldOptions {
        var beside = folder.appendingPathComponent("no-backup", isDirectory: true)
        try FileManager.default.createDirectory(at: beside, withIntermediateDirectories: true)
        // A restored backup must come up without the incarnation, and then writes under a new actor.
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try beside.setResourceValues(values)
        return FieldOptions(
            path: folder.appendingPathComponent("work.jobsheet").path, key: try kept("file-key") { try random() },
            incarnation: beside.appendingPathComponent("incarnation").path,
            language: Locale.preferredLanguages.first ?? "en")
    }

    func statementKey() throws -> SecureEnclaveKey {
        try SecureEnclaveKey(sealed: try kept("statement-key") { try SecureEnclaveKey().sealed })
    }

    private func kept(_ name: String, make: () throws -> Data) throws -> Data {
        let item: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword, kSecAttrService: "dev.jobsheet", kSecAttrAccount: name,
        ]
        var found: CFTypeRef?
        let status = SecItemCopyMatching(item.merging([kSecReturnData: true]) { $1 } as CFDictionary, &found)
        if status == errSecSuccess, let data = found as? Data { return data }
        guard status == errSecItemNotFound else { throw Failure(status: status) }
        let made = try make()
        let new: [CFString: Any] = [
            kSecValueData: made, kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
        ]
        let added = SecItemAdd(item.merging(new) { $1 } as CFDictionary, nil)
        guard added == errSecSuccess else { throw Failure(status: added) }
        return made
    }

    private func random() throws -> Data {
        var bytes = Data(count: 32)
        let status = bytes.withUnsafeMutableBytes { SecRandomCopyBytes(kSecRandomDefault, 32, $0.baseAddress!) }
        guard status == errSecSuccess else { throw Failure(status: status) }
        return bytes
    }
}
