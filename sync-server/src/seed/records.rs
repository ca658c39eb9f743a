//! The sample's policy, catalogue and staff.

use std::collections::BTreeMap;

use jobsheet_domain::records::{
    Catalogue, CataloguePart, ChecklistItem, DEFAULT_TIME_ZONE, Policy, Product, Qualification, Staff,
};
use jobsheet_domain::time::{DAY_MS, Timestamp};

use super::{Person, user_id};
use crate::office::Error;
use crate::office::records::{CATALOGUE, STAFF, canonical, publish_changed, publish_policy};
use crate::office::server::Server;

/// A text in the product's languages: simplified Chinese, traditional Chinese, English.
type Texts = [&'static str; 3];

const PARTS: &[(&str, Texts, bool)] = &[
    ("LC-LENS-150", ["聚焦镜片 150 mm", "聚焦鏡片 150 mm", "Focusing lens 150 mm"], false),
    ("LC-NOZ-15", ["切割喷嘴 1.5 mm", "切割噴嘴 1.5 mm", "Cutting nozzle 1.5 mm"], false),
    ("LC-CHILL-P", ["冷水机水泵", "冷水機水泵", "Chiller pump"], true),
    ("AC-BELT-1120", ["传动皮带 1120", "傳動皮帶 1120", "Drive belt 1120"], false),
    ("AC-FILT-A", ["空气滤芯", "空氣濾芯", "Air filter element"], false),
    ("AC-SENS-P", ["压力传感器 16 bar", "壓力感測器 16 bar", "Pressure sensor 16 bar"], true),
    ("IM-HEAT-35", ["料筒加热圈 35 mm", "料筒加熱圈 35 mm", "Barrel heater band 35 mm"], false),
    ("IM-SEAL-60", ["油缸密封件 60 mm", "油缸密封件 60 mm", "Cylinder seal 60 mm"], false),
    ("IM-PUMP-V", ["变量液压泵", "變量液壓泵", "Variable hydraulic pump"], true),
];

const PRODUCTS: &[(&str, &str, u32)] = &[
    ("LC-3015", "laser", 24),
    ("LC-6025", "laser", 24),
    ("AC-75", "compressor", 12),
    ("AC-110V", "compressor", 18),
    ("IM-250", "injection", 12),
];

const CHECKLIST: &[(&str, Texts, bool, &[&str])] = &[
    (
        "power.isolated",
        ["作业前已断电并挂牌", "作業前已斷電並掛牌", "Power isolated and locked before work"],
        true,
        &[],
    ),
    ("test_run.passed", ["试运行正常", "試運行正常", "Test run passed"], true, &[]),
    ("area.clean", ["现场已清理", "現場已清理", "Work area left clean"], false, &[]),
    ("laser.alignment", ["光路已校准", "光路已校準", "Beam path aligned"], false, &["laser"]),
    ("compressor.leak", ["无漏气漏油", "無漏氣漏油", "No air or oil leaks"], false, &["compressor"]),
];

const CONSENT: Texts = [
    "本人已阅读以上服务报告，确认所列工作、配件和时间属实。",
    "本人已閱讀以上服務報告，確認所列工作、配件和時間屬實。",
    "I have read the service report above and confirm the work, parts and times it states.",
];

/// Publishes all three.
pub(super) fn publish(server: &Server, people: &[Person]) -> Result<(), Error> {
    publish_policy(server, &policy(&server.organisation.name))?;
    publish_changed(server, CATALOGUE, &canonical(&catalogue())?)?;
    publish_staff(server, people)
}

/// Publishes the staff.
pub(super) fn publish_staff(server: &Server, people: &[Person]) -> Result<(), Error> {
    let now = server.now();
    let staff: Vec<Staff> = people.iter().map(|person| staff(person, now)).collect();
    publish_changed(server, STAFF, &canonical(&staff)?)
}

fn staff(person: &Person, now: Timestamp) -> Staff {
    let qualification = |family: &&str| Qualification {
        family: (*family).to_owned(),
        from: now.plus_ms(-365 * DAY_MS),
        until: now.plus_ms(730 * DAY_MS),
    };
    Staff {
        user: user_id(person.login),
        name: person.name.to_owned(),
        roles: person.roles.iter().copied().collect(),
        qualifications: person.qualified.iter().map(qualification).collect(),
        active: true,
    }
}

fn policy(organisation: &str) -> Policy {
    let item = |(key, labels, mandatory, families): &(&str, Texts, bool, &[&str])| ChecklistItem {
        key: (*key).to_owned(),
        labels: texts(labels),
        mandatory: *mandatory,
        families: families.iter().map(|family| (*family).to_owned()).collect(),
    };
    Policy {
        organisation_name: organisation.to_owned(),
        time_zone: DEFAULT_TIME_ZONE.to_owned(),
        checklist: CHECKLIST.iter().map(item).collect(),
        consent: texts(&CONSENT),
        ..Policy::default()
    }
}

fn catalogue() -> Catalogue {
    let part = |(number, names, serialised): &(&str, Texts, bool)| CataloguePart {
        number: (*number).to_owned(),
        names: texts(names),
        serialised: *serialised,
    };
    let product = |(model, family, warranty_months): &(&str, &str, u32)| Product {
        model: (*model).to_owned(),
        family: (*family).to_owned(),
        warranty_months: *warranty_months,
    };
    Catalogue { parts: PARTS.iter().map(part).collect(), products: PRODUCTS.iter().map(product).collect() }
}

fn texts(texts: &Texts) -> BTreeMap<String, String> {
    let codes = ["zh-Hans", "zh-Hant", "en"].into_iter().map(str::to_owned);
    codes.zip(texts.iter().map(|text| (*text).to_owned())).collect()
}
