//! The blob folder: photos and signatures by the digest of their bytes, uploads beside them while they grow.
//!
//! ```text
//! blobs/ab/abcdef…      whole blobs, never written twice
//! blobs/uploads/<id>    uploads under way
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jobsheet_domain::id::Digest;
use jobsheet_signing::sha256;

/// The folder.
#[derive(Clone, Debug)]
pub struct BlobFolder {
    folder: PathBuf,
}

/// What became of a whole upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Its bytes have their digest: the blob is here.
    Here,
    /// They have another.
    WrongDigest,
    /// They are neither among the uploads nor in their place: the disk lost them.
    Gone,
}

impl BlobFolder {
    /// Opens the folder, and makes it when it is not there.
    ///
    /// # Errors
    /// The file system's.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder.join("uploads"))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// A blob's bytes.
    ///
    /// # Errors
    /// The file system's; `NotFound` when the blob is not here.
    pub fn read(&self, digest: Digest) -> io::Result<Vec<u8>> {
        fs::read(self.path(digest))
    }

    /// Part of a blob's bytes: as many as there are of `length` from `offset` on.
    ///
    /// # Errors
    /// The file system's.
    pub fn read_range(&self, digest: Digest, offset: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.path(digest))?;
        file.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Adds bytes to an upload at an offset, on disk before it returns. Bytes beyond the offset that an earlier,
    /// unrecorded attempt left are cut off first.
    ///
    /// # Errors
    /// The file system's.
    pub fn append(&self, upload: &[u8; 16], offset: u64, bytes: &[u8]) -> io::Result<()> {
        let path = self.upload_path(upload);
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.set_len(offset)?;
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        file.sync_data()?;
        // The first bytes made the file: its name has to last as they do.
        if offset == 0 { File::open(self.folder.join("uploads"))?.sync_all() } else { Ok(()) }
    }

    /// Ends an upload whose bytes were all appended: checks its digest and moves it to its place. Asked again, also
    /// after a stop in the middle, it says the same: only an upload's own end takes its file away, so that one which is
    /// no longer there was moved.
    ///
    /// # Errors
    /// The file system's.
    pub fn finish(&self, upload: &[u8; 16], digest: Digest) -> io::Result<Kept> {
        let (from, to) = (self.upload_path(upload), self.path(digest));
        let bytes = match fs::read(&from) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(if to.try_exists()? { Kept::Here } else { Kept::Gone });
            }
            Err(error) => return Err(error),
        };
        if sha256(&bytes) != digest.0 {
            return Ok(Kept::WrongDigest);
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
            fs::rename(&from, &to)?;
            File::open(folder)?.sync_all()?;
            File::open(&self.folder)?.sync_all()?;
        }
        Ok(Kept::Here)
    }

    /// Throws away the bytes of an upload that is over.
    ///
    /// # Errors
    /// The file system's.
    pub fn discard(&self, upload: &[u8; 16]) -> io::Result<()> {
        gone(fs::remove_file(self.upload_path(upload)))
    }

    /// Throws away a blob's bytes, where they are here.
    ///
    /// # Errors
    /// The file system's.
    pub fn remove(&self, digest: Digest) -> io::Result<()> {
        gone(fs::remove_file(self.path(digest)))
    }

    fn path(&self, digest: Digest) -> PathBuf {
        let name = digest.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    fn upload_path(&self, id: &[u8; 16]) -> PathBuf {
        self.folder.join("uploads").join(hex::encode(id))
    }
}

/// What was not there needs no deleting.
fn gone(deleted: io::Result<()>) -> io::Result<()> {
    match deleted {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_kept_only_under_its_own_digest() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = BlobFolder::open(folder.path()).unwrap();
        let digest = Digest(sha256(b"photo"));
        blobs.append(&[1; 16], 0, b"photX").unwrap();
        blobs.append(&[1; 16], 4, b"o").unwrap();
        assert_eq!(blobs.finish(&[1; 16], digest).unwrap(), Kept::Here);
        assert_eq!(blobs.read(digest).unwrap(), b"photo");
        assert_eq!(blobs.read_range(digest, 2, 2).unwrap(), b"ot");
        blobs.append(&[2; 16], 0, b"other").unwrap();
        assert_eq!(blobs.finish(&[2; 16], digest).unwrap(), Kept::WrongDigest);
        assert_eq!(blobs.read(digest).unwrap(), b"photo");
    }

    #[test]
    fn an_upload_is_finished_as_often_as_it_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = BlobFolder::open(folder.path()).unwrap();
        let digest = Digest(sha256(b"photo"));
        assert_eq!(blobs.finish(&[1; 16], digest).unwrap(), Kept::Gone);
        blobs.append(&[1; 16], 0, b"photo").unwrap();
        assert_eq!(blobs.finish(&[1; 16], digest).unwrap(), Kept::Here);
        assert_eq!(blobs.finish(&[1; 16], digest).unwrap(), Kept::Here);
    }
}
