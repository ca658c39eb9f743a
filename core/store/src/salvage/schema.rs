//! A damaged schema: every file of one version begins with the same tables in the same pages, so that the schema's pages
//! of a new, empty file with the same key and salt can stand in for damaged ones.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::aside::{beside, remove_file};
use crate::connection;
use crate::error::StoreError;
use crate::key::RawKey;
use crate::migrate::{self, Birth, SCHEMA_VERSION};

/// SQLCipher's page.
const PAGE_BYTES: usize = 4_096;

/// Bytes of one row that fills a twin.
const FILLING_BYTES: u64 = 1 << 20;

/// Fills a twin with so many rows of so many bytes.
const FILL: &str = "WITH RECURSIVE row (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM row WHERE n < ?1) \
    INSERT INTO setting (name, value) SELECT 'filling ' || n, printf('%.*c', ?2, 'x') FROM row";

/// What tells whether a schema is the file's own: rows of unsent work as these tables hold them, found where it says. A
/// foreign page in the schema's place reads as well, and leads astray. Indexes are passed over: they may be whole where the rows are
/// not.
const TELLING: [&str; 3] = [
    "SELECT 1 FROM outbox NOT INDEXED WHERE typeof(document) = 'blob' AND typeof(hash) = 'blob' AND length(hash) = 32",
    "SELECT 1 FROM change NOT INDEXED WHERE typeof(document) = 'blob' AND typeof(hash) = 'blob' AND length(hash) = 32",
    "SELECT 1 FROM document NOT INDEXED WHERE typeof(id) = 'blob' AND length(id) = 16",
];

/// A copy of the file with a schema by which more can be read; none when the file's own can be read, or no copy's leads
/// further than what is left of it.
pub(super) fn mended_copy(damaged: &Path, key: &RawKey) -> Result<Option<PathBuf>, StoreError> {
    let examiner = match connection::examiner(damaged, key) {
        Err(error) if error.is_damage() => return without_its_first_page(damaged, key),
        other => other?,
    };
    if schema_is_whole(&examiner) {
        return Ok(None);
    }
    let version = migrate::known_version(&examiner)?;
    let most = found_by(&examiner);
    drop(examiner);
    let ways =
        Birth::of(version).map(|birth| Mending { birth, version, first_page: birth.version < version });
    best_of(damaged, key, ways, most)
}

/// The same for a file whose first page cannot be read, and so not which schema it had: mostly the newest.
fn without_its_first_page(damaged: &Path, key: &RawKey) -> Result<Option<PathBuf>, StoreError> {
    for version in (1..=SCHEMA_VERSION).rev() {
        let ways = Birth::of(version).map(|birth| Mending { birth, version, first_page: true });
        if let Some(copy) = best_of(damaged, key, ways, 0)? {
            return Ok(Some(copy));
        }
    }
    // Nothing of documents is in it. What else there is, is read as in a file of today.
    let way = Birth::of(SCHEMA_VERSION).next().map(|birth| Mending {
        birth,
        version: SCHEMA_VERSION,
        first_page: true,
    });
    way.map(|way| mended_as(damaged, key, way)).transpose()
}

/// How a copy gets a schema.
#[derive(Clone, Copy)]
struct Mending {
    /// How the file was made.
    birth: Birth,
    /// The schema it was brought to.
    version: u32,
    /// Whether its first page is replaced too.
    first_page: bool,
}

/// The copy that leads to the most telling rows, where one leads to more than this many.
fn best_of(
    damaged: &Path,
    key: &RawKey,
    ways: impl Iterator<Item = Mending>,
    mut most: usize,
) -> Result<Option<PathBuf>, StoreError> {
    let mut best = None;
    for way in ways {
        let copy = mended_as(damaged, key, way)?;
        let found = connection::examiner(&copy, key).map_or(0, |examiner| found_by(&examiner));
        remove_file(&copy)?;
        if found > most {
            (most, best) = (found, Some(way));
        }
    }
    best.map(|way| mended_as(damaged, key, way)).transpose()
}

/// How many telling rows a schema leads to.
fn found_by(examiner: &Connection) -> usize {
    TELLING.iter().map(|sql| rows(examiner, sql).unwrap_or(0)).sum()
}

/// The rows of a query, as far as they can be read.
fn rows(examiner: &Connection, sql: &str) -> rusqlite::Result<usize> {
    let mut statement = examiner.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = 0;
    while let Ok(Some(_)) = rows.next() {
        found += 1;
    }
    Ok(found)
}

