-- What a device announced to upload on one day, so that none fills the disk.
CREATE TABLE upload_day (
    organisation BLOB NOT NULL,
    device BLOB NOT NULL,
    day INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (organisation, device)
) STRICT, WITHOUT ROWID;
