import FieldKit
import FieldKitModel
import SwiftUI

/// One complaint: what happened, whose turn it is, and the taps.
struct ComplaintScreen: View {
    @State private var model: ComplaintModel
    @State private var asked: StepShown?
    @State private var who = ""
    @State private var words = ""

    init(kit: FieldKit, id: DocumentId) {
        model = ComplaintModel(kit: kit, id: id)
    }

    var body: some View {
        Form {
            if let page = model.page {
                Section("complaint.facts") { Text(page.facts) }
                Section(page.statusText) { Text(page.turn.text) }
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
                Section("order.work") { ForEach(model.steps, id: \.command) { row($0) } }
            }
            if let refusal = model.refusal {
                Section { Label(refusal, systemImage: "hand.raised").foregroundStyle(.red) }
            }
        }
        .navigationTitle(model.page?.row.title ?? "")
        .task { await model.follow() }
        .alert(asked?.label ?? "", isPresented: isAsking, presenting: asked) { step in
            if case .said = ComplaintInput(of: step.command) { TextField("signoff.name", text: $who) }
            TextField("order.words", text: $words, axis: .vertical)
            Button("order.confirm") { confirm(step) }
            Button("signoff.back", role: .cancel) {}
        }
    }

    /// A step that may be taken is a button; any other says why not.
    @ViewBuilder private func row(_ step: StepShown) -> some View {
        if let refusal = step.refusal {
            VStack(alignment: .leading) {
                Text(step.label).foregroundStyle(.secondary)
                Text(refusal.detail).font(.footnote).foregroundStyle(.secondary)
            }
        } else if case .form = ComplaintInput(of: step.command) {
            Text(step.label)
        } else {
            Button(step.label) {
                (asked, who, words) = (step, model.page?.contact.first?.text ?? "", "")
            }
        }
    }

    private var isAsking: Binding<Bool> {
        Binding(get: { asked != nil }, set: { if !$0 { asked = nil } })
    }

    private func confirm(_ step: StepShown) {
        let action: ComplaintAction
        switch ComplaintInput(of: step.command) {
        case .words(let command): action = command(words)
        case .said(let command): action = command(who, words)
        case .form: return
        }
        Task { await model.tap(action) }
    }
}
