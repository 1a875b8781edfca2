"""What happened in a document, how two moments compare, and bringing one back (H1, H2, H4)."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.conflicts import conflict_json
from crdt_server.api.editing import durable, held, hub_of, json_of, record_of
from crdt_server.api.errors import BadRequest
from crdt_server.api.moments import NOW, Moment, moment_of
from crdt_server.api.people import author_json, peer_in
from crdt_server.hub.history import Look
from crdt_server.hub.registry import DocumentRecord
from crdt_server.room.timeline import Step
from docs_model.bring_back import NotThere, bring_back
from docs_model.compare import Change, compare
from docs_model.differences import state_of
from docs_model.document import read
from docs_model.kind import Kind
from docs_model.kinds import kind_of

A_PAGE = 50
LARGEST_PAGE = 500
MOST_COMPARED = 2_000


async def read_history(request: Request) -> Response:
    """Give the steps in which a document came to be, the latest first, a page at a time."""
    record = record_of(request)
    before, most = _number(request, "before", 2**53), _number(request, "most", A_PAGE)
    look = await hub_of(request).history.look(record.name)
    told = [step for step in look.timeline.steps if _is_told(step, kind_of(record.name))]
    older = [step for step in reversed(told) if step.first < before]
    page = older[: min(most, LARGEST_PAGE)]
    return answer(
        {
            "steps": [_step_json(record.name, look, step) for step in page],
            "before": page[-1].first if len(page) < len(older) else None,
            "oldest": {"seq": look.base.seq, "at": look.base.at},
            "last": look.timeline.last,
        }
    )


async def compare_moments(request: Request) -> Response:
    """Tell what differs between two moments, in the document's own words."""
    record = _with_schema(request)
    earlier = await _moment_asked(request, record, "from")
    later = await _moment_asked(request, record, "to")
    changes = compare(kind_of(record.name), earlier.content, later.content)
    return answer(
        {
            "from": earlier.as_json(),
            "to": later.as_json(),
            **_changes_json(changes, request.query_params.get("path", "")),
        }
    )


async def restore_moment(request: Request) -> Response:
    """Bring back a moment, or one record or field of it, as new edits of whoever asks; answered when durable."""
    record = _with_schema(request)
    body = await json_of(request)
    said, path = body.get("moment"), body.get("path", "")
    if not isinstance(said, str) or not isinstance(path, str):
        raise BadRequest(
            'Give the moment, and the path of a part if only that is meant: {"moment": "12"}.'
        )
    hub, kind = hub_of(request), kind_of(record.name)
    moment = await moment_of(request, record.name, said)
    past = state_of(kind, moment.content)
    peer = peer_in(request, record.name, body)
    now = hub.clock.now()
    async with held(hub, record.name) as room:
        before = read(room.room.doc, kind)
        try:
            room.edit(lambda doc: bring_back(doc, kind, past, now=now, path=path), peer, 0)
        except NotThere as error:
            raise BadRequest(str(error)) from error
        changes = compare(kind, before, read(room.room.doc, kind))
        await durable(hub, record.name)
    return answer({"restored": moment.as_json(), **_changes_json(changes)})


def _with_schema(request: Request) -> DocumentRecord:
    record = record_of(request)
    if not kind_of(record.name).roots:
        raise BadRequest(
            "A free document has no schema: Callboard cannot tell what is in it, nor bring parts of it back."
        )
    return record


async def _moment_asked(request: Request, record: DocumentRecord, name: str) -> Moment:
    return await moment_of(request, record.name, request.query_params.get(name, NOW))


def _is_told(step: Step, kind: Kind) -> bool:
    """Tell whether there is anything to say: edits that came to nothing are left out."""
    return bool(step.changes or step.conflicts) or not kind.roots


def _step_json(document: str, look: Look, step: Step) -> dict[str, Any]:
    author, bringer = look.people(step)
    return {
        "first": step.first,
        "last": step.last,
        "began_at": step.began,
        "ended_at": step.ended,
        "author": author_json(author),
        "brought_by": author_json(bringer) if bringer else None,
        "bytes": step.size,
        "amount": step.amount,
        "changes": [asdict(change) for change in step.changes],
        "conflicts": [conflict_json(document, look, one) for one in step.conflicts],
    }


def _changes_json(changes: list[Change], path: str = "") -> dict[str, Any]:
    within = [
        change
        for change in changes
        if not path or change.path == path or change.path.startswith(path + "/")
    ]
    return {
        "amount": len(within),
        "changes": [asdict(change) for change in within[:MOST_COMPARED]],
    }


def _number(request: Request, name: str, default: int) -> int:
    said = request.query_params.get(name)
    if said is None:
        return default
    if not (said.isascii() and said.isdigit() and 0 < len(said) < 17):
        raise BadRequest(f"Give {name} as a whole number, not {said!r}.")
    return int(said)
