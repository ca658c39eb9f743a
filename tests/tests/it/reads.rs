//! What a decision looked at in another document travels with it.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::asset::AssetCommand;
use jobsheet_client::domain::value::{Reading, Value};
use jobsheet_client::domain::work_order::{Preparation, SafetyCheck, WorkOrderCommand as Ask};
use jobsheet_kit::world::{World, diagnosis, finish};
use jobsheet_screens::screens;

#[tokio::test]
async fn r15_an_order_and_the_machine_its_report_copies_from_go_up_in_one_round_trip() {
    let mut world = World::begin(1, 1).await;
    let (order, tablet) = (world.orders[0], world.devices[0].client.clone());
    let machine = world.machine["id"].as_str().unwrap().parse().unwrap();
    let check = SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() };
    let tap = |ask: Ask| tablet.submit(order, &Command::WorkOrder(ask)).unwrap();
    for ask in [
        Ask::Accept,
        Ask::SetOut { preparation: Preparation::default() },
        Ask::Arrive,
        Ask::CheckSafety { check },
        Ask::StartWork,
        Ask::Diagnose(diagnosis(1)),
    ] {
        tap(ask);
    }
    let base = screens(&tablet).order(order).unwrap().heads;
    tap(Ask::EditText { field: "1/work_done".to_owned(), base, text: "Pump replaced.".to_owned() });
    // After the order's first tap: in the order of the taps the order would be judged by a version nobody has yet.
    let value = Value::Reading(Reading { milli: 8_000_000, unit: "h".to_owned() });
    let reading = AssetCommand::SetFact { name: "running_hours".to_owned(), value };
    tablet.submit(machine, &Command::Asset(reading)).unwrap();
    finish(&tablet, order).unwrap();

    let synced = world.devices[0].sync().await;
    assert_eq!((synced.round_trips, synced.refused), (1, 0));
    assert_eq!(tablet.unsent().unwrap().changes, 0);
    let shown = world.office.get(&format!("/api/orders/{order}")).await;
    assert_eq!(shown["status"], "finished");
    world.end().await;
}
