//! Documents by telephone number (R3).

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::search::phone_digits;
use rusqlite::params;

use crate::columns::uuid;
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// Digits that two numbers must end in alike; fewer are house numbers and floors.
const DIGITS: usize = 7;

impl ReadTx<'_> {
    /// Whose a number is: the customer of each document that has it, or the document itself where it names no customer.
    /// A customer's own number comes first.
    ///
    /// Numbers match when one ends in the other: with or without country and area code, and the zero before it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_phone(&self, said: &str) -> Result<Vec<DocumentId>, StoreError> {
        let reversed: String = phone_digits(said).chars().rev().collect();
        let Some(ending) = reversed.get(..DIGITS) else { return Ok(Vec::new()) };
        let documents = self.all(
            "SELECT p.reversed, coalesce(o.customer, p.document) AS document FROM phone p \
             LEFT JOIN document_row o ON o.id = p.document \
             WHERE p.reversed >= ?1 AND p.reversed < ?1 || ':' ORDER BY o.customer IS NOT NULL, p.reversed",
            params![ending],
            |row| Ok((row.get::<_, String>("reversed")?, DocumentId(uuid(row, "document")?))),
        )?;
        let mut found: Vec<DocumentId> = Vec::new();
        for (known, document) in documents {
            if same_number(&known, &reversed) && !found.contains(&document) {
                found.push(document);
            }
        }
        Ok(found)
    }
}

impl WriteTx<'_> {
    /// Makes a document found by these numbers and no longer by earlier ones.
    pub(crate) fn put_phones(&mut self, document: DocumentId, phones: &[String]) -> Result<(), StoreError> {
        self.run("DELETE FROM phone WHERE document = ?1", [document.0.as_bytes()])?;
        for phone in phones {
            let reversed: String = phone_digits(phone).chars().rev().collect();
            if !reversed.is_empty() {
                self.run(
                    "INSERT OR IGNORE INTO phone (reversed, document) VALUES (?1, ?2)",
                    params![reversed, document.0.as_bytes()],
                )?;
            }
        }
        Ok(())
    }
}

/// Whether two reversed numbers are one: a leading zero of an area code is dropped behind a country code.
fn same_number(known: &str, said: &str) -> bool {
    let bare = |number: &str| number.trim_end_matches('0').to_owned();
    let (known, said) = (bare(known), bare(said));
    let (short, long) = if known.len() <= said.len() { (&known, &said) } else { (&said, &known) };
    long.starts_with(short.as_str())
}
