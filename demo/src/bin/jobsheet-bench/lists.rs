//! A list of 50 out of 10,000 orders, and a search among them: from the read models, no document opened.

use std::time::Instant;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::listing::Listing;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::domain::work_order::{self, OrderSummary};
use jobsheet_client::store::{DocumentRow, MyRole, Page, RawKey, RowQuery, Store};

use crate::figure::{Figures, Measured, median};

const KIND: &str = work_order::KIND.name();
const ORDERS: u32 = 10_000;
const REPEATS: usize = 51;
const FAULTS: [&str; 8] = [
    "冷却泵漏水",
    "激光头不发光",
    "空气压缩机过热",
    "主轴异响",
    "液压油温高",
    "控制柜跳闸",
    "传送带打滑",
    "气缸不动作",
];

pub fn measure(figures: &mut Figures) -> Measured {
    let folder = tempfile::tempdir()?;
    let store = Store::create_or_open(&folder.path().join("lists.jobsheet"), &RawKey::new([3; 32]))?;
    fill(&store)?;
    let page = Page { limit: 50, offset: 0 };
    let listed = RowQuery::default();
    let mine =
        || store.read(|tx| tx.my_jobs(KIND, Timestamp(0), Timestamp(i64::MAX), page)).map(|rows| rows.len());
    figures.bounded(
        "list of 50 out of 10,000 orders",
        time(|| store.read(|tx| tx.rows(KIND, &listed, page)).map(|rows| rows.len()))?,
        "ms",
        5.0,
    );
    figures.bounded("my jobs out of 10,000 orders", time(mine)?, "ms", 5.0);
    let search = || store.read(|tx| tx.find("主轴", Some(KIND), page)).map(|found| found.len());
    figures.bounded("search for a two-character word in 10,000 orders", time(search)?, "ms", 5.0);
    let filtered = RowQuery { text: "主轴 1235".to_owned(), ..RowQuery::default() };
    let narrow = || store.read(|tx| tx.rows(KIND, &filtered, page)).map(|rows| rows.len());
    figures.bounded("list filtered by two words", time(narrow)?, "ms", 5.0);
    store.close();
    Ok(())
}

fn time<E: std::error::Error + 'static>(ask: impl Fn() -> Result<usize, E>) -> Measured<f64> {
    if ask()? == 0 {
        return Err("a list that should not be empty is".into());
    }
    let mut times = Vec::with_capacity(REPEATS);
    for _ in 0..REPEATS {
        let begun = Instant::now();
        ask()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    Ok(median(times))
}

fn fill(store: &Store) -> Measured {
    store.write(|tx| {
        for number in 0..ORDERS {
            let id = DocumentId(uuid::Uuid::from_u128(u128::from(number) + 1));
            tx.create_document(id, KIND, 1, &[], None)?;
            let fault = FAULTS[number as usize % FAULTS.len()];
            let row = row(id, number, fault);
            let more = format!("{fault}，已停机，序列号 SN{number:06}");
            let own = [&row.number, &row.title, &row.customer_name, &row.address].map(String::clone);
            tx.put_row(&row)?;
            tx.put_words(KIND, id, &[&own[..], &[more]].concat(), &[])?;
        }
        Ok(())
    })?;
    Ok(())
}

fn row(id: DocumentId, number: u32, fault: &str) -> DocumentRow {
    let summary = OrderSummary {
        signoff: "none".to_owned(),
        priority: "normal".to_owned(),
        visit: 1,
        ..OrderSummary::default()
    };
    let listing = Listing { summary, ..Listing::default() };
    DocumentRow {
        id,
        kind: KIND.to_owned(),
        number: format!("2026-{number:05}"),
        title: format!("{fault} {number}"),
        status: if number.is_multiple_of(3) { "assigned" } else { "closed" }.to_owned(),
        open: number.is_multiple_of(3),
        contested: number.is_multiple_of(97),
        conflicts: 0,
        waits_for: None,
        waits_for_roles: Vec::new(),
        waits_for_me: false,
        customer: None,
        customer_name: format!("客户 {}", number % 400),
        asset: None,
        address: format!("星湖街 {number} 号"),
        position: None,
        window: None,
        to_do: number.is_multiple_of(3),
        my_role: if number.is_multiple_of(5) { MyRole::Lead } else { MyRole::None },
        clock: None,
        at: Some(Timestamp(i64::from(number))),
        updated_at: Timestamp(i64::from(number)),
        listing: serde_json::to_string(&listing).unwrap_or_default(),
    }
}
