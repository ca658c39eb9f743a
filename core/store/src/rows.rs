//! The read models of customers, assets and requests.

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::search::phone_digits;
use jobsheet_kernel::time::{Position, Timestamp};
use rusqlite::{Row, params};

use crate::columns::{json, json_column, maybe_document, maybe_position, maybe_time, time, uuid};
use crate::error::StoreError;
use crate::orders::Page;
use crate::transaction::{ReadTx, WriteTx};

/// What lists show of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The customer.
    pub id: DocumentId,
    /// Their name.
    pub name: String,
    /// The name of the first contact.
    pub contact: String,
    /// All telephone numbers, as typed.
    pub phones: Vec<String>,
    /// Where the first site is, in words.
    pub address: String,
    /// The language of their reports, a BCP 47 code.
    pub language: String,
    /// Where the first site is, on the map.
    pub position: Option<Position>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What lists show of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRow {
    /// The machine.
    pub id: DocumentId,
    /// Whose it is.
    pub customer: Option<DocumentId>,
    /// Its product model.
    pub model: String,
    /// Its serial number.
    pub serial: String,
    /// Where it stands, in words.
    pub site: String,
    /// Until when it is under warranty, where that is known.
    pub warranty_until: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What lists show of a request (R1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub id: DocumentId,
    /// Its number, or the provisional one of its device.
    pub number: String,
    /// When it came.
    pub received_at: Timestamp,
    /// How it came: `phone`.
    pub channel: String,
    /// The customer, where one is known.
    pub customer: Option<DocumentId>,
    /// The customer's name, as given.
    pub customer_name: String,
    /// Who called.
    pub contact: String,
    /// From which number.
    pub phone: String,
    /// Where, in words.
    pub address: String,
    /// The product model, as given.
    pub model: String,
    /// The serial number, as given.
    pub serial: String,
    /// The fault, in the customer's words.
    pub fault: String,
    /// What it ended in; none while it is open (R2).
    pub outcome: Option<String>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl ReadTx<'_> {
    /// A customer as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer(&self, id: DocumentId) -> Result<Option<CustomerRow>, StoreError> {
        self.one("SELECT * FROM customer_row WHERE id = ?1", [id.0.as_bytes()], customer_row)
    }

    /// Customers by name; with words, those that have all of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers(&self, text: &str, page: Page) -> Result<Vec<CustomerRow>, StoreError> {
        if text.trim().is_empty() {
            return self.all(
                "SELECT * FROM customer_row ORDER BY name, id LIMIT ?1 OFFSET ?2",
                [page.limit, page.offset],
                customer_row,
            );
        }
        let found = self.find(text, Some("customer"), page)?;
        found.into_iter().filter_map(|(id, _)| self.customer(id).transpose()).collect()
    }

    /// A machine as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn asset(&self, id: DocumentId) -> Result<Option<AssetRow>, StoreError> {
        self.one("SELECT * FROM asset_row WHERE id = ?1", [id.0.as_bytes()], asset_row)
    }

    /// A customer's machines, by model.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn assets_of(&self, customer: DocumentId) -> Result<Vec<AssetRow>, StoreError> {
        self.all(
            "SELECT * FROM asset_row WHERE customer = ?1 ORDER BY model, id",
            [customer.0.as_bytes()],
            asset_row,
        )
    }

    /// A request as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn request(&self, id: DocumentId) -> Result<Option<RequestRow>, StoreError> {
        self.one("SELECT * FROM request_row WHERE id = ?1", [id.0.as_bytes()], request_row)
    }

    /// The register, the newest first; only open requests, or all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn requests(&self, only_open: bool, page: Page) -> Result<Vec<RequestRow>, StoreError> {
        let filter = if only_open { "WHERE outcome IS NULL" } else { "" };
        self.all(
            &format!("SELECT * FROM request_row {filter} ORDER BY received_at DESC, id LIMIT ?1 OFFSET ?2"),
            [page.limit, page.offset],
            request_row,
        )
    }

    /// A customer's requests, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn requests_of(&self, customer: DocumentId, page: Page) -> Result<Vec<RequestRow>, StoreError> {
        self.all(
            "SELECT * FROM request_row WHERE customer = ?1 ORDER BY received_at DESC, id LIMIT ?2 OFFSET ?3",
            params![customer.0.as_bytes(), page.limit, page.offset],
            request_row,
        )
    }
}