/// A copy whose schema is that of a file which was made so and brought to a version.
fn mended_as(damaged: &Path, key: &RawKey, way: Mending) -> Result<PathBuf, StoreError> {
    let (twin, copy) = (beside(damaged, ".twin"), beside(damaged, ".mended"));
    remove_file(&twin)?;
    remove_file(&copy)?;
    fs::copy(damaged, &copy)?;
    if beside(damaged, "-wal").exists() {
        fs::copy(beside(damaged, "-wal"), beside(&copy, "-wal"))?;
    }
    if way.first_page {
        // Nothing of it may be left in the log: closing moves the log into the file. Where the page cannot be read, the log has
        // none of it.
        match connection::empty_log(&copy, key) {
            Err(error) if !error.is_damage() => return Err(error),
            _ => {}
        }
    }
    let pages = schema_pages(&twin, key, &salt(damaged)?, way, fs::metadata(&copy)?.len())?;
    transplant(&twin, &copy, &pages)?;
    remove_file(&twin)?;
    Ok(copy)
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

/// Makes the new, empty file at `twin`; the pages of its schema. In a file of the version it was made with they are where
/// they are in every such file, but for the first, which also counts the file's pages.
///
/// An upgrade gives new tables the pages after the old tables' and moves what stood there to the file's end. Tables stand
/// where they stand in every file; the schema's pages that were moved do not. So the twin is filled to `length` bytes before
/// it is upgraded: its moved pages then lie beyond the damaged file's end and replace nothing, and its first page leads to
/// them.
fn schema_pages(
    twin: &Path,
    key: &RawKey,
    salt: &[u8; 16],
    way: Mending,
    length: u64,
) -> Result<Vec<u32>, StoreError> {
    let mut connection = connection::twin(twin, key, salt)?;
    way.birth.bear(&mut connection)?;
    if way.first_page {
        let rows = length.div_ceil(FILLING_BYTES) + 1;
        connection.execute(FILL, [rows.cast_signed(), FILLING_BYTES.cast_signed()])?;
        migrate::migrate_to(&mut connection, way.version)?;
    }
    let first = if way.first_page { 1 } else { 2 };
    let mut pages =
        connection.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno >= ?1")?;
    Ok(pages.query_map([first], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

fn transplant(from: &Path, to: &Path, pages: &[u32]) -> Result<(), StoreError> {
    let (mut from, mut to) = (File::open(from)?, OpenOptions::new().write(true).open(to)?);
    if pages.contains(&1) {
        // A first page counts the pages of its file, and a file that is shorter is no file at all.
        to.set_len(from.metadata()?.len().max(to.metadata()?.len()))?;
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::connection::creator;

    /// A file of the first schema with 80 unsent changes, brought to the present one.
    fn upgraded(path: &Path, key: &RawKey) {
        let mut connection = creator(path, key).unwrap();
        migrate::migrate_to(&mut connection, 1).unwrap();
        for n in 1..=80 {
            let (document, hash) = (format!("zeroblob(12) || x'{n:08x}'"), format!("x'{n:064x}'"));
            let made = format!(
                "INSERT INTO document (id, kind, schema, heads) VALUES (CAST({document} AS BLOB), 'work_order', 1, {hash});
                 INSERT INTO change (document, hash, actor, seq, deterministic, own, bytes)
                    VALUES (CAST({document} AS BLOB), {hash}, zeroblob(16), 1, 0, 1, randomblob(300));
                 INSERT INTO outbox (document, hash, actor, seq, made_at, command_version, command, state)
                    VALUES (CAST({document} AS BLOB), {hash}, zeroblob(16), 1, 0, 1, randomblob(30), 0);"
            );
            connection.execute_batch(&made).unwrap();
        }
        drop(connection);
        Store::open(path, key).unwrap().check().unwrap();
    }

    #[test]
    fn r50_of_an_upgraded_file_every_single_damaged_page_leaves_all_unsent_work() {
        let (folder, key) = (tempfile::tempdir().unwrap(), RawKey::new([42; 32]));
        let whole = folder.path().join("whole.db");
        upgraded(&whole, &key);
        let bytes = fs::read(&whole).unwrap();
        let mut lost = Vec::new();
        // The first pages are empty tables; the schema that an upgrade moved lies behind them.
        for page in 80..bytes.len() / PAGE_BYTES {
            let file = folder.path().join(format!("{page}.db"));
            let mut hurt = bytes.clone();
            hurt[page * PAGE_BYTES + 100..page * PAGE_BYTES + 200].fill(0xa5);
            fs::write(&file, hurt).unwrap();
            drop(Store::open(&file, &key).map(|store| store.check()));
            let (taps, fragments) =
                Store::open(&file, &key).unwrap().read(|tx| Ok((tx.outbox()?, tx.fragments()?))).unwrap();
            if taps.len() + fragments.len() != 80 {
                lost.push((page, taps.len(), fragments.len()));
            }
        }
        assert_eq!(lost, []);
    }
}
