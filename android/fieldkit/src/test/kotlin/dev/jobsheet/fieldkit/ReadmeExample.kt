package dev.jobsheet.fieldkit

import dev.jobsheet.core.CustomerSigning
import dev.jobsheet.core.FieldEvent
import dev.jobsheet.core.FieldOptions
import dev.jobsheet.core.JobCommand
import dev.jobsheet.core.PenStrokes
import dev.jobsheet.core.Signatory
import dev.jobsheet.core.SignoffKind
import dev.jobsheet.core.StatementSignerCallback
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import java.io.File
import java.util.Locale

/** What an app has around the example of the README, which is compiled here word for word. */
internal abstract class ReadmeExample(private val scope: CoroutineScope, private val signer: StatementSignerCallback) {
    abstract val filesDir: File
    abstract val noBackupFilesDir: File
    abstract val fileKey: ByteArray
    abstract val code: String
    abstract val jpeg: ByteArray
    abstract val web: WebView
    abstract val pad: Pad

    interface WebView {
        fun loadData(data: String, mimeType: String, encoding: String)
    }

    interface Pad {
        fun strokes(): PenStrokes
    }

    abstract fun show(fingerprint: String)

    abstract fun redraw(event: FieldEvent)

    suspend fun embed() {
        // The README's example begins.
        val options = FieldOptions(
            path = filesDir.resolve("work.jobsheet").path,
            key = fileKey, // 32 bytes
            incarnation = noBackupFilesDir.resolve("incarnation").path,
            language = Locale.getDefault().toLanguageTag(), // zh-Hans, zh-Hant, or English for all others
        )
        val kit = FieldKit.open(options, signer) // EcStatementKey over a key of AndroidKeyStore
        val enrolled = kit.enrol("https://office.example", code, "Tablet 7")
        show(enrolled.fingerprint) // the dispatcher confirms it
        scope.launch { kit.events.collect(::redraw) } // Flow
        scope.launch { kit.run() } // syncs whenever there is signal, once it is confirmed

        val job = kit.myJobsToday().firstOrNull()?.order?.id ?: return // no document is opened for a list
        kit.submit(job, JobCommand.Accept) // signed and on the disk when it returns
        kit.capture(job, jpeg, stage = "fault", caption = "Worn impeller")
        val report = kit.showReport(job) // refused, with its reason, before the work is finished
        web.loadData(report.page().html, "text/html", "utf-8")
        val signatory = Signatory("王建国", "设备主管")
        kit.signOff(report, CustomerSigning(SignoffKind.SIGNED, signatory, strokes = pad.strokes()))
        // The README's example ends.
    }
}
