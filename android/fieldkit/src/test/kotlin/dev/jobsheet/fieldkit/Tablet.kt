package dev.jobsheet.fieldkit

import dev.jobsheet.core.FieldOptions
import dev.jobsheet.core.PenPoint
import dev.jobsheet.core.PenStrokes
import java.nio.file.Path
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.SecureRandom
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec

/** How a tablet's file is opened. */
fun options(folder: Path, name: String, key: ByteArray = randomKey(), language: String = "en") = FieldOptions(
    path = folder.resolve("$name.jobsheet").toString(),
    key = key,
    incarnation = folder.resolve("no-backup/$name").toString(),
    language = language,
)

fun randomKey() = ByteArray(32).also(SecureRandom()::nextBytes)

/** A key of the Java platform's own provider, where a phone has one in hardware. */
fun statementKey(unlock: () -> Boolean = { true }): EcStatementKey {
    val pair = keyPair()
    return EcStatementKey(pair.private, pair.public as ECPublicKey, unlock = unlock)
}

fun keyPair(): KeyPair = KeyPairGenerator.getInstance("EC").apply {
    initialize(ECGenParameterSpec("secp256r1"))
}.generateKeyPair()

/** The customer's hand, as a pen gives it. */
fun hand(): PenStrokes {
    fun stroke(left: Int, from: UInt) = (0..24).map { step ->
        val rise = if (step % 4 < 2) 40 * step else 900 - 30 * step
        PenPoint(left + 110 * step, 2_200 - rise, from + (16 * step).toUInt(), (300 + 20 * step).toUShort())
    }
    return PenStrokes(12_000u, 4_000u, listOf(stroke(1_200, 0u), stroke(4_100, 620u), stroke(7_900, 1_300u)))
}
