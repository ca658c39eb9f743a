/// Amounts of money as a person types them.
public enum Amount {
    /// Currencies a cost is entered in, the likeliest first.
    public static let currencies = ["CNY", "TWD", "HKD", "USD", "EUR", "JPY"]
    /// Digits of an amount in major units at most, so that its minor units fit.
    private static let longest = 12

    /// Minor units of an amount in major ones; 0 for nothing typed, `nil` for what is no amount of that currency.
    public static func minor(of typed: String, in currency: String) -> Int64? {
        let parts = typed.filter { $0 != " " }.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if parts == [""] { return 0 }
        let decimals = currency == "JPY" ? 0 : 2
        guard (1...2).contains(parts.count), isNumber(parts[0], upTo: longest) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard parts.count == 1 || isNumber(fraction, upTo: decimals) else { return nil }
        return Int64(parts[0] + fraction + String(repeating: "0", count: decimals - fraction.count))
    }

    /// Whether a text is at least one and at most so many digits, of the script that machines read.
    private static func isNumber(_ text: String, upTo digits: Int) -> Bool {
        !text.isEmpty && text.count <= digits && text.allSatisfy { ("0"..."9").contains($0) }
    }
}
