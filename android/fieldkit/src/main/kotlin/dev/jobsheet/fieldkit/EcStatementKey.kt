package dev.jobsheet.fieldkit

import dev.jobsheet.core.KeyAttestation
import dev.jobsheet.core.KeyCustody
import dev.jobsheet.core.SignerRefusal
import dev.jobsheet.core.StatementSignerCallback
import java.math.BigInteger
import java.security.PrivateKey
import java.security.Signature
import java.security.cert.Certificate
import java.security.interfaces.ECPublicKey

private const val COORDINATE_BYTES = 32
private const val UNCOMPRESSED: Byte = 4
private const val DER_SEQUENCE: Byte = 0x30
private const val DER_INTEGER: Byte = 0x02

/** A key as a key store of the Java platform keeps it, with its certificates, its own first. */
class StoredKey(val privateKey: PrivateKey, val certificates: List<Certificate>)

/**
 * The statement key in a key store of the Java platform. On Android this is a P-256 key of `AndroidKeyStore` made with
 * `PURPOSE_SIGN` and `DIGEST_SHA256`; it never leaves the hardware.
 *
 * [unlock] is asked before each signature and says whether the person agreed: a biometric prompt, or nothing. [make] makes
 * the key anew for a challenge of 32 bytes (`setAttestationChallenge`) and is asked once, when the device enrols; without it
 * the key counts as a software key.
 */
class EcStatementKey(
    private var privateKey: PrivateKey,
    private var publicKey: ECPublicKey,
    private val make: ((challenge: ByteArray) -> StoredKey)? = null,
    private val unlock: () -> Boolean = { true },
) : StatementSignerCallback {
    @Synchronized
    override fun attest(challenge: ByteArray): KeyCustody {
        val make = make ?: return KeyCustody.Software
        val made = failing { make(challenge) }
        val own = made.certificates.firstOrNull()?.publicKey as? ECPublicKey ?: throw SignerRefusal.NoKey()
        privateKey = made.privateKey
        publicKey = own
        return KeyCustody.Hardware(KeyAttestation.AndroidKey(made.certificates.map { it.encoded }))
    }

    @Synchronized
    override fun publicPoint(): ByteArray {
        val point = publicKey.w
        return byteArrayOf(UNCOMPRESSED) + point.affineX.coordinate() + point.affineY.coordinate()
    }

    @Synchronized
    override fun sign(message: ByteArray): ByteArray = failing {
        if (!unlock()) throw SignerRefusal.Declined()
        val signature = Signature.getInstance("SHA256withECDSA")
        signature.initSign(privateKey)
        signature.update(message)
        fixedLength(signature.sign())
    }
}

private fun <T> failing(work: () -> T): T = try {
    work()
} catch (refusal: SignerRefusal) {
    throw refusal
} catch (failure: Exception) {
    // Whatever it is, key stores throw unchecked exceptions too. The class alone: a stack trace must not travel through the
    // core into a message.
    throw SignerRefusal.Failed(failure.javaClass.simpleName)
}

/** `r || s` (RFC 7518 §3.4) of the DER sequence of two integers that the Java platform gives (RFC 3279 §2.2.3). */
internal fun fixedLength(der: ByteArray): ByteArray {
    require(der.size > 2 && der[0] == DER_SEQUENCE) { "no DER sequence" }
    val (r, afterR) = integerAt(der, 2)
    val (s, _) = integerAt(der, afterR)
    return r.coordinate() + s.coordinate()
}

private fun integerAt(der: ByteArray, at: Int): Pair<BigInteger, Int> {
    require(der[at] == DER_INTEGER) { "no DER integer" }
    val end = at + 2 + der[at + 1]
    return BigInteger(der.copyOfRange(at + 2, end)) to end
}

private fun BigInteger.coordinate(): ByteArray {
    val signed = toByteArray()
    val magnitude = signed.copyOfRange((signed.size - COORDINATE_BYTES).coerceAtLeast(0), signed.size)
    return ByteArray(COORDINATE_BYTES - magnitude.size) + magnitude
}
