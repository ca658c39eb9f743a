import FieldKit
import FieldKitModel
import SwiftUI

/// The jobs of today.
struct JobListScreen: View {
    @State private var model: JobListModel
    private let kit: FieldKit

    init(kit: FieldKit) {
        self.kit = kit
        model = JobListModel(kit: kit)
    }

    var body: some View {
        NavigationStack {
            List(model.jobs, id: \.order.id) { job in
                NavigationLink(value: job.order.id) { JobLine(job: job) }
            }
            .navigationTitle("jobs.title")
            .navigationDestination(for: String.self) { OrderScreen(kit: kit, id: $0) }
            .toolbar {
                NavigationLink("complaints.title") { ComplaintListScreen(kit: kit) }
                if model.isOffline { Label("sync.offline", systemImage: "wifi.slash") }
                if model.isUnconfirmed { Label("sync.unconfirmed", systemImage: "person.badge.clock") }
                if model.unsent > 0 { Text("sync.unsent \(model.unsent)") }
            }
            .overlay {
                if let problem = model.stopped ?? model.problem { Text(problem).foregroundStyle(.red) }
            }
        }
        .task { await model.follow() }
        .task { await model.run() }
    }
}

/// One job in the list.
private struct JobLine: View {
    let job: JobRow

    var body: some View {
        VStack(alignment: .leading) {
            Text(job.order.title).font(.headline)
            Text(job.order.customerName)
            Text(job.order.address).font(.footnote).foregroundStyle(.secondary)
            if let wedged = job.wedged { Label(wedged.detail, systemImage: "exclamationmark.triangle") }
        }
        .accessibilityElement(children: .combine)
    }
}
