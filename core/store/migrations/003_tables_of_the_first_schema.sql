-- Tables that files have lacked which were made before the first schema had them.
CREATE TABLE IF NOT EXISTS unread (
    document BLOB PRIMARY KEY NOT NULL,
    code TEXT NOT NULL,
    parameters TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS original (
    blob INTEGER NOT NULL REFERENCES blob (n) ON DELETE CASCADE,
    normal BLOB NOT NULL,
    captured_at INTEGER,
    on_server INTEGER NOT NULL,
    PRIMARY KEY (blob, normal)
) STRICT, WITHOUT ROWID;
