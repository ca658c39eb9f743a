//! Values that two tablets wrote without knowledge of each other are shown whole, and one of them is chosen (R49).

use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{WorkOrderCommand as Ask, fields};
use jobsheet_kit::world::{World, part};
use jobsheet_screens::{ConflictView, screens};

fn ask(client: &Client, order: DocumentId, command: Ask) {
    client.submit(order, &Command::WorkOrder(command)).unwrap();
}

fn text(words: &str) -> Fact {
    Fact::Text(words.to_owned())
}

async fn exchanged(world: &World) {
    for device in world.devices.iter().chain(&world.devices) {
        device.sync().await;
    }
}

fn conflicts(client: &Client, order: DocumentId) -> Vec<ConflictView> {
    screens(client).order(order).unwrap().conflicts
}

#[tokio::test]
async fn r49_facts_of_a_visit_fields_of_a_part_and_answers_are_chosen_on_the_device() {
    let world = World::begin(49, 1).await;
    let order = world.orders[0];
    let used = part(1);
    ask(&world.devices[0].client, order, Ask::UsePart(Box::new(used.clone())));
    exchanged(&world).await;
    let item = screens(&world.devices[0].client).checklist(order).unwrap().remove(0).key;
    for (device, words) in world.devices.iter().zip(["one", "two"]) {
        let client = &device.client;
        ask(client, order, Ask::SetFact { name: "1/cause".to_owned(), value: text(words) });
        let (collection, field) = (fields::PART.to_owned(), fields::SERIAL.to_owned());
        ask(client, order, Ask::ChooseItem { collection, id: used.id, field, value: text(words) });
        ask(client, order, Ask::Answer { item: item.clone(), value: text(words) });
    }
    exchanged(&world).await;

    let client = &world.devices[0].client;
    let shown = conflicts(client, order);
    let paths: Vec<String> = shown.iter().map(|conflict| conflict.path.clone()).collect();
    let part = format!("item/part/{}/serial", used.id);
    assert_eq!(paths, ["fact/1/cause".to_owned(), part, format!("answer/1/{item}")]);
    for conflict in &shown {
        let mut texts: Vec<&str> = conflict.values.iter().map(|one| one.text.as_str()).collect();
        texts.sort_unstable();
        assert_eq!(texts, ["one", "two"], "{}", conflict.path);
        assert!(conflict.values.iter().all(|one| !one.author.is_empty()), "{}", conflict.path);
        let chosen = conflict.values.iter().find(|one| one.text == "two").unwrap();
        client.choose(order, &conflict.path, chosen.change).unwrap();
    }
    exchanged(&world).await;
    for device in &world.devices {
        let view = screens(&device.client).order(order).unwrap();
        assert!(view.conflicts.is_empty(), "{:?}", view.conflicts);
        assert_eq!(view.visits[0].diagnosis.cause.as_deref(), Some("two"));
        assert_eq!(view.parts[0].used.serial.as_deref(), Some("two"));
        assert_eq!(view.visits[0].answers[0].text, "two");
    }
}
