package dev.jobsheet.fieldkit

import dev.jobsheet.core.CancelHandle
import kotlin.coroutines.cancellation.CancellationException

/** A long call of the core that ends when the coroutine does. */
internal suspend fun <T> cancellable(call: suspend (CancelHandle) -> T): T = CancelHandle().use { handle ->
    try {
        call(handle)
    } catch (cancelled: CancellationException) {
        handle.cancel()
        throw cancelled
    }
}
