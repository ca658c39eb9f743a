use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use jobsheet_store::{DocumentRow, MyRole, NextClock, Page, RowQuery, RowSort, Store};

use crate::sample::{Folder, document, document_row, order, put_row};

const KIND: &str = "work_order";

fn numbered(n: u128, change: impl FnOnce(&mut DocumentRow)) -> DocumentRow {
    let mut row = DocumentRow { number: format!("WO-{n:04}"), ..order(document(n)) };
    change(&mut row);
    row
}

fn put(store: &Store, rows: &[DocumentRow]) {
    store.write(|tx| rows.iter().try_for_each(|row| put_row(tx, row, ""))).unwrap();
}

fn numbers(store: &Store, query: &RowQuery) -> Vec<u128> {
    numbers_of(store, query, Page::default())
}

fn numbers_of(store: &Store, query: &RowQuery, page: Page) -> Vec<u128> {
    let listed = store.read(|tx| tx.rows(KIND, query, page)).unwrap();
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
    let listed = store.read(|tx| tx.row(document(1))).unwrap().unwrap();
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
    let jobs = store.read(|tx| tx.my_jobs(KIND, Timestamp(100), Timestamp(200), Page::default())).unwrap();
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
    let all = RowQuery::default();
    assert_eq!(numbers(&store, &all), [3, 2, 1]);
    assert_eq!(numbers_of(&store, &all, Page { limit: 1, offset: 1 }), [2]);
    assert_eq!(numbers(&store, &RowQuery { statuses: vec!["working".into()], ..all.clone() }), [2]);
    assert_eq!(numbers(&store, &RowQuery { contested: true, ..all.clone() }), [3]);
    assert_eq!(numbers(&store, &RowQuery { sort: RowSort::Clock, ..all }), [2, 1]);
    let counts = store.read(|tx| tx.counts(KIND)).unwrap();
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
    let near = store.read(|tx| tx.rows_near(KIND, here, 50_000, Page::default())).unwrap();
    assert!(near.iter().map(|near| near.listed.row.id.0.as_u128()).eq([2, 1]));
    assert!((330..350).contains(&near[0].distance_m), "{}", near[0].distance_m);
    let far = store.read(|tx| tx.rows_near(KIND, here, 1_200_000, Page::default())).unwrap();
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
    let near = store.read(|tx| tx.rows_near(KIND, here, 5_000, Page::default())).unwrap();
    assert_eq!(near.len(), 1);
    assert!((2_200..2_250).contains(&near[0].distance_m));
}

#[test]
fn r44_words_of_two_characters_are_found_in_either_script() {
    let folder = Folder::new();
    let store = folder.store();
    store
        .write(|tx| {
            put_row(tx, &numbered(1, |row| row.title = "液压泵漏油".into()), "序列号 SN-2024/AB12")?;
            put_row(tx, &numbered(2, |row| row.title = "電機異響".into()), "Bearing noise")?;
            put_row(tx, &numbered(3, |row| row.title = "更换滤芯".into()), "")
        })
        .unwrap();
    let find = |text: &str| numbers(&store, &RowQuery { text: text.into(), ..RowQuery::default() });
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
    store.write(|tx| tx.rebuild_read_models(|tx| put_row(tx, &numbered(3, |_| ()), ""))).unwrap();
    assert_eq!(numbers(&store, &RowQuery::default()), [3]);
    assert_eq!(numbers(&store, &RowQuery { text: "异响".into(), ..RowQuery::default() }), [0; 0]);
    assert_eq!(numbers(&store, &RowQuery { text: "漏油".into(), ..RowQuery::default() }), [3]);
}

