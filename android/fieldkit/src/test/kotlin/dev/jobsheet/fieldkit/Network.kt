package dev.jobsheet.fieldkit

import java.io.IOException
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.ConcurrentHashMap
import kotlin.concurrent.thread

/** What lies between a tablet and the server, and can go away. */
class Network(towards: String) : AutoCloseable {
    private val server = URI(towards).let { InetSocketAddress(it.host, it.port) }
    private val listener = ServerSocket(0, 0, InetAddress.getLoopbackAddress())
    private val open = ConcurrentHashMap.newKeySet<Socket>()

    @Volatile private var up = true

    val base = "http://127.0.0.1:${listener.localPort}"

    init {
        thread(isDaemon = true) { accept() }
    }

    fun cut() {
        up = false
        open.forEach(Socket::close)
    }

    fun mend() {
        up = true
    }

    override fun close() {
        cut()
        listener.close()
    }

    private fun accept() {
        try {
            while (true) relay(listener.accept())
        } catch (_: IOException) {
            // The listener was closed: the test is over.
        }
    }

    private fun relay(tablet: Socket) {
        if (!up) return tablet.close()
        val office = Socket().apply { connect(server) }
        open += listOf(tablet, office)
        pump(tablet, office)
        pump(office, tablet)
    }

    private fun pump(from: Socket, to: Socket) = thread(isDaemon = true) {
        try {
            from.getInputStream().transferTo(to.getOutputStream())
        } catch (_: IOException) {
            // Cut, or closed by one side: both ends go.
        } finally {
            from.close()
            to.close()
            open -= setOf(from, to)
        }
    }
}
