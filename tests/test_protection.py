"""What browsers are told about our pages (A16), and whether somebody came by https (A17)."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.api.errors import explain_bug
from crdt_server.api.webapp import directory
from crdt_server.app import make_app
from crdt_server.protection import STYLES, headers_for, policy_for
from crdt_server.proxies import is_https
from crdt_server.settings import Settings
from persistence.memory import MemoryStore

pytestmark = pytest.mark.anyio
PASSWORD = "a horse on the fly floor"
EVERYWHERE = ("/", "/api/documents", "/api/nothing", "/healthz", "/metrics", "/assets/gone.js")


@pytest.fixture
async def app() -> AsyncIterator[Starlette]:
    app = make_app(
        Settings(open=True, hosts="stage.example", trusted_proxies="10.0.0.1"), MemoryStore()
    )
    async with app.router.lifespan_context(app):
        yield app


async def asked(
    app: Starlette, address: str, peer: str = "192.0.2.7", **headers: str
) -> httpx.Response:
    transport = httpx.ASGITransport(app, client=(peer, 50_000))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:3001") as client:
        return await client.get(address, headers=headers)


def directives(response: httpx.Response) -> dict[str, str]:
    policy = response.headers["content-security-policy"]
    return {name: value for name, _, value in (one.partition(" ") for one in policy.split("; "))}


@pytest.mark.parametrize("path", EVERYWHERE)
async def test_A16_every_answer_says_what_its_page_may_do(app: Starlette, path: str) -> None:
    response = await asked(app, path)
    found = directives(response)
    assert found["default-src"] == "'none'"
    assert found["frame-ancestors"] == "'none'"
    assert "unsafe" not in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"
    assert "fullscreen=(self)" in response.headers["permissions-policy"]
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert len(response.headers.get_list(name)) <= 1


async def test_A16_a_refusal_is_protected_too(app: Starlette) -> None:
    refused = await asked(app, "/", host="rebound.example")
    assert refused.status_code == 403
    assert directives(refused)["frame-ancestors"] == "'none'"


async def test_A16_so_is_the_answer_about_a_bug() -> None:
    response = await explain_bug(None, ValueError())  # type: ignore[arg-type]
    assert "default-src 'none'" in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "connects"),
    [
        ("stage.example:3001", "'self' ws://stage.example:3001 wss://stage.example:3001"),
        ("10.1.2.3", "'self' ws://10.1.2.3 wss://10.1.2.3"),
        ("[fe80::1]:3001", "'self'"),
        ("x; script-src *", "'self'"),
        ("x\nset-cookie: a=b", "'self'"),
        ("", "'self'"),
    ],
)
def test_A16_sockets_go_to_the_name_that_was_asked_for_and_a_name_adds_nothing_else(
    host: str, connects: str
) -> None:
    policy = policy_for(host)
    assert f"connect-src {connects}; base-uri" in policy
    assert policy.count(";") == policy_for("").count(";")


async def test_A16_only_behind_tls_a_browser_is_told_to_come_by_tls_from_now_on(
    app: Starlette,
) -> None:
    plain = await asked(app, "/", host="stage.example")
    assert "strict-transport-security" not in plain.headers
    assert "cross-origin-opener-policy" not in plain.headers  # a browser would only complain
    told = {"peer": "10.0.0.1", "x-forwarded-proto": "https", "host": "stage.example"}
    secure = await asked(app, "/", **told)
    assert secure.headers["strict-transport-security"].startswith("max-age=")
    assert secure.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "is_told"),
    [
        ("stage.example", True),
        ("Stage.Example:443", True),
        ("stage.example:3001", False),
        ("desk.local", False),
        ("desk.home.arpa", False),
        ("desk", False),
        ("localhost", False),
        ("192.168.1.20", False),
        ("[fe80::1]", False),
    ],
)
def test_A16_a_name_that_is_somebody_elses_tomorrow_is_not_bound_to_https(
    host: str, is_told: bool
) -> None:
    names = [name for name, _ in headers_for(host, behind_tls=True)]
    assert (b"strict-transport-security" in names) is is_told
    assert b"strict-transport-security" not in dict(headers_for(host, behind_tls=False))


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        ("10.0.0.1", {"x-forwarded-proto": "https"}, True),
        ("10.0.0.1", {"forwarded": 'for=1.2.3.4;proto="https";host=x'}, True),
        ("10.0.0.1", {"x-forwarded-proto": "http, https"}, True),
        ("10.0.0.1", {"x-forwarded-proto": "https, http"}, False),
        ("10.0.0.1", {"x-forwarded-proto": "https", "forwarded": "proto=http"}, False),
        ("10.0.0.1", {"x-forwarded-proto": "http"}, False),
        ("10.0.0.1", {}, False),
        ("192.0.2.7", {"x-forwarded-proto": "https"}, False),
    ],
)
def test_A17_only_a_trusted_proxy_is_believed_about_https(
    peer: str, headers: dict[str, str], expected: bool
) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"scheme": "http", "client": (peer, 1), "headers": raw}
    assert is_https(scope, Settings(trusted_proxies="10.0.0.1").proxies) is expected


@pytest.mark.parametrize(("peer", "is_secure"), [("10.0.0.1", True), ("192.0.2.7", False)])
async def test_A17_a_cookie_is_for_https_alone_exactly_when_the_browser_came_by_it(
    peer: str, is_secure: bool
) -> None:
    app = make_app(Settings(trusted_proxies="10.0.0.1"), MemoryStore())
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, client=(peer, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            body = {"code": app.state.setup_code, "server": "Venue", "name": "Ana"}
            done = await client.post(
                "/api/setup",
                json={**body, "email": "a@example.org", "password": PASSWORD},
                headers={"x-forwarded-proto": "https"},
            )
    assert done.status_code == 200, done.text
    assert ("; Secure" in done.headers["set-cookie"]) is is_secure


def test_A16_the_styles_that_the_compiled_app_puts_into_a_page_are_those_of_the_policy() -> None:
    """With a new version of the library they may change; some only appear on a telephone."""
    place = directory()
    assert place is not None, "compile the web app first: make web"
    code = "".join(file.read_text() for file in sorted((place / "assets").glob("*.js")))
    written = re.findall(r"\.textContent=`([^`]+)`", code)
    found = {re.sub(r"\$\{\w+\}", "data-react-aria-pressable", text).strip() for text in written}
    assert found == set(STYLES)
