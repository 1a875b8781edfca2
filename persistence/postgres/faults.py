"""From PostgreSQL's errors to sentences that say what happened, where, and what to do (P10).

Only the first line of an error is repeated: its details may quote stored bytes. Nothing is repeated of what went wrong
in reading an address, which may quote a password.
"""

from enum import Enum, auto

import asyncpg

from persistence.store import Damaged, StoreError

FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What asyncpg raises when the place fails; a timeout is an OSError, too."""

UNFIT = (TypeError, ValueError, OverflowError)
"""What Python and asyncpg raise for a value that cannot be sent: wrong type, lone surrogate, too big."""


class Fault(StoreError):
    """The server, its disk or the way there failed, not the request: everybody in the group may try again."""


class Kind(Enum):
    """What an error means for a group of operations."""

    OVERTAKEN = auto()  # somebody else wrote at the same time: look again
    UNFIT = auto()  # one value cannot be stored: only its caller suffers
    FAILED = auto()  # the place failed: everybody is told


_OVERTAKEN = ("23505", "40001", "40P01")  # unique_violation, serialization_failure, deadlock
_UNFIT_CLASSES = ("22", "23", "54")  # data, constraints, a value beyond a limit

_AWAY = (
    "{where} cannot be reached ({error}). See that PostgreSQL runs and can be reached from here; "
    "saving then resumes by itself."
)
_FAILED = {
    "08": _AWAY,
    "57": _AWAY,
    "53": "PostgreSQL at {where} has run out of something ({error}). Give it more; saving then resumes by itself.",
    "53100": "The disk of PostgreSQL at {where} is full ({error}). Free some space; saving then resumes by itself.",
    "53300": "PostgreSQL at {where} takes no more connections ({error}). Raise max_connections, or close others.",
    "58": "The disk of PostgreSQL at {where} failed ({error}). Check it; saving resumes by itself once it works.",
    "25006": "{where} is read-only ({error}): a standby, or set so. Name the primary, or let this user write; "
    "saving then resumes by itself.",
    "28": "{where} does not let this user in ({error}). Check the user, the password and pg_hba.conf.",
    "3D": "There is no such database: {where} ({error}). Create it, as docs/running.md says.",
    "42501": "This user may not do that in {where} ({error}). Give it the rights that docs/running.md names.",
    "XX": "{where} is damaged ({error}). Stop the program, keep a copy of the database, and restore a backup.",
}


def kind_of(error: BaseException) -> Kind:
    """Tell what an error means."""
    if isinstance(error, UNFIT) and not isinstance(error, asyncpg.PostgresError):
        return Kind.UNFIT
    code = _code(error)
    if code in _OVERTAKEN:
        return Kind.OVERTAKEN
    return Kind.UNFIT if code[:2] in _UNFIT_CLASSES else Kind.FAILED


def is_damage(error: BaseException) -> bool:
    """Tell whether the server found its own files damaged."""
    return _code(error).startswith("XX")


def explain(error: BaseException, where: str) -> StoreError:
    """Turn what asyncpg raised into a StoreError."""
    code = _code(error)
    if kind_of(error) is Kind.UNFIT:
        told: StoreError = StoreError(f"This cannot be stored in {where}: {_first_line(error)}.")
    elif code:
        sentence = _FAILED.get(code) or _FAILED.get(code[:2]) or "{where} failed: {error}."
        told = Fault(sentence.format(where=where, error=_first_line(error)))
    else:
        told = Fault(_AWAY.format(where=where, error=_first_line(error)))
    told.__cause__ = error
    return told


def explain_damage(error: BaseException, what: str, where: str) -> Damaged:
    """Turn the server's complaint about damaged files into a Damaged that names what was being read."""
    told = Damaged(
        f"{what} cannot be read: {where} is damaged ({_first_line(error)}). Restore a backup; other documents go on."
    )
    told.__cause__ = error
    return told


def explain_address(where: str) -> StoreError:
    """Tell that an address cannot be understood, without repeating it."""
    return StoreError(
        f"The address of the database cannot be read ({where}). It looks like "
        "postgresql://user:password@host:5432/database; write special characters in it as %40 and so on."
    )


def _code(error: BaseException) -> str:
    """Give the SQLSTATE, if the server itself raised the error; else nothing."""
    return str(getattr(error, "sqlstate", None) or "")


def _first_line(error: BaseException) -> str:
    if isinstance(error, TimeoutError) and not str(error):
        return "no answer in time"
    text = str(error.args[0] if isinstance(error, asyncpg.PostgresError) else error)
    return text.partition("\n")[0].rstrip(".") or type(error).__name__
