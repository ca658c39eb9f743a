package dev.jobsheet.fieldkit

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import java.util.UUID

private val PATIENCE: Duration = Duration.ofSeconds(20)
private const val HTTP_OK = 200
private const val HTTP_REDIRECT = 300
private const val WINDOW_MS = 4 * 3_600_000L

/** The dispatcher, as the console speaks to the server: plain HTTP with a session cookie. */
class Office(private val base: String) {
    private val http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()

    /** The session, as a browser sends it; Java's own cookies are of an older form (RFC 2965). */
    private var cookie = ""
    private var password = ""

    fun logIn(name: String, password: String) = apply {
        this.password = password
        post("/api/login") {
            put("name", name)
            put("password", password)
        }
    }

    fun get(path: String): JsonElement = answer(request(path).GET())

    fun post(path: String, body: JsonObjectBuilder.() -> Unit = {}): JsonElement {
        val text = buildJsonObject(body).toString()
        val posted = request(path).header("Content-Type", "application/json")
        return answer(posted.POST(HttpRequest.BodyPublishers.ofString(text)))
    }

    fun order(id: String): JsonObject = get("/api/orders/$id").jsonObject

    fun command(order: String, body: JsonObjectBuilder.() -> Unit): JsonObject =
        post("/api/orders/$order/commands") { put("command", buildJsonObject(body)) }.jsonObject

    /** A person's id by their login. */
    fun user(login: String): String =
        get("/api/staff").items().first { it.jsonObject["login"]?.jsonPrimitive?.content == login }.text("user")

    /** Logs a fault call of the first customer and raises an order for it. */
    fun raise(title: String): String {
        val customer = get("/api/customers?limit=1").items("customers").first().text("id")
        val page = get("/api/customers/$customer").jsonObject
        val contact = page.getValue("contacts").jsonArray.first().jsonObject
        val asset = get("/api/assets?customer=$customer").items("assets").first().jsonObject
        val place = page.getValue("sites").jsonArray.first().jsonObject.getValue("address")
        val logged =
            post("/api/requests") {
                put("channel", "phone")
                put("customer", customer)
                put("caller", contact.getValue("name"))
                put("phone", contact.getValue("phone"))
                put("address", place)
                put("product_model", asset.getValue("model"))
                put("serial", asset.getValue("serial"))
                put("fault", title)
            }
        return post("/api/orders") {
            put("request", logged.text("id"))
            put("customer", customer)
            put("asset", asset.getValue("id"))
            put("address", place)
            put("contact", contact.getValue("name"))
            put("phone", contact.getValue("phone"))
            put("fault", title)
            put("title", title)
            put("priority", "urgent")
        }.text("id")
    }

    fun assign(order: String, technicians: List<String>, lead: String) {
        val now = System.currentTimeMillis()
        command(order) {
            put(
                "assign",
                buildJsonObject {
                    put("technicians", buildJsonArray { technicians.sorted().forEach { add(JsonPrimitive(it)) } })
                    put("lead", lead)
                    put(
                        "window",
                        buildJsonObject {
                            put("from", now)
                            put("to", now + WINDOW_MS)
                        },
                    )
                },
            )
        }
    }

    /** Lets a technician's device in: a code that the administrator makes. */
    fun enrolmentCode(user: String): String =
        Office(base).logIn("admin", password).post("/api/enrolments") { put("user", user) }.text("code")

    /** The dispatcher, a second person, confirms the fingerprint read out. */
    fun confirm(fingerprint: String) {
        val device = get("/api/devices").items("devices").first { it.text("fingerprint") == fingerprint }
        post("/api/devices/${device.text("id")}/confirm")
    }

    private fun request(path: String): HttpRequest.Builder = HttpRequest
        .newBuilder(URI(base + path))
        .timeout(PATIENCE)
        .header("Accept-Language", "en")
        .header("Cookie", cookie)
        .header("Idempotency-Key", UUID.randomUUID().toString())

    private fun answer(request: HttpRequest.Builder): JsonElement {
        val answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() in HTTP_OK until HTTP_REDIRECT) {
            "${answer.uri()}: ${answer.statusCode()}: ${answer.body()}"
        }
        answer.headers().firstValue("Set-Cookie").ifPresent { cookie = it.substringBefore(';') }
        return if (answer.body().isEmpty()) JsonNull else Json.parseToJsonElement(answer.body())
    }
}

/** The text of a field. */
fun JsonElement.text(name: String): String = jsonObject.getValue(name).jsonPrimitive.content

/** A list, or the list that an object holds under a name. */
fun JsonElement.items(name: String = ""): List<JsonElement> =
    if (this is JsonArray) this else jsonObject.getValue(name).jsonArray
