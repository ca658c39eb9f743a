//! After damage. The store moves a damaged file aside and goes on with what it could salvage; here the rest follows:
//! nothing of the old file stays in memory, the installation writes under a new actor, and the lists are made again
//! from the documents (R50).

use std::sync::PoisonError;

use jobsheet_document::Document;
use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::customer;
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::listing;
use jobsheet_store::{DocumentHead, Store, StoredDocument};

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

    /// Makes every row again where they were made by an earlier version of the listing, or by an earlier schema of the file. A
    /// document that cannot be read keeps the row it has.
    pub(crate) fn list_again(&self) -> Result<(), ClientError> {
        let store = &self.inner.store;
        if store.read(|tx| tx.listing_version())? >= listing::VERSION {
            return Ok(());
        }
        let mut lookup = Lookup::now(self)?;
        let mut rows: Vec<Row> = Vec::new();
        for head in self.heads()? {
            let opened = self.inner.documents.open(store, head.id);
            keep_readable(&mut rows, opened.and_then(|opened| self.row(opened.subject()?, &mut lookup)))?;
        }
        store.write(|tx| {
            rows.iter().try_for_each(|row| row.put(tx))?;
            tx.set_listing_version(listing::VERSION)
        })?;
        Ok(())
    }

    /// Makes every row of every list again.
    fn rebuild(&self) -> Result<(), ClientError> {
        let mut lookup = Lookup::now(self)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut mended = Vec::new();
        for head in self.heads()? {
            let Some(one) = self.readable(&head)? else { continue };
            // One that makes no row has none until a sync has mended it.
            let subject = documents::subject(&one.document);
            keep_readable(&mut rows, subject.and_then(|subject| self.row(&subject, &mut lookup)))?;
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
            tx.set_listing_version(listing::VERSION)?;
            tx.set_rebuilt()
        })?;
        Ok(())
    }

    /// Every document, customers first: rows of others show their names.
    fn heads(&self) -> Result<Vec<DocumentHead>, ClientError> {
        let mut heads = self.inner.store.read(|tx| tx.documents(None))?;
        heads.sort_by_key(|head| head.kind != customer::KIND.name());
        Ok(heads)
    }

    fn row(&self, subject: &Subject, lookup: &mut Lookup) -> Result<Row, ClientError> {
        lookup.learn(subject);
        rows::again(self, subject, lookup)
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

/// Takes the row of a document that can be read; a file that cannot be read ends everything.
fn keep_readable(rows: &mut Vec<Row>, row: Result<Row, ClientError>) -> Result<(), ClientError> {
    match row {
        Ok(row) => rows.push(row),
        Err(ClientError::Store(error)) => return Err(error.into()),
        Err(_) => {}
    }
    Ok(())
}
