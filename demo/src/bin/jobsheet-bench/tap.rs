//! A tap, from submit to durable, against the bare encrypted transaction that writes as many pages.
//!
//! The taps are those of a job: findings of the diagnosis, one after the other. A tap that changes the words an order
//! is found by writes the search index too, and is held to the same. What each tap wrote is counted in the file's log,
//! and a transaction of one row writes just as many pages next, so that both meet the disk in the same state.

use std::time::Instant;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{Diagnosis, WorkOrderCommand as Ask};
use jobsheet_client::store::{RawKey, Store};

use crate::figure::{Figures, Measured, median};
use crate::journal::Journal;
use crate::yard::Yard;

const TAPS: usize = 201;
/// What a page of the file holds of a long value: 4,096 bytes without the cipher's nonce and code, and a page number.
const PAYLOAD: usize = 4_096 - 80 - 4;

/// Times in milliseconds and pages of one kind of tap, each beside its bare transaction's.
#[derive(Default)]
struct Taps {
    taken: Vec<f64>,
    bare: Vec<f64>,
    pages: Vec<f64>,
    bare_pages: Vec<f64>,
}

impl Taps {
    fn tell(self, what: &str, figures: &mut Figures) {
        let (taken, bare) = (median(self.taken), median(self.bare));
        figures.told(&format!("{what}: submit to durable"), taken, "ms");
        figures.told(&format!("{what}: the bare transaction"), bare, "ms");
        figures.told(&format!("{what}: pages of 4 KiB"), median(self.pages), "");
        figures.told(&format!("{what}: pages of the bare transaction"), median(self.bare_pages), "");
        figures.bounded(&format!("{what}: against the bare transaction"), taken / bare, "×", 3.0);
    }
}

/// The file of the taps and that of the bare transactions.
struct Pair<'y> {
    yard: &'y Yard,
    order: DocumentId,
    journal: Journal,
    bare: Store,
    rows: u32,
    bare_journal: Journal,
}

pub fn measure(yard: &Yard, figures: &mut Figures) -> Measured {
    let path = yard.folder.path().join("bare.jobsheet");
    let bare = Store::create_or_open(&path, &RawKey::new([4; 32]))?;
    let mut pair = Pair {
        yard,
        order: yard.orders.last().ok_or("no orders")?.parse()?,
        journal: Journal::of(&yard.folder.path().join("device.jobsheet"))?,
        bare_journal: Journal::of(&path)?,
        bare,
        rows: 0,
    };
    let (mut plain, mut found_by) = (Taps::default(), Taps::default());
    for number in 0..TAPS {
        pair.measure(&mut plain, finding(number))?;
        let value = Fact::Text(format!("0512-{number:06}"));
        pair.measure(&mut found_by, Ask::SetFact { name: "phone".to_owned(), value })?;
    }
    plain.tell("a tap", figures);
    found_by.tell("a tap that changes the words it is found by", figures);
    pair.bare.close();
    Ok(())
}

impl Pair<'_> {
    fn measure(&mut self, taps: &mut Taps, ask: Ask) -> Measured {
        let command = Command::WorkOrder(ask);
        let begun = Instant::now();
        self.yard.client.submit(self.order, &command)?;
        taps.taken.push(since(begun));
        let pages = self.journal.written()?;
        taps.bare.push(self.transaction(pages)?);
        let bare_pages = self.bare_journal.written()?;
        taps.pages.push(pages as f64);
        taps.bare_pages.push(bare_pages as f64);
        Ok(())
    }

    /// One more row of as many pages: itself, the leaf it stands in, and what SQLite keeps of the file's growth.
    fn transaction(&mut self, pages: usize) -> Measured<f64> {
        let value = "x".repeat(PAYLOAD * pages.saturating_sub(7));
        self.rows += 1;
        let name = format!("{:08}", self.rows);
        let begun = Instant::now();
        self.bare.write(|tx| tx.put_setting(&name, &value))?;
        Ok(since(begun))
    }
}

fn since(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// What a technician notes, one thing after the other.
fn finding(number: usize) -> Ask {
    let noted = Some(format!("flow {number} l/min"));
    Ask::Diagnose(match number % 2 {
        0 => Diagnosis { symptoms: noted, ..Diagnosis::default() },
        _ => Diagnosis { tests: noted, ..Diagnosis::default() },
    })
}
