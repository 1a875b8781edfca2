"""What a group of operations is in SQL.

`said` in a FROM says what a statement is for without a round trip of its own. Each row that such a statement forms has
it in it, so it was said before anything is looked up for that row, or written of it. A statement that searches a table
in its own FROM has no such order: it runs in a transaction of `within.py`.
"""

ADD_ENTRIES = """
INSERT INTO callboard.log (document, seq, at, actor, bytes, crc32)
SELECT added.*
FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[]) AS added,
    (SELECT set_config('callboard.workspaces', $7::text[]::text, true)) AS said
"""
FIRST_MISSING = """
SELECT place
FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[])
    WITH ORDINALITY AS asked (document, seq, at, actor, bytes, crc32, place)
WHERE NOT EXISTS (
    SELECT FROM callboard.log
    WHERE log.document = asked.document AND log.seq = asked.seq AND log.at = asked.at
        AND log.actor = asked.actor AND log.bytes = asked.bytes AND log.crc32 = asked.crc32
)
ORDER BY place LIMIT 1
"""
LAST_SEQS = """
SELECT greatest(
    (SELECT max(seq) FROM callboard.log WHERE log.document = asked.document),
    (SELECT upto_seq FROM callboard.checkpoint WHERE checkpoint.document = asked.document),
    0
)
FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (document, place),
    (SELECT set_config('callboard.workspaces', $2::text[]::text, true)) AS said
ORDER BY place
"""
CLAIM = """
INSERT INTO callboard.belonging (document, workspace)
SELECT claimed.* FROM unnest($1::bytea[], $2::text[]) AS claimed,
    (SELECT set_config('callboard.workspaces', $3::text[]::text, true)) AS said
ON CONFLICT DO NOTHING
"""
MOVE = """
UPDATE callboard.belonging SET workspace = $2 WHERE document = ANY ($1::bytea[]) AND workspace <> $2
"""
ELSEWHERE = """
SELECT callboard.belongs_elsewhere(asked.document)
FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (document, place),
    (SELECT set_config('callboard.workspaces', $2::text[]::text, true)) AS said
ORDER BY place
"""
FIRST_SEQ = "SELECT min(seq) FROM callboard.log WHERE document = $1"
FIRST_YOUNG = """
SELECT seq FROM callboard.log WHERE document = $1 AND seq < $2 AND at >= $3 ORDER BY seq LIMIT 1
"""
DROP_ENTRIES = "DELETE FROM callboard.log WHERE document = $1 AND seq < $2"
CHECKPOINT = (
    "SELECT upto_seq, at, bytes, crc32 FROM callboard.checkpoint WHERE document = $1 FOR UPDATE"
)
ADD_CHECKPOINT = """
INSERT INTO callboard.checkpoint (document, upto_seq, at, bytes, crc32) VALUES ($1, $2, $3, $4, $5)
"""
REPLACE_CHECKPOINT = """
UPDATE callboard.checkpoint SET upto_seq = $2, at = $3, bytes = $4, crc32 = $5 WHERE document = $1
"""
VERSION = "SELECT version FROM callboard.record WHERE collection = $1 AND key = $2 FOR UPDATE"
ADD_RECORD = """
INSERT INTO callboard.record (collection, key, version, bytes, crc32, document)
VALUES ($1, $2, $3, $4, $5, $6)
"""
REPLACE_RECORD = """
UPDATE callboard.record SET version = $3, bytes = $4, crc32 = $5 WHERE collection = $1 AND key = $2
"""
DROP_RECORD = "DELETE FROM callboard.record WHERE collection = $1 AND key = $2"
