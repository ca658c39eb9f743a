import FieldKit
import FieldKitModel
import SwiftUI
import WebKit

/// The tablet in the customer's hands: the report, the rating, the remarks and the signature.
struct SignoffScreen: View {
    @Bindable var model: SignoffModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        VStack {
            ReportView(html: model.page.html)
            Form {
                TextField("signoff.name", text: $model.signatory.name)
                TextField("signoff.capacity", text: $model.signatory.capacity)
                TextField("signoff.remarks", text: $model.remarks, axis: .vertical)
                Text(model.page.consent).font(.footnote)
                SignatureField(model: model).frame(height: 160)
                if let refusal = model.refusal { Text(refusal).foregroundStyle(.red) }
            }
            HStack {
                Button("signoff.back", role: .cancel) { Task { await leave() } }
                Button("signoff.clear") { model.clear() }
                Button("signoff.sign") { Task { await model.sign() } }.disabled(model.pad.isEmpty || model.isSigning)
            }
        }
        .onChange(of: model.isSettled) { dismiss() }
        .interactiveDismissDisabled()
    }

    private func leave() async {
        await model.takeBack()
        dismiss()
    }
}

/// The report's own page, as it is digested: no script, nothing loaded from elsewhere.
private struct ReportView: UIViewRepresentable {
    let html: String

    func makeUIView(context: Context) -> WKWebView {
        let settings = WKWebViewConfiguration()
        settings.defaultWebpagePreferences.allowsContentJavaScript = false
        return WKWebView(frame: .zero, configuration: settings)
    }

    func updateUIView(_ view: WKWebView, context: Context) {
        view.loadHTMLString(html, baseURL: nil)
    }
}

/// The field the customer signs in.
private struct SignatureField: View {
    let model: SignoffModel
    @State private var isDown = false

    var body: some View {
        GeometryReader { field in
            Canvas { canvas, size in
                guard let hand = model.pad.strokes else { return }
                for stroke in hand.strokes {
                    var path = Path()
                    let scale = size.width / Double(hand.width)
                    path.addLines(stroke.map { CGPoint(x: Double($0.x) * scale, y: Double($0.y) * scale) })
                    canvas.stroke(path, with: .foreground, lineWidth: 2)
                }
            }
            .gesture(
                DragGesture(minimumDistance: 0)
                    .onChanged { pen($0, isDown ? .move : .down, field.size) }
                    .onEnded { pen($0, .up, field.size) })
        }
        .border(.secondary)
        .accessibilityLabel("signoff.field")
    }

    private func pen(_ drag: DragGesture.Value, _ phase: PenSample.Phase, _ size: CGSize) {
        isDown = phase != .up
        let scale = SignaturePad.width / size.width
        model.pen(
            PenSample(
                phase: phase, x: drag.location.x * scale, y: drag.location.y * scale,
                at: drag.time.timeIntervalSinceReferenceDate))
    }
}
