//! Where a device stands in the feed, in bytes that only the server reads.

use std::collections::BTreeSet;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::{asset, customer, request, work_order};
use uuid::Uuid;

/// The kinds every version knows: a device that does not say what it knows knows these.
const VERSION_1: [Kind; 4] = [customer::KIND, asset::KIND, request::KIND, work_order::KIND];
/// The first byte of a cursor that names kinds. Cursors without kinds are 8 or 32 bytes long, those with kinds longer.
const WITH_KINDS: u8 = 2;
/// A cursor with kinds, before their names.
const FIXED: usize = 34;

/// Where a device stands: everything up to `floor` is told, and of the window after it what comes first by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    pub floor: u64,
    pub window: Option<Window>,
    /// The kinds it could read when it was given this: of others it has heard nothing.
    kinds: BTreeSet<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub horizon: u64,
    pub after: DocumentId,
}

impl Default for Cursor {
    fn default() -> Self {
        Self::at(0, None, BTreeSet::from(VERSION_1))
    }
}

impl Cursor {
    fn at(floor: u64, window: Option<Window>, kinds: BTreeSet<Kind>) -> Self {
        Self { floor, window, kinds }
    }

    /// Reads a cursor that this server gave; one from a future that was lost with a backup begins anew.
    pub fn read(bytes: &[u8], position: u64) -> Option<Self> {
        let cursor = match bytes.len() {
            0 => Self::default(),
            8 => Self { floor: number(bytes)?, ..Self::default() },
            32 => Self { floor: number(&bytes[..8])?, window: Some(window(&bytes[8..])?), ..Self::default() },
            FIXED.. if bytes[0] == WITH_KINDS => Self::with_kinds(bytes)?,
            _ => return None,
        };
        let highest = cursor.window.map_or(cursor.floor, |window| window.horizon.max(cursor.floor));
        Some(if highest > position { Self::default() } else { cursor })
    }

    fn with_kinds(bytes: &[u8]) -> Option<Self> {
        let window = match bytes[9] {
            0 => None,
            _ => Some(window(&bytes[10..FIXED])?),
        };
        let names = std::str::from_utf8(&bytes[FIXED..]).ok()?;
        let kinds = names.split(',').filter_map(|name| KINDS.find(name)).collect();
        Some(Self::at(number(&bytes[1..9])?, window, kinds))
    }

    /// The cursor after an answer that ended within the window, or at its end.
    #[must_use]
    pub fn write(floor: u64, window: Option<Window>, kinds: &BTreeSet<Kind>) -> Vec<u8> {
        let place = |window: Window| [&window.horizon.to_be_bytes()[..], window.after.0.as_bytes()].concat();
        if *kinds == BTreeSet::from(VERSION_1) {
            return [floor.to_be_bytes().to_vec(), window.map(place).unwrap_or_default()].concat();
        }
        let mut bytes = vec![WITH_KINDS];
        bytes.extend(floor.to_be_bytes());
        bytes.push(u8::from(window.is_some()));
        bytes.extend(window.map_or_else(|| vec![0; 24], place));
        let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
        bytes.extend(names.join(",").into_bytes());
        bytes
    }

    /// The kinds of which a device that now reads `known` has heard nothing.
    #[must_use]
    pub fn unheard(&self, known: &BTreeSet<Kind>) -> Vec<Kind> {
        known.difference(&self.kinds).copied().collect()
    }

    /// The kinds the device could read when it was given this.
    #[must_use]
    pub const fn kinds(&self) -> &BTreeSet<Kind> {
        &self.kinds
    }

    /// The end of the window an answer at `position` covers.
    #[must_use]
    pub fn horizon_at(&self, position: u64) -> u64 {
        self.window.map_or(position, |window| window.horizon)
    }
}

/// The kinds a device can read: those it names, as far as they are known here, or those of version 1.
#[must_use]
pub(crate) fn known(named: Option<&[String]>) -> BTreeSet<Kind> {
    match named {
        Some(names) => names.iter().filter_map(|name| KINDS.find(name)).collect(),
        None => BTreeSet::from(VERSION_1),
    }
}

fn number(bytes: &[u8]) -> Option<u64> {
    bytes.try_into().map(u64::from_be_bytes).ok()
}

fn window(bytes: &[u8]) -> Option<Window> {
    Some(Window { horizon: number(&bytes[..8])?, after: DocumentId(Uuid::from_slice(&bytes[8..]).ok()?) })
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::complaint;

    use super::*;

    fn all() -> BTreeSet<Kind> {
        KINDS.iter().collect()
    }

    #[test]
    fn a_cursor_reads_back_with_and_without_kinds_and_window() {
        let window = Window { horizon: 9, after: DocumentId(Uuid::from_u128(5)) };
        for kinds in [BTreeSet::from(VERSION_1), all(), BTreeSet::from([customer::KIND])] {
            for window in [None, Some(window)] {
                let bytes = Cursor::write(7, window, &kinds);
                let read = Cursor::read(&bytes, 100).unwrap();
                assert_eq!(read, Cursor::at(7, window, kinds.clone()));
            }
        }
    }

    #[test]
    fn version_1_has_the_cursors_it_always_had() {
        let window = Window { horizon: 9, after: DocumentId(Uuid::from_u128(5)) };
        let kinds = BTreeSet::from(VERSION_1);
        assert_eq!(Cursor::write(7, None, &kinds).len(), 8);
        assert_eq!(Cursor::write(7, Some(window), &kinds).len(), 32);
        assert_eq!(Cursor::default().unheard(&all()), [complaint::KIND]);
    }

    #[test]
    fn a_cursor_of_a_lost_future_begins_anew() {
        let bytes = Cursor::write(10, None, &all());
        assert_eq!(Cursor::read(&bytes, 9), Some(Cursor::default()));
        assert_eq!(Cursor::read(&[1; 5], 9), None);
    }

    #[test]
    fn no_bytes_panic() {
        for length in 0..80 {
            for first in [0, WITH_KINDS, 255] {
                let mut bytes = vec![0xff; length];
                if let Some(byte) = bytes.first_mut() {
                    *byte = first;
                }
                let _ = Cursor::read(&bytes, 1);
            }
        }
    }
}
