//! Where a device stands in the feed, in bytes that only the server reads.

use std::collections::BTreeSet;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{DeviceId, DocumentId};
use jobsheet_domain::kind::{Kind, Kinds};
use jobsheet_domain::{asset, customer, request, work_order};
use jobsheet_signing::ChangeKey;
use uuid::Uuid;

use crate::ledger::Device;

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
    /// The kinds it could read when it had heard everything up to `floor`: of others it has heard nothing.
    kinds: BTreeSet<Kind>,
    /// The kinds it could read when the telling of the window began. What it learnt since waits for the next window, for
    /// documents this one passed are not looked at again.
    begun: BTreeSet<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub horizon: u64,
    pub after: DocumentId,
}

/// Bytes of the seal at the end of a cursor.
const SEAL: usize = 16;

/// Who holds a cursor, and by which key it is known again: nobody moves back to what they were told before they lost it.
pub(crate) struct Holder<'a> {
    key: &'a ChangeKey,
    device: DeviceId,
    /// The ends of syncs that the ledger knows of.
    heard: [u64; 2],
}

impl<'a> Holder<'a> {
    /// A device, whose cursors are under the key of its server.
    pub const fn of(key: &'a ChangeKey, device: &Device) -> Self {
        Self { key, device: device.id, heard: [device.seen, device.delivered] }
    }

    fn seal(&self, cursor: &[u8]) -> [u8; SEAL] {
        let code = self.key.code("jobsheet/cursor/1", &[self.device.0.as_bytes(), cursor].concat());
        std::array::from_fn(|place| code[place])
    }

    /// A cursor written before cursors were sealed is believed where it says what the ledger knows.
    fn is_known(&self, cursor: &Cursor) -> bool {
        cursor.window.is_none() && self.heard.contains(&cursor.floor)
    }
}

impl Default for Cursor {
    fn default() -> Self {
        let kinds = BTreeSet::from(VERSION_1);
        Self { floor: 0, window: None, begun: kinds.clone(), kinds }
    }
}

impl Cursor {
    /// The cursor that a device presents. What is not of this server begins anew.
    #[must_use]
    pub fn open(bytes: &[u8], position: u64, holder: &Holder<'_>) -> Self {
        let sealed = bytes.len().checked_sub(SEAL).map(|length| bytes.split_at(length));
        if let Some((cursor, seal)) = sealed
            && holder.seal(cursor) == *seal
        {
            return Self::read(cursor, position).unwrap_or_default();
        }
        Self::read(bytes, position).filter(|cursor| holder.is_known(cursor)).unwrap_or_default()
    }

    /// The bytes a device keeps, under the server's seal.
    #[must_use]
    pub fn sealed(&self, holder: &Holder<'_>) -> Vec<u8> {
        let cursor = self.write();
        let seal = holder.seal(&cursor);
        [cursor, seal.to_vec()].concat()
    }

    /// Reads a cursor that this server gave; one from a future that was lost with a backup begins anew.
    fn read(bytes: &[u8], position: u64) -> Option<Self> {
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
        let (kinds, begun) = std::str::from_utf8(&bytes[FIXED..]).ok()?.split_once(';')?;
        let named = |names: &str| names.split(',').filter_map(|name| KINDS.find(name)).collect();
        Some(Self { floor: number(&bytes[1..9])?, window, kinds: named(kinds), begun: named(begun) })
    }

    fn write(&self) -> Vec<u8> {
        let place = |window: Window| [&window.horizon.to_be_bytes()[..], window.after.0.as_bytes()].concat();
        let version_1 = BTreeSet::from(VERSION_1);
        if self.kinds == version_1 && self.begun == version_1 {
            return [self.floor.to_be_bytes().to_vec(), self.window.map(place).unwrap_or_default()].concat();
        }
        let mut bytes = vec![WITH_KINDS];
        bytes.extend(self.floor.to_be_bytes());
        bytes.push(u8::from(self.window.is_some()));
        bytes.extend(self.window.map_or_else(|| vec![0; 24], place));
        let names =
            |kinds: &BTreeSet<Kind>| kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(",");
        bytes.extend(format!("{};{}", names(&self.kinds), names(&self.begun)).into_bytes());
        bytes
    }

