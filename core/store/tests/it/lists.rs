use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use jobsheet_store::{
    AssetRow, CustomerRow, DocumentRow, MatchedBy, MyRole, NextClock, OrderQuery, OrderRow, OrderSort, Page,
    RequestRow, RowQuery, RowSort, Store,
};

use crate::sample::{Folder, document, document_row, order};

fn numbered(n: u128, change: impl FnOnce(&mut OrderRow)) -> OrderRow {
    let mut row = OrderRow { number: format!("WO-{n:04}"), ..order(document(n)) };
    change(&mut row);
    row
}

fn put(store: &Store, rows: &[OrderRow]) {
    store.write(|tx| rows.iter().try_for_each(|row| tx.put_order(row, ""))).unwrap();
}

fn numbers(store: &Store, query: &OrderQuery) -> Vec<u128> {
    let listed = store.read(|tx| tx.orders(query)).unwrap();
    listed.iter().map(|order| order.row.id.0.as_u128()).collect()
}

fn window(from: i64, to: i64) -> Option<TimeWindow> {
    Some(TimeWindow { from: Timestamp(from), to: Timestamp(to) })
}

#[test]
fn a_row_comes_back_as_it_was_written() {
    let folder = Folder::new();
    let store = folder.store();
    let row = numbered(1, |row| row.customer = Some(document(9)));
    put(&store, std::slice::from_ref(&row));
    let listed = store.read(|tx| tx.order(document(1))).unwrap().unwrap();
    assert_eq!((listed.row, listed.unsent, listed.wedge), (row, 0, None));
}

#[test]
fn my_jobs_are_those_of_the_day_and_what_is_left_from_before() {
    let folder = Folder::new();
    let store = folder.store();
    put(
        &store,
        &[
            numbered(1, |row| row.window = window(110, 120)),
            numbered(2, |row| row.window = window(10, 20)),
            numbered(3, |row| row.window = None),
            numbered(4, |row| (row.window, row.to_do) = (window(105, 106), false)),
            numbered(5, |row| (row.window, row.to_do) = (window(10, 20), false)),
            numbered(6, |row| row.window = window(200, 210)),
            numbered(7, |row| (row.window, row.my_role) = (window(110, 120), MyRole::None)),
        ],
    );
    let jobs = store.read(|tx| tx.my_jobs(Timestamp(100), Timestamp(200), Page::default())).unwrap();
    assert!(jobs.iter().map(|job| job.row.id.0.as_u128()).eq([2, 1, 3, 4]));
}

#[test]
fn orders_are_listed_by_status_by_clock_and_in_pages() {
    let folder = Folder::new();
    let store = folder.store();
    let clock = |target| {
        Some(NextClock {
            rule: "R24".into(),
            target: Timestamp(target),
            at_risk: Timestamp(0),
            paused: false,
        })
    };
    put(
        &store,
        &[
            numbered(1, |row| (row.updated_at, row.clock) = (Timestamp(1), clock(30))),
            numbered(2, |row| {
                (row.updated_at, row.clock, row.status) = (Timestamp(2), clock(10), "working".into())
            }),
            numbered(3, |row| (row.updated_at, row.clock, row.contested) = (Timestamp(3), None, true)),
        ],
    );
    let all = OrderQuery::default();
    assert_eq!(numbers(&store, &all), [3, 2, 1]);
    assert_eq!(numbers(&store, &OrderQuery { page: Page { limit: 1, offset: 1 }, ..all.clone() }), [2]);
    assert_eq!(numbers(&store, &OrderQuery { statuses: vec!["working".into()], ..all.clone() }), [2]);
    assert_eq!(numbers(&store, &OrderQuery { contested: true, ..all.clone() }), [3]);
    assert_eq!(numbers(&store, &OrderQuery { sort: OrderSort::Clock, ..all }), [2, 1]);
    let counts = store.read(|tx| tx.order_counts()).unwrap();
    assert_eq!(counts, [("assigned".to_owned(), 2), ("working".to_owned(), 1)]);
}

#[test]
fn r45_jobs_nearby_are_listed_by_distance() {
    let folder = Folder::new();
    let store = folder.store();
    let at = |latitude_udeg, longitude_udeg| Some(Position { latitude_udeg, longitude_udeg });
    put(
        &store,
        &[
            numbered(1, |row| row.position = at(39_990_000, 116_300_000)),
            numbered(2, |row| row.position = at(39_910_000, 116_400_000)),
            numbered(3, |row| row.position = at(31_230_000, 121_470_000)),
            numbered(4, |row| row.position = None),
            numbered(5, |row| (row.position, row.to_do) = (at(39_910_000, 116_400_000), false)),
        ],
    );
    let here = Position { latitude_udeg: 39_908_000, longitude_udeg: 116_397_000 };
    let near = store.read(|tx| tx.orders_near(here, 50_000, Page::default())).unwrap();
    assert!(near.iter().map(|near| near.order.row.id.0.as_u128()).eq([2, 1]));
    assert!((330..350).contains(&near[0].distance_m), "{}", near[0].distance_m);
    let far = store.read(|tx| tx.orders_near(here, 1_200_000, Page::default())).unwrap();
    assert_eq!(far.len(), 3);
    assert!((1_060_000..1_075_000).contains(&far[2].distance_m), "{}", far[2].distance_m);
}

