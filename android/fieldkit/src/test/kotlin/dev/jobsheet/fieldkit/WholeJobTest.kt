package dev.jobsheet.fieldkit

import dev.jobsheet.core.Address
import dev.jobsheet.core.Channel
import dev.jobsheet.core.ComplaintAction
import dev.jobsheet.core.ComplaintFilter
import dev.jobsheet.core.CustomerSigning
import dev.jobsheet.core.DamagedWork
import dev.jobsheet.core.Diagnosis
import dev.jobsheet.core.DocumentFilter
import dev.jobsheet.core.FieldEvent
import dev.jobsheet.core.FieldException
import dev.jobsheet.core.FieldValue
import dev.jobsheet.core.JobCommand
import dev.jobsheet.core.Outcome
import dev.jobsheet.core.PartFate
import dev.jobsheet.core.Preparation
import dev.jobsheet.core.Rating
import dev.jobsheet.core.SafetyCheck
import dev.jobsheet.core.Said
import dev.jobsheet.core.Signatory
import dev.jobsheet.core.SignoffKind
import dev.jobsheet.core.Status
import dev.jobsheet.core.Whereabouts
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.readBytes
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

/** The main job, end to end, over the real library and a real server: done offline, signed, seen by the dispatcher. */
@Timeout(300)
class WholeJobTest {
    @TempDir lateinit var folder: Path

    @Test
    fun `a job done offline and signed on the tablet reaches the dispatcher valid`() = runBlocking<Unit> {
        RunningServer.start(folder.resolve("server")).use { server ->
            Network(server.base).use { network -> Job(server, network).tell() }
        }
    }

