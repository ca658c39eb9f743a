//! What is for the server's own user alone, and for one process at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// Makes a folder that only the server's own user can look into, with those above it; warns of one that was there and others
/// can look into.
///
/// # Errors
/// The file system's.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut folder = DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        folder.mode(0o700).create(path)?;
        if std::fs::metadata(path)?.permissions().mode() & 0o077 != 0 {
            tracing::warn!(path = %path.display(), "others of this machine can look into a private folder");
        }
        Ok(())
    }
    #[cfg(not(unix))]
    folder.create(path)
}

/// A file that is made is for the server's own user alone.
pub fn file(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Takes a data folder for this process, until what is answered is dropped or the process ends; nothing where another has it.
///
/// # Errors
/// The file system's.
pub fn alone(data: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    file(&mut options);
    let lock = options.open(data.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_is_one_processs_at_a_time() {
        let data = tempfile::tempdir().unwrap();
        let held = alone(data.path()).unwrap();
        assert!(held.is_some() && alone(data.path()).unwrap().is_none());
        drop(held);
        assert!(alone(data.path()).unwrap().is_some());
    }
}
