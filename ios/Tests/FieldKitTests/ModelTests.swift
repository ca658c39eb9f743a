import Testing

@testable import FieldKitModel

/// What the models do with many changes at once.
@Suite @MainActor
struct ModelTests {
    @Test
    func aThousandChangesAtOnceAreDrawnTwice() async {
        var draws = 0
        var drawn = 0
        var changes = 0
        let redrawing = Redrawing {
            draws += 1
            let seen = changes
            await Task.yield()
            drawn = seen
        }
        for _ in 1...999 {
            changes += 1
            redrawing.request()
        }
        await Task.yield()
        changes += 1
        redrawing.request()
        await redrawing.settled()
        #expect(drawn == 1_000)
        #expect(draws <= 2)
        redrawing.request()
        await redrawing.settled()
        #expect(draws <= 3, "a later change is drawn by itself")
    }
}
