-- The second wall: a statement sees and changes only what belongs to the workspaces it was said to be for, in the
-- setting callboard.workspaces of its transaction. If nothing was said, that is nothing. It holds for everybody but the
-- owner of the tables and superusers; why it is not forced on the owner is in docs/decisions/0015-row-level-security.md.

-- Which workspace each document belongs to. The empty name stands for the server's own records, which are in 'house';
-- the empty workspace is that of documents that were never put into one.
CREATE TABLE callboard.belonging (
    document BYTEA PRIMARY KEY,
    workspace TEXT NOT NULL
);

-- Records about a document name it; all others are the server's own.
ALTER TABLE callboard.record ADD COLUMN document BYTEA NOT NULL DEFAULT '';

-- What there is already. The names of the collections are those that were in use when this step was made.
UPDATE callboard.record SET document = key WHERE collection IN ('history base', 'open conflicts');
UPDATE callboard.record SET document = substring(collection FROM octet_length(begin) + 1)
FROM (VALUES ('versions '::bytea), ('version states '), ('authors '), ('decided conflicts ')) AS known (begin)
WHERE substring(collection FROM 1 FOR octet_length(begin)) = begin;

INSERT INTO callboard.belonging VALUES ('', 'house');

-- Where documents were put is in records in JSON; one that cannot be read counts for nothing, as in the program.
DO $$
DECLARE
    put RECORD;
BEGIN
    FOR put IN SELECT key, bytes FROM callboard.record WHERE collection = 'belongings' AND key <> '' LOOP
        BEGIN
            INSERT INTO callboard.belonging
            VALUES (put.key, convert_from(put.bytes, 'UTF8')::json ->> 'workspace');
        EXCEPTION WHEN data_exception OR not_null_violation THEN
            RAISE DEBUG 'a record of belonging cannot be read';
        END;
    END LOOP;
END $$;

INSERT INTO callboard.belonging
SELECT document, '' FROM (
    SELECT document FROM callboard.log
    UNION SELECT document FROM callboard.checkpoint
    UNION SELECT document FROM callboard.record
) AS known
ON CONFLICT DO NOTHING;

-- What the transaction was said to be for; NULL, which equals nothing, if that was not said. A setting that was made in
-- an earlier transaction of the connection is empty, not gone.
CREATE FUNCTION callboard.here() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('callboard.workspaces', true), '')::text[]
$$;

-- Looks over the wall, and tells no more than that there is something behind it: a document that is there but out of
-- reach must not be taken for a new one.
CREATE FUNCTION callboard.belongs_elsewhere(asked BYTEA) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM callboard.belonging
        WHERE document = asked AND workspace <> ALL (coalesce(callboard.here(), '{}'))
    );
END $$;

-- A subquery without arguments is asked once for each statement, not for each row. A document moves only for whoever says
-- both the workspace that it leaves and the one that it goes to. Below, EXISTS would let the planner gather all documents of the workspace to
-- look for one; a subquery that gives a value is always one look at the index of what is seen of the table above.
ALTER TABLE callboard.belonging ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON callboard.belonging FOR SELECT
    USING (workspace = ANY ((SELECT callboard.here())::text[]));
CREATE POLICY added ON callboard.belonging FOR INSERT
    WITH CHECK (workspace = ANY ((SELECT callboard.here())::text[]));

CREATE POLICY moved ON callboard.belonging FOR UPDATE
    USING (workspace = ANY ((SELECT callboard.here())::text[]))
    WITH CHECK (workspace = ANY ((SELECT callboard.here())::text[]));

ALTER TABLE callboard.log ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON callboard.log USING ((
    SELECT true FROM callboard.belonging WHERE belonging.document = log.document
));

ALTER TABLE callboard.checkpoint ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON callboard.checkpoint USING ((
    SELECT true FROM callboard.belonging WHERE belonging.document = checkpoint.document
));

ALTER TABLE callboard.record ENABLE ROW LEVEL SECURITY;
CREATE POLICY wall ON callboard.record USING ((
    SELECT true FROM callboard.belonging WHERE belonging.document = record.document
));

-- Nobody's data: read by every program to see whether it fits.
ALTER TABLE callboard.migration ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON callboard.migration FOR SELECT USING (true);
