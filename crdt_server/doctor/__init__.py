"""`callboard doctor`: is everything as a server needs it? Looks, measures, and changes nothing (M6).

    settings ─▶ checks ─▶ [Finding …] ─▶ report ─▶ text or JSON, and an exit code

A check is a function that gives findings; one that fails of its own is a finding, too. The database is opened for
reading only, by a running server's side if there is one; only the disk is written to, a small file of the doctor's own
beside the database, removed again.
"""
