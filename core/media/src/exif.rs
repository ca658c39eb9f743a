//! The few EXIF fields that matter (Exif 3.0, CIPA DC-008): read from the original, and an allow-list
//! of them written back. Serial numbers, owner names, embedded previews and vendor notes never return.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{DateTime, Exif, Field, In, Rational, Reader, Tag, Value};
use image::metadata::Orientation;

use crate::error::MediaError;
use crate::position::{Fraction, GeoPoint, degrees_minutes_seconds, micro_degrees};

/// What was read of the original's EXIF.
pub(crate) struct Capture {
    pub(crate) orientation: Orientation,
    /// DateTimeOriginal, `YYYY:MM:DD HH:MM:SS`, local time of the camera.
    pub(crate) taken_at: Option<String>,
    /// OffsetTimeOriginal, `+08:00`.
    pub(crate) utc_offset: Option<String>,
    pub(crate) position: Option<GeoPoint>,
}

impl Capture {
    /// Nothing known: upright, no time, no place.
    const UNKNOWN: Self =
        Self { orientation: Orientation::NoTransforms, taken_at: None, utc_offset: None, position: None };

    /// Reads a TIFF block. Broken EXIF is common in good photos, so what can be read counts and the rest
    /// is unknown: strictness here would leave photos lying on their side.
    pub(crate) fn read(tiff: &[u8]) -> Self {
        let parsed = Reader::new()
            .continue_on_error(true)
            .read_raw(tiff.to_vec())
            .or_else(|error| error.distill_partial_result(drop));
        let Ok(exif) = parsed else { return Self::UNKNOWN };
        Self {
            orientation: orientation(&exif),
            taken_at: text(&exif, Tag::DateTimeOriginal).filter(|text| is_date_time(text)),
            utc_offset: text(&exif, Tag::OffsetTimeOriginal).filter(|text| is_offset(text)),
            position: position(&exif),
        }
    }

    /// Of a file that may have no EXIF at all.
    pub(crate) fn read_optional(tiff: Option<&[u8]>) -> Self {
        tiff.map_or(Self::UNKNOWN, Self::read)
    }

    /// The TIFF block of the allow-list; `None` when there is nothing to put back. The orientation is
    /// absent because the pixels are upright by now.
    pub(crate) fn write(&self) -> Result<Option<Vec<u8>>, MediaError> {
        let fields = self.fields();
        if fields.is_empty() {
            return Ok(None);
        }
        let mut writer = Writer::new();
        for field in &fields {
            writer.push_field(field);
        }
        let mut tiff = Cursor::new(Vec::new());
        writer.write(&mut tiff, false).map_err(|error| MediaError::Codec(format!("EXIF: {error}")))?;
        Ok(Some(tiff.into_inner()))
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        if let Some(time) = &self.taken_at {
            fields.push(ascii(Tag::DateTimeOriginal, time));
            fields.extend(self.utc_offset.as_deref().map(|offset| ascii(Tag::OffsetTimeOriginal, offset)));
        }
        if let Some(point) = self.position {
            let north_south = if point.latitude_udeg < 0 { "S" } else { "N" };
            let east_west = if point.longitude_udeg < 0 { "W" } else { "E" };
            fields.push(field(Tag::GPSVersionID, Value::Byte(vec![2, 3, 0, 0])));
            fields.push(ascii(Tag::GPSLatitudeRef, north_south));
            fields.push(field(Tag::GPSLatitude, angle(point.latitude_udeg)));
            fields.push(ascii(Tag::GPSLongitudeRef, east_west));
            fields.push(field(Tag::GPSLongitude, angle(point.longitude_udeg)));
        }
        fields
    }
}

fn orientation(exif: &Exif) -> Orientation {
    let value = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    value
        .and_then(|value| u8::try_from(value).ok())
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms)
}

