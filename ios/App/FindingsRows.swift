import FieldKitModel
import SwiftUI

/// The true cause with its class, and whether the customer complains with reason.
struct FindingsRows: View {
    @Binding var draft: ComplaintDraft

    var body: some View {
        TextField("complaint.cause", text: $draft.cause, axis: .vertical)
        Picker("complaint.cause_class", selection: $draft.causeClass) {
            Text("form.choose").tag(String?.none)
            Text("cause.design").tag(Optional("design"))
            Text("cause.production").tag(Optional("production"))
            Text("cause.transport").tag(Optional("transport"))
            Text("cause.installation").tag(Optional("installation"))
            Text("cause.use").tag(Optional("use"))
            Text("cause.wear").tag(Optional("wear"))
            Text("cause.environment").tag(Optional("environment"))
            Text("cause.unknown").tag(Optional("unknown"))
        }
        Picker("complaint.justified", selection: $draft.justified) {
            Text("form.choose").tag(Bool?.none)
            Text("form.yes").tag(Optional(true))
            Text("form.no").tag(Optional(false))
        }
    }
}
