package dev.jobsheet.fieldkit

import dev.jobsheet.core.ClockReading
import dev.jobsheet.core.DeviceClock
import dev.jobsheet.core.FieldEvent
import dev.jobsheet.core.FieldException
import dev.jobsheet.core.JobCommand
import dev.jobsheet.core.SoftwareStatementKey
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.net.InetAddress
import java.net.ServerSocket
import java.nio.file.Path
import java.util.UUID
import kotlin.math.abs
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

/** What a shell meets without any server. */
@Timeout(60)
class FieldKitTest {
    @TempDir lateinit var folder: Path

    @Test
    fun `a new file is empty and enrolled for nobody`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "new"), statementKey()).use { kit ->
            assertNull(kit.profile())
            assertEquals(emptyList(), kit.myJobsToday())
            assertEquals(0uL, kit.unsent().changes)
        }
    }

    @Test
    fun `a wrong key is a storage error with its code and a text in the reader's language`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "locked"), statementKey()).close()
        val texts =
            listOf("zh-Hans", "zh-Hant", "en").map { language ->
                val wrong = options(folder, "locked", language = language)
                val refused = assertFailsWith<FieldException.Storage> { FieldKit.open(wrong, statementKey()) }
                assertEquals("store.wrong_key", refused.code)
                refused.text
            }
        assertEquals(3, texts.toSet().size)
    }

    @Test
    fun `what is no id is an argument error and not a crash`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "ids"), statementKey()).use { kit ->
            val refused = assertFailsWith<FieldException.Argument> { kit.order("not an id") }
            assertEquals("argument.document_id", refused.code)
        }
    }

    @Test
    fun `a key of the wrong length and an unknown language are argument errors`() = runBlocking<Unit> {
        val short = options(folder, "short", key = ByteArray(16))
        assertEquals(
            "argument.key",
            assertFailsWith<FieldException.Argument> {
                FieldKit.open(short, statementKey())
            }.code,
        )
        val foreign = options(folder, "foreign", language = "tlh")
        assertEquals(
            "argument.language",
            assertFailsWith<FieldException.Argument> { FieldKit.open(foreign, statementKey()) }.code,
        )
    }

    @Test
    fun `an order that is not on the device is refused by name`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "unknown"), statementKey()).use { kit ->
            val refused = assertFailsWith<FieldException.Refused> { kit.order(UUID.randomUUID().toString()) }
            assertEquals("document.unknown", refused.code)
        }
    }

    @Test
    fun `nothing is submitted before enrolment`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "stranger"), statementKey()).use { kit ->
            val order = UUID.randomUUID().toString()
            assertFailsWith<FieldException.NotEnrolled> { kit.submit(order, JobCommand.Accept) }
            assertFailsWith<FieldException.NotEnrolled> { kit.sync() }
        }
    }

    @Test
    fun `a server that is not there is offline`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "alone"), statementKey()).use { kit ->
            assertFailsWith<FieldException.Offline> { kit.enrol("http://127.0.0.1:1", "CODE", "tablet") }
        }
    }

    @Test
    fun `a person who does not unlock the key ends an enrolment as a signature error`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "declined"), statementKey(unlock = { false })).use { kit ->
            val refused =
                assertFailsWith<FieldException.Signature> { kit.enrol("http://127.0.0.1:1", "CODE", "tablet") }
            assertTrue(refused.code.startsWith("signer."))
        }
    }

    @Test
    fun `cancelling the coroutine ends a call that waits for a silent server`() = runBlocking<Unit> {
        ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { silent ->
            FieldKit.open(options(folder, "cancelled"), statementKey()).use { kit ->
                val call =
                    launch(Dispatchers.Default) {
                        kit.enrol("http://127.0.0.1:${silent.localPort}", "CODE", "tablet")
                    }
                silent.accept().use {
                    withTimeout(10.seconds) { call.cancelAndJoin() }
                    assertTrue(call.isCancelled)
                    // The core has let go of the connection too.
                    it.soTimeout = 10_000
                    it.getInputStream().readAllBytes()
                }
            }
        }
    }

    @Test
    fun `cancelling the collector of events ends its queue`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "events"), statementKey()).use { kit ->
            val heard = mutableListOf<FieldEvent>()
            val listening = launch(start = CoroutineStart.UNDISPATCHED) { kit.events.collect(heard::add) }
            withTimeout(10.seconds) { listening.cancelAndJoin() }
            assertEquals(emptyList(), heard)
        }
    }

    @Test
    fun `a clock that throws is replaced by the system's`() = runBlocking<Unit> {
        val broken =
            object : DeviceClock {
                override fun wallMs(): Long = error("no clock")

                override fun monotonic(): ClockReading = error("no clock")
            }
        FieldKit.open(options(folder, "clock"), statementKey(), broken).use { kit ->
            val off = abs(System.currentTimeMillis() - kit.client.now())
            assertTrue(off in 0..10_000)
        }
    }

    @Test
    fun `a software key comes back from its sealed bytes`() {
        val key = SoftwareStatementKey.generate()
        assertTrue(key.publicPoint().contentEquals(SoftwareStatementKey.restore(key.sealed()).publicPoint()))
        assertFailsWith<FieldException.Signature> { SoftwareStatementKey.restore(byteArrayOf(1, 2, 3)) }
    }

    @Test
    fun `a DER signature becomes two numbers of 32 bytes`() {
        val short = byteArrayOf(0x30, 0x08, 0x02, 0x02, 0x01, 0x02, 0x02, 0x02, 0x00, 0xff.toByte())
        val fixed = fixedLength(short)
        assertEquals(64, fixed.size)
        assertEquals(listOf<Byte>(1, 2), fixed.slice(30..31))
        assertEquals(listOf(0, 0xff.toByte()), fixed.slice(62..63))
        assertFailsWith<IllegalArgumentException> { fixedLength(byteArrayOf(1, 2, 3)) }
    }
}
