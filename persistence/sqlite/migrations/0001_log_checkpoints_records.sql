-- The log of all documents. The key is also the fence: two writers cannot both give out one number (P1).
-- crc32 covers the whole row: SQLite has no page checksums, and memory cards rot (P6).
-- Rows lie in the order of arrival and the key is an index beside them, on purpose: in a WITHOUT ROWID table a commit
-- would touch one page for each document, and finding one document would read the large rows of others on the way.
CREATE TABLE log (
    document TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    bytes BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (document, seq)
);

-- The last checkpoint of each document; upto_seq also remembers where a trimmed log ended.
CREATE TABLE checkpoint (
    document TEXT NOT NULL PRIMARY KEY,
    upto_seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    crc32 INTEGER NOT NULL
);

CREATE TABLE record (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (collection, key)
);

-- "Call": tells our databases from anybody else's.
PRAGMA application_id = 1130458220;
