-- Lists of documents of any kind without a table of its own: complaints, and whatever comes after them. What only one kind
-- shows stands in the summary, so that another kind needs no step here.
CREATE TABLE document_row (
    id BLOB PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    open INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    waits_for BLOB,
    waits_for_roles TEXT NOT NULL,
    waits_for_me INTEGER NOT NULL,
    customer BLOB,
    customer_name TEXT NOT NULL,
    clock_rule TEXT,
    clock_target INTEGER,
    clock_at_risk INTEGER,
    clock_paused INTEGER,
    summary TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX document_row_by_update ON document_row (kind, updated_at DESC, id);
CREATE INDEX document_row_by_status ON document_row (kind, status, updated_at DESC, id);
CREATE INDEX document_row_open ON document_row (kind, updated_at DESC, id) WHERE open = 1;
CREATE INDEX document_row_mine ON document_row (kind, updated_at DESC, id) WHERE waits_for_me = 1;
CREATE INDEX document_row_by_clock ON document_row (kind, clock_target, id) WHERE clock_target IS NOT NULL;
CREATE INDEX document_row_by_customer ON document_row (customer, kind, updated_at DESC, id) WHERE customer IS NOT NULL;

-- A file that has documents may have some that had no list before: their rows are made at the next start.
INSERT INTO setting (name, value) SELECT 'unlisted', '' WHERE EXISTS (SELECT 1 FROM document);
