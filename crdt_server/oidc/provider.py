"""An OpenID provider: found by its address, asked who somebody is (Authorization Code with PKCE).

    address        where the browser goes to prove who it is
    identity       what the provider says of whoever came back with a code

What the provider says of itself, and its keys, are kept for an hour; keys are asked for again when one is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from crdt_server.oidc.address import fault_of_address
from crdt_server.oidc.id_token import UnknownKey, claims_of
from crdt_server.oidc.ticket import Ticket
from crdt_server.oidc.trouble import NotProven, ProviderDown

SCOPE = "openid email profile"
KEPT_MS = 3_600_000
KEYS_ASKED_MS = 60_000
PATIENCE_S = 10.0
LARGEST_ANSWER = 512 * 1024


@dataclass(frozen=True, slots=True)
class Registration:
    """How this server is registered at a provider; without a `secret_file` it is a public client."""

    issuer: str
    client_id: str
    name: str
    secret_file: Path | None = None

    def secret(self) -> str:
        """Read the secret, anew each time, so that it can be changed; OSError or ValueError if it cannot be used."""
        return "" if self.secret_file is None else self.secret_file.read_text("ascii").strip()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at a provider; an e-mail address counts only if the provider has verified it."""

    issuer: str
    subject: str
    name: str
    email: str
    is_verified: bool


