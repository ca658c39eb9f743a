//! The exact bytes of model, page and ink. `UPDATE_SNAPSHOTS=1` renews them; the difference is then reviewed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jobsheet_domain::id::Digest;
use jobsheet_domain::language::Language;
use jobsheet_domain::time::{MINUTE_MS, Timestamp};
use jobsheet_domain::work_order::{Outcome, Rating, ReportContext, Signatory, SignoffKind, WorkOrderEvent};
use jobsheet_report::{
    HtmlAssets, ReportModel, SignatureShown, canonical_bytes, html, inkml, model, strokes_svg,
};

use crate::fixture::{LEAD, MORNING, context, finished, strokes, under_way};

/// Two by two pixels; a page does not look inside a picture.
pub const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 a small picture";

pub fn compare(name: &str, made: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, made).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    assert!(kept == made, "{name} differs; look at it, then renew it with UPDATE_SNAPSHOTS=1");
}

pub fn signature() -> SignatureShown {
    SignatureShown {
        kind: SignoffKind::Signed,
        at: Timestamp(MORNING + 200 * MINUTE_MS),
        signatory: Some(Signatory { name: "王秀英".to_owned(), capacity: "设备主管".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 4, attitude: 5, quality: 5 }),
        remarks: "来得及时。".to_owned(),
        witness: None,
        hand: true,
        sealed: true,
        strokes: Some(strokes()),
        stamp: Some(Digest([0x22; 32])),
        void: false,
    }
}

fn assets() -> HtmlAssets {
    HtmlAssets {
        thumbnails: BTreeMap::from([0x11, 0x22].map(|digest| (Digest([digest; 32]), PICTURE.to_vec()))),
        number: "2026-00042".to_owned(),
        signature: Some(signature()),
    }
}

/// R59: the bytes a customer signs. They change only together with the model's schema number.
#[test]
fn the_models_canonical_bytes_stay_as_they_are() {
    compare("finished.json", &canonical_bytes(&model(&finished().content)));
    compare("under-way.json", &canonical_bytes(&model(&under_way().content)));
}

#[test]
fn the_model_reads_back_from_its_bytes() {
    let made = model(&finished().content);
    let bytes = canonical_bytes(&made);
    let read: ReportModel = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(read, made);
    assert_eq!(canonical_bytes(&read), bytes);
}

/// R17: the page in every language.
#[test]
fn the_page_stays_as_it_is_in_every_language() {
    let model = model(&finished().content);
    for language in Language::ALL {
        compare(&format!("finished.{}.html", language.code()), html(&model, language, &assets()).as_bytes());
    }
}

#[test]
fn the_ink_stays_as_it_is() {
    compare("signature.inkml", inkml(&strokes()).as_bytes());
    compare("signature.svg", strokes_svg(&strokes()).as_bytes());
}

/// Work that begins on a winter afternoon in Berlin and is finished after the clocks were put forward.
fn across_the_change() -> ReportModel {
    const CHANGE: i64 = (27 * 24 + 1) * 60;
    let mut order = under_way();
    let context = ReportContext { time_zone: "Europe/Berlin".to_owned(), ..context() };
    let finished = WorkOrderEvent::Finished { outcome: Outcome::Solved, context: Box::new(context) };
    order.happens(LEAD, CHANGE + 5, finished);
    model(&order.content)
}

#[test]
fn a_visit_across_a_change_of_the_clocks_shows_each_time_as_they_stood() {
    let model = across_the_change();
    let page = html(&model, Language::English, &HtmlAssets::default());
    assert!(page.contains("2026-03-02 02:35"), "arrived at 01:35 UTC, in winter time");
    assert!(page.contains("2026-03-29 03:05"), "finished at 01:05 UTC, in summer time");
    assert!(page.contains("Times in Europe/Berlin"), "the zone by its name");
}

/// R59: a zone by name is a new form of the model; a context of version 1 keeps the bytes it was signed with.
#[test]
fn only_a_model_with_a_named_zone_has_the_newer_schema() {
    let (named, offset) = (across_the_change(), model(&finished().content));
    assert_eq!((named.schema, offset.schema), (2, 1));
    let keys =
        |model: &ReportModel| String::from_utf8(canonical_bytes(model)).unwrap().contains("\"time_zone\":");
    assert_eq!((keys(&named), keys(&offset)), (true, false));
    let read: ReportModel = serde_json::from_slice(&canonical_bytes(&named)).unwrap();
    assert_eq!(read, named);
}

/// A device whose data is older than the zone's name shows the offset beside it, and says so.
#[test]
fn a_zone_that_this_version_does_not_know_leaves_the_offset() {
    let model = ReportModel { time_zone: "Mars/<b>".to_owned(), ..model(&finished().content) };
    let page = html(&model, Language::English, &HtmlAssets::default());
    assert!(page.contains("Times in UTC+08:00") && !page.contains("Mars"));
}
