//! Search by words and numbers: FTS5 over text folded and cut by `jobsheet_kernel::search`.

use std::hash::{DefaultHasher, Hash, Hasher};

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::search::{Term, index_words, query_terms};
use rusqlite::params;

use crate::columns::uuid;
use crate::error::StoreError;
use crate::page::Page;
use crate::transaction::{ReadTx, WriteTx};

impl ReadTx<'_> {
    /// Documents that have all the words, of a kind or of any, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(
        &self,
        text: &str,
        only: Option<&str>,
        page: Page,
    ) -> Result<Vec<(DocumentId, String)>, StoreError> {
        let Some(expression) = match_expression(text) else { return Ok(Vec::new()) };
        self.all(
            "SELECT e.document, e.kind FROM search_words w JOIN search_entry e ON e.n = w.rowid \
             WHERE search_words MATCH ?1 AND (?2 IS NULL OR e.kind = ?2) ORDER BY w.rowid DESC LIMIT ?3 OFFSET ?4",
            params![expression, only, page.limit, page.offset],
            |row| Ok((DocumentId(uuid(row, "document")?), row.get("kind")?)),
        )
    }
}

impl WriteTx<'_> {
    /// Makes a document found by these texts and telephone numbers, and no longer by earlier ones.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_words(
        &mut self,
        kind: &str,
        document: DocumentId,
        texts: &[String],
        phones: &[String],
    ) -> Result<(), StoreError> {
        let n = self.one(
            "INSERT INTO search_entry (document, kind, fingerprint) VALUES (?1, ?2, ?3) ON CONFLICT (document) \
             DO UPDATE SET fingerprint = excluded.fingerprint WHERE fingerprint <> excluded.fingerprint RETURNING n",
            params![document.0.as_bytes(), kind, fingerprint(texts, phones)],
            |row| row.get::<_, i64>(0),
        )?;
        let Some(n) = n else { return Ok(()) };
        let words: Vec<String> =
            texts.iter().map(|text| index_words(text)).filter(|words| !words.is_empty()).collect();
        self.run(
            "INSERT OR REPLACE INTO search_words (rowid, words) VALUES (?1, ?2)",
            params![n, words.join(" ")],
        )?;
        self.put_phones(document, phones)
    }

    pub(crate) fn forget_words(&mut self, document: DocumentId) -> Result<(), StoreError> {
        let n = self.one(
            "DELETE FROM search_entry WHERE document = ?1 RETURNING n",
            [document.0.as_bytes()],
            |row| row.get::<_, i64>(0),
        )?;
        if let Some(n) = n {
            self.run("DELETE FROM search_words WHERE rowid = ?1", [n])?;
        }
        Ok(())
    }
}

/// Tells whether what a document is found by has changed, so that most taps fold nothing and leave the indexes alone.
fn fingerprint(texts: &[String], phones: &[String]) -> i64 {
    let mut hasher = DefaultHasher::new();
    (texts, phones).hash(&mut hasher);
    hasher.finish().cast_signed()
}

/// The FTS5 expression that asks for every word of a query; none when it has none.
pub(crate) fn match_expression(query: &str) -> Option<String> {
    let terms: Vec<String> = query_terms(query).into_iter().map(expression).collect();
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

/// Words are letters and digits only, so they need no escaping inside quotes.
fn expression(term: Term) -> String {
    match term {
        Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Term::Prefix(word) => format!("\"{word}\" *"),
    }
}
