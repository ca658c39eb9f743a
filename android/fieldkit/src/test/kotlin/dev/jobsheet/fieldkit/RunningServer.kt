package dev.jobsheet.fieldkit

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

private const val READY_SECONDS = 60L
private const val STOP_SECONDS = 20L

/** The real server with its sample organisation, as a process of its own. */
class RunningServer private constructor(private val process: Process, val base: String, val password: String) :
    AutoCloseable {
    /** Closing its input ends it; one that does not end is destroyed. */
    override fun close() {
        process.outputStream.close()
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    companion object {
        fun start(data: Path): RunningServer {
            val program = checkNotNull(System.getenv("JOBSHEET")) { "JOBSHEET names the server's program" }
            val words = listOf(program, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", data.toString())
            val process = ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start()
            val line = CompletableFuture.supplyAsync { process.inputReader().readLine() }
            val ready =
                try {
                    Json.parseToJsonElement(line.get(READY_SECONDS, TimeUnit.SECONDS)).jsonObject
                } catch (failure: Exception) {
                    process.destroyForcibly()
                    throw IllegalStateException("the server did not become ready", failure)
                }
            return RunningServer(process, "http://${ready.text("address")}", ready.text("password"))
        }
    }
}
