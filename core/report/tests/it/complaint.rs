//! A complaint that went all the way, and one that two people worked on without knowing of each other.

use std::collections::BTreeMap;

use jobsheet_domain::calendar::{Calendar, Holidays, WorkingTime};
use jobsheet_domain::complaint::{
    self, Channel, Complaint, ComplaintClass, ComplaintEvent as E, ComplaintRemedy, ComplaintState, Reply,
    Severity, clock_inputs, fold,
};
use jobsheet_domain::content::{Content, Entry};
use jobsheet_domain::id::{ActorId, ChangeHash, Digest, DocumentId};
use jobsheet_domain::records::Policy;
use jobsheet_domain::sla::clocks;
use jobsheet_domain::time::{MINUTE_MS, Timestamp};
use jobsheet_domain::value::{Money, Value};
use jobsheet_domain::zone::TimeZone;
use jobsheet_report::ComplaintContext;
use uuid::Uuid;

use crate::fixture::{DISPATCHER, LEAD, MORNING, Order, photo, text, user};
use crate::snapshots::PICTURE;

pub const QUALITY: u128 = 4;
pub const MANAGER: u128 = 5;

pub fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(number))
}

fn at(minutes: i64) -> Timestamp {
    Timestamp(MORNING + minutes * MINUTE_MS)
}

fn said(words: &str, minutes: i64) -> Reply {
    Reply { who: "王秀英".into(), channel: Channel::Phone, said_at: at(minutes), words: words.into() }
}

fn proposed(plan: &str, minor: i64) -> E {
    let cost = Money { minor, currency: "CNY".into() };
    E::Proposed { remedy: ComplaintRemedy::Replace, plan: plan.into(), cost }
}

/// Taken down from a call, graded, being investigated.
pub fn investigated() -> Order {
    let mut case = Order { content: Content::empty(complaint::KIND, document(0xC0), 1) };
    let id = |number| Value::Id(document(number).0);
    case.fact("number", text("CP-2026-00007"))
        .fact("provisional_number", text("A1B2C3-0001"))
        .fact("received_at", Value::Time(at(0)))
        .fact("title", text("油封换过仍漏油"))
        .fact("customer", id(1))
        .fact("asset", id(2))
        .fact("request", id(3))
        .fact("order", id(4))
        .fact("product_model", text("WL50 轮式装载机"))
        .fact("contact", text("王秀英"))
        .fact("phone", text("139 1234 5678"))
        .fact("demand", text("更换整泵，\n并延长保修。"))
        .text("facts", "上周刚换的油封，昨天又漏了。\n地上一大片油。\n\n今年已经第三次。")
        .text("notes", "Customer is angry; call before noon.");
    case.happens(
        DISPATCHER,
        2,
        E::Taken { channel: Channel::Phone, request: None, order: None, remark: None, provisional: None },
    );
    let (class, severity) = (ComplaintClass::Quality, Severity::Major);
    case.happens(QUALITY, 10, E::Graded { class, severity, note: "同批次第二起".into() });
    case.happens(QUALITY, 15, E::InvestigationBegun { investigator: Some(user(QUALITY)) });
    case.fact("cause", text("油封批次不良"))
        .fact("cause_class", text("production"))
        .fact("justified", Value::Flag(true))
        .fact("responsible_unit", text("装配车间"))
        .fact("responsible_person", Value::Id(user(LEAD).0))
        .text("investigation", "拆检三只油封：\n唇口硬度 62–64（要求 70±5）。\n\n同批次 40 只已封存。");
    case.item("photo", 0x10, &photo(0x11, "fault", "漏油处")).item(
        "photo",
        0x12,
        &photo(0x33, "document", "检验单"),
    );
    let alike = [("complaint", id(6)), ("reason", text("同一批次"))];
    case.item("similar", 0x20, &alike);
    case
}

/// The same from the proposal the customer objects to, to the closed file.
pub fn closed() -> Order {
    let mut case = investigated();
    case.happens(QUALITY, 30, proposed("换同型号油封", 20_000));
    case.happens(DISPATCHER, 40, E::Objected(said("不要再换同一种。", 38)));
    case.happens(QUALITY, 50, proposed("换整泵，\n保修延长六个月", 180_000));
    case.happens(DISPATCHER, 60, E::Agreed(said("可以。", 58)));
    case.happens(MANAGER, 70, E::Approved { note: "按质量事故处理".into() });
    case.happens(DISPATCHER, 75, E::OrderRaised { order: document(5) });
    case.happens(LEAD, 300, E::CarriedOut { on_site: true, note: "已换泵，试机 30 分钟不漏。".into() });
    let answer = "批次不良，已换整泵，\n保修延长到十二月。".to_owned();
    let told = E::Told { who: "王秀英".into(), channel: Channel::Phone, answer, satisfied: Some(true) };
    case.happens(DISPATCHER, 320, told);
    case.text("prevention", "来料加测硬度，\n每批五只。");
    case.happens(QUALITY, 330, E::Closed { reason: None });
    case
}

/// The proposal is sent back while the customer agrees to it on site, and a second cause is written beside the first.
pub fn contested() -> Order {
    let mut case = investigated();
    case.happens(QUALITY, 30, proposed("换整泵", 180_000));
    let known = case.content.events.newest();
    let on_site = Reply { channel: Channel::OnSite, ..said("可以。", 45) };
    case.happens_after(LEAD, 45, E::Agreed(on_site), known.clone());
    case.happens_after(MANAGER, 46, E::SentBack { reason: "太贵".into() }, known);
    let entry = Entry { value: text("安装不当"), actor: ActorId([9; 16]), change: ChangeHash([9; 32]) };
    case.content.facts.get_mut("cause").unwrap().entries.push(entry);
    case
}

/// Everything the page shows that is not in the complaint, as of a time after all of it.
pub fn context(case: &Order, state: &ComplaintState) -> ComplaintContext {
    let calendar = Calendar::new(&WorkingTime::default(), Holidays::china(), TimeZone::fixed(480));
    let as_of = at(400);
    let inputs = clock_inputs(Complaint::new(&case.content, state));
    let names = [
        (1, "杭州恒达物流有限公司"),
        (2, "WL50-2024-0815"),
        (3, "2026-00040"),
        (4, "WO-2026-00041"),
        (5, "WO-2026-00050"),
    ];
    let people = [(DISPATCHER, "赵丽"), (LEAD, "李伟"), (QUALITY, "Chen Jing"), (MANAGER, "孙强")];
    ComplaintContext {
        organisation: "华东工程机械服务 Huadong Service".to_owned(),
        people: people.map(|(id, name)| (user(id), name.to_owned())).into_iter().collect(),
        documents: names.map(|(id, name)| (document(id), name.to_owned())).into_iter().collect(),
        clocks: clocks(&inputs, &Policy::default(), &calendar, as_of),
        as_of,
        time_zone: "Asia/Shanghai".to_owned(),
        time_zone_offset_minutes: 480,
        thumbnails: BTreeMap::from([(Digest([0x11; 32]), PICTURE.to_vec())]),
    }
}

pub fn state(case: &Order) -> ComplaintState {
    fold(&case.content.events)
}
