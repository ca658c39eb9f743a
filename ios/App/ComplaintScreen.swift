import FieldKit
import FieldKitModel
import SwiftUI

/// One complaint: what happened, whose turn it is, and the taps.
struct ComplaintScreen: View {
    @State private var model: ComplaintModel
    @State private var form: ComplaintFormModel?

    init(kit: FieldKit, id: DocumentId) {
        model = ComplaintModel(kit: kit, id: id)
    }

    var body: some View {
        Form {
            if let page = model.page {
                Section("complaint.facts") { Text(page.facts) }
                Section(page.row.statusText) { Text(page.turn.text) }
                if let proposal = page.proposal {
                    Section("complaint.proposal") { Text(proposal.plan) }
                }
                ForEach(page.conflicts, id: \.path) { conflict in
                    Section("order.choose") {
                        ForEach(conflict.values, id: \.change) { value in
                            Button(value.text) { Task { await model.choose(value, of: conflict) } }
                        }
                    }
                }
                Section("order.work") {
                    ForEach(model.steps, id: \.command) { row($0) }
                }
                Section("complaint.writing") {
                    Button("complaint.investigation") { form = model.form(for: .investigation) }
                    Button("complaint.prevention") { form = model.form(for: .prevention) }
                }
            }
            if let refusal = model.refusal {
                Section { Label(refusal, systemImage: "hand.raised").foregroundStyle(.red) }
            }
        }
        .navigationTitle(model.page?.row.title ?? "")
        .task { await model.follow() }
        .sheet(item: $form) { ComplaintFormScreen(model: $0) }
    }

    /// A step that may be taken is a button; any other says why not.
    @ViewBuilder private func row(_ step: StepShown) -> some View {
        if let refusal = step.refusal {
            VStack(alignment: .leading) {
                Text(step.label).foregroundStyle(.secondary)
                Text(refusal.detail).font(.footnote).foregroundStyle(.secondary)
            }
        } else if let opened = model.form(for: step) {
            Button(step.label) { form = opened }
        } else {
            Text(step.label)
        }
    }
}
