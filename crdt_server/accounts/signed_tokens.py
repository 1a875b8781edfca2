"""Signed access tokens: who somebody is and what they may do in which workspace, for a quarter of an hour (A14).

    Ed25519 over {iss, sub, name, workspaces, iat, exp, jti, sid}; header {alg: Ed25519, typ: at+jwt, kid}

Whoever knows the public key can check one without asking anybody. Here it only says who shows it: what they may do is
looked up as for everybody else. The word of another server counts by itself, if that server is trusted.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from crdt_server.accounts.rights import Right, Rights
from crdt_server.accounts.secrets import new_id
from crdt_server.accounts.signing_keys import (
    CURVE,
    LEEWAY_MS,
    TOKEN_LASTS_MS,
    KeysUnusable,
    Ring,
    SigningKeys,
)
from crdt_server.accounts.trusted_issuers import Issuer, TrustedIssuers

TYPE = "at+jwt"
LONGEST_TOKEN = 16 * 1024
MOST_WORKSPACES = 100
MOST_REMEMBERED = 1_000
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Claims(msgspec.Struct, frozen=True):
    """What a token says; `iat` and `exp` are Unix seconds, `sid` is the sign-in that it was made with."""

    iss: Text
    sub: Text
    name: Annotated[str, msgspec.Meta(max_length=200)]
    workspaces: Annotated[dict[str, list[str]], msgspec.Meta(max_length=MOST_WORKSPACES)]
    iat: int
    exp: int
    jti: Text
    sid: str = ""

    def holds(self, now: int) -> bool:
        """Tell whether it counts now; a token that claims to last longer than ours do never does."""
        lasts_ms = (self.exp - self.iat) * 1000
        began = self.iat * 1000 - LEEWAY_MS <= now
        return began and now < self.ends_at and 0 < lasts_ms <= TOKEN_LASTS_MS

    @property
    def ends_at(self) -> int:
        """Give the Unix millisecond from which on it does not count any more."""
        return self.exp * 1000 + LEEWAY_MS


class SignedTokens:
    """Makes the tokens of this server, and reads those of this one and of trusted ones."""

    def __init__(self, keys: SigningKeys, trusted: TrustedIssuers) -> None:
        self.keys = keys
        self.trusted = trusted
        self._read: OrderedDict[str, Claims] = OrderedDict()
        self._read_with: object = None

    def make(
        self, account: str, name: str, workspaces: Mapping[str, Rights], sid: str, now: int
    ) -> str:
        """Sign a token for somebody; KeysUnusable if there is no key to be had."""
        ring = self.keys.ring_to_sign(now)
        key = ring.keys[0]
        several = list(workspaces.items())[:MOST_WORKSPACES]
        claims = {
            "iss": ring.issuer,
            "sub": account,
            "name": name,
            "workspaces": {workspace: sorted(rights) for workspace, rights in several},
            "iat": now // 1000,
            "exp": (now + TOKEN_LASTS_MS) // 1000,
            "jti": new_id(),
            "sid": sid,
        }
        header = {"alg": CURVE, "typ": TYPE, "kid": key.kid}
        return jwt.encode(header, claims, key.secret, algorithms=[CURVE])

    def read(self, token: str, now: int) -> Claims | None:
        """Give what a token says; None unless whom it names signed it with a key that counts, and it is not over."""
        ring = self._ring()
        known_by = (ring, self.trusted.fresh())
        if known_by != self._read_with:
            self._read.clear()
            self._read_with = known_by
        claims = self._read.get(token) or self._verified(token, ring, now)
        if claims is None or not claims.holds(now):
            return None
        self._read[token] = claims
        while len(self._read) > MOST_REMEMBERED:
            self._read.popitem(last=False)
        return claims

    def is_own(self, claims: Claims) -> bool:
        """Tell whether this server made it, and not another that it trusts."""
        ring = self._ring()
        return ring is not None and claims.iss == ring.issuer

    def issuer(self, claims: Claims) -> Issuer | None:
        """Give the trusted server that made it."""
        return self.trusted.find(claims.iss)

    def _ring(self) -> Ring | None:
        try:
            return self.keys.ring()
        except KeysUnusable:
            return None  # whoever wants a token made is told why

    def _verified(self, token: str, ring: Ring | None, now: int) -> Claims | None:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        try:
            said = jws.extract_compact(token.encode())
            header, named = said.headers(), msgspec.json.decode(said.payload, type=dict[str, Any])
            key = self._key(str(named.get("iss", "")), str(header.get("kid", "")), ring, now)
            if key is None or header.get("typ") != TYPE or header.get("alg") != CURVE:
                return None
            return msgspec.convert(jwt.decode(token, key, algorithms=[CURVE]).claims, Claims)
        except (JoseError, msgspec.MsgspecError, ValueError, TypeError):
            return None

    def _key(self, issuer: str, kid: str, ring: Ring | None, now: int) -> OKPKey | None:
        """Give the public key of whom a token names; a key proves the word of its owner alone."""
        if ring is None or issuer != ring.issuer:
            return self.trusted.key(issuer, kid)
        found = next((key for key in ring.counting(now) if key.kid == kid), None)
        return OKPKey.import_key(found.public) if found is not None else None


def is_signed(token: str) -> bool:
    """Tell a signed token from the others by its looks."""
    return token.startswith("ey") and token.count(".") == 2


def vouched(issuer: Issuer, claims: Claims) -> dict[str, Rights]:
    """Give what a trusted server says that somebody may do here, by workspace; rights unknown here are left out."""
    known = set(Right)
    return {
        here: frozenset(Right(one) for one in rights if one in known)
        for workspace, rights in claims.workspaces.items()
        if (here := issuer.here(workspace))
    }
