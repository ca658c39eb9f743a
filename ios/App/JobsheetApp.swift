import FieldKit
import SwiftUI

/// The app: opens the technician's file once, then shows the jobs of the day.
@main
struct JobsheetApp: App {
    @State private var opening = Opening.waiting

    enum Opening {
        case waiting
        case open(FieldKit)
        /// The file came with another phone's backup: its key is there.
        case locked(String)
        case failed(String)
    }

    var body: some Scene {
        WindowGroup {
            switch opening {
            case .waiting: ProgressView().task { await open() }
            case .open(let kit): JobListScreen(kit: kit)
            case .locked(let reason):
                ContentUnavailableView {
                    Label("error.title", systemImage: "lock")
                } description: {
                    Text(reason)
                } actions: {
                    Button("file.setAside") { Task { await setAside() } }
                }
            case .failed(let reason):
                ContentUnavailableView("error.title", systemImage: "lock", description: Text(reason))
            }
        }
    }

    private func setAside() async {
        do {
            try await FieldKit.setAside(try Keychain().options())
            await open()
        } catch let error as FieldError {
            opening = .failed(error.text)
        } catch {
            opening = .failed(error.localizedDescription)
        }
    }

    private func open() async {
        do {
            let keys = try Keychain()
            let kit = try await FieldKit.open(try keys.options(), signer: try keys.statementKey())
            opening = .open(kit)
        } catch let error as FieldError {
            opening = error.code == "store.wrong_key" ? .locked(error.text) : .failed(error.text)
        } catch {
            opening = .failed(error.localizedDescription)
        }
    }
}
