//! Photos, thumbnails and signatures: content-addressed, in chunks, with where each is on its way to the server (R14).

use std::ops::Range;

use jobsheet_kernel::id::{Digest, DocumentId};
use jobsheet_kernel::time::Timestamp;
use rusqlite::{Row, params};

use crate::columns::{signed, time, unreadable, unsigned};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// The size of a chunk, and of an upload's steps.
pub const CHUNK_BYTES: usize = 256 * 1024;

/// What a blob is for, in the order they are uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// What was signed with: the page as it was shown.
    Signature,
    /// A small picture for lists.
    Thumbnail,
    /// A photo in its normal form.
    Photo,
    /// A photo as the camera gave it. It stays here until policy lets it go.
    Original,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Signature, Self::Thumbnail, Self::Photo, Self::Original];
}

/// Where a blob is on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Upload {
    /// Only on this device.
    Local,
    /// On its way.
    Uploading {
        /// The upload's address at the server.
        url: String,
        /// Bytes the server has.
        offset: u64,
    },
    /// On the server.
    OnServer,
}

/// A blob to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NewBlob<'a> {
    /// The SHA-256 of its bytes. The caller has computed it; the store takes its word.
    pub digest: Digest,
    /// What it is for.
    pub purpose: Purpose,
    /// Its media type: `image/jpeg`.
    pub media_type: &'a str,
    /// Bytes in all.
    pub length: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it came from the server, which then need not be sent it.
    pub on_server: bool,
}

/// A blob that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Blob {
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// What it is for.
    pub purpose: Purpose,
    /// Its media type.
    pub media_type: String,
    /// Bytes in all.
    pub length: u64,
    /// Bytes that are here; fewer than `length` while it is being downloaded.
    pub stored: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Where it is on its way to the server.
    pub upload: Upload,
}

const LOCAL: i64 = 0;
const UPLOADING: i64 = 1;
const ON_SERVER: i64 = 2;

impl ReadTx<'_> {
    /// What is known of a blob.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn blob(&self, digest: Digest) -> Result<Option<Blob>, StoreError> {
        self.one("SELECT * FROM blob WHERE digest = ?1", [digest.0], blob)
    }

    /// The blobs a document refers to: where each of its photos is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn blobs_of(&self, document: DocumentId) -> Result<Vec<Blob>, StoreError> {
        self.all(
            "SELECT b.* FROM blob_use u JOIN blob b ON b.n = u.blob WHERE u.document = ?1 ORDER BY b.purpose, b.n",
            [document.0.as_bytes()],
            blob,
        )
    }

    /// A part of a blob's bytes; less than asked for where it ends, or where no more has come yet.
    ///
    /// # Errors
    /// `Unknown` when the blob is not here.
    pub fn read_blob(&self, digest: Digest, range: Range<u64>) -> Result<Vec<u8>, StoreError> {
        let found = self.one("SELECT n, stored FROM blob WHERE digest = ?1", [digest.0], |row| {
            Ok((row.get::<_, i64>("n")?, unsigned(row, "stored")?))
        })?;
        let (n, stored) = found.ok_or(StoreError::Unknown { what: "blob" })?;
        let end = range.end.min(stored);
        if range.start >= end {
            return Ok(Vec::new());
        }
        let chunk = CHUNK_BYTES as u64;
        let (first, last) = (range.start / chunk, (end - 1) / chunk);
        let chunks = self.all(
            "SELECT bytes FROM blob_chunk WHERE blob = ?1 AND chunk BETWEEN ?2 AND ?3 ORDER BY chunk",
            params![n, signed(first)?, signed(last)?],
            |row| row.get::<_, Vec<u8>>(0),
        )?;
        let from = place_in_memory(range.start - first * chunk)?;
        let to = place_in_memory(end - first * chunk)?;
        let bytes = chunks.concat();
        bytes.get(from..to).map(<[u8]>::to_vec).ok_or(StoreError::Invalid { what: "blob" })
    }

    /// What is to be uploaded next: signatures, then thumbnails, then photos, each in the order they were made. Only
    /// blobs a document refers to, and never originals.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn upload_queue(&self, limit: u32) -> Result<Vec<Blob>, StoreError> {
        self.all(
            "SELECT * FROM blob WHERE upload < 2 AND referred = 1 AND purpose < 3 AND stored = length \
             ORDER BY purpose, n LIMIT ?1",
            [limit],
            blob,
        )
    }
}