impl WriteTx<'_> {
    /// Keeps the row of a customer, and makes it found by its words, those of `more`, and its telephone numbers.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_customer(&mut self, customer: &CustomerRow, more: &str) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO customer_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                customer.id.0.as_bytes(),
                customer.name,
                customer.contact,
                json_column(&customer.phones)?,
                customer.address,
                customer.language,
                customer.position.map(|position| position.latitude_udeg),
                customer.position.map(|position| position.longitude_udeg),
                customer.updated_at.0
            ],
        )?;
        self.put_phones(customer.id, customer.phones.iter().map(String::as_str))?;
        let own = [&customer.name, &customer.contact, &customer.address].map(String::as_str);
        self.index_words("customer", customer.id, own.into_iter().chain([more]))
    }

    /// Keeps the row of a machine, and makes it found by its words and those of `more`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_asset(&mut self, asset: &AssetRow, more: &str) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO asset_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                asset.id.0.as_bytes(),
                asset.customer.map(|id| id.0.into_bytes()),
                asset.model,
                asset.serial,
                asset.site,
                asset.warranty_until.map(|time| time.0),
                asset.updated_at.0
            ],
        )?;
        let own = [&asset.model, &asset.serial, &asset.site].map(String::as_str);
        self.index_words("asset", asset.id, own.into_iter().chain([more]))
    }

    /// Keeps the row of a request, and makes it found by its words, those of `more`, and the caller's number.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_request(&mut self, request: &RequestRow, more: &str) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO request_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                request.id.0.as_bytes(),
                request.number,
                request.received_at.0,
                request.channel,
                request.customer.map(|id| id.0.into_bytes()),
                request.customer_name,
                request.contact,
                request.phone,
                request.address,
                request.model,
                request.serial,
                request.fault,
                request.outcome,
                request.updated_at.0
            ],
        )?;
        self.put_phones(request.id, [request.phone.as_str()])?;
        let own = [
            &request.number,
            &request.customer_name,
            &request.contact,
            &request.address,
            &request.model,
            &request.serial,
            &request.fault,
        ];
        let words = own.into_iter().map(String::as_str).chain([more]);
        self.index_words("request", request.id, words)
    }

    fn put_phones<'p>(
        &mut self,
        document: DocumentId,
        phones: impl IntoIterator<Item = &'p str>,
    ) -> Result<(), StoreError> {
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

    /// Empties the read models and lets `fill` write every row anew from the documents.
    ///
    /// # Errors
    /// Those of `fill`; the rows are then as they were.
    pub fn rebuild_read_models(
        &mut self,
        fill: impl FnOnce(&mut Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for table in
            ["order_row", "customer_row", "asset_row", "request_row", "document_row", "phone", "search_entry"]
        {
            self.run(&format!("DELETE FROM {table}"), [])?;
        }
        self.run("INSERT INTO search_words (search_words) VALUES ('delete-all')", [])?;
        fill(self)
    }
}

fn customer_row(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    let phones: String = row.get("phones")?;
    Ok(CustomerRow {
        id: DocumentId(uuid(row, "id")?),
        name: row.get("name")?,
        contact: row.get("contact")?,
        phones: json(&phones)?,
        address: row.get("address")?,
        language: row.get("language")?,
        position: maybe_position(row)?,
        updated_at: time(row, "updated_at")?,
    })
}

fn asset_row(row: &Row<'_>) -> rusqlite::Result<AssetRow> {
    Ok(AssetRow {
        id: DocumentId(uuid(row, "id")?),
        customer: maybe_document(row, "customer")?,
        model: row.get("model")?,
        serial: row.get("serial")?,
        site: row.get("site")?,
        warranty_until: maybe_time(row, "warranty_until")?,
        updated_at: time(row, "updated_at")?,
    })
}

fn request_row(row: &Row<'_>) -> rusqlite::Result<RequestRow> {
    Ok(RequestRow {
        id: DocumentId(uuid(row, "id")?),
        number: row.get("number")?,
        received_at: time(row, "received_at")?,
        channel: row.get("channel")?,
        customer: maybe_document(row, "customer")?,
        customer_name: row.get("customer_name")?,
        contact: row.get("contact")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        model: row.get("model")?,
        serial: row.get("serial")?,
        fault: row.get("fault")?,
        outcome: row.get("outcome")?,
        updated_at: time(row, "updated_at")?,
    })
}
