//! Where a photo is, as each tablet knows it.

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::{CancelHandle, Capture, Client};
use jobsheet_kit::world::World;
use jobsheet_screens::{Whereabouts, screens};

fn whereabouts(client: &Client, order: DocumentId) -> Whereabouts {
    screens(client).order(order).unwrap().photos[0].whereabouts
}

/// Whether a colleague's photo can be lost with their tablet is not known from its entry in the order.
#[tokio::test(flavor = "multi_thread")]
async fn r14_a_colleagues_photo_is_not_shown_as_safe_before_it_was_fetched() {
    let mut world = World::begin(1, 1).await;
    let (order, cancel) = (world.orders[0], CancelHandle::new());
    let [lead, second] = [0, 1].map(|number| world.devices[number].client.clone());
    let photo = Capture { bytes: b"a photo", stage: "work", caption: "Belt" };
    let (record, _) = second.capture(order, &photo).unwrap();
    second.sync(&cancel).await.unwrap();
    lead.sync(&cancel).await.unwrap();
    assert_eq!(whereabouts(&second, order), Whereabouts::Here);
    assert_eq!(whereabouts(&lead, order), Whereabouts::Elsewhere, "its bytes are on the other tablet only");
    second.upload(&cancel).await.unwrap();
    assert_eq!(whereabouts(&second, order), Whereabouts::OnServer);
    assert_eq!(lead.fetch_photo(order, record.normal, &cancel).await.unwrap(), photo.bytes);
    assert_eq!(whereabouts(&lead, order), Whereabouts::OnServer);
    world.end().await;
}
