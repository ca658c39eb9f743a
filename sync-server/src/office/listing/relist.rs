//! Making rows again that an earlier version of the product made: a field that is listed since is listed of every document.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::listing::VERSION;

use super::made;
use crate::office::server::Server;
use crate::office::{Error, Opened};

/// Documents looked up at a time.
const BATCH: u32 = 256;

/// Makes every row again that an earlier version made, and says how many. A document that cannot be read keeps its row, and
/// the operator is told. Blocks.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails; what was made again until then stays.
pub(crate) fn relist(server: &Server) -> Result<u64, Error> {
    let mut after = None;
    let mut relisted = 0;
    loop {
        let batch = server.ledger.listed_before(server.organisation.id, VERSION, after, BATCH)?;
        for id in &batch {
            match one(server, *id) {
                Ok(()) => relisted += 1,
                Err(error) => {
                    error.log();
                    tracing::error!(document = %id, code = error.code(), "its row is of an earlier version");
                }
            }
        }
        let Some(last) = batch.last() else { return Ok(relisted) };
        after = Some(*last);
    }
}

fn one(server: &Server, id: DocumentId) -> Result<(), Error> {
    let organisation = server.organisation.id;
    let Some(stored) = server.ledger.document(organisation, id)? else { return Ok(()) };
    let row = server.ledger.row(organisation, id)?.ok_or(Error::Missing("document"))?;
    let opened = Opened::load(&stored)?;
    let listed = made(server, &opened, None, row.updated_at)?;
    Ok(server.ledger.relist(organisation, id, &stored.heads, &listed)?)
}
