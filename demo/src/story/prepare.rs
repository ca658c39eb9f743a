//! Steps 1 to 3: the office takes the call; two tablets enrol and sync once.

use std::path::Path;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_demo::network::Network;
use serde_json::json;

use crate::device::Device;
use crate::failure::{Failure, Told, must};
use crate::narrate::Narrator;
use crate::office::Office;
use crate::server::Server;
use crate::story::Stage;
use crate::story::json::{document, first, text, user};

/// Steps 1 and 2: the office takes the call; two tablets enrol and sync once.
pub async fn prepare(server: &Server, folder: &Path, narrator: &mut Narrator) -> Told<Stage> {
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
    let lead = enrol(("lead", &lead_id), server, &office, &network, folder, narrator).await?;
    let second = enrol(("second", &second_id), server, &office, &network, folder, narrator).await?;
    for device in [&lead, &second] {
        let trips = device.sync(narrator, "first sync").await?;
        must(trips == 1, "a first sync takes one round trip")?;
    }
    Ok(Stage { office, network, lead, second, order, other })
}

/// A call is logged and an order raised for it.
pub async fn raise(office: &Office, title: &str, narrator: &Narrator) -> Told<DocumentId> {
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

/// Assigns technicians and a lead.
pub async fn assign(office: &Office, order: DocumentId, technicians: &[&String], lead: &str) -> Told {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_millis() as i64;
    let window = json!({ "from": now, "to": now + 4 * 3_600_000 });
    let mut team: Vec<&String> = technicians.to_vec();
    team.sort();
    let assigned = json!({ "assign": { "technicians": team, "lead": lead, "window": window } });
    office.command(&order.to_string(), assigned).await?;
    Ok(())
}

/// A technician makes a code for their own tablet; the dispatcher, a second person, compares what it shows.
async fn enrol(
    (name, user): (&str, &str),
    server: &Server,
    office: &Office,
    network: &Network,
    folder: &Path,
    narrator: &Narrator,
) -> Told<Device> {
    let device = Device::new(name, folder)?;
    let themselves = Office::log_in(&server.base, name, &server.password).await?;
    let enrolment = themselves.post("/api/enrolments", &json!({ "user": user })).await?;
    let fingerprint = device.enrol(&network.base(), &text(&enrolment, "code")?).await?;
    let devices = office.get("/api/devices").await?;
    let waiting =
        devices.as_array().into_iter().flatten().find(|one| one["fingerprint"] == fingerprint.as_str());
    let waiting = waiting.ok_or_else(|| Failure("the dispatcher does not see the fingerprint".to_owned()))?;
    office.post(&format!("/api/devices/{}/confirm", text(waiting, "id")?), &json!({})).await?;
    narrator.say(format!(
        "{name}: enrolled by a code of their own, fingerprint {fingerprint} confirmed by the dispatcher"
    ));
    Ok(device)
}
