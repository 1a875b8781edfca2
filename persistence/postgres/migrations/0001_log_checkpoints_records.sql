-- A schema of its own, so that the database may be shared. Whoever runs the server may have made it beforehand for a
-- user without the right to make schemas.
DO $$
BEGIN
    IF to_regnamespace('callboard') IS NULL THEN
        CREATE SCHEMA callboard;
    END IF;
END $$;

-- The steps that were taken; each notes itself in its own transaction.
CREATE TABLE callboard.migration (
    step INTEGER PRIMARY KEY,
    at TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The log of all documents. The key is the fence: two writers cannot both give out one number (P1).
-- crc32 covers the whole row: not every server was set up with page checksums (P6).
CREATE TABLE callboard.log (
    document BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor BYTEA NOT NULL,
    bytes BYTEA NOT NULL,
    crc32 BIGINT NOT NULL,
    PRIMARY KEY (document, seq)
);

-- The last checkpoint of each document; upto_seq also remembers where a trimmed log ended.
CREATE TABLE callboard.checkpoint (
    document BYTEA PRIMARY KEY,
    upto_seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    crc32 BIGINT NOT NULL
);

CREATE TABLE callboard.record (
    collection BYTEA NOT NULL,
    key BYTEA NOT NULL,
    version BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    crc32 BIGINT NOT NULL,
    PRIMARY KEY (collection, key)
);

-- The other half of the fence: a number that was given out, covered by a checkpoint and trimmed is not free again.
-- It looks after the insert, with a view of its own: if the key let a number pass because its row had been trimmed,
-- the checkpoint that allowed the trimming is to be seen by now.
CREATE FUNCTION callboard.refuse_covered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT document, min(seq) AS seq FROM added GROUP BY document) AS first_added
        WHERE seq <= (
            SELECT upto_seq FROM callboard.checkpoint WHERE checkpoint.document = first_added.document
        )
    ) THEN
        RAISE unique_violation USING MESSAGE = 'a checkpoint covers this number already';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER refuse_covered AFTER INSERT ON callboard.log
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION callboard.refuse_covered();
