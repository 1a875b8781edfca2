"""A real OpenID provider on a port of its own, built on the server side of Authlib: codes, PKCE, nonces, signed proofs.

Whoever signs in posts a name to its form. What it says of people can be set, right or wrong, with `people`: each claim
there goes into the proof, over what the provider would say itself.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import flask
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "callboard-at-the-venue", "a secret, with: signs & blanks + in it"
FORM = '<form method="post"><input name="person"><button>Sign in</button></form>'


@dataclass
class Client(ClientMixin):
    """The one program that is registered."""

    redirect: str
    methods: tuple[str, ...] = ("client_secret_basic", "client_secret_post")

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.redirect

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in self.methods

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was given out and not yet taken for a proof."""

    code: str
    person: str
    redirect: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str

    def get_redirect_uri(self) -> str:
        return self.redirect

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class OidcProvider:
    """The provider: its address, its people by the name they sign in with, its key and how often it was asked."""

    issuer: str = ""
    client: Client = field(default_factory=lambda: Client("http://localhost/api/oidc/return"))
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    key: RSAKey = field(default_factory=lambda: first_key())
    about: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)


@cache
def first_key() -> RSAKey:
    """The key that providers begin with; making one takes a while."""
    return a_key()


def a_key() -> RSAKey:
    return RSAKey.generate_key(2048, parameters={"kid": secrets.token_hex(4)})


@contextmanager
def running() -> Iterator[OidcProvider]:
    """Run a provider for the length of a `with` block."""
    provider = OidcProvider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, name="the OpenID provider")
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _app(provider: OidcProvider) -> flask.Flask:
    app = flask.Flask("provider")
    server = AuthorizationServer(
        app,
        query_client=lambda name: provider.client if name == CLIENT_ID else None,
        save_token=lambda token, request: None,
    )
    server.register_grant(_grant(provider), [_Proofs(provider), CodeChallenge(required=True)])

    @app.before_request
    def note() -> None:
        provider.asked.append(flask.request.path)

    @app.get("/.well-known/openid-configuration")
    def about() -> dict[str, Any]:
        return {
            "issuer": provider.issuer,
            "authorization_endpoint": provider.issuer + "/authorize",
            "token_endpoint": provider.issuer + "/token",
            "jwks_uri": provider.issuer + "/keys",
            "userinfo_endpoint": provider.issuer + "/userinfo",
            "token_endpoint_auth_methods_supported": list(provider.client.methods),
            **provider.about,
        }

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [provider.key.as_dict(private=False)]}

    @app.get("/userinfo")
    def userinfo() -> dict[str, Any]:
        assert flask.request.headers["authorization"].startswith("Bearer ")
        return provider.userinfo or {}

    @app.get("/authorize")
    def ask() -> Any:
        server.get_consent_grant(end_user=None)
        return FORM

    @app.post("/authorize")
    def signed_in() -> Any:
        person = flask.request.form.get("person")
        grant = server.get_consent_grant(end_user=person)
        return server.create_authorization_response(grant_user=person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


def _grant(provider: OidcProvider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS: ClassVar = [
            "client_secret_basic",
            "client_secret_post",
            "none",
        ]

        def save_authorization_code(self, code: str, request: Any) -> None:
            said = request.payload.data
            provider.codes[code] = Code(
                code,
                request.user,
                said["redirect_uri"],
                said["scope"],
                said.get("nonce", ""),
                said.get("code_challenge", ""),
                said.get("code_challenge_method", ""),
            )

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: Code) -> str:
            return authorization_code.person

    return Grant


class _Proofs(OpenIDCode):
    def __init__(self, provider: OidcProvider) -> None:
        super().__init__(require_nonce=True)
        self._provider = provider

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return any(code.nonce == nonce for code in self._provider.codes.values())

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return self._provider.key

    def get_client_algorithm(self, client: Client) -> str:
        return "RS256"

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "RS256", "kid": str(self._provider.key.kid)}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._provider.issuer, "aud": [CLIENT_ID]}

    def generate_user_info(self, user: str, scope: str) -> dict[str, Any]:
        return {"sub": user, **self._provider.people.get(user, {})}
