"""Other servers whose word counts here: their public keys, in a file that whoever runs this server has put there.

    {"issuers": [{"issuer": "callboard-…", "keys": [{"kty": "OKP", …}], "workspaces": {"their id": "our id"}}]}

`callboard keys show` of the other server prints it. Nothing is asked over a network. The file is read again when it has
changed; if it cannot be read then, what it said before goes on to count, and the log says so.
"""

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from crdt_server.accounts.signing_keys import CURVE, LARGEST_FILE, KeysUnusable, mark_of

log = logging.getLogger("callboard")
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Issuer(msgspec.Struct, frozen=True):
    """A server whose word counts: for the workspaces that are named, under the ids that they have here.

    Where none are named, a workspace has the same id on both servers.
    """

    issuer: Text
    keys: tuple[dict[str, Any], ...]
    workspaces: dict[str, str] | None = None
    name: str = ""

    def here(self, workspace: str) -> str:
        """Give the id that one of its workspaces has here, "" if its word does not count for that one."""
        return workspace if self.workspaces is None else self.workspaces.get(workspace, "")


class _File(msgspec.Struct):
    issuers: tuple[Issuer, ...]


@dataclass(slots=True)
class TrustedIssuers:
    """The issuers of a file; none without a `path`."""

    path: Path | None = None
    _issuers: dict[str, Issuer] = field(default_factory=dict)
    _keys: dict[tuple[str, str], OKPKey] = field(default_factory=dict)
    _seen: tuple[int, int, int] | None = None

    def load(self) -> None:
        """Read the file; KeysUnusable says what is wrong with it."""
        if self.path is None:
            return
        seen = mark_of(self.path)
        issuers = read_issuers(self.path)
        self._issuers = {one.issuer: one for one in issuers}
        self._keys = {
            (one.issuer, str(key.get("kid", ""))): _key(key) for one in issuers for key in one.keys
        }
        self._seen = seen

    def fresh(self) -> tuple[int, int, int] | None:
        """Read the file again if it has changed; give what it is known by."""
        if self.path is not None:
            try:
                if mark_of(self.path) != self._seen:
                    self.load()
            except KeysUnusable as error:
                if (mark := _mark_or_none(self.path)) != self._seen:
                    log.warning("What is said of trusted servers stays as it was: %s", error)
                self._seen = mark
        return self._seen

    def find(self, issuer: str) -> Issuer | None:
        """Give one by its name."""
        return self._issuers.get(issuer)

    def key(self, issuer: str, kid: str) -> OKPKey | None:
        """Give a public key of one."""
        return self._keys.get((issuer, kid))


def read_issuers(path: Path) -> tuple[Issuer, ...]:
    """Read the file; KeysUnusable if it cannot be read, or holds anything but public Ed25519 keys."""
    try:
        with path.open("rb") as file:
            issuers = msgspec.json.decode(file.read(LARGEST_FILE), type=_File).issuers
        for one in issuers:
            for key in one.keys:
                _key(key)
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be read: {error.strerror}.") from error
    except (msgspec.MsgspecError, ValueError, KeyError, JoseError) as error:
        raise KeysUnusable(
            f"{path} does not say whom to trust ({error}). Take what `callboard keys show` prints on the other server."
        ) from error
    return issuers


def _key(said: dict[str, Any]) -> OKPKey:
    if said.get("kty") != "OKP" or said.get("crv") != CURVE or not isinstance(said.get("kid"), str):
        raise ValueError(f"a key of it is no {CURVE} key with a kid")
    if "d" in said:
        raise ValueError("a key of it is a secret one, which nobody but its server may have")
    return OKPKey.import_key({"kty": "OKP", "crv": CURVE, "x": str(said.get("x", ""))})


def _mark_or_none(path: Path) -> tuple[int, int, int] | None:
    try:
        return mark_of(path)
    except KeysUnusable:
        return None
