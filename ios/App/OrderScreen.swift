import FieldKit
import FieldKitModel
import SwiftUI

/// One order: what it is about, the taps, and the way to the customer's signature.
struct OrderScreen: View {
    @State private var model: OrderModel
    @State private var signoff: SignoffModel?

    init(kit: FieldKit, id: DocumentId) {
        model = OrderModel(kit: kit, id: id)
    }

    var body: some View {
        Form {
            if let page = model.page {
                Section("order.fault") { Text(page.fault) }
                Section("order.address") {
                    ForEach(page.address, id: \.change) { stated in
                        VStack(alignment: .leading) {
                            Text(stated.text)
                            Text(stated.author).font(.footnote).foregroundStyle(.secondary)
                        }
                    }
                }
                Section("order.work") { taps }
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
    }

    @ViewBuilder private var taps: some View {
        tap("order.accept", .accept)
        tap("order.arrive", .arrive)
        tap("order.start", .startWork)
        tap("order.finish", .finish(outcome: .solved))
    }

    private func tap(_ title: LocalizedStringKey, _ command: JobCommand) -> some View {
        Button(title) { Task { await model.tap(command) } }
    }
}

extension SignoffModel: @retroactive Identifiable {}
