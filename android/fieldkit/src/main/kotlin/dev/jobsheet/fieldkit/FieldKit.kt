package dev.jobsheet.fieldkit

import dev.jobsheet.core.AssetRow
import dev.jobsheet.core.CancelHandle
import dev.jobsheet.core.CapturedPhoto
import dev.jobsheet.core.ChecklistLine
import dev.jobsheet.core.ComplaintAction
import dev.jobsheet.core.ComplaintFilter
import dev.jobsheet.core.ComplaintPage
import dev.jobsheet.core.ComplaintSummary
import dev.jobsheet.core.CustomerRow
import dev.jobsheet.core.CustomerSigning
import dev.jobsheet.core.DamagedWork
import dev.jobsheet.core.DeviceClock
import dev.jobsheet.core.DocumentFilter
import dev.jobsheet.core.DocumentSummary
import dev.jobsheet.core.Enrolled
import dev.jobsheet.core.EnrolledProfile
import dev.jobsheet.core.EnrolmentCode
import dev.jobsheet.core.FieldClient
import dev.jobsheet.core.FieldException
import dev.jobsheet.core.FieldOptions
import dev.jobsheet.core.FoundOrder
import dev.jobsheet.core.JobCommand
import dev.jobsheet.core.JobRow
import dev.jobsheet.core.NearJob
import dev.jobsheet.core.NewComplaint
import dev.jobsheet.core.NewRequest
import dev.jobsheet.core.OrderFilter
import dev.jobsheet.core.OrderPage
import dev.jobsheet.core.OrderSort
import dev.jobsheet.core.Page
import dev.jobsheet.core.Position
import dev.jobsheet.core.Reason
import dev.jobsheet.core.ReportOnScreen
import dev.jobsheet.core.ReportPage
import dev.jobsheet.core.RowSort
import dev.jobsheet.core.StatementSignerCallback
import dev.jobsheet.core.StuckWork
import dev.jobsheet.core.Submitted
import dev.jobsheet.core.SyncOutcome
import dev.jobsheet.core.Unsent
import dev.jobsheet.core.UploadOutcome
import dev.jobsheet.core.setFileAside
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** A stretch of a list that fills a screen. */
val FIRST_PAGE = Page(limit = 50u, offset = 0u)

/**
 * One technician's work on this device: an encrypted file, what can be done with it, and the way to the server.
 *
 * Everything but [enrol], [sync], [upload] and [run] works without network. When a call that changes something returns,
 * the change is signed and on the disk. Calls may come from any coroutine; the file is read and written on [io].
 *
 * Calls throw [FieldException], whose variants carry a stable `code` and a text for the person. A cancelled coroutine
 * ends a long call in the core as well.
 */
