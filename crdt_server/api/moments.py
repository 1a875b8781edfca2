"""Moments of a document, as the API names them: `now`, an entry's number, `version:<id>`, or a time (H1, H3)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from crdt_server.api.editing import durable, held, hub_of
from crdt_server.api.errors import BadRequest, NotFound, TooOldToShow
from crdt_server.hub.hub import Hub
from crdt_server.hub.past import TooOld
from crdt_server.room.digest import AnyDoc
from crdt_server.room.replay import Replay
from docs_model.document import read
from docs_model.kinds import kind_of

NOW = "now"
VERSION = "version:"
FORMS = "now, the number of an entry, version:<id>, or a time such as 2026-11-21T18:30:00Z"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that was looked up; `at` is Unix ms, `whole` the document as one update."""

    said: str
    seq: int
    at: int
    title: str
    content: dict[str, Any]
    whole: bytes

    def as_json(self) -> dict[str, Any]:
        """Give what the API tells of it."""
        return {"moment": self.said, "seq": self.seq, "at": self.at, "title": self.title}


async def moment_of(request: Request, document: str, said: str) -> Moment:
    """Look up a moment; BadRequest, NotFound or TooOldToShow with a sentence if that cannot be done."""
    hub = hub_of(request)
    if said == NOW:
        return await _present(hub, document)
    if said.startswith(VERSION):
        return await _version(hub, document, said)
    return await _past(hub, document, said)


async def _present(hub: Hub, document: str) -> Moment:
    async with held(hub, document) as room:
        content, whole = _content(document, room.room.doc), room.room.whole()
        seq = hub.journal.last_seq(document)
        await durable(hub, document)
    return Moment(NOW, seq, hub.clock.now(), "Now", content, whole)


async def _version(hub: Hub, document: str, said: str) -> Moment:
    identity = said.removeprefix(VERSION)
    version = await hub.versions.find(document, identity)
    state = await hub.versions.state(document, identity)
    if version is None or state is None:
        raise NotFound("There is no such version; somebody may have deleted it.")
    content = _content(document, Replay([state]).doc)
    return Moment(said, version.seq, version.at, version.title, content, state)


async def _past(hub: Hub, document: str, said: str) -> Moment:
    look = await hub.history.look(document)
    timeline = look.timeline
    seq = int(said) if said.isascii() and said.isdigit() else timeline.seq_at(_time(said))
    if seq > timeline.last:
        raise NotFound(f"There is no moment {seq}; the last one is {timeline.last}.")
    try:
        replay = await hub.past.at(document, seq)
    except TooOld as error:
        raise TooOldToShow(str(error)) from error
    at = timeline.time_of(seq) or look.base.at
    return Moment(said, seq, at, "", _content(document, replay.doc), replay.whole())


def _time(said: str) -> int:
    try:
        time = datetime.fromisoformat(said)
    except ValueError:
        raise BadRequest(f"{said!r} is no moment. Give one of: {FORMS}.") from None
    aware = time if time.tzinfo else time.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)


def _content(document: str, doc: AnyDoc) -> dict[str, Any]:
    content: dict[str, Any] = read(doc, kind_of(document))
    return content
