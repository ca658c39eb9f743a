//! W3C InkML. Its bytes are the same for the same strokes everywhere: a statement names their SHA-256.

use std::fmt::Write as _;

use jobsheet_domain::work_order::{StrokePoint, Strokes};

const HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    "\n",
    r#"<ink xmlns="http://www.w3.org/2003/InkML">"#,
    "\n",
    r#"<definitions><context xml:id="field"><inkSource xml:id="pen"><traceFormat>"#,
);
const TAIL: &str = concat!(
    r#"<channel name="T" type="integer" units="ms"/>"#,
    r#"<channel name="F" type="integer" min="0" max="1000"/>"#,
    r#"</traceFormat><channelProperties>"#,
    r#"<channelProperty channel="X" name="resolution" value="100" units="1/mm"/>"#,
    r#"<channelProperty channel="Y" name="resolution" value="100" units="1/mm"/>"#,
    r#"</channelProperties></inkSource></context></definitions>"#,
    "\n",
);

/// The strokes as an InkML document: X and Y in hundredths of a millimetre from the top left corner, T in milliseconds
/// since the first sample, F the force from 0 to 1000.
#[must_use]
pub fn inkml(strokes: &Strokes) -> String {
    let mut ink = String::from(HEAD);
    for (channel, size) in [("X", strokes.width), ("Y", strokes.height)] {
        // Writing to a String cannot fail.
        let _ = write!(ink, r#"<channel name="{channel}" type="integer" min="0" max="{size}"/>"#);
    }
    ink.push_str(TAIL);
    for stroke in &strokes.strokes {
        let points: Vec<String> = stroke.iter().map(point).collect();
        let _ = writeln!(ink, r##"<trace contextRef="#field">{}</trace>"##, points.join(", "));
    }
    ink.push_str("</ink>\n");
    ink
}

fn point(StrokePoint(x, y, time, force): &StrokePoint) -> String {
    format!("{x} {y} {time} {force}")
}
