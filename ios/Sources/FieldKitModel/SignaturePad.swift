import FieldKit

/// One sample of the pen as a screen gives it.
public struct PenSample: Sendable, Equatable {
    /// What the pen did.
    public enum Phase: Sendable { case down, move, up }

    /// What the pen did.
    public let phase: Phase
    /// Millimetres from the left edge of the field.
    public let x: Double
    /// Millimetres from the top edge.
    public let y: Double
    /// Seconds on any clock that only runs forward.
    public let at: Double
    /// 0 to 1; 0 where the screen reports none.
    public let pressure: Double

    public init(phase: Phase, x: Double, y: Double, at: Double, pressure: Double = 0) {
        self.phase = phase
        self.x = x
        self.y = y
        self.at = at
        self.pressure = pressure
    }
}

/// The customer's hand while they sign (R17): strokes in hundredths of a millimetre with time and pressure.
public struct SignaturePad: Sendable, Equatable {
    /// Width of the field in millimetres.
    public static let width = 120.0
    /// Height of the field in millimetres.
    public static let height = 40.0

    private var begun: Double?
    private var kept: [[PenPoint]] = []

    public init() {}

    /// Whether nothing was drawn yet.
    public var isEmpty: Bool { kept.isEmpty }

    /// The hand; `nil` when nothing was drawn.
    public var strokes: PenStrokes? {
        isEmpty
            ? nil
            : PenStrokes(width: UInt32(hundredths(Self.width)), height: UInt32(hundredths(Self.height)), strokes: kept)
    }

    /// Takes in one sample. A move without a pen down begins a stroke: the touch came from outside the field.
    public mutating func take(_ sample: PenSample) {
        let begun = begun ?? sample.at
        self.begun = begun
        let point = PenPoint(
            x: hundredths(sample.x), y: hundredths(sample.y),
            atMs: UInt32(max(0, (sample.at - begun) * 1_000)),
            pressure: UInt16(min(max(sample.pressure, 0), 1) * 1_000))
        if sample.phase == .down || kept.isEmpty {
            kept.append([point])
        } else {
            kept[kept.count - 1].append(point)
        }
    }

    private func hundredths(_ millimetres: Double) -> Int32 {
        Int32((millimetres * 100).rounded())
    }
}
