package dev.jobsheet.fieldkit

import dev.jobsheet.core.EventQueue
import dev.jobsheet.core.FieldEvent
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * A queue of its own for each collector. One that falls far behind gets [FieldEvent.Missed] and draws everything again.
 */
internal fun eventsOf(begin: () -> EventQueue): Flow<FieldEvent> = flow {
    begin().use { queue ->
        while (true) emit(queue.next() ?: break)
    }
}
