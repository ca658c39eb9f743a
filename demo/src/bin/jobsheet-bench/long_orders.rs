//! A tap and a command at the console on an order of many events, in computing time.
//!
//! What one more thing costs is to depend little on how much has happened: each is measured on an order of 60 events
//! and on one of 600, and the second is held to a multiple of the first. A tap is also held to the bare encrypted
//! transaction that writes as many pages, which nothing durable can do without.

mod cpu;
mod order;
mod site;

use std::path::Path;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::store::{RawKey, Store};
use jobsheet_server::Config;
use jobsheet_server::office::desk::orders;
use serde_json::{Value, json};

use crate::desk::PASSWORD;
use crate::figure::{Figures, Measured};
use crate::journal::Journal;
use cpu::{AT_ONCE, Cost};
use order::Order;
use site::{SERVER, Site};

const SHORT: usize = 60;
const LONG: usize = 600;
/// Events that the taps measured add: half of them before the order has the number it is measured at.
const MEASURED: usize = 40;
/// What a page of the file holds of a long value: 4,096 bytes without the cipher's nonce and code, and a page number.
const PAYLOAD: usize = 4_096 - 80 - 4;

/// What things cost on one order, in milliseconds.
struct Costs {
    order: DocumentId,
    tap: f64,
    bare: f64,
    note: f64,
    command: f64,
}

pub async fn measure(figures: &mut Figures) -> Measured {
    let folder = tempfile::tempdir()?;
    let config = Config {
        listen: "127.0.0.1:0".parse()?,
        data: folder.path().join("server"),
        demo_password: Some(PASSWORD.to_owned()),
        ..Config::default()
    };
    let site = Site::open(&config, folder.path()).await?;
    let short = costs(&site, folder.path(), SHORT).await?;
    let long = costs(&site, folder.path(), LONG).await?;
    site.close().await;
    let office = (at_the_office(&config, short.order)?, at_the_office(&config, long.order)?);
    tell(figures, "a tap, work rests or goes on", (short.tap, long.tap), 4.0);
    tell(figures, "a tap, a note", (short.note, long.note), 4.0);
    tell(figures, "a command over HTTP with its page", (short.command, long.command), 8.0);
    tell(figures, "a command at the office with its page", office, 8.0);
    figures.told("the bare transaction of a tap", short.bare, "ms CPU");
    figures.bounded("a tap on 60 events against the bare transaction", short.tap / short.bare, "×", 3.0);
    figures.bounded("a tap on 600 events against the bare transaction", long.tap / long.bare, "×", 6.0);
    Ok(())
}

fn tell(figures: &mut Figures, what: &str, (short, long): (f64, f64), at_most: f64) {
    figures.told(&format!("{what}: {SHORT} events"), short, "ms CPU");
    figures.told(&format!("{what}: {LONG} events"), long, "ms CPU");
    figures.bounded(&format!("{what}: {LONG} against {SHORT}"), long / short, "×", at_most);
}

/// Makes an order that has so many events in the middle of what is measured first.
async fn costs(site: &Site, folder: &Path, events: usize) -> Measured<Costs> {
    let mut order = Order::begin(site).await?;
    order.grow(events - MEASURED / 2).await?;
    let (tap, bare) = taps(&mut order, folder, events)?;
    let note = notes(&order)?;
    order.sync().await?;
    let command = commands(&order).await?;
    Ok(Costs { order: order.id, tap, bare, note, command })
}

/// Taps, and as many bare transactions of as many pages.
fn taps(order: &mut Order<'_>, folder: &Path, events: usize) -> Measured<(f64, f64)> {
    let path = folder.join(format!("bare-{events}.jobsheet"));
    let store = Store::create_or_open(&path, &RawKey::new([4; 32]))?;
    let mut journal = Journal::of(&folder.join("lead.jobsheet"))?;
    let (mut taps, mut bare) = (Cost::new(), Cost::new());
    while !taps.is_known() {
        taps.measure(cpu::of_this_thread, || order.rest_or_go_on())?;
        let pages = journal.written()?.div_ceil(AT_ONCE);
        let value = "x".repeat(PAYLOAD * pages.saturating_sub(7));
        let mut rows = bare.done();
        bare.measure(cpu::of_this_thread, || {
            rows += 1;
            Ok(store.write(|tx| tx.put_setting(&format!("{rows:08}"), &value))?)
        })?;
    }
    store.close();
    Ok((taps.ms(), bare.ms()))
}

fn notes(order: &Order<'_>) -> Measured<f64> {
    let mut cost = Cost::new();
    while !cost.is_known() {
        let mut computed = 0.0;
        for number in 0..AT_ONCE {
            let shown = order.shown()?;
            let begun = cpu::of_this_thread()?;
            order.note(&shown, cost.done() + number)?;
            computed += cpu::of_this_thread()? - begun;
        }
        cost.round(computed);
    }
    Ok(cost.ms())
}

async fn commands(order: &Order<'_>) -> Measured<f64> {
    let mut cost = Cost::new();
    while !cost.is_known() {
        let begun = cpu::of_threads(SERVER)?;
        for number in 0..AT_ONCE {
            order.command(phone(cost.done() + number)).await?;
        }
        cost.round(cpu::of_threads(SERVER)? - begun);
    }
    Ok(cost.ms())
}

/// The same without HTTP: the office's own call, and its answer written as JSON.
fn at_the_office(config: &Config, order: DocumentId) -> Measured<f64> {
    let server = jobsheet_server::open(config.clone())?;
    let user = server.ledger.user_by_name(server.organisation.id, "dispatcher")?.ok_or("no dispatcher")?;
    let mut cost = Cost::new();
    let mut number = 1_000;
    while !cost.is_known() {
        cost.measure(cpu::of_this_thread, || {
            number += 1;
            serde_json::to_vec(&orders::command(
                &server,
                &user,
                order,
                &serde_json::from_value(phone(number))?,
            )?)?;
            Ok(())
        })?;
    }
    Ok(cost.ms())
}

fn phone(number: usize) -> Value {
    json!({ "set_fact": { "name": "phone", "value": { "text": format!("0512-6{number:07}") } } })
}
