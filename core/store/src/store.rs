//! The file: opening, writing, reading, and what is done about damage.

use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::aside;
use crate::connection;
use crate::error::StoreError;
use crate::file;
use crate::key::RawKey;
use crate::salvage;
use crate::transaction::{Begun, ReadTx, WriteTx};

/// SQLCipher's page.
const PAGE_BYTES: u64 = 4_096;

/// Reading connections kept open between reads.
const IDLE_READERS: usize = 4;

/// The device's file, open. Shared between threads: one writes at a time, readers are never blocked.
pub struct Store {
    path: PathBuf,
    key: RawKey,
    writer: Mutex<Option<Connection>>,
    readers: Mutex<Readers>,
    /// Told when a read ends.
    read_ended: Condvar,
}

/// Reading connections. Those of a file that was moved aside are not used again.
#[derive(Default)]
struct Readers {
    file: u64,
    idle: Vec<Connection>,
    /// Reads under way.
    busy: usize,
    closed: bool,
}

/// A read under way: it ends when its connection has been put back or closed.
struct Reading<'s>(&'s Store);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.lock_readers().busy -= 1;
        self.0.read_ended.notify_all();
    }
}

impl Store {
    /// Opens the file at `path` and brings it to [`crate::SCHEMA_VERSION`].
    ///
    /// # Errors
    /// `Absent`, `WrongKey` and `NewerSchema` leave the file as it is. `Damaged` was moved aside: open again.
    pub fn open(path: &Path, key: &RawKey) -> Result<Self, StoreError> {
        salvage::finish_interrupted(path)?;
        match file::open(path, key) {
            Ok(writer) => Ok(Self::of(path, key, writer)),
            Err(error) if error.is_damage() => Err(replace_damaged(path, key)),
            Err(error) => Err(error),
        }
    }

    /// Opens the file at `path`, or makes a new one where there is none.
    ///
    /// # Errors
    /// As [`Store::open`], and `Full` or `Io` when no file can be made.
    pub fn create_or_open(path: &Path, key: &RawKey) -> Result<Self, StoreError> {
        salvage::finish_interrupted(path)?;
        if path.metadata().is_ok_and(|file| file.len() > 0) {
            return Self::open(path, key);
        }
        Ok(Self::of(path, key, file::create(path, key)?))
    }

    /// Moves a file aside that its key does not open, so that a new one can be made at `path`: a backup of another device
    /// brought it, whose key stayed there. Where it went. It is never deleted, and opens with its own key.
    ///
    /// # Errors
    /// `Invalid` for a file that opens: it is worked on. `Absent`, `NewerSchema`, `Io`, and `Damaged` as [`Store::open`].
    pub fn set_aside(path: &Path, key: &RawKey) -> Result<PathBuf, StoreError> {
        match Self::open(path, key) {
            Err(StoreError::WrongKey) => aside::put(path, "locked"),
            Err(other) => Err(other),
            Ok(_) => Err(StoreError::Invalid { what: "file to set aside: its key opens it" }),
        }
    }

