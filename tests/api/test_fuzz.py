"""Everything the description of the API allows, and much that it does not, by people of one workspace of two (A18)."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests import PreparedRequest, Request
from schemathesis import Case, GenerationMode

from crdt_server.api.openapi import describe
from crdt_server.api.path import Path
from crdt_server.api.permit import COOKIE
from crdt_server.api.routes import PATHS
from tests.api.neighbours import MARK, OWNER, WHO, Street, street
from tests.effort import effort

DESCRIBED = schemathesis.openapi.from_dict(describe(PATHS, "0"))
LAST = ("DELETE", "PUT")
IN_ORDER = sorted(PATHS, key=lambda path: (path.method in LAST, path.path, path.method))


@pytest.fixture(scope="module", params=WHO)
def visit(request: pytest.FixtureRequest) -> Iterator["Visit"]:
    """Somebody at the server, which goes on while the tests of a role run."""
    with ExitStack() as stack:
        portal = stack.enter_context(start_blocking_portal())
        place = stack.enter_context(portal.wrap_async_context_manager(street()))
        yield Visit(portal, place, request.param)


class Visit:
    """Asks as somebody, and looks at every answer."""

    def __init__(self, portal: BlockingPortal, place: Street, who: str) -> None:
        self._portal = portal
        self.place = place
        self.who = who

    def asks(self, method: str, address: str, case: Case) -> httpx.Response:
        """Send what was made up, signed in anew: what came before may have been to sign out."""
        made = case.as_transport_kwargs(base_url="http://localhost")
        made["url"], made["method"] = f"http://localhost{address}", method
        raw = Request(**made).prepare()
        return self._portal.call(self._send, raw)

    async def _send(self, raw: PreparedRequest) -> httpx.Response:
        cookies = {COOKIE: cookie} if (cookie := await self.place.cookie_of(self.who)) else {}
        transport = httpx.ASGITransport(self.place.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, cookies=cookies) as client:
            headers = {
                name: value for name, value in raw.headers.items() if name in ("Content-Type",)
            }
            return await client.request(raw.method, raw.url, content=raw.body, headers=headers)


def cases_of(path: Path) -> st.SearchStrategy[Case]:
    """Requests as they are described, and as they are not."""
    operation = DESCRIBED[path.path][path.method]
    return st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )


def address_with(path: Path, case: Case, data: st.DataObject, place: Street) -> str:
    """Put ids that exist into the path, ours and theirs; now and then what was made up."""
    address = path.path
    for part, made_up in (case.path_parameters or {}).items():
        known = [*place.ids.get(part, ()), str(made_up)]
        address = address.replace(f"{{{part}}}", quote(data.draw(st.sampled_from(known)), safe=""))
    return address


def fill_in(case: Case, data: st.DataObject, place: Street) -> None:
    """Let fields that hold an id hold one that exists, mostly."""
    for fields in (case.body, case.query):
        if not isinstance(fields, dict):
            continue
        for name in ("workspace", "document", "name", "moment", "from", "to"):
            known = place.ids.get("moment" if name in ("from", "to") else name, ())
            if known and data.draw(st.booleans()):
                fields[name] = data.draw(st.sampled_from(known))


@pytest.mark.parametrize("path", IN_ORDER, ids=lambda path: f"{path.method} {path.path}")
def test_A18_no_request_makes_a_mistake_of_ours_or_shows_what_is_of_another_workspace(
    visit: Visit, path: Path
) -> None:
    cases = cases_of(path)

    @settings(
        max_examples=effort(5),
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def ask(data: st.DataObject) -> None:
        case = data.draw(cases)
        fill_in(case, data, visit.place)
        answer = visit.asks(path.method, address_with(path, case, data, visit.place), case)
        assert answer.status_code < 500, answer.text
        assert MARK not in answer.text
        assert MARK not in str(answer.headers)

    ask()


def test_A18_the_mark_is_there_to_be_found(visit: Visit) -> None:
    """Whoever belongs to the other workspace does see it: the tests above can fail."""
    if visit.who == OWNER:
        visit.place.owner = visit.place.book.people.by_email(f"{MARK}@example.org").id  # type: ignore[union-attr]
        operation = DESCRIBED["/api/documents"]["GET"]
        assert MARK in visit.asks("GET", "/api/documents", operation.Case()).text
