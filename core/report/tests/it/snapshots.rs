//! The exact bytes of model, page and ink. `UPDATE_SNAPSHOTS=1` renews them; the difference is then reviewed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jobsheet_domain::id::Digest;
use jobsheet_domain::language::Language;
use jobsheet_domain::time::{MINUTE_MS, Timestamp};
use jobsheet_domain::work_order::{Rating, Signatory, SignoffKind};
use jobsheet_report::{
    HtmlAssets, ReportModel, SignatureShown, canonical_bytes, html, inkml, model, strokes_svg,
};

use crate::fixture::{MORNING, finished, strokes, under_way};

/// Two by two pixels; a page does not look inside a picture.
const PICTURE: &[u8] = b"\xff\xd8\xff\xe0 a small picture";

fn compare(name: &str, made: &[u8]) {
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
