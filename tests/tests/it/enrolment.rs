//! A tablet between its enrolment and the office's confirmation.

use std::time::Duration;

use jobsheet_client::{CancelHandle, Client, ClientError, ClientEvent, EnrolmentCode};
use jobsheet_kit::world::World;
use jobsheet_screens::screens;
use serde_json::json;
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

fn refused(outcome: Result<EnrolmentCode, ClientError>) -> String {
    match outcome {
        Err(ClientError::Server { refusal, .. }) => refusal.code,
        other => panic!("{other:?}"),
    }
}

/// R54: having an enrolled tablet in hand is consent to another one; a second person still compares its fingerprint.
#[tokio::test]
async fn r54_a_technician_enrols_another_tablet_with_the_one_they_have() {
    let mut world = World::begin(2, 1).await;
    let cancel = CancelHandle::new();
    let made = world.devices[0].client.enrolment_code(&cancel).await.unwrap();
    assert!(made.uri.contains(&made.code));
    let (tablet, fingerprint) = world.enrol_by(&made.code, "another", 0).await;
    assert_eq!(refused(tablet.client.enrolment_code(&cancel).await), "device.unconfirmed");
    let devices = world.office.get("/api/devices").await;
    let mut listed = devices.as_array().unwrap().iter();
    let shown = listed.find(|device| device["fingerprint"] == fingerprint.as_str()).unwrap();
    assert_eq!(shown["issued_by"], shown["user_name"], "the person made the code themselves");
    world.confirm(&fingerprint).await;
    tablet.client.sync(&cancel).await.unwrap();
    screens(&tablet.client).order(world.orders[0]).unwrap();
    let user = |client: &Client| client.identity().unwrap().profile.user;
    assert_eq!(user(&tablet.client), user(&world.devices[0].client));
    world.office.put(&format!("/api/devices/{}/revoke", shown["id"].as_str().unwrap()), &json!({})).await;
    assert_eq!(refused(tablet.client.enrolment_code(&cancel).await), "device.revoked");
    world.end().await;
}
