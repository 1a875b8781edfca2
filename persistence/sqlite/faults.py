"""From SQLite's errors to sentences that say what happened, where, and what to do (P10)."""

import sqlite3

from persistence.store import Damaged, StoreError


class Fault(StoreError):
    """The disk or the file failed, not the request: everybody in the group is told, and all may try again."""


class Suspect(Fault):
    """A fault after which the connection is not trusted any more: it is opened anew and the file is checked."""


_PLACE_FAILED = {
    sqlite3.SQLITE_FULL: (
        Fault,
        "The disk that holds {where} is full. Free some space; saving then resumes by itself.",
    ),
    sqlite3.SQLITE_BUSY: (
        Fault,
        "Another program is writing to {where}. Close it; saving then resumes by itself.",
    ),
    sqlite3.SQLITE_LOCKED: (
        Fault,
        "Another program is writing to {where}. Close it; saving then resumes by itself.",
    ),
    sqlite3.SQLITE_NOMEM: (
        Fault,
        "There is not enough memory to write to {where}. Close other programs.",
    ),
    sqlite3.SQLITE_IOERR: (
        Suspect,
        "The disk failed while {where} was used ({error}). Check the disk and its space; "
        "saving resumes by itself once it works.",
    ),
    sqlite3.SQLITE_READONLY: (
        Suspect,
        "{where} is read-only ({error}). Let this user write to the file, its folder and its disk; "
        "saving then resumes by itself.",
    ),
    sqlite3.SQLITE_PERM: (
        Suspect,
        "This user may not use {where}. Let it read and write the file and its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        Suspect,
        "{where} cannot be opened ({error}). See that its folder exists and that this user may write there.",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        Suspect,
        "{where} could not be locked ({error}). Put it on a local disk.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        Suspect,
        "{where} is damaged ({error}). Stop the program, keep a copy of the file, and restore a backup.",
    ),
    sqlite3.SQLITE_NOTADB: (
        Suspect,
        "{where} is not an SQLite database, or its beginning is damaged. Restore a backup.",
    ),
}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _code(error: BaseException) -> int | None:
    """Give the primary result code, if SQLite itself raised the error."""
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def is_fault(error: BaseException) -> bool:
    """Tell whether the place failed, rather than the request."""
    return _code(error) in _PLACE_FAILED


def is_damage(error: BaseException) -> bool:
    """Tell whether SQLite found the file itself damaged."""
    return _code(error) in _DAMAGE


def explain(error: BaseException, where: str) -> StoreError:
    """Turn what Python or SQLite raised into a StoreError."""
    kind, sentence = _PLACE_FAILED.get(
        _code(error) or 0, (StoreError, "This cannot be stored in {where}: {error}.")
    )
    told = kind(sentence.format(where=where, error=error))
    told.__cause__ = error
    return told


def explain_damage(error: BaseException, what: str, where: str) -> Damaged:
    """Turn SQLite's complaint about a damaged file into a Damaged that names what was being read."""
    told = Damaged(
        f"{what} cannot be read: {where} is damaged ({error}). Restore a backup; other documents go on."
    )
    told.__cause__ = error
    return told
