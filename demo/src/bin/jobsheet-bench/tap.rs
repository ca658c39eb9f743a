//! A tap, from submit to durable, against the bare encrypted transaction that writes as many bytes.
//!
//! The taps are those of a job: findings of the diagnosis, one after the other. A tap that changes
//! the words an order is found by writes the search index too, and is told apart.

use std::time::Instant;

use jobsheet_client::domain::command::Command;
use jobsheet_client::domain::content::Kind;
use jobsheet_client::domain::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{Diagnosis, WorkOrderCommand as Ask};
use jobsheet_client::store::{RawKey, Store, StoredChange};

use crate::figure::{Figures, Measured, median};
use crate::yard::Yard;

const TAPS: usize = 201;
/// What a tap of one fact writes: the change, its run, the command, the row and its words.
const BYTES: usize = 2_048;

pub fn measure(yard: &Yard, figures: &mut Figures) -> Measured {
    let order: DocumentId = yard.orders.last().ok_or("no orders")?.parse()?;
    let bare = Store::create_or_open(&yard.folder.path().join("bare.jobsheet"), &RawKey::new([4; 32]))?;
    let id = DocumentId(uuid::Uuid::from_u128(1));
    bare.write(|tx| tx.create_document(id, Kind::WorkOrder, 1, &[], None))?;
    let (mut taps, mut found_by, mut floor) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..TAPS {
        taps.push(tap(yard, order, finding(number))?);
        floor.push(transaction(&bare, id, number)?);
        let value = Fact::Text(format!("0512-{number:06}"));
        found_by.push(tap(yard, order, Ask::SetFact { name: "phone".to_owned(), value })?);
    }
    let (tap, found_by, floor) = (median(taps), median(found_by), median(floor));
    figures.told("a tap, submit to durable", tap, "ms");
    figures.told("a tap that changes the words it is found by", found_by, "ms");
    figures.told("the bare transaction", floor, "ms");
    figures.bounded("a tap against the bare transaction", tap / floor, "×", 3.0);
    Ok(())
}

/// What a technician notes, one thing after the other.
fn finding(number: usize) -> Ask {
    let noted = Some(format!("flow {number} l/min"));
    Ask::Diagnose(match number % 2 {
        0 => Diagnosis { symptoms: noted, ..Diagnosis::default() },
        _ => Diagnosis { tests: noted, ..Diagnosis::default() },
    })
}

fn tap(yard: &Yard, order: DocumentId, ask: Ask) -> Measured<f64> {
    let command = Command::WorkOrder(ask);
    let begun = Instant::now();
    yard.client.submit(order, &command)?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}

fn transaction(store: &Store, id: DocumentId, number: usize) -> Measured<f64> {
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&(number as u64 + 1).to_le_bytes());
    let change = StoredChange {
        hash: ChangeHash(hash),
        actor: ActorId([1; 16]),
        seq: number as u64 + 1,
        deterministic: false,
        bytes: vec![u8::try_from(number % 251).unwrap_or(0); BYTES],
    };
    let begun = Instant::now();
    store.write(|tx| tx.append_changes(id, &[], &[], std::slice::from_ref(&change)))?;
    Ok(begun.elapsed().as_secs_f64() * 1_000.0)
}