#[test]
fn r3_a_number_leads_to_the_customer_of_whatever_document_has_it() {
    let folder = Folder::new();
    let store = folder.store();
    let customer = |n: u128| DocumentRow { kind: "customer".into(), ..document_row(document(n)) };
    let request = |n: u128, customer: Option<u128>| DocumentRow {
        kind: "request".into(),
        customer: customer.map(document),
        ..document_row(document(n))
    };
    let rows = [
        (customer(1), "021-6277 1234"),
        (customer(2), "010-88776655"),
        (request(30, Some(2)), "13800138000"),
        (request(31, None), "13911112222"),
    ];
    store
        .write(|tx| {
            rows.iter().try_for_each(|(row, phone)| {
                tx.put_row(row)?;
                tx.put_words(&row.kind, row.id, &[], &[(*phone).to_owned()])
            })
        })
        .unwrap();
    let whose = |said: &str| -> Vec<u128> {
        store.read(|tx| tx.find_phone(said)).unwrap().iter().map(|id| id.0.as_u128()).collect()
    };
    for number in ["02162771234", "+86 21 62771234", "62771234", "（０２１）６２７７１２３４"] {
        assert_eq!(whose(number), [1], "{number}");
    }
    assert_eq!(whose("13800138000"), [2], "by an earlier request");
    assert_eq!(whose("13911112222"), [31], "of nobody who is in the files");
    assert_eq!(whose("3962771234"), [0; 0], "another area's number");
    store.write(|tx| tx.put_words("customer", document(1), &[], &["13700137000".to_owned()])).unwrap();
    assert_eq!((whose("62771234"), whose("13700137000")), (vec![], vec![1]), "a number that changed");
}

#[test]
fn lists_are_sorted_by_title_and_registers_by_when_they_began() {
    let folder = Folder::new();
    let store = folder.store();
    put(
        &store,
        &[
            numbered(1, |row| (row.title, row.at, row.asset) = ("b".into(), None, Some(document(8)))),
            numbered(2, |row| (row.title, row.at) = ("c".into(), Some(Timestamp(5)))),
            numbered(3, |row| (row.title, row.at, row.open) = ("a".into(), Some(Timestamp(9)), false)),
        ],
    );
    let sorted = |sort| RowQuery { sort, ..RowQuery::default() };
    assert_eq!(numbers(&store, &sorted(RowSort::Title)), [3, 1, 2]);
    assert_eq!(numbers(&store, &sorted(RowSort::Begun)), [3, 2, 1], "what never began comes last");
    assert_eq!(numbers(&store, &RowQuery { open: true, ..sorted(RowSort::Begun) }), [2, 1]);
    assert_eq!(numbers(&store, &RowQuery { asset: Some(document(8)), ..RowQuery::default() }), [1]);
}

#[test]
fn the_users_own_and_what_is_to_be_done_are_listed_by_themselves() {
    let folder = Folder::new();
    let store = folder.store();
    put(
        &store,
        &[
            numbered(1, |row| row.my_role = MyRole::None),
            numbered(2, |row| row.to_do = false),
            numbered(3, |row| row.my_role = MyRole::Member),
        ],
    );
    assert_eq!(numbers(&store, &RowQuery { mine: true, ..RowQuery::default() }), [2, 3]);
    assert_eq!(numbers(&store, &RowQuery { to_do: true, ..RowQuery::default() }), [1, 3]);
    let mut every = Vec::new();
    store.read(|tx| tx.every_row(|row| every.push(row.id.0.as_u128()))).unwrap();
    assert_eq!(every, [1, 2, 3]);
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
    store.write(|tx| rows.iter().try_for_each(|row| put_row(tx, row, "王芳"))).unwrap();
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

#[test]
fn a_row_that_is_kept_again_is_as_it_was_kept_last() {
    let folder = Folder::new();
    let store = folder.store();
    let first = numbered(1, |row| row.customer = Some(document(9)));
    let second = DocumentRow { kind: first.kind.clone(), ..document_row(document(1)) };
    for row in [&first, &second, &second, &first] {
        put(&store, std::slice::from_ref(row));
        assert_eq!(store.read(|tx| tx.row(document(1))).unwrap().unwrap().row, *row);
    }
    store.check().unwrap();
}
