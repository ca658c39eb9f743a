//! A photo of somebody else over a network that cuts: parts that came stay, and what came is what its digest says (R14).

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{Digest, DocumentId};
use jobsheet_client::domain::work_order::{Preparation, WorkOrderCommand as Ask};
use jobsheet_client::{Capture, Client, ClientError};
use jobsheet_kit::network::Fate;
use jobsheet_kit::world::World;

/// Bytes of a photo of four parts, the last of them small.
const BYTES: usize = 3 * 262_144 + 1_000;
const PARTS: usize = 4;

/// A photo the lead took and sent, and the order it is on. It does not decode, so it is sent as it is.
async fn photographed(world: &World) -> (DocumentId, Digest, Vec<u8>) {
    let (lead, second, order) = (&world.devices[0], &world.devices[1], world.orders[0]);
    arrive(&lead.client, order);
    let bytes: Vec<u8> = (0..BYTES).map(|place| (place % 249) as u8).collect();
    let capture = Capture { bytes: &bytes, stage: "fault", caption: "" };
    let (photo, _) = lead.client.capture(order, &capture).unwrap();
    lead.client.sync(&lead.cancel).await.unwrap();
    lead.client.upload(&lead.cancel).await.unwrap();
    second.client.sync(&second.cancel).await.unwrap();
    (order, photo.normal, bytes)
}

fn arrive(lead: &Client, order: DocumentId) {
    for ask in [Ask::Accept, Ask::SetOut { preparation: Preparation::default() }, Ask::Arrive] {
        lead.submit(order, &Command::WorkOrder(ask)).unwrap();
    }
}

async fn fetch(world: &World, order: DocumentId, digest: Digest) -> Result<Vec<u8>, ClientError> {
    let second = &world.devices[1];
    second.client.fetch_photo(order, digest, &second.cancel).await
}

/// Bytes of a photo that are on a device.
fn here(client: &Client, digest: Digest) -> usize {
    client.photo(digest).map_or(0, |bytes| bytes.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn r14_a_download_goes_on_after_the_parts_that_came() {
    let mut world = World::begin(3, 1).await;
    let (order, digest, bytes) = photographed(&world).await;
    let before = world.network.requests();
    world.network.plan([Fate::Deliver, Fate::Deliver, Fate::LoseAnswer]);
    assert!(fetch(&world, order, digest).await.is_err(), "the third part is lost");
    assert_eq!(here(&world.devices[1].client, digest), 2 * 262_144);
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes);
    assert_eq!(world.network.requests() - before, PARTS + 1, "only what was lost came twice");
    let after = world.network.requests();
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes);
    assert_eq!(world.network.requests(), after, "what is here is not fetched");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r14_a_cancelled_download_keeps_its_parts() {
    let mut world = World::begin(4, 1).await;
    let (order, digest, bytes) = photographed(&world).await;
    let before = world.network.requests();
    tokio::select! {
        biased;
        _ = fetch(&world, order, digest) => panic!("four parts take four requests"),
        () = world.network.reached(before + 2) => {}
    }
    assert!(here(&world.devices[1].client, digest) >= 262_144);
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes);
    assert!(world.network.requests() - before <= PARTS + 1);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_cut_in_the_middle_counts_as_far_as_it_came() {
    let mut world = World::begin(5, 1).await;
    let (order, digest, bytes) = photographed(&world).await;
    world.network.set(Fate::CutAnswer);
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r14_what_is_not_the_photo_is_thrown_away_and_said() {
    let mut world = World::begin(6, 1).await;
    let (order, digest, bytes) = photographed(&world).await;
    world.network.plan([Fate::Deliver, Fate::SpoilAnswer]);
    let refused = fetch(&world, order, digest).await.unwrap_err();
    assert_eq!(refused.code(), "digest.mismatch");
    assert_eq!(here(&world.devices[1].client, digest), 0, "nobody can tell which part was wrong");
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes, "the next call begins anew");
    world.end().await;
}

/// Who put a photo on an order sent it: by its name alone nobody opens what they could not read. So whoever puts a photo of
/// another order on theirs sends it once more.
#[tokio::test(flavor = "multi_thread")]
async fn r14_a_photo_of_another_order_reaches_those_who_have_only_this_one() {
    let mut world = World::begin(7, 1).await;
    let (order, digest, bytes) = photographed(&world).await;
    assert_eq!(fetch(&world, order, digest).await.unwrap(), bytes);
    let third = world.person("third").await;
    let other = world.raise(&[world.person("second").await, third.clone()]).await;
    let (only_this, fingerprint) = world.enrol(&third, 0).await;
    world.confirm(&fingerprint).await;

    let second = &world.devices[1];
    second.sync().await;
    arrive(&second.client, other);
    let capture = Capture { bytes: &bytes, stage: "fault", caption: "as on the other machine" };
    assert_eq!(second.client.capture(other, &capture).unwrap().0.normal, digest);
    second.sync().await;
    assert_eq!(second.client.upload(&second.cancel).await.unwrap().blobs, 1);
    assert_eq!(second.client.upload(&second.cancel).await.unwrap().blobs, 0, "once");

    only_this.sync().await;
    let fetched = only_this.client.fetch_photo(other, digest, &only_this.cancel).await;
    assert_eq!(fetched.unwrap(), bytes);
    world.end().await;
}
