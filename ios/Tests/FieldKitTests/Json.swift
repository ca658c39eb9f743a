import Foundation

/// JSON as a tree, to read the console's answers by name.
indirect enum Json: Codable, Sendable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([Json])
    case object([String: Json])

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .null
        } else if let flag = try? one.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? one.decode(Double.self) {
            self = .number(number)
        } else if let text = try? one.decode(String.self) {
            self = .text(text)
        } else if let list = try? one.decode([Json].self) {
            self = .list(list)
        } else {
            self = .object(try one.decode([String: Json].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var one = encoder.singleValueContainer()
        switch self {
        case .null: try one.encodeNil()
        case .flag(let flag): try one.encode(flag)
        case .number(let number): try one.encode(Int64(number))
        case .text(let text): try one.encode(text)
        case .list(let list): try one.encode(list)
        case .object(let object): try one.encode(object)
        }
    }

    subscript(name: String) -> Json {
        if case .object(let object) = self { object[name] ?? .null } else { .null }
    }

    var items: [Json] {
        if case .list(let list) = self { list } else { [] }
    }

    var text: String {
        if case .text(let text) = self { text } else { "" }
    }
}

extension Json: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    init(stringLiteral value: String) { self = .text(value) }
    init(arrayLiteral elements: Json...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, Json)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}
