extension FieldError {
    /// The stable code, for the program.
    public var code: String {
        switch self {
        case .Refused(let code, _), .Storage(let code, _), .Server(_, let code, _), .Signature(let code, _),
            .Argument(let code, _), .Internal(let code, _):
            code
        case .Offline: "sync.offline"
        case .NotEnrolled: "device.unknown"
        case .Cancelled: "cancelled"
        }
    }

    /// What to show the person, in the language the file was opened with.
    public var text: String {
        switch self {
        case .Refused(_, let detail), .Storage(_, let detail), .Server(_, _, let detail), .Signature(_, let detail),
            .Argument(_, let detail), .Internal(_, let detail), .Offline(let detail), .NotEnrolled(let detail),
            .Cancelled(let detail):
            detail
        }
    }
}
