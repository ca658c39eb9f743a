import FieldKit
import FieldKitModel
import SwiftUI

/// The form of one step of a complaint. It closes once the step is taken; until then it keeps what was typed.
struct ComplaintFormScreen: View {
    @Bindable var model: ComplaintFormModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                ForEach(model.fields, id: \.self) { ComplaintFieldRow(field: $0, model: model) }
                if let refusal = model.refusal {
                    Section { Label(refusal, systemImage: "hand.raised").foregroundStyle(.red) }
                }
            }
            .navigationTitle(title)
            .toolbar {
                ToolbarItem(placement: .cancellationAction) { Button("form.cancel", role: .cancel) { dismiss() } }
                ToolbarItem(placement: .confirmationAction) {
                    Button("order.confirm") { Task { await model.send() } }.disabled(!model.canSend)
                }
            }
        }
        .task { await model.look() }
        .onChange(of: model.isDone) { dismiss() }
        .interactiveDismissDisabled()
    }

    private var title: Text {
        switch model.purpose {
        case .step(let step): Text(step.label)
        case .writing(.investigation): Text("complaint.investigation")
        case .writing(.prevention): Text("complaint.prevention")
        }
    }
}

/// One thing a form asks for.
private struct ComplaintFieldRow: View {
    let field: ComplaintField
    @Bindable var model: ComplaintFormModel

    var body: some View {
        switch field {
        case .words: TextField("order.words", text: $model.draft.words, axis: .vertical)
        case .who: TextField("signoff.name", text: $model.draft.who)
        case .channel:
            Picker("complaint.channel", selection: $model.draft.channel) {
                ForEach(Channel.choices, id: \.self) { Text($0.word).tag($0) }
            }
        case .grade: GradeRows(draft: $model.draft)
        case .investigator: investigator
        case .remedy:
            Picker("complaint.remedy", selection: $model.draft.remedy) {
                Text("form.choose").tag(ComplaintRemedy?.none)
                ForEach(ComplaintRemedy.choices, id: \.self) { Text($0.word).tag(Optional($0)) }
            }
        case .cost: CostRows(draft: $model.draft)
        case .place: Toggle("complaint.on_site", isOn: $model.draft.onSite)
        case .satisfied: satisfied
        case .complaint, .order: DocumentChoice(model: model)
        case .findings: FindingsRows(draft: $model.draft)
        case .contest: ContestRows(model: model)
        }
    }

    /// Nobody in particular, or whoever holds the tablet: a device has no list of the staff.
    private var investigator: some View {
        Picker("complaint.investigator", selection: $model.draft.investigator) {
            Text("complaint.nobody").tag(UserId?.none)
            if let person = model.person { Text(person.userName).tag(Optional(person.user)) }
        }
    }

    private var satisfied: some View {
        Picker("complaint.satisfied", selection: $model.draft.satisfied) {
            Text("complaint.unsaid").tag(Bool?.none)
            Text("form.yes").tag(Optional(true))
            Text("form.no").tag(Optional(false))
        }
    }
}

/// What it is about, and how much harm there is: neither is guessed.
private struct GradeRows: View {
    @Binding var draft: ComplaintDraft

    var body: some View {
        Picker("complaint.class", selection: $draft.about) {
            Text("form.choose").tag(ComplaintClass?.none)
            ForEach(ComplaintClass.choices, id: \.self) { Text($0.word).tag(Optional($0)) }
        }
        Picker("complaint.severity", selection: $draft.severity) {
            Text("form.choose").tag(Severity?.none)
            ForEach(Severity.choices, id: \.self) { Text($0.word).tag(Optional($0)) }
        }
    }
}

/// What it costs the organisation.
private struct CostRows: View {
    @Binding var draft: ComplaintDraft

    var body: some View {
        TextField("complaint.cost", text: $draft.cost).keyboardType(.decimalPad)
        Picker("complaint.currency", selection: $draft.currency) {
            ForEach(Amount.currencies, id: \.self) { Text($0).tag($0) }
        }
    }
}
