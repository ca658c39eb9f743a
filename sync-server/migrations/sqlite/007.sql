-- The list of the organisation's keys, as it is signed and published: entries are only added.
CREATE TABLE key_record (
    organisation BLOB NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
