import FieldKit
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

    @Test
    func whatACustomerSaysFaceToFaceIsAskedForWithWhoSaysIt() {
        guard case .said(let agree) = ComplaintInput(of: "agree") else {
            Issue.record("agreeing needs who and what they say")
            return
        }
        let said = Said(who: "王芳", channel: .onSite, saidAt: nil, words: "好")
        #expect(agree("王芳", "好") == .agree(said: said))
        guard case .words(let close) = ComplaintInput(of: "close") else {
            Issue.record("closing may need a reason")
            return
        }
        #expect(close("") == .close(reason: nil))
        guard case .form = ComplaintInput(of: "propose") else {
            Issue.record("a proposal has a cost")
            return
        }
    }

    @Test
    func aStepThatNeedsNothingIsATapAndAnotherAsksForWords() {
        guard case .nothing(.accept) = StepInput(of: "accept") else {
            Issue.record("accepting needs nothing")
            return
        }
        guard case .words(let escalate) = StepInput(of: "escalate") else {
            Issue.record("escalating needs findings")
            return
        }
        #expect(escalate("Shaft bent") == .escalate(findings: "Shaft bent"))
        guard case .outcome(let finish) = StepInput(of: "finish") else {
            Issue.record("finishing needs an outcome")
            return
        }
        #expect(finish(.notSolved) == .finish(outcome: .notSolved))
        guard case .form = StepInput(of: "a_step_of_a_newer_core") else {
            Issue.record("what is not known has no tap")
            return
        }
    }
}
