//! The container: a ZIP archive of stored parts, with one spelling. Whatever program unpacks it sees what was verified.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::finding::Finding;

/// The parts by their names.
pub(super) type Parts<'a> = BTreeMap<String, Cow<'a, [u8]>>;

/// The part that comes first and says what the archive is, as in other containers of this make (EPUB OCF §4.3).
const MIMETYPE: &str = "mimetype";
/// Its content.
pub(super) const MEDIA_TYPE: &str = "application/vnd.jobsheet.evidence+zip";
/// More parts than an order comes to.
const MOST_PARTS: usize = 20_000;

/// The bytes these parts make.
///
/// # Errors
/// `evidence.package.unreadable` when the archive would be larger than its form can hold.
pub(super) fn write(parts: &Parts<'_>) -> Result<Vec<u8>, Finding> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let first = (MIMETYPE, MEDIA_TYPE.as_bytes());
    let named = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_ref()));
    for (name, bytes) in std::iter::once(first).chain(named) {
        archive.start_file(name, options).map_err(|error| unreadable(&error))?;
        archive.write_all(bytes).map_err(|error| unreadable(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| unreadable(&error))
}

/// The parts of an archive that is exactly what its parts make: nothing compressed, hidden, named twice, before, between or
/// behind them.
///
/// # Errors
/// `evidence.package.unreadable`, `evidence.package.foreign` or `evidence.package.respelt`.
pub(super) fn read(bytes: &[u8]) -> Result<Parts<'static>, Finding> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(unreadable(&"too many parts"));
    }
    let (mut parts, mut total) = (Parts::new(), 0_u64);
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|error| unreadable(&error))?;
        let name = part.name().map_err(|error| unreadable(&error))?.into_owned();
        if part.compression() != CompressionMethod::Stored || part.size() > bytes.len() as u64 {
            return Err(respelt());
        }
        let mut content = Vec::new();
        // Parts that lie over each other would come to more than there is.
        let most = (bytes.len() as u64).saturating_sub(total);
        part.take(most + 1).read_to_end(&mut content).map_err(|error| unreadable(&error))?;
        total += (name.len() + content.len()) as u64;
        if total > bytes.len() as u64 {
            return Err(respelt());
        }
        parts.insert(name, Cow::Owned(content));
    }
    if parts.remove(MIMETYPE).as_deref() != Some(MEDIA_TYPE.as_bytes()) {
        return Err(Finding::new("evidence.package.foreign"));
    }
    if write(&parts)? == bytes { Ok(parts) } else { Err(respelt()) }
}

fn unreadable(error: &dyn std::fmt::Display) -> Finding {
    Finding::new("evidence.package.unreadable").with("why", error)
}

fn respelt() -> Finding {
    Finding::new("evidence.package.respelt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts() -> Parts<'static> {
        let part = |(name, text): (&str, &'static str)| (name.to_owned(), Cow::Borrowed(text.as_bytes()));
        [("a.json", "{}"), ("photos/1.jpg", "x")].map(part).into()
    }

    /// The spelling is the format's, not a version's of a library: evidence that was handed out must open for ever.
    #[test]
    fn the_bytes_of_a_container_are_the_committed_ones() {
        let bytes = write(&parts()).unwrap();
        let digest = hex::encode(jobsheet_signing::sha256(&bytes));
        assert_eq!(digest, "7eac42f7dcac54bf8f4a0872331822bbfdf67283a743fca1354b9b194eba035b");
        assert_eq!(read(&bytes), Ok(parts()));
        assert_eq!(&bytes[30..38], b"mimetype");
    }

    #[test]
    fn one_changed_byte_anywhere_is_no_container_of_these_parts() {
        let bytes = write(&parts()).unwrap();
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            assert_ne!(read(&altered).ok(), Some(parts()), "byte {place}");
        }
        for altered in [&bytes[1..], &bytes[..bytes.len() - 1], &[&bytes[..], b"x"].concat(), b"PK", b""] {
            assert!(read(altered).is_err());
        }
    }
}
