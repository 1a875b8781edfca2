"""The proof that a provider gives of who somebody is: an ID token, checked before a word of it is believed.

OpenID Connect Core, section 3.1.3.7: signed by the provider with a key pair, made for us, for this attempt, not over.
"""

from typing import Any

from authlib.oidc.core.claims import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from crdt_server.oidc.trouble import NotProven

ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519",
)  # fmt: skip
"""Key pairs only: never none, never a shared secret."""

LEEWAY_S = 60
LONGEST = 64 * 1024
LONGEST_SUBJECT = 255


class UnknownKey(NotProven):
    """It was signed with a key that is not among those we know: perhaps a newer one."""


def claims_of(
    id_token: str,
    keys: KeySet,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now: int,
) -> dict[str, Any]:
    """Give what a proof says, once it is one; UnknownKey or NotProven if it is none. `now` is Unix milliseconds."""
    if len(id_token) > LONGEST:
        raise NotProven("The proof of who you are is too long.")
    try:
        token = jwt.decode(id_token, keys, algorithms=ALGORITHMS)
    except JoseError as error:
        kind = UnknownKey if error.error == "invalid_key_id" else NotProven
        raise kind("The proof of who you are is not signed by the provider.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotProven("The proof of who you are cannot be read.") from error
    claims = CodeIDToken(
        token.claims,
        token.header,
        {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client_id},
        },
        {"nonce": nonce, "client_id": client_id, "access_token": access_token},
    )
    try:
        claims.validate(now=now // 1000, leeway=LEEWAY_S)
    except JoseError as error:
        raise NotProven(
            f"The proof of who you are does not count: {_fault(error)}. Begin signing in again."
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise NotProven("The proof of who you are cannot be read.") from error
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotProven("The proof of who you are does not say who you are.")
    return dict(claims)


def _fault(error: JoseError) -> str:
    """Say in words what is wrong, without quoting anything of the token."""
    if error.error == "expired_token":
        return "its time is over"
    claim = getattr(error, "claim", "")
    return f"its {claim} is missing or not the one that was asked for" if claim else error.error
