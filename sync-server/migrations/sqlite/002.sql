-- What lists show of a document stands in a table of its own, with the version of what is listed: a list walks no documents,
-- and what an earlier version listed is made again at the start.
CREATE TABLE listing (
  organisation BLOB NOT NULL, document BLOB NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER NOT NULL,         -- of the document's newest run
  updated_at INTEGER NOT NULL,       -- when that run came in
  status TEXT NOT NULL, open INTEGER NOT NULL, contested INTEGER NOT NULL,
  search TEXT NOT NULL,              -- folded text that lists are searched by
  summary BLOB NOT NULL,             -- what lists show, JSON
  PRIMARY KEY (organisation, document)
) WITHOUT ROWID;
INSERT INTO listing (organisation, document, kind, version, position, updated_at, status, open, contested, search, summary)
  SELECT d.organisation, d.id, d.kind, 1, d.position, coalesce(r.received_at, 0), d.status, 1, d.contested, d.search, d.summary
  FROM document AS d
  LEFT JOIN run AS r ON r.organisation = d.organisation AND r.document = d.id AND r.position = d.position;
CREATE INDEX listing_by_kind ON listing (organisation, kind, position);
CREATE INDEX listing_by_version ON listing (organisation, version, document);

CREATE TABLE document_without_listing (
  organisation BLOB NOT NULL, id BLOB NOT NULL,
  kind TEXT NOT NULL,
  heads BLOB NOT NULL,               -- 32 bytes each, sorted
  snapshot BLOB NOT NULL,
  position INTEGER NOT NULL,         -- of its newest run
  PRIMARY KEY (organisation, id)
) WITHOUT ROWID;
INSERT INTO document_without_listing SELECT organisation, id, kind, heads, snapshot, position FROM document;
DROP TABLE document;
ALTER TABLE document_without_listing RENAME TO document;
