//! After damage. The store moves a damaged file aside and goes on with what it could salvage; here the rest follows:
//! nothing of the old file stays in memory, the installation writes under a new actor, and the lists are made again
//! from the documents (R50).

use std::sync::PoisonError;

use jobsheet_document::Document;
use jobsheet_domain::customer;
use jobsheet_domain::id::ChangeHash;
use jobsheet_store::{DocumentHead, Fragment, Store, StoredDocument};

use crate::client::Client;
use crate::documents;
use crate::error::ClientError;
use crate::identity;
use crate::rows::{self, Lookup, Row};

/// A document that lost a part, as it will be kept until the next sync brings the rest.
struct Mended {
    document: Document,
    before: Vec<ChangeHash>,
}

impl Client {
    /// Unsent work that a damaged file gave back only in part, for a person to do again or hand over (R50).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fragments(&self) -> Result<Vec<Fragment>, ClientError> {
        Ok(self.store().read(|tx| tx.fragments())?)
    }

    /// The file, after what its damage made necessary.
    pub(crate) fn store(&self) -> &Store {
        let mut recovered = self.inner.recovered.lock().unwrap_or_else(PoisonError::into_inner);
        let replacements = self.inner.store.replacements();
        // Where recovery fails, the call that follows meets the same trouble and says so; the next one tries again.
        if *recovered != replacements && self.recover().is_ok() {
            *recovered = replacements;
        }
        &self.inner.store
    }

    /// Starts over from the file as it is now. Uses the file directly: [`Client::store`] waits for this to end.
    pub(crate) fn recover(&self) -> Result<(), ClientError> {
        self.inner.documents.forget_all();
        self.inner.records.forget();
        if !self.inner.store.read(|tx| tx.is_salvaged())? {
            return Ok(());
        }
        let identity = identity::load(&self.inner.store, &self.inner.incarnation)?;
        *self.inner.identity.write().unwrap_or_else(PoisonError::into_inner) = identity;
        self.rebuild()
    }

    /// Makes the rows of documents that a file of an earlier schema had no list for.
    pub(crate) fn list_unlisted(&self) -> Result<(), ClientError> {
        let store = &self.inner.store;
        if !store.read(|tx| tx.is_unlisted())? {
            return Ok(());
        }
        let kinds = rows::IN_ONE_TABLE.iter().copied().collect();
        let rows = rows::dependent(self, &Lookup::now(self)?, &kinds, &|_| false)?;
        store.write(|tx| {
            rows.iter().try_for_each(|row| row.put(tx))?;
            tx.set_listed()
        })?;
        Ok(())
    }

    /// Makes every row of every list again.
    fn rebuild(&self) -> Result<(), ClientError> {
        let mut heads = self.inner.store.read(|tx| tx.documents(None))?;
        // Customers first: orders show their names.
        heads.sort_by_key(|head| head.kind != customer::KIND.name());
        let mut lookup = Lookup::now(self)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut mended = Vec::new();
        for head in heads {
            let Some(one) = self.readable(&head)? else { continue };
            match self.row(&one.document, &mut lookup) {
                Ok(row) => rows.push(row),
                Err(ClientError::Store(error)) => return Err(error.into()),
                // It has no row until a sync has mended it; the others have theirs.
                Err(_) => {}
            }
            if one.before != one.document.heads() {
                mended.push(one);
            }
        }
        self.inner.store.write(|tx| {
            for Mended { document, before } in &mended {
                tx.put_snapshot(
                    document.id(),
                    before,
                    &document.heads(),
                    document.schema(),
                    &document.save(),
                )?;
            }
            tx.rebuild_read_models(|tx| rows.iter().try_for_each(|row| row.put(tx)))?;
            tx.set_rebuilt()
        })?;
        Ok(())
    }

    fn row(&self, document: &Document, lookup: &mut Lookup) -> Result<Row, ClientError> {
        let subject = documents::subject(document)?;
        lookup.learn(&subject);
        rows::again(self, &subject, lookup)
    }

    fn readable(&self, head: &DocumentHead) -> Result<Option<Mended>, ClientError> {
        let stored = self.inner.store.read(|tx| tx.document(head.id))?;
        let kinds = self.inner.documents.kinds();
        let mended = |stored: StoredDocument| {
            Some(Mended { document: documents::load_readable(kinds, &stored)?, before: stored.head.heads })
        };
        Ok(stored.and_then(mended))
    }
}