#[test]
fn distances_hold_across_the_date_line() {
    let folder = Folder::new();
    let store = folder.store();
    let at = |longitude_udeg| Some(Position { latitude_udeg: 0, longitude_udeg });
    put(&store, &[numbered(1, |row| row.position = at(-179_990_000))]);
    let here = Position { latitude_udeg: 0, longitude_udeg: 179_990_000 };
    let near = store.read(|tx| tx.orders_near(here, 5_000, Page::default())).unwrap();
    assert_eq!(near.len(), 1);
    assert!((2_200..2_250).contains(&near[0].distance_m));
}

#[test]
fn r44_words_of_two_characters_are_found_in_either_script() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            tx.put_order(&numbered(1, |row| row.title = "液压泵漏油".into()), "序列号 SN-2024/AB12")?;
            tx.put_order(&numbered(2, |row| row.title = "電機異響".into()), "Bearing noise")?;
            tx.put_order(&numbered(3, |row| row.title = "更换滤芯".into()), "")
        })
        .unwrap();
    let find = |text: &str| numbers(&store, &OrderQuery { text: text.into(), ..OrderQuery::default() });
    assert_eq!(find("漏油"), [1]);
    assert_eq!(find("壓泵"), [1]);
    assert_eq!(find("电机"), [2]);
    assert_eq!(find("滤"), [3]);
    assert_eq!(find("芯"), [3]);
    assert_eq!(find("液压泵漏油"), [1]);
    assert_eq!(find("泵液"), [0; 0]);
    assert_eq!(find("ｂｅａｒ"), [2]);
    assert_eq!(find("sn2024"), [1]);
    assert_eq!(find("SN-2024"), [1]);
    assert_eq!(find("2024 漏油"), [1]);
    assert_eq!(find("\" OR *"), [0; 0]);
    assert_eq!(find("，"), [0; 0]);
}

#[test]
fn a_changed_row_is_no_longer_found_by_its_old_words() {
    let folder = Folder::new();
    let store = folder.store();
    put(&store, &[numbered(1, |row| row.title = "漏油".into())]);
    put(&store, &[numbered(1, |row| row.title = "异响".into())]);
    let find = |text| store.read(|tx| tx.find(text, Some("work_order"), Page::default())).unwrap().len();
    assert_eq!((find("漏油"), find("异响")), (0, 1));
}

#[test]
fn read_models_are_rebuilt_from_nothing() {
    let folder = Folder::new();
    let store = folder.store();
    put(&store, &[numbered(1, |_| ()), numbered(2, |row| row.title = "异响".into())]);
    store.write(|tx| tx.rebuild_read_models(|tx| tx.put_order(&numbered(3, |_| ()), ""))).unwrap();
    assert_eq!(numbers(&store, &OrderQuery::default()), [3]);
    assert_eq!(numbers(&store, &OrderQuery { text: "异响".into(), ..OrderQuery::default() }), [0; 0]);
    assert_eq!(numbers(&store, &OrderQuery { text: "漏油".into(), ..OrderQuery::default() }), [3]);
}

fn customer(n: u128, name: &str, phone: &str) -> CustomerRow {
    CustomerRow {
        id: document(n),
        name: name.into(),
        contact: "王芳".into(),
        phones: vec![phone.into()],
        address: "上海市浦东新区".into(),
        language: "zh-Hans".into(),
        position: None,
        updated_at: Timestamp(0),
    }
}