class About(msgspec.Struct, frozen=True):
    """What a provider says of itself (OpenID Connect Discovery, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Provider:
    """One provider; its answers are bounded in size and time."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        self._client: httpx.AsyncClient | None = None
        self._about: About | None = None
        self._about_at = self._keys_at = 0
        self._keys: KeySet | None = None

    async def address(self, ticket: Ticket, now: int) -> str:
        """Give where the browser goes; ProviderDown if that cannot be found out."""
        about = await self._discover(now)
        address: str = prepare_grant_uri(
            about.authorization_endpoint,
            self.registration.client_id,
            "code",
            redirect_uri=ticket.redirect,
            scope=SCOPE,
            state=ticket.state,
            nonce=ticket.nonce,
            code_challenge=create_s256_code_challenge(ticket.verifier),
            code_challenge_method="S256",
        )
        return address

    async def identity(self, code: str, ticket: Ticket, now: int) -> Identity:
        """Ask who came back with a code; NotProven, or ProviderDown."""
        about = await self._discover(now)
        granted = await self._exchange(about, code, ticket)
        id_token, access_token = granted.get("id_token"), granted.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderDown(f"{self._name} gave no proof of who you are.")
        claims = await self._claims(about, id_token, access_token, ticket.nonce, now)
        if not claims.get("email") and about.userinfo_endpoint:
            claims = {**await self._userinfo(about, access_token, claims["sub"]), **claims}
        return Identity(
            about.issuer,
            claims["sub"],
            str(claims.get("name") or claims.get("preferred_username") or "")[:80].strip(),
            str(claims.get("email") or ""),
            _is_true(claims.get("email_verified")),
        )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()

    @property
    def _name(self) -> str:
        return self.registration.name

    async def _claims(
        self, about: About, id_token: str, access_token: str, nonce: str, now: int
    ) -> dict[str, Any]:
        async def read(keys: KeySet) -> dict[str, Any]:
            return claims_of(
                id_token,
                keys,
                issuer=about.issuer,
                client_id=self.registration.client_id,
                nonce=nonce,
                access_token=access_token,
                now=now,
            )

        try:
            return await read(await self._known_keys(about, now, within=KEPT_MS))
        except UnknownKey:
            return await read(await self._known_keys(about, now, within=KEYS_ASKED_MS))

    async def _discover(self, now: int) -> About:
        if self._about is not None and now - self._about_at < KEPT_MS:
            return self._about
        issuer = self.registration.issuer
        said = await self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        try:
            about = msgspec.convert(said, About)
        except msgspec.ValidationError as error:
            raise ProviderDown(f"{self._name} does not say how it is asked: {error}.") from error
        if about.issuer != issuer:
            raise ProviderDown(
                f"{self._name} calls itself {about.issuer!r}, and the setting `oidc_issuer` says {issuer!r}."
            )
        for endpoint in (about.authorization_endpoint, about.token_endpoint, about.jwks_uri):
            if fault_of_address(endpoint):
                raise ProviderDown(f"{self._name} names an address without https: {endpoint!r}.")
        self._about, self._about_at, self._keys = about, now, None
        return about

    async def _known_keys(self, about: About, now: int, *, within: int) -> KeySet:
        """Give the provider's keys as they were at the most so long ago."""
        if self._keys is not None and now - self._keys_at < within:
            return self._keys
        try:
            said: Any = await self._ask("GET", about.jwks_uri)
            self._keys = KeySet.import_key_set(said)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderDown(f"The keys of {self._name} cannot be read.") from error
        self._keys_at = now
        return self._keys

    async def _exchange(self, about: About, code: str, ticket: Ticket) -> dict[str, Any]:
        """Take a code for tokens."""
        try:
            secret = self.registration.secret()
        except (OSError, ValueError) as error:
            raise ProviderDown(
                "The file of the setting `oidc_client_secret_file` cannot be read."
            ) from error
        body = prepare_token_request(
            "authorization_code",
            code=code,
            redirect_uri=ticket.redirect,
            code_verifier=ticket.verifier,
        )
        headers = {"content-type": "application/x-www-form-urlencoded"}
        method = _method(secret, about.token_endpoint_auth_methods_supported)
        proof = ClientAuth(self.registration.client_id, secret, method)
        uri, headers, body = proof.prepare("POST", about.token_endpoint, headers, body)
        return await self._ask("POST", uri, headers=headers, content=body)

    async def _userinfo(self, about: About, access_token: str, subject: str) -> dict[str, Any]:
        """Ask for what the proof does not say; it has to be about the same person."""
        if fault_of_address(about.userinfo_endpoint):
            return {}
        headers = {"authorization": f"Bearer {access_token}"}
        said = await self._ask("GET", about.userinfo_endpoint, headers=headers)
        if said.get("sub") != subject:
            raise NotProven(f"{self._name} speaks of somebody else. Begin signing in again.")
        return said

    async def _ask(
        self,
        method: str,
        address: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: str | None = None,
    ) -> dict[str, Any]:
        """Ask the provider; its answer is a JSON object of a bounded size, or it is down."""
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=PATIENCE_S, follow_redirects=False)
        try:
            async with self._client.stream(
                method,
                address,
                headers={"accept": "application/json", **(headers or {})},
                content=content,
            ) as response:
                body = await _body(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderDown(
                f"{self._name} does not answer ({type(error).__name__}). Try again in a while, or sign in with a "
                "password."
            ) from error
        return self._said(response.status_code, body)

    def _said(self, status: int, body: bytes) -> dict[str, Any]:
        try:
            said = msgspec.json.decode(body)
        except msgspec.DecodeError:
            said = None
        if not isinstance(said, dict):
            raise ProviderDown(f"{self._name} answered with something else than JSON ({status}).")
        if status == 400 and said.get("error") == "invalid_grant":
            raise NotProven(f"{self._name} does not accept this attempt any more. Begin again.")
        if status != 200:
            raise ProviderDown(f"{self._name} refused what this server asked ({status}).")
        return said


def _is_true(said: object) -> bool:
    """Tell whether a claim says yes; some providers write it as a text."""
    return said is True or said == "true"


def _method(secret: str, supported: tuple[str, ...]) -> str:
    """Choose how to show the secret."""
    if not secret:
        return "none"
    is_posted = "client_secret_basic" not in supported and "client_secret_post" in supported
    return "client_secret_post" if is_posted else "client_secret_basic"


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise httpx.DecodingError("the answer is too large", request=response.request)
    return bytes(body)
