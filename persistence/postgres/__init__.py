"""Callboard's bytes in PostgreSQL: the choice where one is run already, with its backups, replicas and people.

    store       PostgresStore: the seam's verbs
    database    the two connections: who writes, who reads, and what happens when the server goes away
    apply       operations as SQL, a group in one statement or one transaction
    statements  that SQL
    read        load, get, list as SQL
    connect     opening connections: what durability rests on is asserted
    migrate     the schema, step by step
    within      what a statement is held to: the second wall between workspaces (P15)
    standing    whether that wall stands, and how to let a user of lesser rights serve
    faults      from PostgreSQL's errors to sentences

Names, keys and actors are stored as the bytes of their UTF-8: a text of PostgreSQL cannot hold every name a Yjs
application may choose, and would sort it by the rules of some language.

Guarantee: what was acknowledged is there after `kill -9` of this program, of a backend and of the whole server
(`tests/persistence/test_postgres_kill.py`); two programs that write to one document cannot give out one number twice.
"""

from persistence.postgres.store import PostgresStore

__all__ = ["PostgresStore"]