impl WriteTx<'_> {
    /// Keeps a whole blob, before the tap that refers to it. The bytes of one that is here already stay; one that came from
    /// the server is sent by this device too, since the server shows a photo to readers of what its *sender* put it on.
    ///
    /// # Errors
    /// `Full` when there is no room; `Invalid` when `bytes` is not `length` long.
    pub fn put_blob(&mut self, new: &NewBlob<'_>, bytes: &[u8]) -> Result<(), StoreError> {
        if new.length != bytes.len() as u64 {
            return Err(StoreError::Invalid { what: "blob length" });
        }
        if self.begin_blob(new)? < new.length {
            // Parts of a download are not checked before the last has come.
            let part = "DELETE FROM blob_chunk WHERE blob = (SELECT n FROM blob WHERE digest = ?1)";
            self.run(part, [new.digest.0])?;
            self.run("UPDATE blob SET stored = 0 WHERE digest = ?1", [new.digest.0])?;
            self.append_blob(new.digest, bytes)?;
        }
        if !new.on_server && new.purpose != Purpose::Original {
            self.run("UPDATE blob SET upload = 0 WHERE digest = ?1 AND upload = 2", [new.digest.0])?;
        }
        Ok(())
    }

    /// Makes room for a blob whose bytes come piece by piece; how many bytes of it are here already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin_blob(&mut self, new: &NewBlob<'_>) -> Result<u64, StoreError> {
        self.run(
            "INSERT INTO blob (digest, purpose, media_type, length, created_at, upload) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (digest) DO NOTHING",
            params![
                new.digest.0,
                new.purpose as i64,
                new.media_type,
                signed(new.length)?,
                new.created_at.0,
                if new.on_server { ON_SERVER } else { LOCAL }
            ],
        )?;
        self.count("SELECT stored FROM blob WHERE digest = ?1", [new.digest.0])
    }

    /// Adds the next bytes of a blob; how many bytes are here afterwards.
    ///
    /// # Errors
    /// `Unknown` when it was not begun; `Invalid` when it would become longer than it is.
    pub fn append_blob(&mut self, digest: Digest, bytes: &[u8]) -> Result<u64, StoreError> {
        let found = self.one("SELECT n, stored, length FROM blob WHERE digest = ?1", [digest.0], |row| {
            Ok((row.get::<_, i64>("n")?, unsigned(row, "stored")?, unsigned(row, "length")?))
        })?;
        let (n, stored, length) = found.ok_or(StoreError::Unknown { what: "blob" })?;
        let total = stored + bytes.len() as u64;
        if total > length {
            return Err(StoreError::Invalid { what: "blob length" });
        }
        let chunk = CHUNK_BYTES as u64;
        let begun = place_in_memory(stored % chunk)?;
        let (filling, rest) = bytes.split_at(bytes.len().min((CHUNK_BYTES - begun) % CHUNK_BYTES));
        if !filling.is_empty() {
            self.run(
                "UPDATE blob_chunk SET bytes = CAST(bytes || ?1 AS BLOB) WHERE blob = ?2 AND chunk = ?3",
                params![filling, n, signed(stored / chunk)?],
            )?;
        }
        for (piece, number) in rest.chunks(CHUNK_BYTES).zip(stored.div_ceil(chunk)..) {
            self.run(
                "INSERT OR REPLACE INTO blob_chunk (blob, chunk, bytes) VALUES (?1, ?2, ?3)",
                params![n, signed(number)?, piece],
            )?;
        }
        self.run("UPDATE blob SET stored = ?1 WHERE n = ?2", params![signed(total)?, n])?;
        Ok(total)
    }

    /// Throws away what came of a download that turned out to be something else. What is whole or was made here stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_download(&mut self, digest: Digest) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM blob_use WHERE blob IN \
             (SELECT n FROM blob WHERE digest = ?1 AND upload = 2 AND stored < length)",
            [digest.0],
        )?;
        self.run("DELETE FROM blob WHERE digest = ?1 AND upload = 2 AND stored < length", [digest.0])?;
        Ok(())
    }

    /// Says that a document refers to a blob. Done in the tap's transaction; from then on the blob is evidence.
    ///
    /// # Errors
    /// `Unknown` when the blob is not here.
    pub fn refer_blob(&mut self, document: DocumentId, digest: Digest) -> Result<(), StoreError> {
        let referred =
            self.one("UPDATE blob SET referred = 1 WHERE digest = ?1 RETURNING n", [digest.0], |row| {
                row.get::<_, i64>(0)
            })?;
        let n = referred.ok_or(StoreError::Unknown { what: "blob" })?;
        self.run(
            "INSERT INTO blob_use (document, blob) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![document.0.as_bytes(), n],
        )?;
        Ok(())
    }

    /// Keeps how far a blob's upload has come.
    ///
    /// # Errors
    /// `Unknown` when the blob is not here.
    pub fn set_upload(&mut self, digest: Digest, upload: &Upload) -> Result<(), StoreError> {
        let (state, url, offset) = match upload {
            Upload::Local => (LOCAL, None, 0),
            Upload::Uploading { url, offset } => (UPLOADING, Some(url), *offset),
            Upload::OnServer => (ON_SERVER, None, 0),
        };
        let found = self.run(
            "UPDATE blob SET upload = ?1, upload_url = ?2, uploaded = ?3 WHERE digest = ?4",
            params![state, url, signed(offset)?, digest.0],
        )?;
        if *upload == Upload::OnServer {
            self.confirm_normal_form(digest)?;
        }
        if found == 0 { Err(StoreError::Unknown { what: "blob" }) } else { Ok(()) }
    }

    /// Deletes what nobody needs: captures from before `abandoned_before` that no tap refers to, and blobs on the server
    /// whose documents have left. What is only here and evidence stays; originals go by
    /// [`WriteTx::let_originals_go`]. How many were deleted.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn sweep_blobs(&mut self, abandoned_before: Timestamp) -> Result<usize, StoreError> {
        self.run(
            "DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_use.blob = blob.n) AND \
             ((referred = 0 AND created_at < ?1) OR (referred = 1 AND upload = 2))",
            [abandoned_before.0],
        )
    }
}

fn place_in_memory(place: u64) -> Result<usize, StoreError> {
    usize::try_from(place).map_err(|_| StoreError::Invalid { what: "blob length" })
}

fn blob(row: &Row<'_>) -> rusqlite::Result<Blob> {
    let purpose: usize = row.get::<_, u32>("purpose")? as usize;
    let upload = match row.get("upload")? {
        LOCAL => Upload::Local,
        UPLOADING => Upload::Uploading { url: row.get("upload_url")?, offset: unsigned(row, "uploaded")? },
        ON_SERVER => Upload::OnServer,
        _ => return Err(unreadable("the state of an upload")),
    };
    Ok(Blob {
        digest: Digest(row.get("digest")?),
        purpose: *Purpose::ALL.get(purpose).ok_or_else(|| unreadable("the purpose of a blob"))?,
        media_type: row.get("media_type")?,
        length: unsigned(row, "length")?,
        stored: unsigned(row, "stored")?,
        created_at: time(row, "created_at")?,
        upload,
    })
}
