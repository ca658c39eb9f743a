//! The folder of the server's private keys, apart from the ledger and its backups.
//!
//! ```text
//! keys/server   what signs receipts, manifests, admissions, exports and the list of keys
//! keys/office   what signs runs written at the console
//! keys/hands    what opens customers' hands; beside it, with their names behind a dot, those that it replaced
//! keys/next     the server's next key, while it is being changed
//! ```
//!
//! Each file holds 32 bytes, the seed of an Ed25519 key or the secret of an X25519 key, as lower-case hexadecimal, for the server's own user alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use jobsheet_signing::{ChangeKey, OpeningKey};

/// A key of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// The server's.
    Server,
    /// The office's.
    Office,
    /// What opens customers' hands.
    Hands,
    /// The server's next.
    Next,
}

impl Name {
    const fn file(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Office => "office",
            Self::Hands => "hands",
            Self::Next => "next",
        }
    }
}

/// The folder.
#[derive(Clone, Debug)]
pub struct KeyFolder {
    folder: PathBuf,
}

impl KeyFolder {
    /// The folder in that of the server's data, made when it is not there.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(data: &Path) -> io::Result<Self> {
        let folder = data.join("keys");
        crate::private::folder(&folder)?;
        Ok(Self { folder })
    }

    /// A key; nothing where there is none.
    ///
    /// # Errors
    /// The file system's; `InvalidData` for a file that holds no seed.
    pub fn read(&self, name: Name) -> io::Result<Option<ChangeKey>> {
        Ok(secret(&self.path(name))?.map(|seed| ChangeKey::from_seed(&seed)))
    }

    /// The key that opens hands; nothing where there is none.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn hands(&self) -> io::Result<Option<OpeningKey>> {
        Ok(secret(&self.path(Name::Hands))?.map(|secret| OpeningKey::from_seed(&secret)))
    }

    /// The keys that opened hands before.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn retired_hands(&self) -> io::Result<Vec<OpeningKey>> {
        let mut retired = Vec::new();
        for file in fs::read_dir(&self.folder)? {
            let path = file?.path();
            if path.file_stem().is_some_and(|stem| stem == Name::Hands.file()) && path.extension().is_some() {
                retired.extend(secret(&path)?.map(|secret| OpeningKey::from_seed(&secret)));
            }
        }
        Ok(retired)
    }

    /// Keeps the key that opens hands under a name of its own, so that another can take its place.
    ///
    /// # Errors
    /// The file system's.
    pub fn retire_hands(&self) -> io::Result<()> {
        let Some(key) = self.hands()? else { return Ok(()) };
        let retired = format!("{}.{}", Name::Hands.file(), hex::encode(&key.public().id().0[..8]));
        fs::rename(self.path(Name::Hands), self.folder.join(retired))?;
        self.settled()
    }

    /// Keeps the seed of a key that is not there yet, on disk before it returns.
    ///
    /// # Errors
    /// The file system's; `AlreadyExists` when the key is there.
    pub fn keep(&self, name: Name, seed: &[u8; 32]) -> io::Result<ChangeKey> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        crate::private::file(&mut options);
        // Whole before it has its name: a process that stops in between leaves no half a key.
        let unfinished = self.folder.join("unfinished");
        let mut file = options.open(&unfinished)?;
        file.write_all(hex::encode(seed).as_bytes())?;
        file.sync_all()?;
        let named = fs::hard_link(&unfinished, self.path(name));
        fs::remove_file(&unfinished)?;
        named?;
        self.settled()?;
        Ok(ChangeKey::from_seed(seed))
    }

    /// The server's next key takes the place of its key.
    ///
    /// # Errors
    /// The file system's.
    pub fn turn_over(&self) -> io::Result<()> {
        fs::rename(self.path(Name::Next), self.path(Name::Server))?;
        self.settled()
    }

    /// Forgets the server's next key: it was never used.
    ///
    /// # Errors
    /// The file system's.
    pub fn forget_next(&self) -> io::Result<()> {
        fs::remove_file(self.path(Name::Next))?;
        self.settled()
    }

    fn path(&self, name: Name) -> PathBuf {
        self.folder.join(name.file())
    }

    fn settled(&self) -> io::Result<()> {
        File::open(&self.folder)?.sync_all()
    }
}

fn secret(path: &Path) -> io::Result<Option<[u8; 32]>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text?,
    };
    let mut secret = [0; 32];
    hex::decode_to_slice(text.trim(), &mut secret)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "a key file holds no key"))?;
    Ok(Some(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_once_and_read_as_it_was_kept() {
        let data = tempfile::tempdir().unwrap();
        let keys = KeyFolder::open(data.path()).unwrap();
        assert!(keys.read(Name::Server).unwrap().is_none());
        let kept = keys.keep(Name::Server, &[7; 32]).unwrap();
        let read = keys.read(Name::Server).unwrap().unwrap();
        assert_eq!(read.public(), kept.public());
        assert_eq!(keys.keep(Name::Server, &[8; 32]).unwrap_err().kind(), ErrorKind::AlreadyExists);
        keys.keep(Name::Next, &[9; 32]).unwrap();
        keys.turn_over().unwrap();
        assert_eq!(
            keys.read(Name::Server).unwrap().unwrap().public(),
            ChangeKey::from_seed(&[9; 32]).public()
        );
        assert!(keys.read(Name::Next).unwrap().is_none());
        fs::write(data.path().join("keys/office"), "no key").unwrap();
        assert_eq!(keys.read(Name::Office).unwrap_err().kind(), ErrorKind::InvalidData);
    }

    #[test]
    fn a_retired_key_still_opens_hands() {
        let data = tempfile::tempdir().unwrap();
        let keys = KeyFolder::open(data.path()).unwrap();
        keys.keep(Name::Hands, &[7; 32]).unwrap();
        let first = keys.hands().unwrap().unwrap().public();
        keys.retire_hands().unwrap();
        assert!(keys.hands().unwrap().is_none());
        keys.keep(Name::Hands, &[8; 32]).unwrap();
        assert_ne!(keys.hands().unwrap().unwrap().public(), first);
        assert_eq!(keys.retired_hands().unwrap().iter().map(OpeningKey::public).collect::<Vec<_>>(), [first]);
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_for_the_servers_own_user_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        KeyFolder::open(data.path()).unwrap().keep(Name::Server, &[7; 32]).unwrap();
        let mode = |path: &str| fs::metadata(data.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("keys"), mode("keys/server")), (0o700, 0o600));
    }
}