#[test]
fn r3_a_caller_is_recognised_by_number_serial_name_and_address() {
    let folder = Folder::new();
    let store = folder.store();
    let asset = AssetRow {
        id: document(20),
        customer: Some(document(1)),
        model: "HP-300".into(),
        serial: "SN-77/01".into(),
        site: "二号车间".into(),
        warranty_until: Some(Timestamp(9)),
        updated_at: Timestamp(0),
    };
    let request = RequestRow {
        id: document(30),
        number: "2026-000007".into(),
        received_at: Timestamp(5),
        channel: "phone".into(),
        customer: Some(document(2)),
        customer_name: String::new(),
        contact: String::new(),
        phone: "13800138000".into(),
        address: String::new(),
        model: String::new(),
        serial: String::new(),
        fault: "不启动".into(),
        outcome: None,
        updated_at: Timestamp(5),
    };
    store
        .write(|tx| {
            tx.put_customer(&customer(1, "浦东重工", "021-6277 1234"), "")?;
            tx.put_customer(&customer(2, "滨江物流", "010-88776655"), "")?;
            tx.put_asset(&asset, "")?;
            tx.put_request(&request, "")?;
            tx.put_order(&numbered(40, |row| row.customer = Some(document(1))), "")
        })
        .unwrap();
    let callers = |said: &str| {
        let found = store.read(|tx| tx.callers(said)).unwrap();
        found.iter().map(|caller| (caller.customer.id.0.as_u128(), caller.matched_by)).collect::<Vec<_>>()
    };
    for number in ["02162771234", "+86 21 62771234", "62771234", "（０２１）６２７７１２３４"] {
        assert_eq!(callers(number), [(1, MatchedBy::Phone)], "{number}");
    }
    assert_eq!(callers("13800138000"), [(2, MatchedBy::Phone)], "by an earlier request");
    assert_eq!(callers("3962771234"), [], "another area's number");
    assert_eq!(callers("sn7701"), [(1, MatchedBy::Asset)]);
    assert_eq!(callers("濱江"), [(2, MatchedBy::Words)]);
    assert_eq!(callers("王芳").len(), 2);
    let known = store.read(|tx| tx.callers("62771234")).unwrap().remove(0);
    assert_eq!((known.assets, known.orders.len(), known.requests.len()), (vec![asset], 1, 0));
    assert_eq!(store.read(|tx| tx.requests(true, Page::default())).unwrap(), [request]);
    assert_eq!(store.read(|tx| tx.customers("", Page::default())).unwrap().len(), 2);
}

fn complaint(n: u128, change: impl FnOnce(&mut DocumentRow)) -> DocumentRow {
    let mut row = DocumentRow {
        number: format!("CP-{n:04}"),
        updated_at: Timestamp(i64::try_from(n).unwrap()),
        ..document_row(document(n))
    };
    change(&mut row);
    row
}

fn put_rows(store: &Store, rows: &[DocumentRow]) {
    store.write(|tx| rows.iter().try_for_each(|row| tx.put_row(row, "王芳"))).unwrap();
}

#[test]
fn a_document_of_any_kind_is_listed_by_what_is_asked_and_not_among_those_of_another() {
    let folder = Folder::new();
    let store = folder.store();
    let clock =
        Some(NextClock { rule: "R28".into(), target: Timestamp(9), at_risk: Timestamp(5), paused: false });
    let waits_for = Some(jobsheet_kernel::id::UserId(document(50).0));
    let whole = complaint(1, |row| {
        (row.clock, row.waits_for, row.waits_for_me) = (clock, waits_for, true);
        row.customer = Some(document(9));
    });
    put_rows(
        &store,
        &[
            whole.clone(),
            complaint(2, |row| (row.status, row.open) = ("closed".into(), false)),
            complaint(3, |row| row.contested = true),
            complaint(4, |row| row.kind = "quote".into()),
        ],
    );
    let listed = store.read(|tx| tx.row(document(1))).unwrap().unwrap();
    assert_eq!((listed.row, listed.unsent, listed.wedge), (whole, 0, None));
    let found = |query: RowQuery| -> Vec<u128> {
        let rows = store.read(|tx| tx.rows("complaint", &query, Page::default())).unwrap();
        rows.iter().map(|listed| listed.row.id.0.as_u128()).collect()
    };
    let all = RowQuery::default();
    assert_eq!(found(all.clone()), [3, 2, 1]);
    assert_eq!(found(RowQuery { statuses: vec!["closed".into()], ..all.clone() }), [2]);
    assert_eq!(found(RowQuery { open: true, ..all.clone() }), [3, 1]);
    assert_eq!(found(RowQuery { waits_for_me: true, ..all.clone() }), [1]);
    assert_eq!(found(RowQuery { contested: true, ..all.clone() }), [3]);
    assert_eq!(found(RowQuery { customer: Some(document(9)), ..all.clone() }), [1]);
    assert_eq!(found(RowQuery { sort: RowSort::Clock, ..all.clone() }), [1]);
    assert_eq!(found(RowQuery { text: "濱江".into(), ..all.clone() }), [3, 2, 1]);
    assert_eq!(found(RowQuery { text: "王芳 cp0002".into(), ..all }), [2]);
    assert_eq!(store.read(|tx| tx.rows_of(document(9))).unwrap(), [document(1)]);
    store.write(|tx| tx.rebuild_read_models(|_| Ok(()))).unwrap();
    assert_eq!(found(RowQuery::default()), [0; 0]);
}

#[test]
fn a_list_of_ten_thousand_is_paged_without_a_gap_or_a_repetition() {
    let folder = Folder::new();
    let store = folder.store();
    let rows: Vec<DocumentRow> = (1..=10_000).map(|n| complaint(n, |_| ())).collect();
    put_rows(&store, &rows);
    let page = |offset| {
        let page = Page { limit: 100, offset };
        store.read(|tx| tx.rows("complaint", &RowQuery { open: true, ..RowQuery::default() }, page)).unwrap()
    };
    let paged = (0..10_000).step_by(100).flat_map(page).map(|listed| listed.row.id.0.as_u128());
    assert!(paged.eq((1..=10_000).rev()));
}
