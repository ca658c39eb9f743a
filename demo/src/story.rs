//! The story itself.

use std::path::{Path, PathBuf};

use jobsheet_client::ClientError;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::{Address, Value as Fact};
use jobsheet_client::domain::work_order::{
    Diagnosis, Outcome, Preparation, Rating, ReportContext, SafetyCheck, Signatory, SignoffKind,
    WorkOrderCommand as Ask,
};
use jobsheet_client::{ShownReport, Signing};
use serde_json::{Value, json};

use crate::device::{Device, hand};
use crate::failure::{Failure, Told, must};
use crate::narrate::Narrator;
use crate::network::Network;
use crate::office::Office;
use crate::server::Server;

/// Everybody and everything in the story.
struct Stage {
    office: Office,
    network: Network,
    lead: Device,
    second: Device,
    /// The job.
    order: DocumentId,
    /// The job that is called off while a device works on it.
    other: DocumentId,
}

/// Tells the story; keeps the server afterwards unless `once`.
pub async fn tell(once: bool, json: Option<&Path>) -> Told {
    let folder = tempfile::tempdir()?;
    let mut narrator = Narrator::new();
    narrator.step("The server starts with its embedded defaults and a sample organisation");
    let server = Server::start(&folder.path().join("server")).await?;
    narrator.say(format!("console: {}  login: dispatcher / {}", server.base, server.password));
    let stage = prepare(&server, folder.path(), &mut narrator).await?;
    go_offline(&stage, &mut narrator).await?;
    let shown = work(&stage, &mut narrator)?;
    help(&stage, &mut narrator)?;
    sign(&stage, &shown, &mut narrator)?;
    meanwhile(&stage, &mut narrator).await?;
    reconnect(&stage, &mut narrator).await?;
    look(&stage, &mut narrator).await?;
    verify(&server, &stage, folder.path(), &mut narrator).await?;
    let figures = narrator.finish();
    if let Some(file) = json {
        std::fs::write(file, serde_json::to_vec_pretty(&figures)?)?;
    }
    if once {
        return server.stop().await;
    }
    println!(
        "\nThe server goes on at {} (dispatcher / {}); end it with Ctrl-C.",
        server.base, server.password
    );
    server.serve().await
}

/// Steps 1 and 2: the office takes the call; two tablets enrol and sync once.
async fn prepare(server: &Server, folder: &Path, narrator: &mut Narrator) -> Told<Stage> {
    narrator.step(
        "The dispatcher logs a fault call, raises a work order and assigns two technicians with a lead",
    );
    let office = Office::log_in(&server.base, "dispatcher", &server.password).await?;
    let staff = office.get("/api/staff").await?;
    let (lead_id, second_id) = (user(&staff, "lead")?, user(&staff, "second")?);
    let order = raise(&office, "Machine stops after ten minutes", narrator).await?;
    let other = raise(&office, "Yearly inspection", narrator).await?;
    assign(&office, order, &[&lead_id, &second_id], &lead_id).await?;
    assign(&office, other, &[&lead_id], &lead_id).await?;

    narrator.step("Two tablets enrol by one-time code and sync once");
    let network = Network::towards(&server.base).await?;
    let lead = enrol("lead", &lead_id, &office, &network, folder, narrator).await?;
    let second = enrol("second", &second_id, &office, &network, folder, narrator).await?;
    for device in [&lead, &second] {
        let trips = device.sync(narrator, "first sync").await?;
        must(trips == 1, "a first sync takes one round trip")?;
    }
    Ok(Stage { office, network, lead, second, order, other })
}

async fn raise(office: &Office, title: &str, narrator: &Narrator) -> Told<DocumentId> {
    let customer = first(&office.get("/api/customers?limit=1").await?, "customers")?;
    let customer_id = text(&customer, "id")?;
    let assets = office.get(&format!("/api/assets?customer={customer_id}")).await?;
    let asset = first(&assets, "assets")?;
    let page = office.get(&format!("/api/customers/{customer_id}")).await?;
    let address = page["sites"][0]["address"].clone();
    let phone = page["contacts"][0]["phone"].as_str().unwrap_or_default();
    let logged = json!({ "channel": "phone", "customer": customer_id, "caller": page["contacts"][0]["name"], "phone": phone,
        "address": address, "product_model": asset["model"], "serial": asset["serial"], "fault": format!("{title}. 请尽快派人。") });
    let request = office.post("/api/requests", &logged).await?;
    let raised = json!({ "request": request["id"], "customer": customer_id, "asset": asset["id"], "address": address,
        "contact": page["contacts"][0]["name"], "phone": phone, "fault": format!("{title}. 请尽快派人。"), "title": title, "priority": "urgent" });
    let order = office.post("/api/orders", &raised).await?;
    narrator.say(format!("request {} → order {}: {title}", request["number"], order["number"]));
    document(&order, "id")
}

