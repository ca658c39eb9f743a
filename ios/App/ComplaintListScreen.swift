import FieldKit
import FieldKitModel
import SwiftUI

/// The complaints that are not done with.
struct ComplaintListScreen: View {
    @State private var model: ComplaintListModel
    @State private var takingDown: TakeDownModel?
    private let kit: FieldKit

    init(kit: FieldKit) {
        self.kit = kit
        model = ComplaintListModel(kit: kit)
    }

    var body: some View {
        List(model.complaints, id: \.id) { complaint in
            NavigationLink {
                ComplaintScreen(kit: kit, id: complaint.id)
            } label: {
                ComplaintLine(complaint: complaint)
            }
        }
        .navigationTitle("complaints.title")
        .toolbar { Button("complaint.take") { takingDown = TakeDownModel(kit: kit) } }
        .sheet(item: $takingDown) { TakeDownScreen(model: $0) }
        .overlay {
            if let problem = model.problem { Text(problem).foregroundStyle(.red) }
        }
        .task { await model.follow() }
    }
}

/// One complaint in the list.
private struct ComplaintLine: View {
    let complaint: ComplaintSummary

    var body: some View {
        VStack(alignment: .leading) {
            Text(complaint.title).font(.headline)
            Text(complaint.customerName.isEmpty ? complaint.contact : complaint.customerName)
            Text(complaint.number).font(.footnote).foregroundStyle(.secondary)
            if complaint.waitsForMe { Label("complaints.mine", systemImage: "person.fill") }
            if let wedged = complaint.wedged { Label(wedged.detail, systemImage: "exclamationmark.triangle") }
        }
        .accessibilityElement(children: .combine)
    }
}
