"""The keys with which this server signs access tokens: one signs, the ones before it only prove what they signed.

    file beside the data, for its owner only ─▶ Ring: who we are, the key that signs, the keys that count still

The file is made when a key is needed for the first time, and read again when it has changed: `callboard keys rotate`
needs no restart. It holds the name by which other servers know this one, too, so whoever loses it begins anew.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from crdt_server.accounts.secrets import new_id

CURVE: Final = "Ed25519"
TOKEN_LASTS_MS = 15 * 60_000
LEEWAY_MS = 30_000
"""Two servers' clocks may differ by so much."""

LARGEST_FILE = 256 * 1024


class KeysUnusable(Exception):
    """The file with the keys cannot be used; the text says why and what to do."""


class SigningKey(msgspec.Struct, frozen=True):
    """An Ed25519 key as JSON Web Keys write it: `x` is public, `d` signs; times are Unix milliseconds.

    A key that was retired has lost its `d`, and counts until the last token that it signed is over.
    """

    kid: str
    x: str
    created_at: int
    d: str = ""
    retired_at: int | None = None

    @property
    def public(self) -> dict[str, Any]:
        """Give what everybody may know of it."""
        return {
            "kty": "OKP",
            "crv": CURVE,
            "x": self.x,
            "kid": self.kid,
            "use": "sig",
            "alg": CURVE,
        }

    @property
    def secret(self) -> OKPKey:
        """Give the key that signs."""
        return OKPKey.import_key({"kty": "OKP", "crv": CURVE, "x": self.x, "d": self.d})

    def counts(self, now: int) -> bool:
        """Tell whether a token that it signed may still be good."""
        return self.retired_at is None or now < self.retired_at + TOKEN_LASTS_MS + LEEWAY_MS


class Ring(msgspec.Struct, frozen=True):
    """What is in the file: the name of this server, and its keys, the one that signs first."""

    issuer: str
    keys: tuple[SigningKey, ...]

    def counting(self, now: int) -> tuple[SigningKey, ...]:
        """Give the keys whose tokens may still be good."""
        return tuple(key for key in self.keys if key.counts(now))


@dataclass(slots=True)
class SigningKeys:
    """The keys of this server; without a `path` they live as long as the process."""

    path: Path | None = None
    _ring: Ring | None = None
    _seen: tuple[int, int, int] | None = None

    def ring(self) -> Ring | None:
        """Give the keys there are, None before the first is made; KeysUnusable if the file is not as it should be."""
        if self.path is not None and (seen := mark_of(self.path)) != self._seen:
            self._ring = read_ring(self.path)
            self._seen = seen
        return self._ring

    def ring_to_sign(self, now: int) -> Ring:
        """Give the keys, and make the first one if there is none yet; KeysUnusable if that is not possible."""
        ring = self.ring()
        if ring is not None:
            return ring
        ring = new_ring(now)
        if self.path is None:
            self._ring = ring
            return ring
        write_ring(self.path, ring)
        return self.ring() or ring


def new_ring(now: int) -> Ring:
    """Make a name and a first key."""
    return Ring(f"callboard-{new_id()}", (new_key(now),))


def new_key(now: int) -> SigningKey:
    """Make a key; its id is what RFC 7638 makes of it."""
    made = OKPKey.generate_key(CURVE)
    parts = made.as_dict(private=True)
    return SigningKey(made.thumbprint(), str(parts["x"]), now, str(parts["d"]))


def rotated(ring: Ring, now: int, *, at_once: bool = False) -> Ring:
    """Let a new key sign from now on; `at_once` ends every token of the older keys, which somebody may have stolen."""
    older = () if at_once else ring.counting(now)
    retired = (
        key if key.retired_at is not None else msgspec.structs.replace(key, d="", retired_at=now)
        for key in older
    )
    return Ring(ring.issuer, (new_key(now), *retired))


def mark_of(path: Path) -> tuple[int, int, int] | None:
    """Give what differs when a file was written anew, None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be looked at: {error.strerror}.") from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def read_ring(path: Path) -> Ring | None:
    """Read the file; None if there is none."""
    try:
        with path.open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise KeysUnusable(
                    f"{path} holds secret keys, and others can read it. Say chmod 600 {path}, and then "
                    "`callboard keys rotate --at-once`, for they may have done so."
                )
            ring = msgspec.json.decode(file.read(LARGEST_FILE), type=Ring)
        if not ring.keys or not ring.issuer or not ring.keys[0].d:
            raise ValueError("there is no key that signs in it")
        _ = ring.keys[0].secret.private_key
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be read: {error.strerror}.") from error
    except (msgspec.MsgspecError, ValueError, KeyError, JoseError) as error:
        raise KeysUnusable(
            f"{path} holds no usable keys. Restore it from a backup, or remove it: tokens are then signed anew, and "
            "servers that trust this one have to be told the new keys."
        ) from error
    return ring


def write_ring(path: Path, ring: Ring) -> None:
    """Write the file in one step, for its owner only; whoever reads meanwhile reads the old one or the new one."""
    beside = path.with_name(f"{path.name}.{new_id()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(ring)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise KeysUnusable(f"{path} cannot be written: {error.strerror}.") from error
