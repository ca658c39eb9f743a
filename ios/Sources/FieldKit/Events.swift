/// A stream over a queue of its own. A reader that falls far behind gets `.missed` and draws everything again: the queue
/// in the core is the only buffer, so nothing is taken from it before it is asked for.
func eventStream(of queue: EventQueue) -> AsyncStream<FieldEvent> {
    AsyncStream(
        unfolding: {
            // An error here is a panic of the core; there is nothing more to hear then.
            try? await queue.next()
        },
        onCancel: { try? queue.end() }
    )
}
