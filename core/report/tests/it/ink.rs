use jobsheet_domain::work_order::{StrokePoint, Strokes};
use jobsheet_report::{inkml, strokes_svg};

use crate::fixture::strokes;

#[test]
fn every_sample_is_in_the_ink() {
    let ink = inkml(&strokes());
    let samples: usize = ink
        .split("<trace ")
        .skip(1)
        .map(|trace| trace.split('>').nth(1).unwrap().split('<').next().unwrap().split(", ").count())
        .sum();
    assert_eq!(samples, strokes().strokes.iter().map(Vec::len).sum::<usize>());
    assert!(ink.contains("5200 1500 900 0"));
}

#[test]
fn one_moved_sample_makes_other_ink() {
    let mut moved = strokes();
    moved.strokes[1][3].2 += 1;
    assert_ne!(inkml(&strokes()), inkml(&moved));
}

#[test]
fn a_dot_is_drawn_and_an_empty_stroke_is_not() {
    let picture =
        strokes_svg(&Strokes { width: 10, height: 5, strokes: vec![vec![StrokePoint(1, 2, 0, 0)], vec![]] });
    assert!(picture.contains(r#"<path d="M1 2L1 2" stroke-width="60"/>"#), "{picture}");
    assert_eq!(picture.matches("<path").count(), 1);
}

#[test]
fn pressure_makes_the_line_wider() {
    let pressed = |force| {
        strokes_svg(&Strokes { width: 1, height: 1, strokes: vec![vec![StrokePoint(0, 0, 0, force)]] })
    };
    assert!(pressed(1_000).contains(r#"stroke-width="90""#));
    assert!(pressed(100).contains(r#"stroke-width="36""#));
    assert!(pressed(u16::MAX).contains(r#"stroke-width="90""#));
}
