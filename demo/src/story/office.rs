//! The office meanwhile, and what it sees when the network is back.

use std::path::Path;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_evidence::{Evidence, Folder};
use serde_json::json;

use crate::failure::{Failure, Told, must};
use crate::narrate::Narrator;
use crate::server::Server;
use crate::story::Stage;
use crate::story::json::list;

/// Step 4: the office changes things too.
pub async fn meanwhile(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator.step("Meanwhile the dispatcher, online, changes the address and cancels the other order");
    let address = json!({ "set_fact": { "name": "address", "value": { "address": { "text": "苏州工业园区星湖街 330 号" } } } });
    stage.office.command(&stage.order.to_string(), address).await?;
    let cancelled = json!({ "cancel": { "reason": "The customer postponed. 客户改期。" } });
    let order = stage.office.command(&stage.other.to_string(), cancelled).await?;
    must(order["status"] == "cancelled", "the dispatcher sees the other order cancelled")
}

/// Step 5: connectivity returns; the console, already open, hears of it.
pub async fn reconnect(stage: &Stage, narrator: &mut Narrator) -> Told {
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
pub async fn look(stage: &Stage, narrator: &mut Narrator) -> Told {
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
    Ok(())
}

/// Step 6: anybody can check the evidence.
pub async fn verify(server: &Server, stage: &Stage, folder: &Path, narrator: &mut Narrator) -> Told {
    narrator.step("`jobsheet verify` on the exported job, against the keys the office publishes");
    let bytes = stage.office.bytes(&format!("/api/orders/{}/evidence", stage.order)).await?;
    let file = folder.join("evidence.zip");
    std::fs::write(&file, &bytes)?;
    let keys = folder.join("keys.json");
    std::fs::write(&keys, stage.office.bytes("/.well-known/jobsheet-keys.json").await?)?;
    let (valid, said) = server.verify(&file, &keys).await?;
    for line in said.lines().filter(|line| !line.starts_with('✓')) {
        narrator.say(line);
    }
    must(valid, "the evidence is valid")?;
    std::fs::write(&file, with_one_byte_changed(&bytes)?)?;
    let (valid, said) = server.verify(&file, &keys).await?;
    for line in said.lines() {
        narrator.say(line);
    }
    must(!valid, "one changed byte is found")
}

/// The package with one letter of the signed report changed, and the archive's own sum over it made right again.
fn with_one_byte_changed(bytes: &[u8]) -> Told<Vec<u8>> {
    let Ok(Evidence::Package(mut package)) = Evidence::read(bytes) else {
        return Err(Failure("the export is no package".to_owned()));
    };
    let report = package.named.iter_mut().find(|((folder, _), _)| *folder == Folder::Reports);
    let (_, changed) = report.ok_or_else(|| Failure("the package has no report".to_owned()))?;
    let at = changed.len() / 2;
    let place = (at..changed.len()).find(|place| changed[*place].is_ascii_lowercase());
    let place = place.ok_or_else(|| Failure("nothing to change".to_owned()))?;
    changed[place] = if changed[place] == b'x' { b'y' } else { b'x' };
    package.write().map_err(|broken| Failure(broken.code.into_owned()))
}
