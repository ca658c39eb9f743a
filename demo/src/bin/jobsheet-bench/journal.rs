//! How many pages transactions write, read from the file's write-ahead log: its frames are numbered in clear, their
//! pages are not.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::figure::Measured;

/// The log's own header.
const HEADER: usize = 32;
/// What stands before each page: its number, the file's size after a commit, two salts, two sums.
const FRAME: usize = 24;

/// The write-ahead log of a file, followed from transaction to transaction.
pub struct Journal {
    path: PathBuf,
    salts: [u8; 8],
    pages: usize,
}

impl Journal {
    /// Begins to follow the log of the file at `path`, with what it holds now.
    pub fn of(path: &Path) -> Measured<Self> {
        let mut name = OsString::from(path);
        name.push("-wal");
        let mut journal = Self { path: name.into(), salts: [0; 8], pages: 0 };
        journal.written()?;
        Ok(journal)
    }

    /// The pages written since the last look. A log that was emptied meanwhile begins anew, with other salts.
    pub fn written(&mut self) -> Measured<usize> {
        let log = std::fs::read(&self.path)?;
        let (Some(header), Some(frames)) = (log.get(..HEADER), log.get(HEADER..)) else { return Ok(0) };
        let page = u32::from_be_bytes(header[8..12].try_into()?) as usize;
        let salts: [u8; 8] = header[16..24].try_into()?;
        let now = frames.chunks_exact(FRAME + page).take_while(|frame| frame[8..16] == salts).count();
        let before = if salts == self.salts { self.pages } else { 0 };
        (self.salts, self.pages) = (salts, now);
        Ok(now - before)
    }
}
