package dev.jobsheet.fieldkit

import dev.jobsheet.core.Channel
import dev.jobsheet.core.ClockReading
import dev.jobsheet.core.ComplaintAction
import dev.jobsheet.core.DeviceClock
import dev.jobsheet.core.FieldEvent
import dev.jobsheet.core.FieldException
import dev.jobsheet.core.JobCommand
import dev.jobsheet.core.KeyAttestation
import dev.jobsheet.core.KeyCustody
import dev.jobsheet.core.NewComplaint
import dev.jobsheet.core.SignerRefusal
import dev.jobsheet.core.SoftwareStatementKey
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.math.BigInteger
import java.net.InetAddress
import java.net.ServerSocket
import java.nio.file.Files
import java.nio.file.Path
import java.security.ProviderException
import java.security.cert.CertificateFactory
import java.security.interfaces.ECPrivateKey
import java.security.interfaces.ECPublicKey
import java.security.spec.ECParameterSpec
import java.util.UUID
import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext
import kotlin.io.path.exists
import kotlin.math.abs
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

private const val UNKNOWN = "018f0000-0000-7000-8000-000000000001"

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
    fun `a file whose key is on another phone is set aside and a new one made`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "restored"), statementKey()).close()
        val here = options(folder, "restored")
        assertFailsWith<FieldException.Storage> { FieldKit.open(here, statementKey()) }
        assertTrue(Path.of(FieldKit.setAside(here)).exists())
        FieldKit.open(here, statementKey()).use { assertNull(it.profile()) }
        val refused = assertFailsWith<FieldException.Storage> { FieldKit.setAside(here) }
        assertEquals("store.invalid", refused.code)
    }

    @Test
    fun `a closed file says so, and is closed twice without harm`() = runBlocking<Unit> {
        val kit = FieldKit.open(options(folder, "closed"), statementKey())
        kit.shut()
        kit.close()
        assertEquals("client.closed", assertFailsWith<FieldException.Storage> { kit.myJobsToday() }.code)
        assertEquals("client.closed", assertFailsWith<FieldException.Storage> { kit.run() }.code)
        assertEquals(emptyList(), kit.events.toList())
    }

    @Test
    fun `what is no id is an argument error and not a crash`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "ids"), statementKey()).use { kit ->
            val refused = assertFailsWith<FieldException.Argument> { kit.order("not an id") }
            assertEquals("argument.document_id", refused.code)
        }
    }

    @Test
    fun `a key of the wrong length is an argument error`() = runBlocking<Unit> {
        val short = options(folder, "short", key = ByteArray(16))
        assertEquals(
            "argument.key",
            assertFailsWith<FieldException.Argument> {
                FieldKit.open(short, statementKey())
            }.code,
        )
    }

    @Test
    fun `a tablet in a language the product does not speak reads English`() = runBlocking<Unit> {
        val texts =
            listOf("de-DE", "en").map { language ->
                FieldKit.open(options(folder, language, language = language), statementKey()).use { kit ->
                    assertFailsWith<FieldException.Refused> { kit.order(UNKNOWN) }.text
                }
            }
        assertEquals(1, texts.toSet().size)
    }

    @Test
    fun `an order that is not on the device is refused by name`() = runBlocking<Unit> {
        FieldKit.open(options(folder, "unknown"), statementKey()).use { kit ->
            val order = UUID.randomUUID().toString()
            val refused = assertFailsWith<FieldException.Refused> { kit.order(order) }
            assertEquals("document.unknown", refused.code)
            val report = assertFailsWith<FieldException.Refused> { kit.reportOf(order, 1u) }
            assertEquals("document.unknown", report.code)
            val change = "00".repeat(32)
            val choice = assertFailsWith<FieldException.Refused> { kit.choose(order, "fact/phone", change) }
            assertEquals("document.unknown", choice.code)
        }
    }

    @Test
    fun `a complaint that is not on the device is refused by name, and none is taken down for nobody`() =
        runBlocking<Unit> {
            FieldKit.open(options(folder, "complaints"), statementKey()).use { kit ->
                assertEquals(emptyList(), kit.complaints())
                val unknown = assertFailsWith<FieldException.Refused> { kit.complaint(UNKNOWN) }
                assertEquals("document.unknown", unknown.code)
                val sheet = assertFailsWith<FieldException.Refused> { kit.complaintFromSheet(UNKNOWN, 1u) }
                assertEquals("document.unknown", sheet.code)
                val new = NewComplaint(channel = Channel.ON_SITE, contact = "王芳", facts = "漏油")
                assertFailsWith<FieldException.NotEnrolled> { kit.take(new) }
                val close = ComplaintAction.Close(null)
                assertFailsWith<FieldException.NotEnrolled> { kit.act(UNKNOWN, close) }
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
            val queue = kit.client.events()
            val listening = launch(start = CoroutineStart.UNDISPATCHED) { eventsOf { queue }.collect(heard::add) }
            withTimeout(10.seconds) { listening.cancelAndJoin() }
            assertEquals(emptyList(), heard)
            // Nothing waits in the core any more, and the queue is given back to it.
            assertFailsWith<IllegalStateException> { queue.end() }
        }
    }

    @Test
    fun `calls that wait for the network work on the same threads as the file`() = runBlocking<Unit> {
        Executors.newSingleThreadExecutor { Thread(it, "disk") }.asCoroutineDispatcher().use { disk ->
            var signedOn = ""
            val signer =
                statementKey {
                    signedOn = Thread.currentThread().name
                    false
                }
            FieldKit.open(options(folder, "threads"), signer, io = disk).use { kit ->
                assertFailsWith<FieldException.Signature> { kit.enrol("http://127.0.0.1:1", "CODE", "tablet") }
                assertTrue(signedOn.startsWith("disk"), signedOn)
            }
        }
    }

    @Test
    fun `lists of documents are read off the caller's thread`() = runBlocking<Unit> {
        var handedOver = 0
        val disk =
            object : CoroutineDispatcher() {
                override fun dispatch(context: CoroutineContext, block: Runnable) {
                    handedOver += 1
                    Dispatchers.IO.dispatch(context, block)
                }
            }
        FieldKit.open(options(folder, "lists"), statementKey(), io = disk).use { kit ->
            val before = handedOver
            assertEquals(emptyList(), kit.documents("complaint"))
            assertEquals(before + 1, handedOver)
        }
    }

    @Test
    fun `whatever a key store throws is a failure of the signer by its class alone`() {
        val broken =
            object : ECPrivateKey {
                override fun getS(): BigInteger = throw ProviderException("keystore daemon died")

                override fun getParams(): ECParameterSpec = throw ProviderException("keystore daemon died")

                override fun getAlgorithm() = "EC"

                override fun getFormat() = null

                override fun getEncoded() = null
            }
        val pair = keyPair()
        val failing =
            listOf(
                EcStatementKey(broken, pair.public as ECPublicKey) to "ProviderException",
                EcStatementKey(pair.private, pair.public as ECPublicKey) { error("no window") } to
                    "IllegalStateException",
            )
        for ((key, name) in failing) {
            assertEquals(name, assertFailsWith<SignerRefusal.Failed> { key.sign(byteArrayOf(1)) }.detail)
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
    fun `a software key comes back from its bytes`() {
        val key = SoftwareStatementKey.generate()
        assertTrue(key.publicPoint().contentEquals(SoftwareStatementKey.restore(key.pkcs8()).publicPoint()))
        assertFailsWith<FieldException.Signature> { SoftwareStatementKey.restore(byteArrayOf(1, 2, 3)) }
    }

    @Test
    fun `a key made for an enrolment comes with its makers certificates and takes the place of the one before`() {
        val file = Path.of("../../core/attestation/tests/fixtures/android-tee.pem")
        val chain = CertificateFactory.getInstance("X.509").generateCertificates(Files.newInputStream(file)).toList()
        val (first, made) = keyPair() to keyPair()
        var asked = byteArrayOf()
        val key = EcStatementKey(first.private, first.public as ECPublicKey, make = { challenge ->
            asked = challenge
            StoredKey(made.private, chain)
        })
        val challenge = ByteArray(32) { 7 }
        val said = key.attest(challenge) as KeyCustody.Hardware
        val attestation = said.attestation as KeyAttestation.AndroidKey
        assertTrue(asked.contentEquals(challenge))
        assertEquals(5, attestation.chain.size)
        val leaf = CertificateFactory.getInstance("X.509").generateCertificate(attestation.chain[0].inputStream())
        assertTrue(leaf.publicKey.encoded.takeLast(65) == key.publicPoint().toList())
        assertEquals(KeyCustody.Software, statementKey().attest(challenge))
        val broken = EcStatementKey(first.private, first.public as ECPublicKey, make = { error("busy") })
        assertFailsWith<SignerRefusal.Failed> { broken.attest(challenge) }
        val empty =
            EcStatementKey(first.private, first.public as ECPublicKey, make = { StoredKey(made.private, listOf()) })
        assertFailsWith<SignerRefusal.NoKey> { empty.attest(challenge) }
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
