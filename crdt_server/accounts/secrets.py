"""Secrets that are given out once and kept only as hashes: links, sign-ins, tokens, codes.

A secret is 256 random bits, which nobody guesses; so its hash needs no salt and no slowness, and finding whom it
belongs to is one look-up. Passwords are another matter (`passwords.py`).
"""

import hashlib
import hmac
import secrets

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What can be read over a telephone: no 0 and O, no 1, I and L, no U and V."""


def new_secret(prefix: str) -> str:
    """Make a secret; the prefix tells people and secret scanners what it is."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def new_id() -> str:
    """Make an id that says nothing."""
    return secrets.token_hex(8)


def new_code(groups: int = 3) -> str:
    """Make a code that a person types once: XKCD-42AB-…, of four letters a group."""
    letters = ("".join(secrets.choice(CODE_LETTERS) for _ in range(4)) for _ in range(groups))
    return "-".join(letters)


def hashed(secret: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_same(one: str, other: str) -> bool:
    """Compare two secrets in a time that tells nothing about them."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def as_typed(code: str) -> str:
    """Read a code as people type it: small letters, with or without dashes and blanks."""
    letters = "".join(code.split()).replace("-", "").upper()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
