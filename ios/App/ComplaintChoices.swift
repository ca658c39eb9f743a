import FieldKit
import FieldKitModel
import SwiftUI

/// Another complaint, or an order, looked for on this device by its words.
struct DocumentChoice: View {
    @Bindable var model: ComplaintFormModel
    @State private var words = ""

    var body: some View {
        Section {
            TextField("form.search", text: $words)
                .onSubmit { Task { await model.look(for: words) } }
            Picker("form.which", selection: $model.draft.other) {
                ForEach(model.found, id: \.id) { row in
                    Text("\(row.number) \(row.title) \(row.customerName)").tag(Optional(row.id))
                }
            }
            .pickerStyle(.inline)
        }
    }
}

/// What could not all take effect: which of it is not to stand, and which sets the status (R5).
struct ContestRows: View {
    @Bindable var model: ComplaintFormModel

    var body: some View {
        Section("complaint.set_aside") {
            ForEach(model.contested, id: \.key) { event in
                Toggle(isOn: isDropped(event.key)) { line(event) }
            }
        }
        Section {
            Picker("complaint.stands", selection: $model.draft.stands) {
                Text("complaint.as_it_follows").tag(EventKey?.none)
                ForEach(model.standing, id: \.key) { line($0).tag(Optional($0.key)) }
            }
            .pickerStyle(.inline)
        }
    }

    private func line(_ event: HappeningView) -> some View {
        VStack(alignment: .leading) {
            Text(event.label)
            Text(event.author).font(.footnote).foregroundStyle(.secondary)
            ForEach(event.detail, id: \.name) { Text($0.text).font(.footnote).foregroundStyle(.secondary) }
        }
    }

    private func isDropped(_ key: EventKey) -> Binding<Bool> {
        Binding(
            get: { model.draft.dropped.contains(key) },
            set: { dropped in
                if dropped { model.draft.dropped.insert(key) } else { model.draft.dropped.remove(key) }
            })
    }
}
