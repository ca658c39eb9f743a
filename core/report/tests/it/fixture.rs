//! A finished work order, built by hand: the content another crate would read from a document.

use std::any::Any;

use jobsheet_domain::content::{Content, Entry, ItemRef, Register};
use jobsheet_domain::event::{Author, Event, EventBody};
use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, Digest, DocumentId, EventKey, ItemId, UserId};
use jobsheet_domain::time::{EventTime, HOUR_MS, MINUTE_MS, TimeWindow, Timestamp};
use jobsheet_domain::value::{Address, Reading, Value};
use jobsheet_domain::work_order::{
    Outcome, Rating, ReportContext, SafetyCheck, Signatory, SignoffKind, SignoffRecord, StrokePoint, Strokes,
    WorkOrderEvent,
};
use uuid::Uuid;

/// 2026-03-02 08:00 in China.
pub const MORNING: i64 = 1_772_409_600_000;
pub const DISPATCHER: u128 = 1;
pub const LEAD: u128 = 2;
pub const SECOND: u128 = 3;

pub fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

pub fn item(number: u128) -> ItemId {
    ItemId(Uuid::from_u128(number))
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn register(value: Value) -> Register {
    Register { entries: vec![Entry { value, actor: ActorId([1; 16]), change: ChangeHash([1; 32]) }] }
}

/// An event of any kind of document.
pub trait Happening: serde::Serialize + Clone + Any + Send + Sync {}

impl<E: serde::Serialize + Clone + Any + Send + Sync> Happening for E {}

/// A document that tests write into.
#[derive(Clone)]
pub struct Order {
    pub content: Content,
}

impl Order {
    pub fn fact(&mut self, name: &str, value: Value) -> &mut Self {
        self.content.facts.insert(name.to_owned(), register(value));
        self
    }

    pub fn text(&mut self, field: &str, text: &str) -> &mut Self {
        self.content.texts.insert(field.to_owned(), text.to_owned());
        self
    }

    pub fn answer(&mut self, key: &str, value: Value) -> &mut Self {
        self.content.answers.insert(key.to_owned(), register(value));
        self
    }

    pub fn item(&mut self, collection: &str, id: u128, fields: &[(&str, Value)]) -> &mut Self {
        let list = self
            .content
            .items
            .entry(ItemRef { collection: collection.to_owned(), id: item(id) })
            .or_default();
        for (name, value) in fields {
            list.insert((*name).to_owned(), register(value.clone()));
        }
        self
    }

    /// Something happens after everything so far, minutes after [`MORNING`].
    pub fn happens<E: Happening>(&mut self, who: u128, minutes: i64, event: E) -> EventKey {
        let after = self.content.events.newest();
        self.happens_after(who, minutes, event, after)
    }

    /// Something happens by somebody who knows only `after`.
    pub fn happens_after<E: Happening>(
        &mut self,
        who: u128,
        minutes: i64,
        event: E,
        after: Vec<EventKey>,
    ) -> EventKey {
        let order =
            after.iter().filter_map(|key| self.content.events.get(*key)).map(|event| event.order).max();
        let at = Timestamp(MORNING + minutes * MINUTE_MS);
        let mut key = [0; 16];
        key[..8].copy_from_slice(&(minutes as u64).to_be_bytes());
        key[8..].copy_from_slice(&(who as u64).to_be_bytes());
        let key = EventKey(key);
        self.content.events.insert(Event {
            key,
            order: order.unwrap_or(0) + 1,
            after,
            as_of: 1,
            at: EventTime { device: at, corrected: at, uncertainty_ms: 500, position: None },
            by: Author { user: user(who), device: DeviceId(Uuid::from_u128(who)) },
            reads: Vec::new(),
            body: EventBody::of(&event),
        });
        key
    }
}

pub fn context() -> ReportContext {
    ReportContext {
        organisation: "华东工程机械服务 Huadong Service".to_owned(),
        customer_name: "杭州恒达物流有限公司".to_owned(),
        customer_language: "zh-Hans".to_owned(),
        address: Address {
            text: "杭州市余杭区文一西路 998 号\n3 号堆场".to_owned(), position: None
        },
        contact: "王秀英 139 1234 5678".to_owned(),
        product_model: "WL50 轮式装载机".to_owned(),
        serial: "WL50-2024-0815".to_owned(),
        warranty: "free\nin_term=2027-01-31".to_owned(),
        technicians: vec![(user(LEAD), "李伟".to_owned()), (user(SECOND), "Zhang Min".to_owned())],
        consent: "我已阅读本报告。签字表示确认报告所述工作已完成。".to_owned(),
        time_zone: String::new(),
        time_zone_offset_minutes: 480,
        checklist: vec![("hydraulics.leak".to_owned(), "液压系统无泄漏".to_owned())],
    }
}

/// A job up to working, without what the technicians wrote.
pub fn under_way() -> Order {
    let mut order = Order {
        content: Content::empty(jobsheet_domain::work_order::KIND, DocumentId(Uuid::from_u128(0xA11CE)), 1),
    };
    let window = TimeWindow { from: Timestamp(MORNING), to: Timestamp(MORNING + 4 * HOUR_MS) };
    let technicians = vec![user(LEAD), user(SECOND)];
    order.happens(DISPATCHER, 0, WorkOrderEvent::Raised { request: None, found_on_site: false });
    order.happens(DISPATCHER, 5, WorkOrderEvent::Assigned { technicians, lead: user(LEAD), window });
    order.happens(LEAD, 95, WorkOrderEvent::Arrived {});
    order.happens(SECOND, 97, WorkOrderEvent::Arrived {});
    let check = SafetyCheck {
        rules_read: true,
        hazards: vec!["高压油".to_owned(), "挤压".to_owned()],
        measures: vec!["泄压".to_owned(), "锁定动臂".to_owned()],
        passed: true,
    };
    order.happens(LEAD, 100, WorkOrderEvent::SafetyChecked { check });
    order.happens(LEAD, 104, WorkOrderEvent::WorkStarted {});
    order
}

/// The same job with everything written and the work finished.
pub fn finished() -> Order {
    let mut order = under_way();
    order
        .text("fault", "举升时动臂无力，液压油漏。\n\n停机前有异响。")
        .text("notes", "Gate code 4711, ask for the foreman.")
        .text("1/findings", "动臂油缸密封件磨损，回油滤芯堵塞。")
        .text("1/work_done", "更换油缸密封件与回油滤芯，补油 12 L，试机 30 分钟，举升正常。")
        .fact("1/symptoms", text("举升慢、有异响"))
        .fact("1/tests", text("系统压力 14.2 MPa（标准 17.2 MPa）"))
        .fact("1/opened_by_others", Value::Flag(false))
        .fact("1/cause", text("密封件老化磨损"))
        .fact("1/cause_class", text("production"))
        .fact("1/remedy", text("replace"))
        .fact("running_hours", Value::Reading(Reading { milli: 1_234_500, unit: "h".to_owned() }))
        .answer("1/hydraulics.leak", Value::Flag(true))
        .answer("1/oil.level", Value::Reading(Reading { milli: 95_000, unit: "%".to_owned() }));
    order.item("part", 0x20, &part("SEAL-220", "油缸密封件", 2_000)).item(
        "part",
        0x21,
        &part("FLT-9", "回油滤芯", 1_000),
    );
    order.item("photo", 0x10, &photo(0x11, "fault", "漏油处")).item(
        "photo",
        0x12,
        &photo(0x22, "after", "试机正常"),
    );
    let context = Box::new(context());
    order.happens(LEAD, 190, WorkOrderEvent::Finished { outcome: Outcome::Solved, context });
    order
}

pub fn part(number: &str, name: &str, quantity_milli: i64) -> Vec<(&'static str, Value)> {
    vec![
        ("visit", Value::Integer(1)),
        ("number", text(number)),
        ("name", text(name)),
        ("quantity_milli", Value::Integer(quantity_milli)),
        ("reason", text("磨损")),
        ("old_part", text("returned")),
    ]
}

pub fn photo(digest: u8, stage: &str, caption: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("visit", Value::Integer(1)),
        ("stage", text(stage)),
        ("caption", text(caption)),
        ("original", Value::Digest(Digest([0xEE; 32]))),
        ("normal", Value::Digest(Digest([digest; 32]))),
        ("taken_at", Value::Time(Timestamp(MORNING + 110 * MINUTE_MS))),
    ]
}

pub fn strokes() -> Strokes {
    let wave = |shift: i32, start: u32| -> Vec<StrokePoint> {
        (0..24)
            .map(|i| {
                StrokePoint(
                    400 + shift + i * 90,
                    900 + (i % 6 - 3) * 150,
                    start + i as u32 * 12,
                    300 + i as u16 * 15,
                )
            })
            .collect()
    };
    let strokes = vec![wave(0, 0), wave(2_300, 420), vec![StrokePoint(5_200, 1_500, 900, 0)]];
    Strokes { width: 8_000, height: 2_500, strokes }
}

pub fn signoff() -> WorkOrderEvent {
    WorkOrderEvent::SignedOff(Box::new(SignoffRecord {
        kind: SignoffKind::Signed,
        statement: "eyJ.eyJ.sig".to_owned(),
        heads: vec![ChangeHash([7; 32])],
        report_digest: Digest([8; 32]),
        shown_digest: Digest([9; 32]),
        signatory: Some(Signatory { name: "王秀英".to_owned(), capacity: "设备主管".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 4, attitude: 5, quality: 5 }),
        remarks: "来得及时。".to_owned(),
        witness: None,
        strokes: Some(strokes()),
        sealed: None,
        stamp: None,
    }))
}
