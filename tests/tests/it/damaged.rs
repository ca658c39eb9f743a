//! What a tablet whose file was damaged hears from the server (R50).

use std::fs;

use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_kit::world::{Device, World};

const PAGE_BYTES: usize = 4_096;

/// The tablet with one page of its file damaged, after its recovery.
fn hurt_at(world: &World, name: &str, lead: &Device, bytes: &[u8], page: usize) -> Option<Client> {
    let mut hurt = bytes.to_vec();
    hurt[page * PAGE_BYTES + 100..page * PAGE_BYTES + 200].fill(0xa5);
    fs::write(world.file(name), hurt).unwrap();
    let open = || world.open(name, &lead.hands);
    let client = open().or_else(|_| open()).ok()?;
    let recovered = client.check_file().is_ok() || client.check_file().is_ok();
    (recovered && client.identity().is_some()).then_some(client)
}

/// Own changes whose document was lost are left of damaged work; those the server has come back with it.
#[tokio::test(flavor = "multi_thread")]
async fn r50_what_the_server_has_whole_is_not_damaged_after_a_sync() {
    let mut world = World::begin(8, 1).await;
    let name = format!("{}-0", world.person("lead").await);
    let lead = world.devices.remove(0);
    lead.client.submit(world.orders[0], &Command::WorkOrder(Ask::Accept)).unwrap();
    lead.sync().await;
    assert_eq!(lead.client.unsent().unwrap().changes, 0);
    lead.client.close().await;
    let bytes = fs::read(world.file(&name)).unwrap();
    let mut told = 0;
    for page in 0..bytes.len() / PAGE_BYTES {
        let Some(client) = hurt_at(&world, &name, &lead, &bytes, page) else { continue };
        if !client.damaged_work().unwrap().is_empty() {
            client.sync(&lead.cancel).await.unwrap();
            assert_eq!(client.damaged_work().unwrap(), [], "page {page}");
            told += 1;
        }
        client.close().await;
    }
    assert!(told > 0, "no page took a document and left a change of it");
    world.end().await;
}