fn position(exif: &Exif) -> Option<GeoPoint> {
    let latitude = signed_angle(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, ["N", "S"], 90)?;
    let longitude = signed_angle(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, ["E", "W"], 180)?;
    Some(GeoPoint { latitude_udeg: latitude, longitude_udeg: longitude })
}

/// An angle with its hemisphere; `signs` are the names of the positive and the negative one.
fn signed_angle(exif: &Exif, tag: Tag, reference: Tag, signs: [&str; 2], max_degrees: u32) -> Option<i32> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let magnitude = micro_degrees([fraction(degrees), fraction(minutes), fraction(seconds)], max_degrees)?;
    let hemisphere = text(exif, reference)?;
    let [positive, negative] = signs;
    if hemisphere == positive {
        return Some(magnitude);
    }
    (hemisphere == negative).then_some(-magnitude)
}

fn fraction(rational: &Rational) -> Fraction {
    (rational.num, rational.denom)
}

fn angle(udeg: i32) -> Value {
    Value::Rational(degrees_minutes_seconds(udeg).into_iter().map(Rational::from).collect())
}

/// The first string of an ASCII field, without the padding cameras add.
fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(strings) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let text = std::str::from_utf8(strings.first()?).ok()?;
    Some(text.trim_end_matches(['\0', ' ']).to_owned())
}

/// Whether this is a moment of the calendar in the form EXIF wants; cameras without a clock write zeros or blanks.
fn is_date_time(text: &str) -> bool {
    let Ok(time) = DateTime::from_ascii(text.as_bytes()) else { return false };
    text.len() == 19
        && time.year > 0
        && (1..=12).contains(&time.month)
        && (1..=31).contains(&time.day)
        && time.hour < 24
        && time.minute < 60
        && time.second <= 60
}

fn is_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && matches!(bytes[0], b'+' | b'-')
        && bytes[3] == b':'
        && [1, 2, 4, 5].into_iter().all(|at| bytes[at].is_ascii_digit())
}

fn ascii(tag: Tag, text: &str) -> Field {
    field(tag, Value::Ascii(vec![text.as_bytes().to_vec()]))
}

fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suzhou() -> Capture {
        Capture {
            orientation: Orientation::NoTransforms,
            taken_at: Some("2026:05:14 09:12:31".to_owned()),
            utc_offset: Some("+08:00".to_owned()),
            position: Some(GeoPoint { latitude_udeg: 31_304_100, longitude_udeg: -120_740_210 }),
        }
    }

    #[test]
    fn the_allow_list_reads_back_as_it_was_written() {
        let written = suzhou().write().unwrap().unwrap();
        let read = Capture::read(&written);
        assert_eq!(read.taken_at, suzhou().taken_at);
        assert_eq!(read.utc_offset, suzhou().utc_offset);
        assert_eq!(read.position, suzhou().position);
    }

    #[test]
    fn a_camera_without_a_clock_has_no_time() {
        for text in
            ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:01 00:00:00", "2026-05-14 09:12:31", ""]
        {
            assert!(!is_date_time(text), "{text:?}");
        }
        assert!(is_date_time("2026:05:14 09:12:31"));
    }

    #[test]
    fn nothing_known_writes_nothing() {
        assert_eq!(Capture::UNKNOWN.write().unwrap(), None);
        assert_eq!(Capture::read(b"no tiff at all").write().unwrap(), None);
    }

    #[test]
    fn a_truncated_block_still_gives_what_comes_before_the_cut() {
        let field = field(Tag::Orientation, Value::Short(vec![6]));
        let long = ascii(Tag::Software, "a value stored behind the directory");
        let mut writer = Writer::new();
        writer.push_field(&field);
        writer.push_field(&long);
        let mut tiff = Cursor::new(Vec::new());
        writer.write(&mut tiff, false).unwrap();
        let cut = tiff.get_ref().len() - 8;
        assert_eq!(Capture::read(&tiff.get_ref()[..cut]).orientation, Orientation::Rotate90);
    }
}
