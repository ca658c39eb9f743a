-- One table for the lists of every kind. What a list shows, filters or sorts by stands in columns; what is listed of the
-- document is kept beside it as JSON, with what only its kind shows. Another kind of document needs no step here.
--
-- What was listed before is carried over with the time of its last change. The rows are made again from the documents at
-- the next start; that of a document which cannot be read stays as it is here.
ALTER TABLE document_row RENAME TO earlier_row;

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
    asset BLOB,
    address TEXT NOT NULL,
    latitude_udeg INTEGER,
    longitude_udeg INTEGER,
    window_from INTEGER,
    window_to INTEGER,
    to_do INTEGER NOT NULL,
    my_role INTEGER NOT NULL,
    clock_rule TEXT,
    clock_target INTEGER,
    clock_at_risk INTEGER,
    clock_paused INTEGER,
    at INTEGER,
    updated_at INTEGER NOT NULL,
    listing TEXT NOT NULL
) STRICT;

INSERT INTO document_row
    SELECT id, 'work_order', number, title, status, status NOT IN ('closed', 'cancelled'), contested, conflicts,
        NULL, '[]', 0, customer, customer_name, asset, address, latitude_udeg, longitude_udeg, window_from, window_to,
        to_do, my_role, clock_rule, clock_target, clock_at_risk, clock_paused, NULL, updated_at,
        json_object('summary', json_object('signoff', signoff, 'void', json(iif(void, 'true', 'false')),
            'additions', additions, 'priority', priority, 'visit', visit, 'customer_name', customer_name))
    FROM order_row;

INSERT INTO document_row
    SELECT id, 'customer', '', name, '', 1, 0, 0,
        NULL, '[]', 0, NULL, '', NULL, address, latitude_udeg, longitude_udeg, NULL, NULL,
        0, 0, NULL, NULL, NULL, NULL, NULL, updated_at,
        json_object('summary', json_object('language', language,
            'phone', coalesce(iif(json_valid(phones), json_extract(phones, '$[0]'), ''), '')))
    FROM customer_row;

INSERT INTO document_row
    SELECT id, 'asset', serial, model, '', 1, 0, 0,
        NULL, '[]', 0, customer, '', NULL, '', NULL, NULL, NULL, NULL,
        0, 0, NULL, NULL, NULL, NULL, NULL, updated_at,
        json_object('title', model)
    FROM asset_row;

INSERT INTO document_row
    SELECT id, 'request', number, fault, iif(outcome IS NULL, 'open', 'ended'), outcome IS NULL, 0, 0,
        NULL, '[]', 0, customer, customer_name, NULL, address, NULL, NULL, NULL, NULL,
        0, 0, NULL, NULL, NULL, NULL, received_at, updated_at,
        json_object('summary', json_object('channel', channel, 'logged_at', received_at, 'caller', contact,
            'phone', phone, 'product_model', model, 'serial', serial, 'fault', fault, 'outcome', outcome))
    FROM request_row;

INSERT INTO document_row
    SELECT id, kind, number, title, status, open, contested, conflicts,
        waits_for, waits_for_roles, waits_for_me, customer, customer_name, NULL, '', NULL, NULL, NULL, NULL,
        0, 0, clock_rule, clock_target, clock_at_risk, clock_paused, NULL, updated_at,
        json_object('status', status, 'contested', json(iif(contested, 'true', 'false')),
            'lead', iif(json_valid(summary), json_extract(summary, '$.investigator'), NULL),
            'summary', json(iif(json_valid(summary), summary, 'null')))
    FROM earlier_row;

DROP TABLE earlier_row;
DROP TABLE order_row;
DROP TABLE customer_row;
DROP TABLE asset_row;
DROP TABLE request_row;

CREATE INDEX document_row_by_update ON document_row (kind, updated_at DESC, id);
CREATE INDEX document_row_by_status ON document_row (kind, status, updated_at DESC, id);
CREATE INDEX document_row_open ON document_row (kind, updated_at DESC, id) WHERE open = 1;
CREATE INDEX document_row_my_turn ON document_row (kind, updated_at DESC, id) WHERE waits_for_me = 1;
CREATE INDEX document_row_by_clock ON document_row (kind, clock_target, id) WHERE clock_target IS NOT NULL;
-- All that the jobs of a day are picked and sorted by, so that only the rows that are shown are read.
CREATE INDEX document_row_to_do ON document_row (kind, window_from, id, to_do, my_role) WHERE to_do = 1 AND my_role > 0;
CREATE INDEX document_row_by_window ON document_row (kind, window_to, window_from, id, to_do, my_role)
    WHERE my_role > 0 AND window_to IS NOT NULL;
CREATE INDEX document_row_by_place ON document_row (kind, latitude_udeg, longitude_udeg)
    WHERE to_do = 1 AND latitude_udeg IS NOT NULL;
CREATE INDEX document_row_by_title ON document_row (kind, title, id);
CREATE INDEX document_row_by_begin ON document_row (kind, at DESC, id);
CREATE INDEX document_row_open_by_begin ON document_row (kind, at DESC, id) WHERE open = 1;
CREATE INDEX document_row_of_customer ON document_row (customer, kind, updated_at DESC, id) WHERE customer IS NOT NULL;
CREATE INDEX document_row_of_customer_by_title ON document_row (customer, kind, title, id) WHERE customer IS NOT NULL;
-- A machine has few documents, so they are sorted when they are asked for and a tap does not move them.
CREATE INDEX document_row_of_asset ON document_row (asset) WHERE asset IS NOT NULL;

-- Which version of the listing the rows were made by is noted instead; where nothing is, they are made again.
DELETE FROM setting WHERE name = 'unlisted';
