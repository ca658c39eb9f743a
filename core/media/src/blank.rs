//! Positions in files that have no normal form (R9, R14): HEIC, a cut JPEG, a picture over the limits.
//!
//! Their metadata cannot be left out by encoding anew, so the fields themselves are blanked where they stand, and every
//! other byte stays as it is. EXIF is a TIFF structure in every container, XMP is text: neither needs the container to
//! be understood or whole (docs/adr/0008).

/// The entry of a TIFF directory that says where the GPS directory is (Exif 3.0 §4.6.3).
const GPS_POINTER: u16 = 0x8825;
/// How the properties of a position begin in XMP (XMP part 2, §2.4).
const XMP_PROPERTY: &[u8] = b"exif:GPS";
/// Directories followed from one header, entries of a GPS directory, bytes of one value: what cameras write is far
/// below, and bytes that only look like metadata are not overwritten without end.
const DIRECTORIES: usize = 8;
const ENTRIES: usize = 64;
const VALUE: usize = 1_024;

/// The file without the positions in its EXIF and XMP, of the same length. A file that has none comes back as it is.
#[must_use]
pub fn without_position(file: &[u8]) -> Vec<u8> {
    let mut blanked = file.to_vec();
    let headers = file.windows(4).enumerate().filter_map(|(at, four)| match four {
        b"II*\0" => Some((at, true)),
        b"MM\0*" => Some((at, false)),
        _ => None,
    });
    for (start, little_endian) in headers {
        Tiff { bytes: &mut blanked[start..], little_endian }.blank_positions();
    }
    blank_properties(&mut blanked);
    blanked
}

/// A TIFF structure (TIFF 6.0 §2) that may be cut or may only look like one.
struct Tiff<'f> {
    bytes: &'f mut [u8],
    little_endian: bool,
}

