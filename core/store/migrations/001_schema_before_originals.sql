-- The device's file. Ids of things are 16-byte blobs, digests 32, times milliseconds since the Unix epoch in UTC.
-- Migrations are append-only: a released one is never edited.

-- Who this installation is: one row.
CREATE TABLE profile (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    organisation BLOB NOT NULL,
    organisation_name TEXT NOT NULL,
    device BLOB NOT NULL,
    user BLOB NOT NULL,
    user_name TEXT NOT NULL,
    server_url TEXT NOT NULL,
    server_keys TEXT NOT NULL,
    change_key_seed BLOB NOT NULL,
    statement_key BLOB,
    incarnation_nonce BLOB NOT NULL,
    incarnation_count INTEGER NOT NULL,
    language TEXT NOT NULL,
    confirmed INTEGER NOT NULL
) STRICT;

-- How far this installation has heard from the server: one row.
CREATE TABLE sync_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    epoch INTEGER NOT NULL DEFAULT 0,
    cursor BLOB NOT NULL DEFAULT x'',
    position INTEGER NOT NULL DEFAULT 0,
    checkpoint INTEGER NOT NULL DEFAULT 0,
    http_nonce TEXT,
    anchor_server INTEGER,
    anchor_device INTEGER,
    anchor_monotonic_ms INTEGER,
    anchor_boot TEXT,
    anchor_uncertainty_ms INTEGER
) STRICT;
INSERT INTO sync_state (only) VALUES (1);

