CREATE TABLE attestation (
  organisation BLOB NOT NULL, digest BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, digest)
);

CREATE TABLE blob (
  organisation BLOB NOT NULL, digest BLOB NOT NULL, length INTEGER NOT NULL, stored_at INTEGER NOT NULL,
  PRIMARY KEY (organisation, digest)
) WITHOUT ROWID;

CREATE TABLE blob_sender (           -- devices that sent all bytes of a blob
  organisation BLOB NOT NULL, digest BLOB NOT NULL, device BLOB NOT NULL,
  PRIMARY KEY (organisation, digest, device)
) WITHOUT ROWID;

CREATE TABLE "change" (
  organisation BLOB NOT NULL, document BLOB NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  hash BLOB NOT NULL, actor BLOB NOT NULL, sequence INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, document, position, ordinal)
);

CREATE TABLE device (
  organisation BLOB NOT NULL, id BLOB NOT NULL,
  user BLOB NOT NULL,
  kind TEXT NOT NULL,                -- device or office
  name TEXT NOT NULL, platform TEXT NOT NULL,
  key BLOB NOT NULL,                 -- Ed25519 public key that signs changes
  key_id BLOB NOT NULL,              -- its RFC 7638 thumbprint
  statement_jwk TEXT NOT NULL,       -- public JWK of the key that signs statements
  certificate TEXT NOT NULL,         -- the statement key's certificate of the change key
  fingerprint TEXT NOT NULL,
  confirmed INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,       -- feed position
  revoked_at INTEGER,                -- feed position
  delivered INTEGER NOT NULL,        -- highest feed position ever answered to it
  seen INTEGER NOT NULL,             -- cursor of its last completed sync
  seen_at INTEGER NOT NULL,
  floor INTEGER NOT NULL,            -- lowest as_of still taken without review
  enrolled_at INTEGER NOT NULL, issued_by BLOB, confirmed_by BLOB, custody TEXT,
  PRIMARY KEY (organisation, id)
) WITHOUT ROWID;

CREATE TABLE "document" (
  organisation BLOB NOT NULL, id BLOB NOT NULL,
  kind TEXT NOT NULL,
  heads BLOB NOT NULL,               -- 32 bytes each, sorted
  snapshot BLOB NOT NULL,
  position INTEGER NOT NULL,         -- of its newest run
  PRIMARY KEY (organisation, id)
);

CREATE TABLE document_blob (         -- blobs that a document names or ever named, here or not, and who put the name there
  organisation BLOB NOT NULL, digest BLOB NOT NULL, document BLOB NOT NULL, user BLOB NOT NULL,
  PRIMARY KEY (organisation, digest, document, user)
) WITHOUT ROWID;

CREATE TABLE enrolment (
  organisation BLOB NOT NULL, code BLOB NOT NULL,    -- SHA-256 of the one-time code
  user BLOB NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, issued_by BLOB,
  PRIMARY KEY (organisation, code)
) WITHOUT ROWID;

CREATE TABLE fork (                  -- a second history under one key: two hashes for one place (R50)
  organisation BLOB NOT NULL, document BLOB NOT NULL, actor BLOB NOT NULL, sequence INTEGER NOT NULL,
  other BLOB NOT NULL,               -- hash of the change that was not taken; its run is in refused
  kept BLOB NOT NULL,                -- hash of the change that stands
  device BLOB NOT NULL, found_at INTEGER NOT NULL,
  PRIMARY KEY (organisation, document, actor, sequence, other)
) WITHOUT ROWID;

CREATE TABLE hour (
  organisation BLOB NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (organisation, position)
) WITHOUT ROWID;

CREATE TABLE "idempotency" (
  organisation BLOB NOT NULL, user BLOB NOT NULL, key TEXT NOT NULL,
  request BLOB NOT NULL,             -- SHA-256 of method, path and body
  started_at INTEGER NOT NULL, status INTEGER, answer BLOB,
  PRIMARY KEY (organisation, user, key)
);

CREATE TABLE key_record (
    organisation BLOB NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE link (                  -- which documents a document needs beside it
  organisation BLOB NOT NULL, document BLOB NOT NULL, target BLOB NOT NULL,
  kind TEXT NOT NULL,                -- kind of the target
  PRIMARY KEY (organisation, document, target)
) WITHOUT ROWID;

CREATE TABLE "listing" (
  organisation BLOB NOT NULL, document BLOB NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,         -- of the document's newest run
  updated_at INTEGER NOT NULL,       -- when that run came in
  status TEXT NOT NULL, open INTEGER NOT NULL, contested INTEGER NOT NULL,
  search TEXT NOT NULL,              -- folded text that lists are searched by
  summary BLOB NOT NULL,             -- what lists show, JSON
  PRIMARY KEY (organisation, document)
);

CREATE TABLE member (                -- who works on a document
  organisation BLOB NOT NULL, document BLOB NOT NULL, user BLOB NOT NULL,
  PRIMARY KEY (organisation, document, user)
) WITHOUT ROWID;

CREATE TABLE nonce (
  organisation BLOB NOT NULL, device BLOB NOT NULL, nonce BLOB NOT NULL,
  number INTEGER NOT NULL,           -- counts up for a device
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (organisation, device, nonce)
) WITHOUT ROWID;

CREATE TABLE number (                -- gap-free numbers of the register, a series a year (R1)
  organisation BLOB NOT NULL, series TEXT NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (organisation, series)
) WITHOUT ROWID;

CREATE TABLE organisation (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  seed BLOB NOT NULL,                -- Ed25519 seed of the server's own key: receipts, manifests
  epoch INTEGER NOT NULL,            -- grows when the ledger was restored from an older backup
  position INTEGER NOT NULL          -- the feed counter: numbers every accepted run and record
) WITHOUT ROWID;

CREATE TABLE proof (
  organisation BLOB NOT NULL, device BLOB NOT NULL, nonce BLOB NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY (organisation, device, nonce, id)
) WITHOUT ROWID;

CREATE TABLE "record" (
  organisation BLOB NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, name, position)
);

