-- A table that is its own index compares whole rows, and of a row longer than a quarter of a page it reads all there is of it
-- for each comparison. So tables with long values are apart from the index of their keys.
CREATE TABLE record_apart (
  organisation BLOB NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, name, position)
);
INSERT INTO record_apart SELECT organisation, name, position, bytes FROM record;
DROP TABLE record;
ALTER TABLE record_apart RENAME TO record;
CREATE INDEX record_position ON record (organisation, position);

CREATE TABLE document_apart (
  organisation BLOB NOT NULL, id BLOB NOT NULL,
  kind TEXT NOT NULL,
  heads BLOB NOT NULL,               -- 32 bytes each, sorted
  snapshot BLOB NOT NULL,
  position INTEGER NOT NULL,         -- of its newest run
  PRIMARY KEY (organisation, id)
);
INSERT INTO document_apart SELECT organisation, id, kind, heads, snapshot, position FROM document;
DROP TABLE document;
ALTER TABLE document_apart RENAME TO document;

CREATE TABLE listing_apart (
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
INSERT INTO listing_apart SELECT organisation, document, kind, version, position, updated_at, status, open, contested, search,
  summary FROM listing;
DROP TABLE listing;
ALTER TABLE listing_apart RENAME TO listing;
CREATE INDEX listing_by_kind ON listing (organisation, kind, position);
CREATE INDEX listing_by_version ON listing (organisation, version, document);

CREATE TABLE change_apart (
  organisation BLOB NOT NULL, document BLOB NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL,
  hash BLOB NOT NULL, actor BLOB NOT NULL, sequence INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, document, position, ordinal)
);
INSERT INTO change_apart SELECT organisation, document, position, ordinal, hash, actor, sequence, bytes FROM change
  ORDER BY position, ordinal;
DROP TABLE change;
ALTER TABLE change_apart RENAME TO change;
CREATE UNIQUE INDEX change_hash ON change (organisation, document, hash);
CREATE UNIQUE INDEX change_sequence ON change (organisation, document, actor, sequence);

CREATE TABLE statement_apart (
  organisation BLOB NOT NULL, document BLOB NOT NULL, event BLOB NOT NULL,
  position INTEGER NOT NULL, jws TEXT NOT NULL, model BLOB NOT NULL, receipt TEXT NOT NULL,
  PRIMARY KEY (organisation, document, event)
);
INSERT INTO statement_apart SELECT organisation, document, event, position, jws, model, receipt FROM statement
  ORDER BY position;
DROP TABLE statement;
ALTER TABLE statement_apart RENAME TO statement;

CREATE TABLE refused_apart (           -- quarantine: refused runs, whole; none is ever thrown away
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
INSERT INTO refused_apart SELECT organisation, digest, document, actor, first, head, device, code, received_at, bytes, state,
  decided_by, decided_at, reason FROM refused ORDER BY received_at;
DROP TABLE refused;
ALTER TABLE refused_apart RENAME TO refused;
CREATE INDEX refused_document ON refused (organisation, document, state);
CREATE INDEX refused_waiting ON refused (organisation, received_at) WHERE state = 'waiting';
CREATE INDEX refused_device ON refused (organisation, device, state);

CREATE TABLE idempotency_apart (
  organisation BLOB NOT NULL, user BLOB NOT NULL, key TEXT NOT NULL,
  request BLOB NOT NULL,             -- SHA-256 of method, path and body
  started_at INTEGER NOT NULL, status INTEGER, answer BLOB,
  PRIMARY KEY (organisation, user, key)
);
INSERT INTO idempotency_apart SELECT organisation, user, key, request, started_at, status, answer FROM idempotency;
DROP TABLE idempotency;
ALTER TABLE idempotency_apart RENAME TO idempotency;