    fn of(path: &Path, key: &RawKey, writer: Connection) -> Self {
        Self {
            path: path.to_owned(),
            key: key.clone(),
            writer: Mutex::new(Some(writer)),
            readers: Mutex::default(),
            read_ended: Condvar::new(),
        }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` in the one writing transaction and makes it durable. When it returns, the tap is on the disk.
    ///
    /// # Errors
    /// Those of `work`, and `Full`, `Io`, `Busy`. After any error nothing of `work` was kept. After `Damaged` the next
    /// call works on what could be salvaged.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.lock_writer();
        let outcome = self.connected(&mut writer).and_then(|connection| transact(connection, work));
        match outcome {
            Err(error) if error.is_damage() => Err(self.replace(&mut writer)),
            other => other,
        }
    }

    /// Runs `work` on one consistent view of the file, beside the writer.
    ///
    /// # Errors
    /// Those of `work`, and `Io`, `Busy`. After `Damaged` the next call works on what could be salvaged.
    pub fn read<T>(&self, work: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let (_reading, file, idle) = self.begin_reading()?;
        let outcome =
            idle.map_or_else(|| connection::reader(&self.path, &self.key), Ok).and_then(|mut reader| {
                let begun = Begun::to_read(&mut reader)?;
                let value = work(&ReadTx::new(begun.connection()))?;
                drop(begun);
                Ok((value, reader))
            });
        match outcome {
            Ok((value, reader)) => {
                self.keep_reader(file, reader);
                Ok(value)
            }
            Err(error) if error.is_damage() => Err(self.replace_once(file)),
            Err(error) => Err(error),
        }
    }

    /// Runs `work` on the connection that is about to write, after the writes under way: for what a tap must know. Its
    /// pages are still in memory, where a reader beside it has to decrypt anew what the tap before has changed.
    ///
    /// # Errors
    /// As [`Store::read`].
    pub fn read_to_write<T>(
        &self,
        work: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.lock_writer();
        let outcome = self.connected(&mut writer).and_then(|connection| {
            let begun = Begun::to_read(connection)?;
            work(&ReadTx::new(begun.connection()))
        });
        match outcome {
            Err(error) if error.is_damage() => Err(self.replace(&mut writer)),
            other => other,
        }
    }

    /// How often the file was replaced by what could be salvaged of it since it was opened: whoever keeps something of
    /// it in memory must then read it again.
    #[must_use]
    pub fn replacements(&self) -> u64 {
        self.lock_readers().file
    }

    /// Limits the size of the file to about `bytes`; writes beyond it are `Full`. For devices that must keep room for
    /// others.
    ///
    /// # Errors
    /// `Io`, `Busy`.
    pub fn limit_size(&self, bytes: u64) -> Result<(), StoreError> {
        let mut writer = self.lock_writer();
        let connection = self.connected(&mut writer)?;
        let pages = i64::try_from(bytes / PAGE_BYTES).unwrap_or(i64::MAX);
        connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        Ok(())
    }

    /// Reads every page and every index.
    ///
    /// # Errors
    /// `Damaged` when something is wrong; the file was then moved aside and salvaged.
    pub fn check(&self) -> Result<(), StoreError> {
        let mut writer = self.lock_writer();
        let outcome = self.connected(&mut writer).and_then(|connection| check(connection));
        match outcome {
            Err(error) if error.is_damage() => Err(self.replace(&mut writer)),
            other => other,
        }
    }

    /// Gives room that deletions left back to the system, up to `pages` pages of 4 KiB.
    ///
    /// # Errors
    /// `Full`, `Io`, `Busy`.
    pub fn shrink(&self, pages: u32) -> Result<(), StoreError> {
        let mut writer = self.lock_writer();
        let connection = self.connected(&mut writer)?;
        connection.execute_batch(&format!("PRAGMA incremental_vacuum({pages});"))?;
        Ok(())
    }

    /// Closes every connection, after the calls under way; those that come later are `Closed`. When it returns, nothing of
    /// this store holds the file. Closing twice does nothing.
    ///
    /// A process must close its stores before it ends: the encrypted database library frees its memory while the process
    /// exits, and a thread that closes a connection then frees it a second time.
    pub fn close(&self) {
        let idle = {
            let mut readers = self.lock_readers();
            readers.closed = true;
            std::mem::take(&mut readers.idle)
        };
        drop(idle);
        let under_way = |readers: &mut Readers| readers.busy > 0;
        let ended = self.read_ended.wait_while(self.lock_readers(), under_way);
        drop(ended.unwrap_or_else(PoisonError::into_inner));
        // The writer goes last and alone: of two connections that close at once, each takes the other for one that stays,
        // and the log is left beside the file.
        *self.lock_writer() = None;
    }

    /// Deletes the file: the user leaves this installation.
    ///
    /// # Errors
    /// `Unsent` while anything is not on the server (R50); the file is then as it was.
    pub fn erase(self) -> Result<(), StoreError> {
        self.read(|tx| tx.nothing_unsent())?;
        let path = self.path.clone();
        drop(self);
        aside::remove_file(&path)
    }

    fn lock_writer(&self) -> MutexGuard<'_, Option<Connection>> {
        // A panic in `work` has rolled its transaction back; the connection is whole.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_readers(&self) -> MutexGuard<'_, Readers> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connected<'w>(&self, writer: &'w mut Option<Connection>) -> Result<&'w mut Connection, StoreError> {
        if self.lock_readers().closed {
            return Err(StoreError::Closed);
        }
        if writer.is_none() {
            salvage::finish_interrupted(&self.path)?;
            *writer = Some(file::open(&self.path, &self.key)?);
        }
        writer.as_mut().ok_or(StoreError::Absent)
    }

    fn begin_reading(&self) -> Result<(Reading<'_>, u64, Option<Connection>), StoreError> {
        let mut readers = self.lock_readers();
        if readers.closed {
            return Err(StoreError::Closed);
        }
        readers.busy += 1;
        Ok((Reading(self), readers.file, readers.idle.pop()))
    }

    fn keep_reader(&self, file: u64, reader: Connection) {
        let mut readers = self.lock_readers();
        if readers.file == file && readers.idle.len() < IDLE_READERS && !readers.closed {
            readers.idle.push(reader);
        }
    }

    /// Replaces the file a reader found damaged, unless another thread has done so meanwhile.
    fn replace_once(&self, file: u64) -> StoreError {
        let mut writer = self.lock_writer();
        if self.lock_readers().file != file {
            return StoreError::Damaged { moved_to: None };
        }
        self.replace(&mut writer)
    }

    fn replace(&self, writer: &mut Option<Connection>) -> StoreError {
        *writer = None;
        {
            let mut readers = self.lock_readers();
            readers.idle.clear();
            readers.file += 1;
        }
        replace_damaged(&self.path, &self.key)
    }
}

fn transact<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut WriteTx<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let begun = Begun::to_write(connection)?;
    let value = work(&mut WriteTx::new(begun.connection()))?;
    begun.commit()?;
    Ok(value)
}

fn replace_damaged(path: &Path, key: &RawKey) -> StoreError {
    match salvage::salvage(path, key) {
        Ok(moved_to) => StoreError::Damaged { moved_to: Some(moved_to) },
        Err(error) => error,
    }
}

/// Every page's authentication code, then the structure and the indexes.
fn check(connection: &Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    let mut pages = connection.prepare("PRAGMA cipher_integrity_check")?;
    let sound = !pages.exists([])?;
    let structure: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    let references = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
    if sound && structure == "ok" && !references {
        Ok(())
    } else {
        Err(StoreError::Damaged { moved_to: None })
    }
}
