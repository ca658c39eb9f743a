//! The server's word for the newest checkpoint: what is signed over it was made later (R62).

use jobsheet_signing::{Checkpoint, FeedPosition};
use jobsheet_store::{ReadTx, StoreError, WriteTx};

/// The setting that holds it.
const NAME: &str = "checkpoint_word";

/// Keeps a word that verified.
///
/// # Errors
/// When the file cannot be written.
pub fn keep(tx: &mut WriteTx<'_>, word: &str) -> Result<(), StoreError> {
    tx.put_setting(NAME, word)
}

/// The checkpoint at a position, with the word for it; nothing where a server of before gave none, or where that is not the newest.
///
/// # Errors
/// When the file cannot be read.
pub fn at(tx: &ReadTx<'_>, position: u64) -> Result<Option<Checkpoint>, StoreError> {
    let Some(word) = tx.setting(NAME)? else { return Ok(None) };
    let said = FeedPosition::in_word(&word).filter(|said| said.position == position);
    Ok(said.map(|said| Checkpoint { position, server_time_ms: said.server_time_ms, word: Some(word) }))
}