impl Tiff<'_> {
    /// Follows the directories to those of positions, as far as they can be read.
    fn blank_positions(&mut self) -> Option<()> {
        let mut directory = self.place_at(4)?;
        for _ in 0..DIRECTORIES {
            let entries = usize::from(self.short_at(directory)?);
            for entry in 0..entries {
                let at = directory + 2 + 12 * entry;
                if self.short_at(at)? == GPS_POINTER {
                    let positions = self.place_at(at + 8)?;
                    self.blank_directory(positions);
                }
            }
            directory = self.place_at(directory + 2 + 12 * entries).filter(|next| *next > 0)?;
        }
        Some(())
    }

    /// Leaves an empty directory, and nothing of the values it named.
    fn blank_directory(&mut self, directory: usize) -> Option<()> {
        let entries = usize::from(self.short_at(directory)?).min(ENTRIES);
        for entry in 0..entries {
            let at = directory + 2 + 12 * entry;
            let length = width(self.short_at(at + 2)?).saturating_mul(self.place_at(at + 4)?);
            if length > 4 {
                let value = self.place_at(at + 8)?;
                self.blank(value, length.min(VALUE));
            }
            self.blank(at, 12);
        }
        self.blank(directory, 2);
        Some(())
    }

    fn blank(&mut self, start: usize, length: usize) {
        let end = start.saturating_add(length).min(self.bytes.len());
        if let Some(range) = self.bytes.get_mut(start..end) {
            range.fill(0);
        }
    }

    fn short_at(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.little_endian { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn place_at(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let long = if self.little_endian { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        usize::try_from(long).ok()
    }
}

/// Bytes of one value of a type (TIFF 6.0 §2, Exif 3.0 §4.6.2).
const fn width(kind: u16) -> usize {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 => 4,
        5 | 10 | 12 => 8,
        _ => 1,
    }
}

/// Blanks `exif:GPSLatitude="…"` and `<exif:GPSLatitude>…</exif:GPSLatitude>` and their like.
fn blank_properties(file: &mut [u8]) {
    let mut from = 0;
    while let Some(found) = file[from..].windows(XMP_PROPERTY.len()).position(|some| some == XMP_PROPERTY) {
        from += found + XMP_PROPERTY.len();
        let name = file[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let value = from + name;
        let (start, end) = match file[value..] {
            [b'=', quote @ (b'"' | b'\''), ..] => (value + 2, quote),
            [b'>', ..] => (value + 1, b'<'),
            _ => continue,
        };
        file[start..].iter_mut().take(VALUE).take_while(|byte| **byte != end).for_each(|byte| *byte = b' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF structure with an orientation and a GPS directory of a latitude, in either byte order.
    fn tiff(little_endian: bool) -> Vec<u8> {
        let short = |n: u16| if little_endian { n.to_le_bytes() } else { n.to_be_bytes() };
        let long = |n: u32| if little_endian { n.to_le_bytes() } else { n.to_be_bytes() };
        let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            [&short(tag)[..], &short(kind), &long(count), &value].concat()
        };
        let order: &[u8] = if little_endian { b"II*\0" } else { b"MM\0*" };
        let [six, zero] = [short(6), short(0)];
        [
            order.to_vec(),
            long(8).to_vec(),
            short(2).to_vec(),
            entry(0x0112, 3, 1, [six[0], six[1], zero[0], zero[1]]),
            entry(GPS_POINTER, 4, 1, long(38)),
            long(0).to_vec(),
            short(2).to_vec(),
            entry(1, 2, 2, *b"N\0\0\0"),
            entry(2, 5, 3, long(68)),
            long(0).to_vec(),
            [31, 1, 18, 1, 24, 1].map(long).concat(),
        ]
        .concat()
    }

    fn fields(tiff: &[u8]) -> Vec<exif::Tag> {
        let read = exif::Reader::new().read_raw(tiff.to_vec()).unwrap();
        read.fields().map(|field| field.tag).collect()
    }

    #[test]
    fn r14_a_position_is_blanked_in_any_container_and_nothing_else() {
        for little_endian in [true, false] {
            let tiff = tiff(little_endian);
            assert!(fields(&tiff).contains(&exif::Tag::GPSLatitude));
            for before in
                [&b"\xff\xd8\xff\xe1\x00\x70Exif\0\0"[..], b"\0\0\0\x18ftypheic\0\0\0\x06Exif\0\0", b""]
            {
                let file = [before, &tiff, b"pixels"].concat();
                let blanked = without_position(&file);
                assert_eq!(blanked.len(), file.len());
                assert_eq!(fields(&blanked[before.len()..][..tiff.len()]), [exif::Tag::Orientation]);
                assert_eq!(blanked[..before.len() + 38], file[..before.len() + 38]);
                assert!(blanked[before.len() + 38..][..tiff.len() - 38].iter().all(|byte| *byte == 0));
                assert!(blanked.ends_with(b"pixels"));
            }
        }
    }

    #[test]
    fn r14_a_file_cut_anywhere_keeps_no_part_of_a_position_behind_its_directory() {
        let whole = tiff(true);
        for length in 68..whole.len() {
            let blanked = without_position(&whole[..length]);
            assert!(blanked[40..].iter().all(|byte| *byte == 0), "cut at {length}");
        }
    }

    #[test]
    fn r14_positions_in_xmp_are_blanked() {
        let packet = r#"<rdf exif:GPSLatitude="31,18.4N" exif:GPSLongitude='120,44E' exif:ISO="100">
            <exif:GPSAltitude>31/10</exif:GPSAltitude></rdf>"#;
        let blanked = String::from_utf8(without_position(packet.as_bytes())).unwrap();
        assert!(!blanked.contains("31") && !blanked.contains("120,44"), "{blanked}");
        assert!(blanked.contains(r#"exif:ISO="100""#) && blanked.ends_with("</exif:GPSAltitude></rdf>"));
    }

    #[test]
    fn a_file_without_a_position_is_not_touched() {
        for file in [
            &b""[..],
            b"no image at all",
            b"II*\0",
            b"II*\0\xff\xff\xff\xff",
            b"exif:GPS",
            b"MM\0*\0\0\0\x04",
        ] {
            assert_eq!(without_position(file), file);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_keep_their_length(noise in proptest::collection::vec(0_u8.., 0..256), cut in 0_usize..92) {
            let file = [b"II*\0".as_slice(), &noise, &tiff(true)[cut..]].concat();
            proptest::prop_assert_eq!(without_position(&file).len(), file.len());
        }
    }
}