    private inner class Job(private val server: RunningServer, private val network: Network) {
        private val office = Office(server.base).logIn("dispatcher", server.password)
        private val photos =
            Files.list(Path.of("../../tests/fixtures/photos")).use { files ->
                files.filter { it.extension == "jpg" }.sorted().toList()
            }
        private lateinit var order: String
        private lateinit var other: String
        private lateinit var complaint: String

        suspend fun tell() {
            prepare()
            tablet("lead").use { lead ->
                tablet("second").use { second ->
                    network.cut()
                    assertFailsWith<FieldException.Offline> { lead.sync() }
                    work(lead)
                    help(second)
                    sign(lead)
                    complain(lead)
                    meanwhile()
                    network.mend()
                    reconnect(lead, second)
                    look()
                    file()
                    hear(lead)
                    choose(lead)
                    loop(lead)
                }
            }
        }

        private fun prepare() {
            val (lead, second) = listOf("lead", "second").map(office::user)
            order = office.raise("Machine stops after ten minutes")
            other = office.raise("Yearly inspection")
            office.assign(order, listOf(lead, second), lead)
            office.assign(other, listOf(lead), lead)
        }

        private suspend fun tablet(login: String): FieldKit {
            val kit = FieldKit.open(options(folder, login), statementKey())
            val wrong = assertFailsWith<FieldException.Server> { kit.enrol(network.base, "NO-SUCH-CODE", "tablet") }
            assertTrue(wrong.code.startsWith("enrolment."), wrong.code)
            val enrolled = kit.enrol(network.base, office.enrolmentCode(office.user(login)), "$login's tablet")
            office.confirm(enrolled.fingerprint)
            assertEquals(1u, kit.sync().roundTrips)
            val another = kit.enrolmentCode()
            assertTrue(another.code in another.uri && another.expiresAt > kit.client.now())
            assertTrue(order in kit.myJobsToday().map { it.order.id })
            return kit
        }

        private suspend fun work(lead: FieldKit) {
            lead.submit(order, JobCommand.Accept)
            lead.submit(order, JobCommand.SetOut(Preparation(true, true, true, true)))
            lead.submit(order, JobCommand.Arrive)
            val refused = assertFailsWith<FieldException.Refused> { lead.showReport(order) }
            assertEquals("signoff.before_finished", refused.code)
            assertTrue(refused.text.isNotBlank())
            assertEquals("signoff.before_finished", refusal(lead, "sign_off"))
            lead.submit(order, JobCommand.ReportProblem("Pump housing cracked", "Replace the pump", ""))
            lead.submit(order, JobCommand.RecordContact)
            val safe = SafetyCheck(true, listOf("electricity"), listOf("locked out, tagged"), true)
            lead.submit(order, JobCommand.CheckSafety(safe))
            lead.submit(order, JobCommand.StartWork)
            lead.submit(order, JobCommand.Diagnose(diagnosis()))
            val stages = listOf("before", "fault", "nameplate", "after")
            stages.zip(photos).forEach { (stage, file) -> lead.capture(order, file.readBytes(), stage, "Pump") }
            lead.submit(order, part("FLT-220", "Air filter 空气滤芯", null))
            lead.submit(order, part("PMP-014", "Coolant pump 冷却泵", "CP-88121"))
            write(lead, "1/work_done", "Pump and filter replaced. 更换冷却泵与滤芯。")
            write(lead, "notes", "Gate code 4471. 门禁 4471。\n")
            val address = FieldValue.Place(Address("苏州工业园区星湖街 328 号 5 栋 (rear gate)", null))
            lead.submit(order, JobCommand.SetFact("address", address))
            lead.checklist(order).forEach { line ->
                lead.submit(order, JobCommand.AnswerItem(line.key, FieldValue.Flag(true)))
            }
            assertEquals(emptyList(), lead.missing(order))
            assertEquals(null, refusal(lead, "finish"))
            lead.submit(order, JobCommand.Finish(Outcome.SOLVED))
            assertEquals(Status.FINISHED, lead.order(order).status)
            begin(lead, other)
        }

        private suspend fun begin(lead: FieldKit, order: String) {
            lead.submit(order, JobCommand.Accept)
            lead.submit(order, JobCommand.SetOut(Preparation(true, true, false, false)))
            lead.submit(order, JobCommand.Arrive)
        }

        private suspend fun help(second: FieldKit) {
            write(second, "notes", "Fan belt is next, order one. 皮带也快坏了。\n")
            second.capture(order, photos[4].readBytes(), "work", "Belt, worn")
            val photo = second.order(order).photos.single()
            assertEquals(Whereabouts.Here, photo.whereabouts)
            assertTrue(second.photo(assertNotNull(photo.thumbnail)).isNotEmpty())
        }

        private suspend fun write(kit: FieldKit, field: String, text: String) {
            kit.submit(order, JobCommand.EditText(field, kit.order(order).heads, text))
        }

        private suspend fun sign(lead: FieldKit) {
            val report = lead.showReport(order, "zh-Hans")
            assertTrue("王建国" !in report.page().html && "<html" in report.page().html)
            val busy = assertFailsWith<FieldException.Refused> { write(lead, "notes", "while the customer reads") }
            assertEquals("signoff.in_progress", busy.code)
            lead.signOff(
                report,
                CustomerSigning(
                    kind = SignoffKind.SIGNED,
                    signatory = Signatory("王建国", "设备主管"),
                    rating = Rating(5u, 5u, 5u, 4u),
                    remarks = "很快，谢谢。",
                    strokes = hand(),
                    stamp = photos[0].readBytes(),
                ),
            )
            val signoff = assertNotNull(lead.order(order).signoff)
            assertEquals(emptyList(), signoff.voidBy)
            assertTrue(signoff.hand)
            assertNull(signoff.strokes, "R17: the hand is sealed to the organisation")
            assertTrue(lead.photo(assertNotNull(signoff.stampThumbnail)).isNotEmpty())
            assertTrue(lead.order(order).photos.none { it.normal == signoff.stamp && it.stage == "stamp" })
            assertEquals("signoff.stands", refusal(lead, "sign_off"))
            visit(lead)
            assertTrue(lead.unsent().changes > 0u)
            assertTrue(lead.exportUnsent(order).isNotEmpty())
        }

        /** What the customer wrote on the sheet is taken down as a complaint, still without signal. */
        private suspend fun complain(lead: FieldKit) {
            val begun = lead.complaintFromSheet(order, 1u)
            assertEquals(Channel.SHEET to order, begun.channel to begun.order)
            assertEquals("王建国" to "很快，谢谢。", begun.contact to begun.facts)
            complaint = lead.take(begun.copy(title = "The alarm came back", demand = "A call")).document
            lead.capture(complaint, photos[1].readBytes(), "fault", "The alarm")
            val page = lead.complaint(complaint)
            assertTrue(page.row.number.endsWith("-0001"), page.row.number)
            assertEquals(Whereabouts.Here, page.photos.single().whereabouts)
            assertEquals(order, page.order?.id)
            val steps = page.possible.associate { it.command to it.refusal?.code }
            assertEquals(null to "complaint.not_now", steps["tell"] to steps["agree"])
            val said = Said("王建国", Channel.ON_SITE, null, "")
            val early =
                assertFailsWith<FieldException.Refused> { lead.act(complaint, ComplaintAction.Agree(said)) }
            assertEquals("complaint.not_now", early.code)
            assertEquals(listOf(complaint), lead.complaints(ComplaintFilter(text = "alarm")).map { it.id })
            assertTrue("The alarm came back" in lead.complaintReport(complaint, "en"))
            val listed = lead.documents("complaint", DocumentFilter(open = true)).single()
            assertEquals(complaint to "complaint", listed.id to listed.kind)
            assertEquals("The alarm came back" to "taken", listed.title to listed.status)
            assertEquals(emptyList(), lead.documents("a_kind_of_a_newer_core"))
        }

        /** The complaint taken on the tablet has a number of the office's register and its photo. */
        private fun file() {
            val filed = office.get("/api/complaints/$complaint")
            assertEquals("taken", filed.text("status"))
            assertTrue(filed.text("number").startsWith("CP-"), filed.text("number"))
            assertEquals("true", filed.items("photos").single().text("on_server"))
        }

        /** The visit keeps what is its own, its report can be read again, and the timeline says what was said. */
        private suspend fun visit(lead: FieldKit) {
            val page = lead.order(order)
            val visit = page.visits.single()
            assertEquals(setOf("FLT-220", "PMP-014"), visit.parts.map { it.used.number }.toSet())
            assertEquals(setOf(1u), page.photos.map { it.visit }.toSet())
            assertEquals(Outcome.SOLVED, visit.outcome)
            assertEquals(listOf("locked out, tagged"), visit.safety?.check?.measures)
            assertNotNull(visit.attendance.single().arrived)
            val signoff = assertNotNull(visit.signoff)
            assertEquals(SignoffKind.SIGNED to false, signoff.kind to signoff.void)
            val report = lead.reportOf(order, 1u, "zh-Hans")
            assertTrue(report.settled && "王建国" in report.html)
            assertEquals(signoff.reportDigest, report.reportDigest)
            val told = page.timeline.single { it.kind == "problem_reported" }
            assertEquals(listOf("Problem", "Proposal"), told.detail.map { it.label })
        }

        /** Why a step may not be taken now; `null` when it may. */
        private suspend fun refusal(kit: FieldKit, command: String): String? =
            kit.order(order).possible.single { it.command == command }.refusal?.code

        private fun meanwhile() {
            office.command(order) {
                put(
                    "set_fact",
                    buildJsonObject {
                        put("name", "address")
                        put(
                            "value",
                            buildJsonObject {
                                put("address", buildJsonObject { put("text", "苏州工业园区星湖街 330 号") })
                            },
                        )
                    },
                )
            }
            office.command(other) { put("cancel", buildJsonObject { put("reason", "The customer postponed.") }) }
        }

        private suspend fun reconnect(lead: FieldKit, second: FieldKit) {
            for (kit in listOf(lead, second)) {
                val synced = kit.sync()
                assertEquals(1u, synced.roundTrips)
                assertEquals(0uL, synced.refused)
                kit.upload()
                assertEquals(0uL, kit.unsent().blobs)
            }
            assertEquals(emptyList(), lead.stuck())
            assertEquals(emptyList(), lead.damagedWork())
            val nothing = DamagedWork(order, "0".repeat(64), null, null)
            assertEquals("damaged.unknown", assertFailsWith<FieldException.Refused> { lead.doAgain(nothing) }.code)
            lead.sync()
            val places = lead.order(order).photos.groupingBy { it.whereabouts }.eachCount()
            assertEquals(mapOf(Whereabouts.OnServer to 4, Whereabouts.Elsewhere to 1), places)
            val notes = lead.order(order).notes
            assertTrue("4471" in notes && "皮带" in notes)
            assertEquals(2, lead.order(order).address.size)
        }

        private fun look() {
            val seen = office.order(order)
            assertEquals("finished", seen.text("status"))
            val signoff = seen.getValue("signoff").jsonObject
            assertEquals("true", signoff.text("valid"))
            assertTrue(signoff.getValue("additions").jsonArray.isNotEmpty())
            val photos = seen.getValue("photos").jsonArray
            assertEquals(5, photos.size)
            assertTrue(photos.all { it.text("on_server") == "true" })
            assertEquals("true", office.get("/api/orders/$order/verification").text("valid"))
            assertTrue(office.order(other).getValue("contest") !is JsonNull)
        }

        /** What the office writes is heard on the tablet without asking the order again and again. */
        private suspend fun hear(lead: FieldKit) = withTimeout(60.seconds) {
            val heard = async { lead.events.first { it == FieldEvent.Changed(order) } }
            yield()
            office.command(order) {
                put(
                    "set_fact",
                    buildJsonObject {
                        put("name", "contact")
                        put("value", buildJsonObject { put("text", "李工") })
                    },
                )
            }
            lead.sync()
            heard.await()
            assertEquals("李工", lead.order(order).contact.single().text)
        }

        /** What two people wrote at once is shown whole, and one of them chooses. */
        private suspend fun choose(lead: FieldKit) {
            val conflict = lead.order(order).conflicts.single()
            assertEquals("fact/address", conflict.path)
            assertTrue(conflict.values.all { it.author.isNotBlank() })
            val rear = conflict.values.single { "rear gate" in it.text }
            lead.choose(order, conflict.path, rear.change)
            assertEquals(listOf(rear.text), lead.order(order).address.map { it.text })
            assertEquals(emptyList(), lead.order(order).conflicts)
            lead.sync()
        }

        /** The loop sends a tap by itself, and ends with its coroutine. */
        private suspend fun loop(lead: FieldKit) = withTimeout(60.seconds) {
            val begun = async(start = CoroutineStart.UNDISPATCHED) { lead.events.first { it is FieldEvent.Synced } }
            val running = launch { lead.run() }
            begun.await()
            val sent = async(start = CoroutineStart.UNDISPATCHED) { lead.events.first { it is FieldEvent.Synced } }
            val note = "Sent by the loop."
            lead.submit(other, JobCommand.EditText("notes", lead.order(other).heads, note))
            sent.await()
            running.cancelAndJoin()
            assertEquals(note, office.order(other).getValue("texts").text("notes"))
        }

        private fun part(number: String, name: String, serial: String?) =
            JobCommand.UsePart(number, name, 1_000, serial, "worn", PartFate.RETURNED)

        private fun diagnosis() = Diagnosis(
            symptoms = "Over-temperature alarm after ten minutes. 十分钟后高温报警。",
            openedByOthers = false,
            tests = "Flow 2.1 l/min instead of 8",
            cause = "Impeller of the coolant pump worn",
            causeClass = "wear",
            remedy = "replace",
        )
    }
}
