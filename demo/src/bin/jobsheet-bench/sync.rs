//! First sync, a push of offline edits, and an idle sync: round trips and bytes of bodies against the least possible,
//! the raw Automerge changes through one zstd stream with 64 bytes for each covering signature and 16 for each document id.

use jobsheet_client::SyncSummary;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{self, WorkOrderCommand as Ask};
use jobsheet_document::changes_of_file;
use jobsheet_evidence::Package;
use jobsheet_screens::screens;

use crate::figure::{Figures, Measured};
use crate::yard::Yard;

const EDITED: usize = 200;
const EDITS: usize = 5;
/// The level the client compresses at.
const LEVEL: i32 = 9;

pub async fn measure(yard: &Yard, figures: &mut Figures) -> Measured {
    let first = synced(yard, "first sync", figures).await?;
    let least = least(yard, &yard.orders).await?;
    tell(figures, "first sync of all orders", &first);
    figures.bounded("first sync: round trips", f64::from(first.round_trips), "", 1.0);
    figures.bounded("first sync: body against the least", ratio(first.bytes_down, least.bytes), "×", 1.15);

    let edited = yard.orders.get(..EDITED.min(yard.orders.len())).unwrap_or_default();
    for order in edited {
        edit(yard, order.parse()?)?;
    }
    let push = synced(yard, "push", figures).await?;
    let least = least_pushed(yard, edited).await?;
    tell(figures, "push of 200 × 5 edits", &push);
    figures.bounded("push: round trips", f64::from(push.round_trips), "", 1.0);
    figures.bounded("push: body against the least", ratio(push.bytes_up, least), "×", 1.15);

    let idle = synced(yard, "idle sync", figures).await?;
    tell(figures, "idle sync", &idle);
    figures.bounded("idle sync: requests", f64::from(idle.round_trips), "", 1.0);
    figures.bounded("idle sync: bytes up", as_f64(idle.bytes_up), "B", 512.0);
    figures.bounded("idle sync: bytes down", as_f64(idle.bytes_down), "B", 512.0);
    Ok(())
}

/// Syncs, and tells what went over the line beside the bodies.
async fn synced(yard: &Yard, name: &str, figures: &mut Figures) -> Measured<SyncSummary> {
    let before = yard.network.traffic();
    let summary = yard.client.sync(&yard.cancel).await?;
    let after = yard.network.traffic();
    let beside = |line: u64, body: u64| as_f64(line.saturating_sub(body));
    figures.told(&format!("{name}: headers up"), beside(after.sent - before.sent, summary.bytes_up), "B");
    figures.told(
        &format!("{name}: headers down"),
        beside(after.received - before.received, summary.bytes_down),
        "B",
    );
    Ok(summary)
}

fn edit(yard: &Yard, order: DocumentId) -> Measured {
    for number in 0..EDITS {
        let shown = screens(&yard.client).order(order)?;
        let ask = match number % 2 {
            0 => Ask::EditText {
                field: "notes".to_owned(),
                base: shown.heads,
                text: format!("{}\n{number}: 已联系客户，备件 {} 在库", shown.notes, shown.number),
            },
            _ => Ask::SetFact {
                name: "phone".to_owned(),
                value: Fact::Text(format!("0512-{number}{}", shown.number)),
            },
        };
        yard.client.submit(order, &Command::WorkOrder(ask))?;
    }
    Ok(())
}

/// The least a transfer could take.
struct Least {
    bytes: f64,
}

async fn least(yard: &Yard, orders: &[String]) -> Measured<Least> {
    let (mut raw, mut runs) = (Vec::new(), 0);
    for order in orders {
        let package = exported(yard, order).await?;
        for change in changes(order, &package)? {
            raw.extend_from_slice(change);
        }
        runs += package.contents.runs.len();
    }
    let packed = zstd::bulk::compress(&raw, LEVEL)?.len();
    Ok(Least { bytes: as_f64((packed + runs * 64 + orders.len() * 16) as u64) })
}

/// An order as the server holds it.
async fn exported(yard: &Yard, order: &str) -> Measured<Package> {
    let bytes = yard.desk.bytes(&format!("/api/orders/{order}/evidence")).await?;
    Package::read(&bytes).map_err(|broken| broken.code.into_owned().into())
}

/// The changes somebody wrote.
fn changes<'a>(order: &str, package: &'a Package) -> Measured<Vec<&'a [u8]>> {
    let id: DocumentId = order.parse()?;
    Ok(changes_of_file(work_order::KIND, id, &package.document).map_err(|refused| refused.code)?)
}

/// Of a push: only this device's changes, one covering signature a document.
async fn least_pushed(yard: &Yard, orders: &[String]) -> Measured<f64> {
    let mut raw = Vec::new();
    for order in orders {
        let package = exported(yard, order).await?;
        let changes = changes(order, &package)?;
        for change in changes.iter().rev().take(EDITS).rev() {
            raw.extend_from_slice(change);
        }
    }
    let packed = zstd::bulk::compress(&raw, LEVEL)?.len();
    Ok(as_f64((packed + orders.len() * 80) as u64))
}

fn tell(figures: &mut Figures, name: &str, summary: &SyncSummary) {
    figures.told(&format!("{name}: bytes up"), as_f64(summary.bytes_up), "B");
    figures.told(&format!("{name}: bytes down"), as_f64(summary.bytes_down), "B");
}

fn ratio(bytes: u64, least: f64) -> f64 {
    as_f64(bytes) / least
}

#[expect(clippy::cast_precision_loss, reason = "bytes of one sync are far below 2^52")]
fn as_f64(number: u64) -> f64 {
    number as f64
}