CREATE TABLE "refused" (           -- quarantine: refused runs, whole; none is ever thrown away
  organisation BLOB NOT NULL, digest BLOB NOT NULL,  -- SHA-256 of bytes
  document BLOB NOT NULL, actor BLOB NOT NULL,
  first INTEGER NOT NULL,            -- sequence of its first change
  head BLOB,                         -- hash of its last change, where that can be read
  device BLOB NOT NULL, code TEXT NOT NULL,
  received_at INTEGER NOT NULL, bytes BLOB NOT NULL, -- a run that stands by itself, docs/protocol/handover.cddl
  state TEXT NOT NULL,               -- evidence, waiting, admitted or rejected
  decided_by BLOB, decided_at INTEGER, reason TEXT,
  PRIMARY KEY (organisation, digest)
);

CREATE TABLE run (
  organisation BLOB NOT NULL, document BLOB NOT NULL, position INTEGER NOT NULL,
  actor BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  previous BLOB, head BLOB NOT NULL,
  as_of INTEGER NOT NULL, checkpoint INTEGER NOT NULL,
  key_id BLOB NOT NULL, nonce BLOB NOT NULL,         -- with the key: the actor
  device BLOB NOT NULL, user BLOB NOT NULL,
  signature BLOB NOT NULL, received_at INTEGER NOT NULL,
  reviewed_by BLOB, reviewed_at INTEGER, review_reason TEXT,   -- who let it in, where a person had to (R54)
  PRIMARY KEY (organisation, document, position)
) WITHOUT ROWID;

CREATE TABLE scope (                 -- what a device holds; a row with left_at stays as the leave notice
  organisation BLOB NOT NULL, device BLOB NOT NULL, document BLOB NOT NULL,
  entered_at INTEGER NOT NULL, left_at INTEGER, held_since INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation, device, document)
) WITHOUT ROWID;

CREATE TABLE session (
  organisation BLOB NOT NULL, token BLOB NOT NULL,   -- SHA-256 of the cookie's token
  user BLOB NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (organisation, token)
) WITHOUT ROWID;

CREATE TABLE "statement" (
  organisation BLOB NOT NULL, document BLOB NOT NULL, event BLOB NOT NULL,
  position INTEGER NOT NULL, jws TEXT NOT NULL, model BLOB NOT NULL, receipt TEXT NOT NULL,
  PRIMARY KEY (organisation, document, event)
);

CREATE TABLE upload (
  organisation BLOB NOT NULL, id BLOB NOT NULL, device BLOB NOT NULL,
  digest BLOB NOT NULL, length INTEGER NOT NULL, received INTEGER NOT NULL, purpose TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  PRIMARY KEY (organisation, id)
) WITHOUT ROWID;

CREATE TABLE upload_day (
    organisation BLOB NOT NULL,
    device BLOB NOT NULL,
    day INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (organisation, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  organisation BLOB NOT NULL, id BLOB NOT NULL,
  name TEXT NOT NULL,                -- login name, lower case
  full_name TEXT NOT NULL,
  password TEXT NOT NULL,            -- argon2id, PHC string
  roles TEXT NOT NULL,               -- JSON list
  language TEXT NOT NULL,            -- BCP 47
  active INTEGER NOT NULL,
  PRIMARY KEY (organisation, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX change_hash ON change (organisation, document, hash);

CREATE UNIQUE INDEX change_sequence ON change (organisation, document, actor, sequence);

CREATE UNIQUE INDEX device_key ON device (organisation, key_id);

CREATE INDEX fork_device ON fork (organisation, device);

CREATE INDEX link_target ON link (organisation, target, document);

CREATE INDEX listing_by_kind ON listing (organisation, kind, position);

CREATE INDEX listing_by_version ON listing (organisation, version, document);

CREATE INDEX member_user ON member (organisation, user, document);

CREATE INDEX record_position ON record (organisation, position);

CREATE INDEX refused_device ON refused (organisation, device, state);

CREATE INDEX refused_document ON refused (organisation, document, state);

CREATE INDEX refused_waiting ON refused (organisation, received_at) WHERE state = 'waiting';

CREATE INDEX run_reviewed ON run (organisation, device, position) WHERE reviewed_by IS NOT NULL;

CREATE UNIQUE INDEX user_name ON user (organisation, name);
