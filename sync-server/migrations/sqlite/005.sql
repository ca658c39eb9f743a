-- When feed positions were given, about once an hour: since when somebody can have known better than an earlier position.
CREATE TABLE hour (
  organisation BLOB NOT NULL, position INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (organisation, position)
) WITHOUT ROWID;
INSERT INTO hour SELECT organisation, min(position), min(received_at) FROM run
  GROUP BY organisation, received_at / 3600000;