async fn assign(office: &Office, order: DocumentId, technicians: &[&String], lead: &str) -> Told {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
    let window = json!({ "from": now, "to": now + 4 * 3_600_000 });
    let mut team: Vec<&String> = technicians.to_vec();
    team.sort();
    let assigned = json!({ "assign": { "technicians": team, "lead": lead, "window": window } });
    office.command(&order.to_string(), assigned).await?;
    Ok(())
}

async fn enrol(
    name: &str,
    user: &str,
    office: &Office,
    network: &Network,
    folder: &Path,
    narrator: &Narrator,
) -> Told<Device> {
    let device = Device::new(name, folder)?;
    let enrolment = office.post("/api/enrolments", &json!({ "user": user })).await?;
    let fingerprint = device.enrol(&network.base(), &text(&enrolment, "code")?).await?;
    let devices = office.get("/api/devices").await?;
    let waiting =
        devices.as_array().into_iter().flatten().find(|one| one["fingerprint"] == fingerprint.as_str());
    let waiting = waiting.ok_or_else(|| Failure("the dispatcher does not see the fingerprint".to_owned()))?;
    office.post(&format!("/api/devices/{}/confirm", text(waiting, "id")?), &json!({})).await?;
    narrator.say(format!("{name}: enrolled, fingerprint {fingerprint} confirmed by the dispatcher"));
    Ok(device)
}

/// Step 3 begins: there is no signal.
async fn go_offline(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("The network goes away");
    stage.network.cut();
    for device in [&stage.lead, &stage.second] {
        match device.sync_without_network().await {
            Err(ClientError::Offline(_)) => {
                narrator.say(format!("{}: offline; everything goes on", device.name))
            }
            other => return Err(Failure(format!("a sync without network gave {other:?}"))),
        }
    }
    Ok(())
}

/// The lead works.
fn work(stage: &Stage, narrator: &mut Narrator) -> Told<ShownReport> {
    narrator.step("The lead works, offline");
    let (lead, order) = (&stage.lead, stage.order);
    let preparation =
        Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
    for device in [&stage.lead, &stage.second] {
        device.tap(order, Ask::Accept)?;
    }
    lead.tap(order, Ask::SetOut { preparation })?;
    lead.tap(order, Ask::Arrive)?;
    early_signature(stage, narrator)?;
    let check = SafetyCheck {
        rules_read: true,
        hazards: vec!["electricity".to_owned()],
        measures: vec!["locked out, tagged".to_owned()],
        passed: true,
    };
    lead.tap(order, Ask::CheckSafety { check })?;
    lead.tap(order, Ask::StartWork)?;
    lead.tap(order, Ask::Diagnose(diagnosis()))?;
    photographs(stage, narrator)?;
    lead.use_part(order, "FLT-220", "Air filter 空气滤芯", None)?;
    lead.use_part(order, "PMP-014", "Coolant pump 冷却泵", Some("CP-88121"))?;
    lead.write(order, "1/work_done", |_| {
        "Pump and filter replaced, circuit bled, run for 30 minutes. 更换冷却泵与滤芯。".to_owned()
    })?;
    lead.write(order, "notes", |before| format!("{before}Gate code 4471. 门禁 4471。\n"))?;
    let address =
        Address { text: "苏州工业园区星湖街 328 号 5 栋 (rear gate)".to_owned(), position: None };
    lead.tap(order, Ask::SetFact { name: "address".to_owned(), value: Fact::Address(address) })?;
    for item in lead.client.checklist(order)? {
        lead.answer(order, &item.key)?;
    }
    lead.tap(order, Ask::Finish { outcome: Outcome::Solved, context: Box::new(ReportContext::default()) })?;
    narrator.say("arrived, safe, diagnosed, two parts, four photos, address corrected, finished");
    begin_other(stage)?;
    Ok(lead.client.show_report(order, Some(Language::Simplified))?)
}

/// There is no way to a signature before the work is finished (R16).
fn early_signature(stage: &Stage, narrator: &Narrator) -> Told {
    match stage.lead.client.show_report(stage.order, None) {
        Err(ClientError::Refused(refusal)) => {
            must(refusal.code == "signoff.before_finished", "the refusal says that work is not finished")?;
            for language in Language::ALL {
                narrator.say(format!("refused [{}]: {}", refusal.code, refusal.message(language)));
            }
            Ok(())
        }
        Err(other) => Err(other.into()),
        Ok(_) => Err(Failure("a report could be signed before the work was finished".to_owned())),
    }
}

