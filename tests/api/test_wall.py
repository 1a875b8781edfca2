"""The second wall under the whole server: its own checks are switched off, and still nothing of others comes (P15)."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from crdt_server.accounts.access import Access
from crdt_server.accounts.rights import EVERYTHING, Role
from crdt_server.api.permit import COOKIE
from crdt_server.app import make_app
from crdt_server.channels.frames import Answer
from crdt_server.channels.machine import Person
from crdt_server.entrance import knock_of
from crdt_server.hub import authors, decisions, lookout, past, versions
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.queued import QueuedOutbox
from crdt_server.live.channel import Channel
from crdt_server.live.follower import Follower
from crdt_server.live.live import Live, Visit
from crdt_server.protocol import y_websocket
from crdt_server.protocol.messages import Step1
from crdt_server.settings import Settings
from crdt_server.walls import document_of, new_wall
from crdt_server.webhooks.intake import HEADS
from persistence.open import open_store
from tests.api.neighbours import MARK, OURS, OWNER, THEIRS, Street, street
from tests.hub.socket import Closed, Socket

pytestmark = pytest.mark.anyio
ENOUGH = 2
"""Frames that whoever is let in is given at once: what the document is, and what the server lacks."""


async def furnished(url: str) -> None:
    """Let a server with two workspaces have been there before."""
    wall = new_wall()
    async with street(await open_store(url, wall), wall):
        pass


@asynccontextmanager
async def careless(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Street]:
    """Start it again, with nothing in memory and a bug that gives everybody every right on every document."""
    monkeypatch.setattr(Access, "rights_on", lambda self, visitor, document, now: EVERYTHING)
    wall = new_wall()
    app = make_app(Settings(), await open_store(url, wall), wall=wall)
    async with app.router.lifespan_context(app):
        place = Street(app)
        (account,) = [one for one in place.book.people.all() if one.email == "ours@example.org"]
        place.owner = account.id
        yield place


async def asked(place: Street, document: str) -> tuple[list[int], str]:
    """Ask for all there is of a document as somebody of ours."""
    cookie = await place.cookie_of(OWNER)
    statuses, heard = [], ""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(place.app),
        base_url="http://localhost",
        cookies={COOKIE: cookie},
    ) as client:
        for path in ("", "/history", "/versions", "/conflicts", "/export?format=json"):
            answer = await client.get(f"/api/documents/{document}{path}")
            statuses.append(answer.status_code)
            heard += answer.text
    return statuses, heard


async def heard_on_a_socket(place: Street, document: str) -> list[bytes]:
    """Give all that somebody of ours hears on a socket that asks for a document, until it is closed."""
    cookie = f"{COOKIE}={await place.cookie_of(OWNER)}".encode()
    scope = {"headers": [(b"cookie", cookie)], "query_string": b""}
    socket = Socket(place.hub, document)
    place.hub.disconnect(socket.connection)
    admission = place.app.state.entrance.at(scope)
    socket.connection = place.hub.connect(document, socket.outbox, admission=admission)
    heard: list[bytes] = []
    async with asyncio.TaskGroup() as group:
        carrying = group.create_task(socket.carry())
        socket.say(y_websocket.encode(Step1(b"\0")) or b"")
        try:
            while len(heard) < ENOUGH:
                heard.append(await socket.hear())
        except Closed:
            pass
        place.hub.disconnect(socket.connection)
        carrying.cancel()
    return heard


async def called_on_a_socket(place: Street, document: str) -> list[dict[str, Any]]:
    """Give what somebody of ours is answered on `/live` who follows a show and then commands it."""
    cookie = f"{COOKIE}={await place.cookie_of(OWNER)}".encode()
    scope = {"headers": [(b"cookie", cookie)], "query_string": b"", "app": place.app}
    outbox, heard = QueuedOutbox(Bounds()), []

    async def hear(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "websocket.send":
            heard.append(json.loads(message["bytes"]))

    follower = Follower(place.app.state.live, outbox, knock_of(scope))
    for said in ({"type": "subscribe"}, {"type": "command", "id": "1", "command": "next"}):
        read = follower.understand(json.dumps({**said, "channel": document}), 0.0)
        assert read is not None
        await follower.hear(read)
    outbox.close(1000, "")
    await outbox.drain(hear)
    follower.leave()
    return [one for one in heard if one["type"] != "events"]


async def test_P15_with_the_servers_own_checks_broken_nothing_of_another_workspace_is_given(
    walled: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await furnished(walled[1])
    async with careless(walled[1], monkeypatch) as place:
        statuses, heard = await asked(place, OURS)
        assert set(statuses) == {200} and "ours" in heard
        statuses, heard = await asked(place, THEIRS)
        assert MARK not in heard
        assert 503 in statuses
        assert await heard_on_a_socket(place, THEIRS) == []
        assert len(await heard_on_a_socket(place, OURS)) == ENOUGH
        assert "should not have been asked" in caplog.text


async def test_P15_without_the_wall_the_same_bug_gives_everything_away(
    walled: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What proves that it was the wall: the owner of the tables is not held by it."""
    await furnished(walled[1])
    async with careless(walled[0], monkeypatch) as place:
        statuses, heard = await asked(place, THEIRS)
        assert set(statuses) == {200} and MARK in heard
    (told,) = [one for one in caplog.records if "does not hold this user" in one.message]
    assert told.levelname == "WARNING"


