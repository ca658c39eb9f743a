import FieldKit

/// Draws again after changes: at once, and once more for all that came while it drew. A first sync brings a thousand
/// changes, and a screen reads twice.
@MainActor
final class Redrawing {
    private let draw: () async -> Void
    private var isStale = false
    private var drawing: Task<Void, Never>?

    init(_ draw: @escaping () async -> Void) {
        self.draw = draw
    }

    /// Something changed.
    func request() {
        isStale = true
        guard drawing == nil else { return }
        drawing = Task { await drawUntilFresh() }
    }

    /// Waits until everything asked for so far is drawn.
    func settled() async {
        await drawing?.value
    }

    private func drawUntilFresh() async {
        while isStale {
            isStale = false
            await draw()
        }
        drawing = nil
    }
}

extension FieldEvent {
    /// Whether a page of this document may have to be drawn again.
    func concerns(_ id: DocumentId) -> Bool {
        switch self {
        case .changed(let document), .left(let document), .workRefused(let document, _): document == id
        case .offline, .delayed: false
        default: true
        }
    }
}