fn diagnosis() -> Diagnosis {
    Diagnosis {
        symptoms: Some("Over-temperature alarm after ten minutes. 十分钟后高温报警。".to_owned()),
        opened_by_others: Some(false),
        tests: Some("Flow 2.1 l/min instead of 8".to_owned()),
        cause: Some("Impeller of the coolant pump worn".to_owned()),
        cause_class: Some("wear".to_owned()),
        remedy: Some("replace".to_owned()),
    }
}

fn photographs(stage: &Stage, narrator: &Narrator) -> Told {
    let files = fixtures()?;
    let stages = [
        ("before", "As found"),
        ("fault", "Worn impeller"),
        ("nameplate", "Nameplate"),
        ("after", "New pump"),
    ];
    for (file, (shown_at, caption)) in files.iter().zip(stages) {
        let (bytes, width, height) = stage.lead.photograph(stage.order, file, shown_at, caption)?;
        narrator.say(format!("photo {shown_at}: {width}×{height}, {bytes} bytes"));
    }
    Ok(())
}

/// Five real photographs lie with the tests.
fn fixtures() -> Told<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/photos");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "jpg"));
    files.sort();
    must(files.len() == 5, "there are five photographs")?;
    Ok(files)
}

/// The lead begins the other job too, which the office is about to call off.
fn begin_other(stage: &Stage) -> Told {
    let preparation = Preparation { order_read: true, customer_called: true, ..Preparation::default() };
    stage.lead.tap(stage.other, Ask::Accept)?;
    stage.lead.tap(stage.other, Ask::SetOut { preparation })?;
    stage.lead.tap(stage.other, Ask::Arrive)
}

/// The second technician works on the same order, on the other tablet.
fn help(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("Meanwhile the second technician edits the same notes and adds a photo, offline too");
    let files = fixtures()?;
    stage.second.write(stage.order, "notes", |before| {
        format!("Fan belt is next, order one. 皮带也快坏了。\n{before}")
    })?;
    stage.second.photograph(stage.order, &files[4], "work", "Belt, worn")?;
    Ok(())
}

/// The customer reads, rates, remarks and signs.
fn sign(stage: &Stage, shown: &ShownReport, narrator: &mut Narrator) -> Told {
    narrator.step("The customer reads the report on the tablet, rates, remarks and signs");
    narrator.say(format!("report {} ({} bytes of HTML)", shown.report_digest, shown.html.len()));
    let signing = Signing {
        kind: SignoffKind::Signed,
        signatory: Some(Signatory { name: "王建国".to_owned(), capacity: "设备主管".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 5, attitude: 5, quality: 4 }),
        remarks: "很快，谢谢。".to_owned(),
        witness: None,
        strokes: Some(hand()),
    };
    stage.lead.client.sign_off(shown, &signing)?;
    let signoff = stage.lead.client.order(stage.order)?.signoff;
    must(signoff.is_some_and(|signoff| signoff.void_by.is_empty()), "the sign-off stands on the tablet")
}

/// Step 4: the office changes things too.
async fn meanwhile(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("Meanwhile the dispatcher, online, changes the address and cancels the other order");
    let address = json!({ "set_fact": { "name": "address", "value": { "address": { "text": "苏州工业园区星湖街 330 号" } } } });
    stage.office.command(&stage.order.to_string(), address).await?;
    let cancelled = json!({ "cancel": { "reason": "The customer postponed. 客户改期。" } });
    let order = stage.office.command(&stage.other.to_string(), cancelled).await?;
    must(order["status"] == "cancelled", "the dispatcher sees the other order cancelled")
}

/// Step 5: connectivity returns; the console, already open, hears of it.
async fn reconnect(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("Connectivity returns: one round trip for each device, photos follow");
    let mut live = stage.office.live().await?;
    stage.network.mend();
    for device in [&stage.lead, &stage.second] {
        let trips = device.sync(narrator, "after days offline").await?;
        must(trips == 1, "all changes go and come in one round trip")?;
    }
    hear(&mut live, stage.order).await?;
    narrator.say("the open console heard of it without asking");
    for device in [&stage.lead, &stage.second] {
        device.upload(narrator).await?;
    }
    let seen = stage.second.look(stage.order).await?;
    narrator.say(format!(
        "second looks at all five photos, {seen} bytes; those of the lead came from the server"
    ));
    let idle = stage.second.sync(narrator, "with nothing new").await?;
    must(idle == 1, "an idle sync is one request")
}

