//! A tablet between its enrolment and the office's confirmation.

use std::time::Duration;

use jobsheet_client::{CancelHandle, Client, ClientError, ClientEvent};
use jobsheet_kit::world::World;
use jobsheet_screens::screens;
use tokio::sync::broadcast::Receiver;

const LONGEST: Duration = Duration::from_secs(60);

async fn heard(events: &mut Receiver<ClientEvent>, wanted: impl Fn(&ClientEvent) -> bool) {
    let waiting = async { while !wanted(&events.recv().await.unwrap()) {} };
    tokio::time::timeout(LONGEST, waiting).await.unwrap();
}

fn is_confirmed(client: &Client) -> bool {
    client.identity().unwrap().profile.confirmed
}

/// The loop is started right after enrolment, while the technician still reads out the fingerprint.
#[tokio::test(flavor = "multi_thread")]
async fn a_loop_begun_before_the_confirmation_goes_on_after_it() {
    let mut world = World::begin(1, 1).await;
    let [lead, _] = world.team().await;
    let (tablet, fingerprint) = world.enrol(&lead, 0).await;
    let (client, cancel) = (tablet.client.clone(), CancelHandle::new());
    let mut events = client.events();
    let running = tokio::spawn({
        let (client, cancel) = (client.clone(), cancel.clone());
        async move { client.run(&cancel).await }
    });
    let unconfirmed =
        |event: &_| matches!(event, ClientEvent::Delayed { code, .. } if code == "device.unconfirmed");
    heard(&mut events, unconfirmed).await;
    assert!(!is_confirmed(&client));
    world.confirm(&fingerprint).await;
    heard(&mut events, |event| matches!(event, ClientEvent::Synced { .. })).await;
    assert!(is_confirmed(&client));
    screens(&client).order(world.orders[0]).unwrap();
    cancel.cancel();
    assert!(matches!(running.await.unwrap(), Err(ClientError::Cancelled)));
    world.end().await;
}
