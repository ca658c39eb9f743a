import FieldKit
import FieldKitModel
import Testing

/// R17: the hand is kept as strokes with time and pressure.
@Suite
struct SignaturePadTests {
    @Test
    func anEmptyPadHasNoHand() {
        #expect(SignaturePad().strokes == nil)
    }

    @Test
    func millimetresAndSecondsBecomeHundredthsAndMilliseconds() throws {
        var pad = SignaturePad()
        pad.take(PenSample(phase: .down, x: 10, y: 20.5, at: 100, pressure: 0.5))
        pad.take(PenSample(phase: .up, x: 11.004, y: 20.5, at: 100.25, pressure: 7))
        let hand = try #require(pad.strokes)
        #expect((hand.width, hand.height) == (12_000, 4_000))
        #expect(hand.strokes == [[point(1_000, 0, 500), point(1_100, 250, 1_000)]])
    }

    @Test
    func eachPenDownBeginsAStroke() throws {
        var pad = SignaturePad()
        for at in 0..<3 { pad.take(PenSample(phase: .down, x: 1, y: 1, at: Double(at))) }
        #expect(try #require(pad.strokes).strokes.map(\.count) == [1, 1, 1])
    }

    @Test
    func aMoveThatComesFromOutsideTheFieldBeginsAStroke() throws {
        var pad = SignaturePad()
        pad.take(PenSample(phase: .move, x: 0, y: 20.5, at: 5))
        #expect(try #require(pad.strokes).strokes == [[point(0, 0, 0)]])
    }

    private func point(_ x: Int32, _ atMs: UInt32, _ pressure: UInt16) -> PenPoint {
        PenPoint(x: x, y: 2_050, atMs: atMs, pressure: pressure)
    }
}
