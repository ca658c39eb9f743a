import FieldKit
import FieldKitModel
import SwiftUI

/// Takes a complaint down, with or without signal. It closes once that is done; until then it keeps what was typed.
struct TakeDownScreen: View {
    @Bindable var model: TakeDownModel
    @State private var words = ""
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    Picker("complaint.channel", selection: $model.complaint.channel) {
                        ForEach(channels, id: \.self) { Text($0.word).tag($0) }
                    }
                    TextField("signoff.name", text: $model.complaint.contact)
                    TextField("complaint.phone", text: $model.complaint.phone).keyboardType(.phonePad)
                }
                Section { customer }
                Section("complaint.facts") { TextField("order.words", text: $model.complaint.facts, axis: .vertical) }
                Section("complaint.demand") { TextField("order.words", text: $model.complaint.demand, axis: .vertical) }
                if let refusal = model.refusal {
                    Section { Label(refusal, systemImage: "hand.raised").foregroundStyle(.red) }
                }
            }
            .navigationTitle("complaint.take")
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button("form.cancel", role: .cancel) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button("order.confirm") { Task { await model.send() } }.disabled(!model.canSend)
                }
            }
        }
        .task { await model.look(for: "") }
        .onChange(of: model.taken) { dismiss() }
        .interactiveDismissDisabled()
    }

    @ViewBuilder private var customer: some View {
        TextField("form.search", text: $words).onSubmit { Task { await model.look(for: words) } }
        Picker("complaint.customer", selection: $model.complaint.customer) {
            Text("complaint.no_customer").tag(DocumentId?.none)
            ForEach(model.customers, id: \.id) { Text($0.name).tag(Optional($0.id)) }
        }
    }

    private var channels: [Channel] {
        model.complaint.remark == nil ? Channel.choices : [.sheet] + Channel.choices
    }
}
