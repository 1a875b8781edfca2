"""Passwords: kept as argon2id hashes, compared beside the event loop, and refused when anybody would guess them.

The parameters are those of RFC 9106 for little memory (64 MiB, 3 passes, 4 lanes); a hash made with older ones is made
anew when its owner signs in. Checking takes some 50 ms on purpose, so few are checked at the same time.
"""

from functools import cache

from anyio import CapacityLimiter, to_thread
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher()


class WeakPassword(ValueError):
    """A password cannot be taken; the text says why."""


class Passwords:
    """Makes and checks hashes, two at a time."""

    def __init__(self) -> None:
        self._few = CapacityLimiter(2)

    async def hash(self, password: str) -> str:
        """Give what is kept of a password; WeakPassword if it is too short or too plain."""
        check(password)
        return await to_thread.run_sync(_HASHER.hash, password, limiter=self._few)

    async def is_right(self, password: str, kept: str | None) -> bool:
        """Compare a password with what is kept; takes as long when nothing is kept."""
        if len(password) > LONGEST:
            return False
        right = await to_thread.run_sync(_verify, kept, password, limiter=self._few)
        return right and kept is not None


def needs_renewal(kept: str) -> bool:
    """Tell whether a hash was made with older parameters."""
    return _HASHER.check_needs_rehash(kept)


def check(password: str) -> None:
    """Refuse a password that anybody would guess."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"A password has at least {SHORTEST} characters; a sentence is fine.")
    if len(password) > LONGEST:
        raise WeakPassword(f"A password has at most {LONGEST} characters.")
    if len(set(password)) < 5 or password.lower() in COMMON:
        raise WeakPassword("This password is among the first that anybody would try.")


@cache
def _nobodys() -> str:
    """What a password is compared with when nobody has that name, so that it takes as long."""
    return _HASHER.hash("somebody who is not here")


def _verify(kept: str | None, password: str) -> bool:
    try:
        return _HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


COMMON = frozenset(
    (
        "password12", "password123", "password1234", "passwort123", "1234567890", "0123456789",
        "qwertyuiop", "qwertz1234", "callboard1", "callboard123", "callboard2026", "letmein1234",
        "iloveyou12", "administrator", "administrator1", "changeme123", "welcome123",
    )
)  # fmt: skip
