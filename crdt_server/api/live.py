"""The channels for programs that have only HTTP, and for whoever cannot have a socket: look, and command (S000-45)."""

from secrets import token_urlsafe

import msgspec
import orjson
from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import HEADERS, JSON, answer
from crdt_server.api.asyncapi import describe
from crdt_server.api.editing import held, hub_of, json_of, record_of
from crdt_server.api.errors import BadRequest, NotDone, NotFound, Unavailable
from crdt_server.api.people import person_in_body
from crdt_server.api.permit import now_of, shown_in_request
from crdt_server.api.transfer import attachment
from crdt_server.channels.machine import Person, Refused
from crdt_server.live.live import NO_CHANNEL, NO_DOCUMENT, NOT_NOW, Live, Visit, may_call
from crdt_server.live.now import look_at
from crdt_server.live.report import FORMATS, report_of
from crdt_server.live.visits import visit_of

SOMEBODY = "Somebody"
LONGEST_ID = 64


async def read_channel(request: Request) -> Response:
    """Give a channel as it is now; asked again with its ETag, say when it is still so."""
    name, live = request.path_params["name"], _live_of(request)
    visit = _visit_of(request)
    channel = await live.channel(name, visit)
    if isinstance(channel, Refused):
        raise _error(channel)
    etag = f'"{channel.generation}.{channel.seq}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={**HEADERS, "etag": etag})
    may = may_call(channel.kind, visit.rights)
    snapshot = msgspec.json.encode(channel.snapshot(live.clock.precise(), may))
    return Response(snapshot, 200, {**HEADERS, "etag": etag}, JSON)


async def send_command(request: Request) -> Response:
    """Have something decided; the same `id` again is answered again, and done once."""
    body = await json_of(request)
    verb, key, args = body.get("command"), body.get("id"), body.get("args", {})
    if not isinstance(verb, str) or not isinstance(args, dict):
        raise BadRequest('Send {"command": "next"}, with "args" as an object where it has some.')
    if key is not None and not (isinstance(key, str) and 0 < len(key) <= LONGEST_ID):
        raise BadRequest(f"An id has 1 to {LONGEST_ID} characters.")
    live, said = _live_of(request), person_in_body(body)
    visit = _visit_of(request, Person(f"said:{said.id}", said.name or SOMEBODY))
    done = await live.command(
        request.path_params["name"],
        key or token_urlsafe(12),
        verb,
        orjson.dumps(args),
        visit,
    )
    if isinstance(done, Refused):
        raise _error(done)
    return answer(msgspec.to_builtins(done))


async def read_report(request: Request) -> Response:
    """Give how a show went: planned against actual, for each segment and in total."""
    record, live = record_of(request), _live_of(request)
    written = request.query_params.get("format", "json")
    if written not in FORMATS:
        raise BadRequest(f"There is no format {written!r}. The formats are: {', '.join(FORMATS)}.")
    channel = await live.channel(record.name, _visit_of(request))
    if isinstance(channel, Refused):
        raise _error(channel)
    async with held(hub_of(request), record.name) as room:
        report = report_of(room.room.doc, channel.state, live.clock.now(), written)
    name = attachment(f"{record.title} as run.{written}")
    return Response(report, 200, {**HEADERS, "content-disposition": name}, FORMATS[written])


async def read_now(request: Request) -> Response:
    """Give what is on, with its name and what is left of it, for displays that have only this one request."""
    record, live = record_of(request), _live_of(request)
    channel = await live.channel(record.name, _visit_of(request))
    if isinstance(channel, Refused):
        raise _error(channel)
    async with held(hub_of(request), record.name) as room:
        now = look_at(record.name, room.room.doc, channel.state, channel.seq, live.clock.now())
    return answer(msgspec.to_builtins(now))


async def read_asyncapi(request: Request) -> Response:
    """Describe what travels on `/live`."""
    return answer(describe())


def _live_of(request: Request) -> Live:
    live: Live = request.app.state.live
    return live


def _visit_of(request: Request, said: Person | None = None) -> Visit:
    access, name = request.app.state.book.access, request.path_params["name"]
    visit = visit_of(access, shown_in_request(request), name, now_of(request))
    return visit.called(said or Person("said:", SOMEBODY))


def _error(refused: Refused) -> Exception:
    """Say in HTTP why something was not done."""
    if refused == NO_CHANNEL:
        return NotFound(refused.reason)
    if refused in (NOT_NOW, NO_DOCUMENT):
        return Unavailable(refused.reason)
    if refused.code in ("unknown_command", "bad_arguments"):
        return BadRequest(refused.reason)
    return NotDone(refused.code, refused.reason)
