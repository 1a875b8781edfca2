"""Private columns of a show: documents beside it, each for an audience, and for anybody else not there at all (A23)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.companions import AUDIENCES, Companion, TooMany, is_companion
from crdt_server.accounts.rights import Right
from crdt_server.api.answer import answer
from crdt_server.api.editing import as_json, durable, held, hub_of, json_of, record_of, text_in
from crdt_server.api.errors import BadRequest
from crdt_server.api.me import note
from crdt_server.api.people import peer_in
from crdt_server.api.permit import book_of, check_document, now_of, rights_on, visitor_of
from docs_model import edit as edits
from docs_model.kinds import kind_of
from docs_model.kinds.notes import NOTES
from docs_model.kinds.show import SHOW

LONGEST_TITLE = 60
NEWS = '{"callboard":"companions"}'
"""Told to the audience of a companion that has the show open: there is something new to be asked for."""

NOT_YOURS = "You would not be among those who write in it: choose a role of yours as well."


async def list_companions(request: Request) -> Response:
    """Give the companions of a show that whoever asks may open; removed ones only to who may restore them."""
    show = record_of(request)
    companions = book_of(request).companions.of(show.name)
    shown = (companion_json(request, one) for one in companions)
    return answer({"companions": [one for one in shown if one is not None]})


async def make_companion(request: Request) -> Response:
    """Make a companion of a show for an audience; answered when it is durable."""
    show, body, book, hub = (
        record_of(request),
        await json_of(request),
        book_of(request),
        hub_of(request),
    )
    check_document(request, show.name, Right.EDIT)
    if kind_of(show.name) is not SHOW:
        raise BadRequest("Only a run of show has private columns.")
    if book.access.is_open:
        raise BadRequest(
            "This server asks nobody who they are, so nothing can be kept from anybody."
        )
    title = text_in(body, "title", limit=LONGEST_TITLE)
    name = f"{NOTES.name}/{uuid4()}"
    await _set_audience(request, Companion(name, show.name), body, title)
    await book.workspaces.place(name, book.workspaces.of_document(show.name))
    async with held(hub, name) as room:
        begin = peer_in(request, name, body)
        birth = room.begin(
            lambda doc: edits.start(doc, NOTES, title=title, epoch=uuid4().hex), begin
        )
        await durable(hub, name)
        await hub.registry.create(name, NOTES.name, title, birth)
    tell_audience(request, name)
    return answer({"companion": companion_json(request, _known(request, name))}, 201)


async def set_audience(request: Request) -> Response:
    """Say who may see a companion; whoever may no more is out at once."""
    record = record_of(request)
    name = record.name
    await _set_audience(request, _known(request, name), await json_of(request), record.title)
    hub_of(request).rights.reconsider(document=name)
    tell_audience(request, name)
    return answer({"companion": companion_json(request, _known(request, name))})


def tell_audience(request: Request, name: str) -> None:
    """Let whoever may open a companion, and has its show open, know that something about it is new."""
    show = book_of(request).companions.show_of(name)
    if show:
        hub_of(request).asides.tell_whoever_may_have(name, show, NEWS)


def companion_json(request: Request, companion: Companion) -> dict[str, Any] | None:
    """Show a companion to whom it is for; None for anybody else."""
    rights = rights_on(request, companion.document)
    record = hub_of(request).registry.find(companion.document)
    if record is None or Right.READ not in rights:
        return None
    if record.deleted_at is not None and Right.MANAGE_DOCUMENTS not in rights:
        return None
    audience = {"edits": list(companion.edits), "reads": list(companion.reads)}
    return {**as_json(record), **audience, "show": companion.show, "rights": sorted(rights)}


def with_companions(request: Request, name: str) -> list[str]:
    """Give a document and all that accompanies it: what goes with it when it goes."""
    return [name, *(one.document for one in book_of(request).companions.of(name))]


async def _set_audience(
    request: Request, companion: Companion, body: dict[str, Any], title: str
) -> None:
    """Keep an audience and write it down, for those alone who may hear of it; `title` is what the column is called."""
    book = book_of(request)
    writing = _roles_in(body, "edits")
    reading = tuple(role for role in _roles_in(body, "reads") if role not in writing)
    asked = replace(companion, edits=writing, reads=reading)
    if Right.EDIT not in book.access.rights_by(asked, visitor_of(request), now_of(request)):
        raise BadRequest(NOT_YOURS)
    before = _in_words(companion) if book.companions.find(companion.document) else ""
    try:
        await book.companions.put(asked)
    except TooMany as error:
        raise BadRequest(str(error)) from error
    await note(
        request,
        "audience.set",
        f"{companion.document} {companion.show}",
        before=before,
        after=f"{title}, {_in_words(asked)}",
        workspace=book.workspaces.of_document(companion.show),
    )


def _known(request: Request, name: str) -> Companion:
    companion = book_of(request).companions.find(name)
    if companion is None or not is_companion(name):
        raise BadRequest("Only a private column has an audience.")
    return companion


def _roles_in(body: dict[str, Any], field: str) -> tuple[str, ...]:
    said = body.get(field, [])
    known = [role.value for role in AUDIENCES]
    if not isinstance(said, list) or any(role not in known for role in said):
        raise BadRequest(f"Give {field} as a list of roles out of: {', '.join(known)}.")
    return tuple(role for role in known if role in said)


def _in_words(companion: Companion) -> str:
    parts = (("written by", companion.edits), ("read by", companion.reads))
    said = [f"{verb} {', '.join(roles).replace('_', ' ')}" for verb, roles in parts if roles]
    return "; ".join(said) or "for owners alone"
