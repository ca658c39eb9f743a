import FieldKit
import FieldKitModel
import SwiftUI

/// One order: what it is about, the taps, and the way to the customer's signature.
struct OrderScreen: View {
    @State private var model: OrderModel
    @State private var signoff: SignoffModel?
    @State private var asked: StepShown?
    @State private var words = ""

    init(kit: FieldKit, id: DocumentId) {
        model = OrderModel(kit: kit, id: id)
    }

    var body: some View {
        Form {
            if let page = model.page {
                Section("order.fault") { Text(page.fault) }
                Section("order.address") {
                    ForEach(page.address, id: \.change) { stated($0) }
                }
                ForEach(page.conflicts, id: \.path) { conflict in
                    Section("order.choose") {
                        ForEach(conflict.values, id: \.change) { value in
                            Button {
                                Task { await model.choose(value, of: conflict) }
                            } label: {
                                stated(value)
                            }
                        }
                    }
                }
                Section("order.work") { ForEach(model.steps, id: \.command) { row($0) } }
                if !model.missing.isEmpty {
                    Section("order.missing") { ForEach(model.missing, id: \.self) { Text($0) } }
                }
                Section { Button("order.report") { Task { signoff = await model.handOver() } } }
            }
            if let refusal = model.refusal {
                Section { Label(refusal, systemImage: "hand.raised").foregroundStyle(.red) }
            }
        }
        .navigationTitle(model.page?.title ?? "")
        .task { await model.follow() }
        .fullScreenCover(item: $signoff) { SignoffScreen(model: $0) }
        .alert(asked?.label ?? "", isPresented: isAsking, presenting: asked) { step in
            TextField("order.words", text: $words, axis: .vertical)
            Button("order.confirm") { confirm(step) }
            Button("signoff.back", role: .cancel) {}
        }
    }

    /// A value with who wrote it.
    private func stated(_ value: StatedValue) -> some View {
        VStack(alignment: .leading) {
            Text(value.text)
            Text(value.author).font(.footnote).foregroundStyle(.secondary)
        }
    }

    /// A step that may be taken is a button; any other says why not.
    @ViewBuilder private func row(_ step: StepShown) -> some View {
        if let refusal = step.refusal {
            VStack(alignment: .leading) {
                Text(step.label).foregroundStyle(.secondary)
                Text(refusal.detail).font(.footnote).foregroundStyle(.secondary)
            }
        } else {
            button(step)
        }
    }

    @ViewBuilder private func button(_ step: StepShown) -> some View {
        switch StepInput(of: step.command) {
        case .nothing(let command): Button(step.label) { Task { await model.tap(command) } }
        case .words: Button(step.label) { (asked, words) = (step, "") }
        case .outcome(let finish):
            Menu(step.label) {
                Button("order.solved") { Task { await model.tap(finish(.solved)) } }
                Button("order.temporary") { Task { await model.tap(finish(.temporary)) } }
                Button("order.not_solved") { Task { await model.tap(finish(.notSolved)) } }
            }
        case .form: Text(step.label)
        }
    }

    private var isAsking: Binding<Bool> {
        Binding(get: { asked != nil }, set: { if !$0 { asked = nil } })
    }

    private func confirm(_ step: StepShown) {
        guard case .words(let command) = StepInput(of: step.command) else { return }
        let tap = command(words)
        Task { await model.tap(tap) }
    }
}

extension SignoffModel: @retroactive Identifiable {}
