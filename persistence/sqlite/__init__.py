"""Callboard's bytes in one SQLite file: the choice for a laptop, a Pi, one server.

    store       SqliteStore: the seam's verbs
    database    the two connections: who writes, who reads, and what happens when the disk fails
    apply       operations as SQL, in one transaction              (pure: any connection will do)
    read        load, get, list as SQL                             (pure: any connection will do)
    pragmas     how a connection must be set, asserted             (pure: any connection will do)
    migrate     the schema, step by step
    files       modes, folders, and the lock that keeps a second program out
    faults      from SQLite's errors to sentences

Guarantee: what was acknowledged is there after `kill -9` and after a power cut (`tests/persistence/test_power_cut.py`).
"""

from persistence.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
