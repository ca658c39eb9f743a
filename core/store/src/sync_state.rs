//! How far this installation has heard from the server.

use jobsheet_kernel::time::Timestamp;
use rusqlite::{Row, params};

use crate::columns::{maybe_time, signed, unreadable, unsigned};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// What the next sync starts from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// The server's epoch; it changes when a server was restored from a backup.
    pub epoch: u64,
    /// The server's opaque cursor; empty before the first sync.
    pub cursor: Vec<u8>,
    /// The feed position of the records held: the `as_of` of new work.
    pub position: u64,
    /// The last server checkpoint seen: not before it was signed (R62).
    pub checkpoint: u64,
    /// The nonce for the next request's proof.
    pub http_nonce: Option<String>,
    /// When server time was last heard.
    pub anchor: Option<TimeAnchor>,
}

/// Server time heard once, with what this installation's clocks said then (R51).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeAnchor {
    /// The server's time.
    pub server: Timestamp,
    /// What the device's own clock said.
    pub device: Timestamp,
    /// What the monotonic clock said, in milliseconds; it counts from `boot`.
    pub monotonic_ms: u64,
    /// Which start of the machine the monotonic clock counts from; empty when the platform does not say.
    pub boot: String,
    /// How far `server` may be off, in milliseconds: half the round trip.
    pub uncertainty_ms: u32,
}

impl ReadTx<'_> {
    /// How far this installation has heard from the server.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sync_state(&self) -> Result<SyncState, StoreError> {
        self.one("SELECT * FROM sync_state", [], sync_state).map(Option::unwrap_or_default)
    }
}

impl WriteTx<'_> {
    /// Moves the cursor on, in the transaction that keeps what came with it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_cursor(
        &mut self,
        epoch: u64,
        cursor: &[u8],
        position: u64,
        checkpoint: u64,
    ) -> Result<(), StoreError> {
        self.run(
            "UPDATE sync_state SET epoch = ?1, cursor = ?2, position = ?3, checkpoint = ?4",
            params![signed(epoch)?, cursor, signed(position)?, signed(checkpoint)?],
        )?;
        Ok(())
    }

    /// Keeps the nonce of the server's last answer.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_http_nonce(&mut self, nonce: &str) -> Result<(), StoreError> {
        self.run("UPDATE sync_state SET http_nonce = ?1", [nonce])?;
        Ok(())
    }

    /// Keeps the last server time heard.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_time_anchor(&mut self, anchor: &TimeAnchor) -> Result<(), StoreError> {
        self.run(
            "UPDATE sync_state SET anchor_server = ?1, anchor_device = ?2, anchor_monotonic_ms = ?3, \
             anchor_boot = ?4, anchor_uncertainty_ms = ?5",
            params![
                anchor.server.0,
                anchor.device.0,
                signed(anchor.monotonic_ms)?,
                anchor.boot,
                anchor.uncertainty_ms
            ],
        )?;
        Ok(())
    }
}

fn sync_state(row: &Row<'_>) -> rusqlite::Result<SyncState> {
    Ok(SyncState {
        epoch: unsigned(row, "epoch")?,
        cursor: row.get("cursor")?,
        position: unsigned(row, "position")?,
        checkpoint: unsigned(row, "checkpoint")?,
        http_nonce: row.get("http_nonce")?,
        anchor: anchor(row)?,
    })
}

fn anchor(row: &Row<'_>) -> rusqlite::Result<Option<TimeAnchor>> {
    let Some(server) = maybe_time(row, "anchor_server")? else { return Ok(None) };
    let device = maybe_time(row, "anchor_device")?.ok_or_else(|| unreadable("a time anchor"))?;
    Ok(Some(TimeAnchor {
        server,
        device,
        monotonic_ms: unsigned(row, "anchor_monotonic_ms")?,
        boot: row.get("anchor_boot")?,
        uncertainty_ms: row.get("anchor_uncertainty_ms")?,
    }))
}
