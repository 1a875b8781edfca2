"""What people wrote without knowing of each other, and which of the two it is to be (C1, C2, C3)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.editing import durable, held, hub_of, json_of, record_of
from crdt_server.api.errors import BadRequest, NotFound
from crdt_server.api.people import author_json, peer_in, person_asking
from crdt_server.hub.history import Look
from crdt_server.room.conflicts import Conflict, Side
from docs_model.conflict import Told, take_other, told
from docs_model.kinds import kind_of

MOST_TOLD = 200
STANDS, OTHER = "stands", "other"


async def list_conflicts(request: Request) -> Response:
    """Give what somebody has to look at, the newest first.

    Many ask in passing; a long history that nobody has opened is not read for that, and only the number is told.
    """
    record, hub = record_of(request), hub_of(request)
    if not await hub.history.may_follow(record.name):
        amount = await hub.lookout.known(record.name, hub.rooms.find(record.name))
        return answer({"amount": amount, "conflicts": []})
    look = await hub.history.look(record.name)
    found = await hub.decisions.open_in(record.name, look)
    return answer(
        {
            "amount": len(found),
            "conflicts": [conflict_json(record.name, look, one) for one in found[:MOST_TOLD]],
        }
    )


async def decide_conflict(request: Request) -> Response:
    """Let the other value stand, as a new edit of whoever asks, or leave what stands; answered when durable."""
    record, hub = record_of(request), hub_of(request)
    body = await json_of(request)
    keep = body.get("keep")
    if keep not in (STANDS, OTHER):
        raise BadRequest('Say which of the two to keep: {"keep": "stands"} or {"keep": "other"}.')
    look = await hub.history.look(record.name)
    identity = request.path_params["conflict"]
    conflict = next((one for one in look.timeline.conflicts if one.id == identity), None)
    if conflict is None:
        raise NotFound(
            f"There is no conflict {identity!r}; it may be older than what is kept of the history."
        )
    if keep == OTHER and not conflict.settled:
        peer, now, kind = peer_in(request, record.name, body), hub.clock.now(), kind_of(record.name)
        sort, path, other = conflict.sort, conflict.path, conflict.other.value
        async with held(hub, record.name) as room:
            room.edit(lambda doc: take_other(doc, kind, sort, path, other, now=now), peer)
            await durable(hub, record.name)
    await hub.decisions.leave(record.name, conflict, person_asking(request, body))
    return answer({"amount": await hub.lookout.count(record.name, hub.rooms.find(record.name))})


def conflict_json(document: str, look: Look, conflict: Conflict) -> dict[str, Any]:
    """Show a conflict: in a sentence, and both sides with who and when."""
    words = told(
        kind_of(document),
        conflict.sort,
        conflict.path,
        conflict.stands.value,
        conflict.other.value,
        look.timeline.state,
    )
    stands = _side_json(look, conflict.stands, words.stands)
    other = _side_json(look, conflict.other, words.other)
    return {
        "id": conflict.id,
        "sort": conflict.sort,
        "path": "/".join(part for part in conflict.path if part),
        "label": words.label,
        "what": words.what,
        "sentence": _sentence(conflict, words, stands["by"]["name"], other["by"]["name"]),
        "settled": conflict.settled,
        "stands": stands,
        "other": other,
    }


def _side_json(look: Look, side: Side, said: str) -> dict[str, Any]:
    author, _ = look.people_of(side.source.author)
    return {"said": said, "by": author_json(author), "at": side.source.at, "seq": side.source.seq}


def _sentence(conflict: Conflict, words: Told, standing: str, other: str) -> str:
    """Tell it in one line; whoever is unknown is called somebody."""
    ours, theirs = standing or "Somebody", other or "somebody"
    if conflict.sort == "deleted":
        return f"{words.label} was deleted by {ours} while {theirs} changed its {words.other}"
    if conflict.sort == "twice":
        return (
            f"{words.label} was made twice; what stands is by {ours}, a copy by {theirs} is hidden"
        )
    if not words.stands:
        return f"{words.label} was moved by {ours} and by {theirs}; it is where {ours} put it"
    name = f"{words.label} {words.what}".strip()
    name = name[:1].upper() + name[1:]
    return f"{name}: {ours} put {words.stands}, {theirs} put {words.other}; {words.stands} stands"
