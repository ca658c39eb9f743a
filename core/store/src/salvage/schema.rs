//! A damaged schema: every file of one version begins with the same tables in the same pages, so that the schema's pages
//! of a new, empty file with the same key and salt can stand in for damaged ones.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{beside, remove_file};
use crate::connection;
use crate::error::StoreError;
use crate::key::RawKey;
use crate::migrate;

/// SQLCipher's page.
const PAGE_BYTES: usize = 4_096;

/// A copy of the file with a schema that can be read; none when the file's own can be, or the copy's cannot either.
pub(super) fn mended_copy(damaged: &Path, key: &RawKey) -> Result<Option<PathBuf>, StoreError> {
    let examiner = connection::examiner(damaged, key)?;
    if schema_is_whole(&examiner) {
        return Ok(None);
    }
    let version = migrate::known_version(&examiner)?;
    drop(examiner);
    let (twin, copy) = (beside(damaged, ".twin"), beside(damaged, ".mended"));
    remove_file(&twin)?;
    remove_file(&copy)?;
    let pages = schema_pages(&twin, key, &salt(damaged)?, version)?;
    fs::copy(damaged, &copy)?;
    if beside(damaged, "-wal").exists() {
        fs::copy(beside(damaged, "-wal"), beside(&copy, "-wal"))?;
    }
    transplant(&twin, &copy, &pages)?;
    remove_file(&twin)?;
    if schema_is_whole(&connection::examiner(&copy, key)?) {
        return Ok(Some(copy));
    }
    remove_file(&copy)?;
    Ok(None)
}

fn schema_is_whole(examiner: &Connection) -> bool {
    let names: rusqlite::Result<i64> =
        examiner.query_row("SELECT count(*) FROM sqlite_master WHERE sql <> ''", [], |row| row.get(0));
    names.is_ok()
}

/// SQLCipher keeps a file's salt in clear in its first bytes.
fn salt(file: &Path) -> Result<[u8; 16], StoreError> {
    let mut salt = [0; 16];
    File::open(file)?.read_exact(&mut salt)?;
    Ok(salt)
}

/// Makes the new, empty file at `twin`; the pages of its schema but for the first, which also counts the file's pages.
fn schema_pages(twin: &Path, key: &RawKey, salt: &[u8; 16], version: u32) -> Result<Vec<u32>, StoreError> {
    let mut connection = connection::twin(twin, key, salt)?;
    migrate::migrate_to(&mut connection, version)?;
    let mut pages =
        connection.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno > 1")?;
    Ok(pages.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn transplant(from: &Path, to: &Path, pages: &[u32]) -> Result<(), StoreError> {
    let (mut from, mut to) = (File::open(from)?, OpenOptions::new().write(true).open(to)?);
    let mut page = vec![0; PAGE_BYTES];
    for number in pages {
        let place = SeekFrom::Start(u64::from(number.saturating_sub(1)) * PAGE_BYTES as u64);
        from.seek(place)?;
        from.read_exact(&mut page)?;
        to.seek(place)?;
        to.write_all(&page)?;
    }
    Ok(())
}
