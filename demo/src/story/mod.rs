//! The story itself.

mod field;
mod json;
mod lost;
mod office;
mod prepare;

use std::path::Path;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_demo::network::Network;

use crate::device::Device;
use crate::failure::Told;
use crate::narrate::Narrator;
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

/// Tells the story, then runs what was asked for; keeps the server afterwards unless `once`.
pub async fn tell(once: bool, json: Option<&Path>, then: &[String]) -> Told {
    let folder = tempfile::tempdir()?;
    let mut narrator = Narrator::new();
    narrator.step("The server starts with its embedded defaults and a sample organisation");
    let server = Server::start(&folder.path().join("server")).await?;
    narrator.say(format!("console: {}  login: dispatcher / {}", server.base, server.password));
    let stage = prepare::prepare(&server, folder.path(), &mut narrator).await?;
    field::go_offline(&stage, &mut narrator).await?;
    let shown = field::work(&stage, &mut narrator)?;
    field::help(&stage, &mut narrator)?;
    field::sign(&stage, &shown, &mut narrator)?;
    office::meanwhile(&stage, &mut narrator).await?;
    office::reconnect(&stage, &mut narrator).await?;
    office::look(&stage, &mut narrator).await?;
    office::verify(&server, &stage, folder.path(), &mut narrator).await?;
    lost::lose(&stage, &mut narrator).await?;
    stage.lead.close().await;
    stage.second.close().await;
    let figures = narrator.finish();
    if let Some(file) = json {
        std::fs::write(file, serde_json::to_vec_pretty(&figures)?)?;
    }
    if let Some((program, words)) = then.split_first() {
        server.show_to(program, words).await?;
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
