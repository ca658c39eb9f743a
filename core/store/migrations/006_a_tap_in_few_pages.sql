-- A tap is durable when all its pages are, and each page is encrypted, written and synced: so it writes as few as it can.
-- An unsent change's row in the outbox stands at the number of the change itself, which finds it without an index of its
-- own, and holds the signature it was given. A run of its own is kept once the server has it.
CREATE TABLE outbox_by_change (
    place INTEGER PRIMARY KEY REFERENCES change (place) ON DELETE RESTRICT,
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
    previous BLOB,
    as_of INTEGER,
    checkpoint INTEGER,
    key BLOB,
    signature BLOB
) STRICT;
INSERT INTO outbox_by_change
    SELECT c.place, o.document, o.hash, o.actor, o.seq, o.made_at, o.command_version, o.command, o.state,
        o.refused_code, o.refused_parameters, r.previous, r.as_of, r.checkpoint, r.key, r.signature
    FROM outbox o
    JOIN change c ON c.document = o.document AND c.hash = o.hash
    LEFT JOIN run r ON r.document = o.document AND r.actor = o.actor AND r.first = o.seq AND r.last = o.seq;
DELETE FROM run WHERE (document, actor, first, last) IN (SELECT document, actor, seq, seq FROM outbox_by_change);
DROP TABLE outbox;
ALTER TABLE outbox_by_change RENAME TO outbox;

-- What a customer has is listed as it began, which no tap moves; by the last change the few rows are sorted.
DROP INDEX document_row_of_customer;
CREATE INDEX document_row_of_customer ON document_row (customer, kind, at DESC, id) WHERE customer IS NOT NULL;
