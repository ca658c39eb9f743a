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
    func anAmountIsTypedInMajorUnitsAndWhatIsNoneIsNotGuessed() {
        #expect(Amount.minor(of: "1200.5", in: "CNY") == 120_050)
        #expect(Amount.minor(of: " 80 ", in: "EUR") == 8_000)
        #expect(Amount.minor(of: "", in: "CNY") == 0)
        #expect(Amount.minor(of: "500", in: "JPY") == 500)
        for (typed, currency) in [("1.005", "CNY"), ("1.", "CNY"), ("-1", "CNY"), ("1,000", "CNY"), ("1.5", "JPY")] {
            #expect(Amount.minor(of: typed, in: currency) == nil, "\(typed) \(currency)")
        }
        #expect(Amount.minor(of: "1234567890123", in: "CNY") == nil)
        #expect(Amount.minor(of: "１２", in: "CNY") == nil, "digits of another script")
    }

    @Test
    func aTapOnAComplaintWaitsForWhatIsChosenAndLeavesWhatIsSaidToTheCore() {
        var draft = ComplaintDraft()
        #expect(draft.action(for: "grade") == nil)
        draft.about = .quality
        #expect(draft.action(for: "grade") == nil, "no harm is guessed")
        draft.severity = .major
        #expect(draft.action(for: "grade") == .grade(class: .quality, severity: .major, note: ""))
        draft.remedy = .repair
        draft.cost = "a lot"
        #expect(draft.action(for: "propose") == nil)
        #expect(draft.action(for: "merge") == nil)
        #expect(draft.action(for: "reopen") == .reopen(reason: ""))
        #expect(draft.action(for: "close") == .close(reason: nil))
        let said = Said(who: "王芳", channel: .onSite, saidAt: nil, words: "好")
        (draft.who, draft.words) = ("王芳", "好")
        #expect(draft.action(for: "agree") == .agree(said: said))
        #expect(draft.action(for: "a_step_of_a_newer_core") == nil)
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
