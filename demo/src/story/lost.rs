//! A tablet is lost with unsent work on it, and its file turns up.

use jobsheet_client::domain::work_order::{Preparation, WorkOrderCommand as Ask};
use serde_json::json;

use crate::failure::{Told, must};
use crate::narrate::Narrator;
use crate::story::Stage;
use crate::story::json::{list, text, user};
use crate::story::prepare::{assign, raise};

/// Step 7: what a lost tablet had not sent waits for a person (R54).
pub async fn lose(stage: &Stage, narrator: &mut Narrator) -> Told {
    narrator
        .step("The second tablet is lost with unsent work on it; it is revoked, and its file is handed in");
    let staff = stage.office.get("/api/staff").await?;
    let second = user(&staff, "second")?;
    let order = raise(&stage.office, "Door does not close", narrator).await?;
    assign(&stage.office, order, &[&second], &second).await?;
    stage.second.sync(narrator, "for a third order").await?;
    stage.network.cut();
    let preparation = Preparation { order_read: true, customer_called: true, ..Preparation::default() };
    stage.second.tap(order, Ask::Accept)?;
    stage.second.tap(order, Ask::SetOut { preparation })?;
    stage.second.tap(order, Ask::Arrive)?;
    stage.second.write(order, "notes", |_| "Hinge bent, ask for Mr Zhou. 铰链变形，找周工。\n".to_owned())?;
    let file = stage.second.client.export_unsent(order)?;
    let devices = stage.office.get("/api/devices").await?;
    let lost = list(&devices).iter().find(|one| one["user"] == second.as_str());
    let lost = text(lost.unwrap_or(&devices), "id")?;
    stage.office.post(&format!("/api/devices/{lost}/revoke"), &json!({})).await?;
    let handed = stage.office.hand_in(file).await?;
    let waits = list(&handed["runs"]).iter().all(|run| run["outcome"] == "waiting");
    must(waits, "nothing of a revoked device comes in by itself")?;
    let reviews = stage.office.get("/api/reviews").await?;
    let waiting = list(&reviews["reviews"]);
    must(waiting.len() == 1, "it waits for a person")?;
    narrator.say(format!("{}: {} signed runs wait for review", waiting[0]["number"], waiting[0]["runs"]));
    Ok(())
}