async def test_P15_a_call_of_another_workspace_is_neither_followed_nor_commanded_through_a_bug(
    walled: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """On `/live`, where nothing but the asker's own workspaces may be fetched or written."""
    await furnished(walled[1])
    async with careless(walled[1], monkeypatch) as place:
        ours = await called_on_a_socket(place, OURS)
        assert [one["type"] for one in ours] == ["snapshot", "answer"]
        theirs = await called_on_a_socket(place, THEIRS)
        assert [one.get("code") for one in theirs] == ["unknown_channel", "unknown_channel"]
        assert "should not have been asked" in caplog.text
        # What its own people have brought into memory is told of by the application alone, but
        # what is decided about it is written on behalf of whoever asks.
        live: Live = place.app.state.live
        everybody = Visit(Person("server:", "Server"), EVERYTHING)
        opened = await live.channel(THEIRS, everybody)
        assert isinstance(opened, Channel)
        async with place.hub.rooms.hold(THEIRS):
            answer = (await called_on_a_socket(place, THEIRS))[-1]
        assert (answer["type"], answer["code"]) == ("refused", "unknown_channel")
        assert (opened.seq, opened.state.active_segment_id) == (0, None)
        done = await live.command(THEIRS, "1", "take", b"{}", everybody)
        assert isinstance(done, Answer) and done.seq == 1, "the channel works on for its own"


async def test_P15_without_the_wall_the_same_bug_calls_anybodys_show(
    walled: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await furnished(walled[1])
    monkeypatch.setattr(Access, "reach", lambda self, visitor: None)
    async with careless(walled[1], monkeypatch) as place:
        theirs = await called_on_a_socket(place, THEIRS)
        assert [one["type"] for one in theirs] == ["snapshot", "answer"]


@pytest.mark.parametrize("document", ["show/x", "a b", "versions x", ""])
def test_P15_every_record_about_a_document_is_known_to_be_about_it(document: str) -> None:
    for module in (authors, decisions, versions):
        for collection in module.collections_of(document):
            assert document_of(collection, "key") == document
    for collection in (past.COLLECTION, lookout.COLLECTION, HEADS):
        assert document_of(collection, document) == document
    for own in ("accounts", "documents", "belongings", "set-aside", "audit", "versions"):
        assert document_of(own, document) == ""


async def test_P15_A24_a_document_that_has_moved_is_read_and_called_where_it_is(
    walled: tuple[str, str],
) -> None:
    """What is live of it moves along; the place that it left reaches it no more."""
    wall = new_wall()
    async with street(await open_store(walled[1], wall), wall) as place:
        workspaces = place.book.workspaces
        assert await _called(place, OURS) == 1
        target = workspaces.of_document(THEIRS)
        await workspaces.give(target, place.owner, Role.OWNER, now=0)
        await workspaces.place(OURS, target)
        assert await _called(place, OURS) == 2
    wall = new_wall()
    app = make_app(Settings(), await open_store(walled[1], wall), wall=wall)
    async with app.router.lifespan_context(app):
        again = Street(app, owner=place.owner)
        statuses, heard = await asked(again, OURS)
        assert set(statuses) == {200} and "ours" in heard
        assert await _called(again, OURS) == 3


async def _called(place: Street, document: str) -> int:
    """Let somebody of ours change the call of a show; give the number of that decision."""
    cookie = {COOKIE: await place.cookie_of(OWNER)}
    transport = httpx.ASGITransport(place.app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost", cookies=cookie
    ) as client:
        known = (await client.get(f"/api/live/{document}")).json()["state"]
        verb = "take" if "caller" not in known else "release"
        answered = await client.post(f"/api/live/{document}", json={"command": verb})
        assert answered.status_code == 200, answered.text
        seq: int = answered.json()["seq"]
        return seq
