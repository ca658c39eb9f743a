import FieldKit
import SwiftUI

extension Channel {
    /// The ways a person can choose from; a remark on a signed sheet is begun from its order.
    static let choices: [Channel] = [.onSite, .phone, .letter, .mail, .message, .walkIn]

    var word: LocalizedStringKey {
        switch self {
        case .onSite: "channel.on_site"
        case .phone: "channel.phone"
        case .letter: "channel.letter"
        case .mail: "channel.mail"
        case .message: "channel.message"
        case .walkIn: "channel.walk_in"
        case .sheet: "channel.sheet"
        }
    }
}

extension ComplaintClass {
    static let choices: [ComplaintClass] = [.quality, .notQuality, .other]

    var word: LocalizedStringKey {
        switch self {
        case .quality: "complaint.class.quality"
        case .notQuality: "complaint.class.not_quality"
        case .other: "complaint.class.other"
        }
    }
}

extension Severity {
    static let choices: [Severity] = [.minor, .major, .critical]

    var word: LocalizedStringKey {
        switch self {
        case .minor: "complaint.severity.minor"
        case .major: "complaint.severity.major"
        case .critical: "complaint.severity.critical"
        }
    }
}

extension ComplaintRemedy {
    static let choices: [ComplaintRemedy] = [.repair, .replace, .return, .compensate, .train, .explain]

    var word: LocalizedStringKey {
        switch self {
        case .repair: "complaint.remedy.repair"
        case .replace: "complaint.remedy.replace"
        case .return: "complaint.remedy.return"
        case .compensate: "complaint.remedy.compensate"
        case .train: "complaint.remedy.train"
        case .explain: "complaint.remedy.explain"
        }
    }
}
