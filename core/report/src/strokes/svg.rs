//! The strokes as a picture.

use std::fmt::Write as _;

use jobsheet_domain::work_order::{StrokePoint, Strokes};

/// Width of a line without pressure, in hundredths of a millimetre: a ball-point pen.
const PEN: u32 = 60;

/// The strokes as an inline SVG picture, to the field's own measure. Lines are as wide as they were pressed on average.
#[must_use]
pub fn strokes_svg(strokes: &Strokes) -> String {
    let (width, height) = (strokes.width.max(1), strokes.height.max(1));
    let mut svg = format!(
        r#"<svg class="signature" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" "#
    );
    svg.push_str(r#"fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round">"#);
    for stroke in &strokes.strokes {
        if let Some(path) = path(stroke) {
            // Writing to a String cannot fail.
            let _ = write!(svg, r#"<path d="{path}" stroke-width="{}"/>"#, pen(stroke));
        }
    }
    svg.push_str("</svg>");
    svg
}

/// A dot is a line to where it began.
fn path(stroke: &[StrokePoint]) -> Option<String> {
    let StrokePoint(x, y, ..) = stroke.first()?;
    let mut path = format!("M{x} {y}");
    let rest = if stroke.len() == 1 { stroke } else { &stroke[1..] };
    for StrokePoint(x, y, ..) in rest {
        let _ = write!(path, "L{x} {y}");
    }
    Some(path)
}

/// Between half and one and a half of the pen, by mean pressure; the pen itself where the screen reports none.
fn pen(stroke: &[StrokePoint]) -> u32 {
    let pressed: Vec<u32> =
        stroke.iter().map(|point| u32::from(point.3.min(1_000))).filter(|force| *force > 0).collect();
    let Some(count) = u32::try_from(pressed.len()).ok().filter(|count| *count > 0) else { return PEN };
    let mean = pressed.iter().map(|force| u64::from(*force)).sum::<u64>() / u64::from(count);
    PEN / 2 + u32::try_from(mean).unwrap_or(1_000) * PEN / 1_000
}
