-- Where a device keeps its statement key, as its record in the list of keys says; nothing for one from before that was asked.
ALTER TABLE device ADD COLUMN custody TEXT;
-- What makers say of statement keys, by its SHA-256. Never swept: the list of keys names it.
CREATE TABLE attestation (
  organisation BLOB NOT NULL, digest BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (organisation, digest)
);
