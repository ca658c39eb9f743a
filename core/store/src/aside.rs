//! The file with the two that SQLite keeps beside it, and where a file goes that is not worked on any more: beside its
//! place, under a name of its own. Nothing is deleted (R50).

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// Moves a file aside, with its companions, to the next free name with this word in it. Each part is moved once, however
/// often this is cut: the file goes after its log, so that all of it goes by one name.
pub(crate) fn put(path: &Path, word: &str) -> Result<PathBuf, StoreError> {
    let aside = free_name(path, word);
    for (from, to) in with_companions(path).iter().zip(with_companions(&aside)).rev() {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    sync_folder(path)?;
    Ok(aside)
}

/// Makes the names in the file's folder durable: no later rename outlives a power cut without the earlier ones.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|folder| cfg!(unix) && !folder.as_os_str().is_empty()) else {
        return Ok(());
    };
    Ok(fs::File::open(folder)?.sync_all()?)
}

/// Removes a file with its companions.
pub(crate) fn remove_file(path: &Path) -> Result<(), StoreError> {
    for name in with_companions(path) {
        match fs::remove_file(name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// The name of a file beside another.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}

fn with_companions(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| beside(path, ending))
}

fn free_name(path: &Path, word: &str) -> PathBuf {
    let mut names = (1_u32..).map(|n| beside(path, &format!(".{word}-{n}")));
    names.find(|name| !name.exists()).unwrap_or_else(|| beside(path, &format!(".{word}")))
}