class FieldKit private constructor(internal val client: FieldClient, private val io: CoroutineDispatcher) :
    AutoCloseable {
    /** What happens from the moment of collecting: changes here and elsewhere, syncs, uploads, refusals. */
    val events get() = eventsOf { client.events() }

    /** Whom the file is enrolled for; `null` before [enrol]. */
    suspend fun profile(): EnrolledProfile? = onDisk { profile() }

    /** Enrols this file by a one-time code. The technician reads the fingerprint to the dispatcher, who confirms it. */
    suspend fun enrol(serverUrl: String, code: String, deviceName: String): Enrolled =
        online { enrol(serverUrl, code, deviceName, it) }

    /** A one-time code for another tablet of this tablet's person. The dispatcher confirms that one as any other. */
    suspend fun enrolmentCode(): EnrolmentCode = online { enrolmentCode(it) }

    /** Sends what is unsent and takes in what is new, in one round trip. */
    suspend fun sync(): SyncOutcome = online { sync(it) }

    /** Sends signatures, thumbnails and photos; goes on where a transfer was cut. */
    suspend fun upload(): UploadOutcome = online { upload(it) }

    /** Syncs and uploads until the coroutine is cancelled: after each tap, now and then, later and later offline. */
    suspend fun run(): Unit = online { run(it) }

    /** The user's jobs of today. */
    suspend fun myJobsToday(page: Page = FIRST_PAGE): List<JobRow> = onDisk { myJobsToday(page) }

    /** Orders by status, customer, machine and words. */
    suspend fun orders(
        filter: OrderFilter = OrderFilter(),
        sort: OrderSort = OrderSort.UPDATED,
        page: Page = FIRST_PAGE,
    ): List<JobRow> = onDisk { orders(filter, sort, page) }

    /** Jobs within [radiusM] metres, the nearest first. */
    suspend fun ordersNear(here: Position, radiusM: UInt, page: Page = FIRST_PAGE): List<NearJob> =
        onDisk { ordersNear(here, radiusM, page) }

    /** Ids of orders that have all the words; Chinese words of two characters are found. */
    suspend fun search(text: String, page: Page = FIRST_PAGE): List<String> = onDisk { searchOrders(text, page) }

    /**
     * Documents of any [kind] by its stored name, such as `complaint`, with what every list shows; none of a kind this
     * version does not know.
     */
    suspend fun documents(
        kind: String,
        filter: DocumentFilter = DocumentFilter(),
        sort: RowSort = RowSort.UPDATED,
        page: Page = FIRST_PAGE,
    ): List<DocumentSummary> = onDisk { documents(kind, filter, sort, page) }

    /** One order, as its page shows it. */
    suspend fun order(id: String): OrderPage = onDisk { order(id) }

    /**
     * The report of any visit, in the customer's language or in [language]: the version that was signed, with the
     * signature, where there is one; else as it stands.
     */
    suspend fun reportOf(order: String, visit: UInt, language: String? = null): ReportPage =
        onDisk { reportOf(order, visit, language) }

    /** What is to be answered on this visit. */
    suspend fun checklist(order: String): List<ChecklistLine> = onDisk { checklist(order) }

    /** Everything the visit still lacks before its work can be finished. */
    suspend fun missing(order: String): List<Reason> = onDisk { missing(order) }

    /** Customers by name, contact or address. */
    suspend fun customers(text: String, page: Page = FIRST_PAGE): List<CustomerRow> = onDisk { customers(text, page) }

    /** A customer's machines. */
    suspend fun assetsOf(customer: String): List<AssetRow> = onDisk { assetsOf(customer) }

    /** The bytes of a photo or thumbnail by its digest. */
    suspend fun photo(digest: String): ByteArray = onDisk { photo(digest) }

    /** One tap. [FieldException.Refused] says why it is not allowed. */
    suspend fun submit(order: String, command: JobCommand, position: Position? = null): Submitted =
        onDisk { submit(order, command, position) }

    /** Makes an order for a fault found on site. */
    suspend fun raise(found: FoundOrder): Submitted = onDisk { raiseFound(found) }

    /** Makes an order as the office does, for [request] or for none: a dispatcher on a tablet. */
    suspend fun raiseOrder(asked: FoundOrder, request: String? = null): Submitted =
        onDisk { raiseOrder(asked, request) }

    /**
     * Chooses one of the values that were written to one place without knowledge of each other: the [path] of a
     * conflict and the [change] of one of its values.
     */
    suspend fun choose(document: String, path: String, change: String): Submitted =
        onDisk { choose(document, path, change) }

    /** Takes down a call. */
    suspend fun log(request: NewRequest): Submitted = onDisk { logRequest(request) }

    /** Keeps a photo as the camera gave it and adds it to an order or a complaint. */
    suspend fun capture(document: String, photo: ByteArray, stage: String, caption: String): CapturedPhoto =
        onDisk { capture(document, photo, stage, caption) }

    /** Complaints by status, customer and words, or those that wait for the user. */
    suspend fun complaints(
        filter: ComplaintFilter = ComplaintFilter(),
        sort: RowSort = RowSort.UPDATED,
        page: Page = FIRST_PAGE,
    ): List<ComplaintSummary> = onDisk { complaints(filter, sort, page) }

    /** One complaint, as its page shows it. */
    suspend fun complaint(id: String): ComplaintPage = onDisk { complaint(id) }

    /** The report of a complaint as a page, in the customer's language or in [language]: all that its file holds. */
    suspend fun complaintReport(complaint: String, language: String? = null): String =
        onDisk { complaintReport(complaint, language) }

    /** Takes a complaint down; until the office gives a number it goes by one of this device's own register. */
    suspend fun take(complaint: NewComplaint): Submitted = onDisk { takeComplaint(complaint) }

    /** What a complaint from the customer's remark on a visit's signed sheet begins with, to be completed for [take]. */
    suspend fun complaintFromSheet(order: String, visit: UInt): NewComplaint =
        onDisk { complaintFromSheet(order, visit) }

    /** What a complaint from a call begins with, to be completed for [take]. */
    suspend fun complaintFromRequest(request: String): NewComplaint = onDisk { complaintFromRequest(request) }

    /** Ends a call in a complaint that is on this device. */
    suspend fun endInComplaint(request: String, complaint: String): Submitted =
        onDisk { endInComplaint(request, complaint) }

    /** One tap on a complaint. [FieldException.Refused] says why it is not allowed. */
    suspend fun act(complaint: String, action: ComplaintAction, position: Position? = null): Submitted =
        onDisk { actOnComplaint(complaint, action, position) }

    /** Hands the tablet over: the report, in the customer's language or in [language]. */
    suspend fun showReport(order: String, language: String? = null): ReportOnScreen =
        onDisk { showReport(order, language) }

    /** Keeps what the customer settled, over exactly the version they read. */
    suspend fun signOff(report: ReportOnScreen, signing: CustomerSigning): Submitted =
        onDisk { signOff(report, signing) }

    /** Takes the tablet back without a sign-off. */
    suspend fun takeBack(): Unit = onDisk { takeBack() }

    /** What is only on this device. */
    suspend fun unsent(): Unsent = onDisk { unsent() }

    /** Work the server refused, with the reasons. */
    suspend fun stuck(): List<StuckWork> = onDisk { stuck() }

    /** Unsent work that a damaged file gave back only in part. */
    suspend fun damagedWork(): List<DamagedWork> = onDisk { damagedWork() }

    /** Asks again what was asked then, on the document as it is now. */
    suspend fun doAgain(work: DamagedWork): Unit = onDisk { doAgain(work.document, work.change) }

    /** Gives up what cannot be done again, or need not be. */
    suspend fun giveUp(work: DamagedWork): Unit = onDisk { giveUp(work.document, work.change) }

    /** Offers a stuck document's work again. */
    suspend fun sendAgain(document: String): Unit = onDisk { sendAgain(document) }

    /** Unsent work of a document as bytes to hand over by file. */
    suspend fun exportUnsent(document: String): ByteArray = onDisk { exportUnsent(document) }

    /** Documents whose news could not be taken in, with the reasons. Each sync asks for them again. */
    suspend fun unread(): List<StuckWork> = onDisk { unread() }

    /** Documents with work that rests on changes the server does not have. It is offered with each sync. */
    suspend fun missingOnServer(): List<StuckWork> = onDisk { missingOnServer() }

    /**
     * Closes the file: calls that wait for the network end, those that write or read end first, and later ones throw
     * `client.closed`. When it returns, nothing of the core holds the file. Call it before the process ends; calling it
     * twice does nothing. Nothing is lost.
     */
    suspend fun shut(): Unit = withContext(io) { client.shut() }

    /** The same as [shut] for a caller that is no coroutine. It waits, so it belongs off the main thread. */
    override fun close(): Unit = runBlocking { client.shut() }

    private suspend fun <T> onDisk(call: FieldClient.() -> T): T = withContext(io) { client.call() }

    /** On [io] too: between two waits for the network the core reads, writes, signs and verifies on the caller's thread. */
    private suspend fun <T> online(call: suspend FieldClient.(CancelHandle) -> T): T =
        withContext(io) { cancellable { client.call(it) } }

    companion object {
        /**
         * Opens the file, making it where there is none.
         *
         * [signer] is the key in hardware; see [EcStatementKey]. [clock] is the platform's; without one the core reads
         * the clock of the operating system.
         */
        suspend fun open(
            options: FieldOptions,
            signer: StatementSignerCallback,
            clock: DeviceClock? = null,
            io: CoroutineDispatcher = Dispatchers.IO,
        ): FieldKit = withContext(io) { FieldKit(FieldClient.open(options, signer, clock), io) }

        /**
         * Moves a file aside that its key does not open (`store.wrong_key`), so that [open] makes a new one: a backup of
         * another phone brought it, whose key stayed there. Answers where it went; nothing deletes it.
         */
        suspend fun setAside(options: FieldOptions, io: CoroutineDispatcher = Dispatchers.IO): String =
            withContext(io) { setFileAside(options) }
    }
}