    /// The kinds of an answer to a device that now reads `known`: within a window, those it began with.
    #[must_use]
    pub fn telling(&self, known: &BTreeSet<Kind>) -> BTreeSet<Kind> {
        match self.window {
            Some(_) => self.begun.intersection(known).copied().collect(),
            None => known.clone(),
        }
    }

    /// Where a device stands after an answer about `kinds` that ended within its window.
    #[must_use]
    pub fn within(&self, window: Window, kinds: BTreeSet<Kind>) -> Self {
        Self { floor: self.floor, window: Some(window), kinds: self.kinds.clone(), begun: kinds }
    }

    /// Where a device stands that has heard everything about `kinds` up to `floor`.
    #[must_use]
    pub fn after(floor: u64, kinds: BTreeSet<Kind>) -> Self {
        Self { floor, window: None, begun: kinds.clone(), kinds }
    }

    /// The kinds of which a device that now reads `known` has heard nothing.
    #[must_use]
    pub fn unheard(&self, known: &BTreeSet<Kind>) -> Vec<Kind> {
        known.difference(&self.kinds).copied().collect()
    }

    /// The end of the window an answer at `position` covers.
    #[must_use]
    pub fn horizon_at(&self, position: u64) -> u64 {
        self.window.map_or(position, |window| window.horizon)
    }
}

/// The kinds a device can read: those it names, as far as they are known `here`, or those of version 1.
#[must_use]
pub(crate) fn known(here: Kinds, named: Option<&[String]>) -> BTreeSet<Kind> {
    match named {
        Some(names) => names.iter().filter_map(|name| here.find(name)).collect(),
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

    const WINDOW: Window = Window { horizon: 9, after: DocumentId(Uuid::from_u128(5)) };

    #[test]
    fn a_cursor_reads_back_with_and_without_kinds_and_window() {
        for kinds in [BTreeSet::from(VERSION_1), all(), BTreeSet::from([customer::KIND])] {
            let end = Cursor::after(7, kinds.clone());
            for cursor in [end.clone(), end.within(WINDOW, kinds), end.within(WINDOW, all())] {
                assert_eq!(Cursor::read(&cursor.write(), 100).unwrap(), cursor);
            }
        }
    }

    #[test]
    fn a_cursor_is_known_again_by_its_seal_and_nobody_elses_is() {
        let keys = [1, 2].map(|seed| ChangeKey::from_seed(&[seed; 32]));
        let holder = |key, device| Holder { key, device: DeviceId(Uuid::from_u128(device)), heard: [3, 7] };
        let ours = holder(&keys[0], 1);
        let cursor = Cursor::after(5, all()).within(WINDOW, all());
        assert_eq!(Cursor::open(&cursor.sealed(&ours), 100, &ours), cursor);
        let anew = Cursor::default();
        let mut moved = cursor.sealed(&ours);
        moved[8] ^= 1;
        for bytes in
            [cursor.sealed(&holder(&keys[1], 1)), cursor.sealed(&holder(&keys[0], 2)), moved, cursor.write()]
        {
            assert_eq!(Cursor::open(&bytes, 100, &ours), anew);
        }
        for (floor, known) in [(3, true), (7, true), (5, false)] {
            let earlier = Cursor::after(floor, all());
            assert_eq!(Cursor::open(&earlier.write(), 100, &ours) == earlier, known, "{floor}");
        }
    }

    #[test]
    fn version_1_has_the_cursors_it_always_had() {
        let end = Cursor::after(7, BTreeSet::from(VERSION_1));
        assert_eq!(end.write().len(), 8);
        assert_eq!(end.within(WINDOW, BTreeSet::from(VERSION_1)).write().len(), 32);
        assert_eq!(Cursor::default().unheard(&all()), [complaint::KIND]);
    }

    #[test]
    fn what_a_device_learns_within_a_window_waits_for_the_next() {
        let begun = Cursor::default().within(WINDOW, BTreeSet::from(VERSION_1));
        assert_eq!(begun.telling(&all()), BTreeSet::from(VERSION_1));
        let next = Cursor::after(9, begun.telling(&all()));
        assert_eq!(next.unheard(&next.telling(&all())), [complaint::KIND]);
    }

    #[test]
    fn a_cursor_of_a_lost_future_begins_anew() {
        let cursor = Cursor::after(10, all());
        assert_eq!(Cursor::read(&cursor.write(), 9), Some(Cursor::default()));
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