-- Documents that could not be taken in when the server told them: asked for again, those least often asked for first.
CREATE TABLE unread (
    document BLOB PRIMARY KEY NOT NULL,
    code TEXT NOT NULL,
    parameters TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Small things the shell remembers: sort orders, the last language chosen.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A merged document at its newest version; its content is the snapshot and the changes after it.
CREATE TABLE document (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    schema INTEGER NOT NULL,
    heads BLOB NOT NULL,
    tail INTEGER NOT NULL DEFAULT 0,
    wedged_code TEXT,
    wedged_parameters TEXT,
    leaving INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE snapshot (
    document BLOB PRIMARY KEY NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    heads BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Changes not yet in the snapshot, and every unsent one whether in it or not.
CREATE TABLE change (
    place INTEGER PRIMARY KEY,
    document BLOB NOT NULL REFERENCES document (id),
    hash BLOB NOT NULL,
    actor BLOB NOT NULL,
    seq INTEGER NOT NULL,
    deterministic INTEGER NOT NULL,
    in_snapshot INTEGER NOT NULL DEFAULT 0,
    own INTEGER NOT NULL DEFAULT 0,
    bytes BLOB NOT NULL,
    UNIQUE (document, hash)
) STRICT;

-- Signed ranges of an actor's changes: verified ones of others, and this installation's own.
CREATE TABLE run (
    document BLOB NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    actor BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    previous BLOB,
    head BLOB NOT NULL,
    as_of INTEGER NOT NULL,
    checkpoint INTEGER NOT NULL,
    key BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (document, actor, first, last)
) STRICT, WITHOUT ROWID;

-- Own changes the server has not confirmed, in the order they were made, with the command that can be decided again.
-- The reference keeps an unsent change from being deleted, whoever asks.
CREATE TABLE outbox (
    place INTEGER PRIMARY KEY,
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    actor BLOB NOT NULL,
    seq INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    command_version INTEGER NOT NULL,
    command BLOB NOT NULL,
    state INTEGER NOT NULL,
    refused_code TEXT,
    refused_parameters TEXT,
    UNIQUE (document, hash),
    FOREIGN KEY (document, hash) REFERENCES change (document, hash) ON DELETE RESTRICT
) STRICT;

-- Unsent work that a damaged file gave back only in part: kept to be read, handed over or done again by a person.
CREATE TABLE fragment (
    place INTEGER PRIMARY KEY,
    document BLOB NOT NULL,
    hash BLOB NOT NULL,
    made_at INTEGER,
    command_version INTEGER,
    command BLOB,
    change BLOB,
    UNIQUE (document, hash)
) STRICT;

-- What only the server writes, by name and the feed position it is valid from.
CREATE TABLE record (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, position)
) STRICT;

CREATE TABLE keyring_entry (
    key BLOB PRIMARY KEY NOT NULL,
    public_key BLOB NOT NULL,
    kind TEXT NOT NULL,
    device BLOB NOT NULL,
    user BLOB,
    valid_from INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- Signed statements with the exact report they are about.
CREATE TABLE statement (
    event BLOB PRIMARY KEY NOT NULL,
    document BLOB NOT NULL,
    jws TEXT NOT NULL,
    report_model BLOB NOT NULL,
    receipt TEXT
) STRICT;
CREATE INDEX statement_by_document ON statement (document);

-- Photos, thumbnails, signatures: content-addressed, in chunks of 256 KiB.
CREATE TABLE blob (
    n INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    purpose INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    stored INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    referred INTEGER NOT NULL DEFAULT 0,
    upload INTEGER NOT NULL DEFAULT 0,
    upload_url TEXT,
    uploaded INTEGER NOT NULL DEFAULT 0,
    keep_until INTEGER
) STRICT;
-- Only what waits for its turn; purposes are numbered in the order they go up.
CREATE INDEX blob_upload_queue ON blob (purpose, n) WHERE upload < 2 AND referred = 1 AND purpose < 3;

CREATE TABLE blob_chunk (
    place INTEGER PRIMARY KEY,
    blob INTEGER NOT NULL REFERENCES blob (n) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (blob, chunk)
) STRICT;

CREATE TABLE blob_use (
    document BLOB NOT NULL REFERENCES document (id),
    blob INTEGER NOT NULL REFERENCES blob (n),
    PRIMARY KEY (document, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_use_by_blob ON blob_use (blob);

-- Read models: rebuilt from the documents at any time.
CREATE TABLE order_row (
    id BLOB PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    signoff TEXT NOT NULL,
    void INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    additions INTEGER NOT NULL,
    to_do INTEGER NOT NULL,
    priority TEXT NOT NULL,
    visit INTEGER NOT NULL,
    my_role INTEGER NOT NULL,
    customer BLOB,
    customer_name TEXT NOT NULL,
    asset BLOB,
    address TEXT NOT NULL,
    latitude_udeg INTEGER,
    longitude_udeg INTEGER,
    lead_name TEXT NOT NULL,
    technicians TEXT NOT NULL,
    window_from INTEGER,
    window_to INTEGER,
    clock_rule TEXT,
    clock_target INTEGER,
    clock_at_risk INTEGER,
    clock_paused INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX order_by_update ON order_row (updated_at DESC, id);
CREATE INDEX order_by_status ON order_row (status, updated_at DESC, id);
CREATE INDEX order_by_clock ON order_row (clock_target, id) WHERE clock_target IS NOT NULL;
CREATE INDEX order_to_do ON order_row (window_from, id) WHERE to_do = 1 AND my_role > 0;
CREATE INDEX order_by_window ON order_row (window_to, window_from) WHERE my_role > 0 AND window_to IS NOT NULL;
CREATE INDEX order_by_place ON order_row (latitude_udeg, longitude_udeg) WHERE latitude_udeg IS NOT NULL;
CREATE INDEX order_by_customer ON order_row (customer, updated_at DESC, id) WHERE customer IS NOT NULL;
-- A machine has few orders, so they are sorted when they are asked for and a tap does not move them.
CREATE INDEX order_by_asset ON order_row (asset) WHERE asset IS NOT NULL;

CREATE TABLE customer_row (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    phones TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    latitude_udeg INTEGER,
    longitude_udeg INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_by_name ON customer_row (name, id);

CREATE TABLE asset_row (
    id BLOB PRIMARY KEY NOT NULL,
    customer BLOB,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    site TEXT NOT NULL,
    warranty_until INTEGER,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX asset_by_customer ON asset_row (customer, model, id);

CREATE TABLE request_row (
    id BLOB PRIMARY KEY NOT NULL,
    number TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    customer BLOB,
    customer_name TEXT NOT NULL,
    contact TEXT NOT NULL,
    phone TEXT NOT NULL,
    address TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    fault TEXT NOT NULL,
    outcome TEXT,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_by_time ON request_row (received_at DESC, id);
CREATE INDEX request_open ON request_row (received_at DESC, id) WHERE outcome IS NULL;
CREATE INDEX request_by_customer ON request_row (customer, received_at DESC, id) WHERE customer IS NOT NULL;

-- Telephone numbers backwards, so that one without its country or area code is found by its beginning.
CREATE TABLE phone (
    reversed TEXT NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (reversed, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_by_document ON phone (document);

-- Search: the words of each row, folded and cut by the core.
CREATE TABLE search_entry (
    n INTEGER PRIMARY KEY,
    document BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    fingerprint INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
-- A leaf of the index fits a page of the file, which is shorter by the cipher's nonce and code.
INSERT INTO search_words (search_words, rank) VALUES ('pgsz', 3900);