/// Waits until the live stream names the order.
async fn hear(live: &mut reqwest::Response, order: DocumentId) -> Told {
    let wanted = order.to_string();
    let mut heard = String::new();
    let listening = async {
        while let Some(piece) = live.chunk().await? {
            heard.push_str(&String::from_utf8_lossy(&piece));
            if heard.contains(&wanted) {
                return Ok(());
            }
        }
        Err(Failure("the live stream ended".to_owned()))
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), listening).await?
}

/// What the dispatcher sees.
async fn look(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("The dispatcher looks at both orders");
    let order = stage.office.get(&format!("/api/orders/{}", stage.order)).await?;
    must(order["status"] == "finished", "the order is finished")?;
    must(order["signoff"]["valid"] == true, "the sign-off is valid")?;
    let additions = list(&order["signoff"]["additions"]).len();
    must(additions > 0, "what the customer has not seen is listed")?;
    let photos = list(&order["photos"]);
    must(
        photos.len() == 5 && photos.iter().all(|photo| photo["on_server"] == true),
        "all five photos are there",
    )?;
    let notes = order["texts"]["notes"].as_str().unwrap_or_default();
    must(notes.contains("4471") && notes.contains("皮带"), "the notes of both technicians are there")?;
    must(list(&order["address"]).len() == 2, "both addresses are shown")?;
    for address in list(&order["address"]) {
        narrator.say(format!("address by {}: {}", address["author"]["name"], address["text"]));
    }
    narrator.say(format!(
        "signed by {}, valid, {additions} addition(s) not seen by the customer",
        order["signoff"]["signatory"]["name"]
    ));
    let other = stage.office.get(&format!("/api/orders/{}", stage.other)).await?;
    must(!other["contest"].is_null(), "the other order is contested")?;
    narrator
        .say(format!("the other order is contested, its status by the field's facts: {}", other["status"]));
    let chosen = json!({ "set_fact": { "name": "address", "value": { "address": { "text": order["address"][0]["text"] } } } });
    let settled = stage.office.command(&stage.order.to_string(), chosen).await?;
    must(list(&settled["address"]).len() == 1, "the dispatcher has chosen an address")?;
    must(settled["signoff"]["valid"] == true, "choosing an address does not touch what was signed")
}

/// Step 6: anybody can check the evidence.
async fn verify(server: &Server, stage: &Stage, folder: &Path, narrator: &mut Narrator) -> Told {
    narrator.step("`jobsheet verify` on the exported job");
    let bytes = stage.office.bytes(&format!("/api/orders/{}/evidence", stage.order)).await?;
    let bundle = folder.join("evidence.json");
    std::fs::write(&bundle, &bytes)?;
    let (valid, said) = server.verify(&bundle).await?;
    narrator.say(said.lines().last().unwrap_or_default());
    must(valid, "the evidence is valid")?;
    std::fs::write(&bundle, with_one_byte_changed(&bytes)?)?;
    let (valid, said) = server.verify(&bundle).await?;
    for line in said.lines() {
        narrator.say(line);
    }
    must(!valid, "one changed byte is found")
}

/// The bundle with one letter of the signed remarks changed.
fn with_one_byte_changed(bytes: &[u8]) -> Told<Vec<u8>> {
    let mut changed = bytes.to_vec();
    let wanted = "report_model".as_bytes();
    let found = changed.windows(wanted.len()).position(|window| window == wanted);
    let at = found.ok_or_else(|| Failure("the bundle has no report model".to_owned()))? + wanted.len() + 60;
    let place = (at..changed.len()).find(|place| changed[*place].is_ascii_lowercase());
    let place = place.ok_or_else(|| Failure("nothing to change".to_owned()))?;
    changed[place] = if changed[place] == b'x' { b'y' } else { b'x' };
    Ok(changed)
}

fn user(staff: &Value, login: &str) -> Told<String> {
    let found = list(staff).iter().find(|person| person["login"] == login).map(|person| text(person, "user"));
    found.unwrap_or_else(|| Err(Failure(format!("nobody is called {login}"))))
}

fn document(value: &Value, name: &str) -> Told<DocumentId> {
    Ok(text(value, name)?.parse::<DocumentId>()?)
}

fn first(value: &Value, name: &str) -> Told<Value> {
    let found = list(&value[name]).first().or_else(|| list(value).first()).cloned();
    found.ok_or_else(|| Failure(format!("there are no {name}")))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> Told<String> {
    value[name].as_str().map(str::to_owned).ok_or_else(|| Failure(format!("no {name} in {value}")))
}
