"""Who asks, and who is told of: what somebody calls themself, which nobody has verified (H1)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from crdt_server.api.editing import hub_of
from crdt_server.api.permit import visitor_of
from crdt_server.hub.authors import Author
from crdt_server.room.peer import Peer
from crdt_server.room.person import Person, person_of

API = "api"
UNFIT = re.compile(r"[^0-9A-Za-z_-]")


def person_in_body(body: Mapping[str, Any]) -> Person:
    """Read who asks out of a request's `by`; everything in it may be missing."""
    return person_of(body.get("by"))


def person_asking(request: Request, body: Mapping[str, Any]) -> Person:
    """Say who asks: who signed in, else what they call themself."""
    said, visitor = person_in_body(body), visitor_of(request)
    return replace(said, name=visitor.name or said.name) if visitor.actor else said


def peer_in(request: Request, document: str, body: Mapping[str, Any]) -> Peer:
    """Give a participant for an edit that was asked for through the API, and remember who that is."""
    person, actor = person_asking(request, body), visitor_of(request).actor
    identity = UNFIT.sub("", actor or person.id)
    peer = Peer(actor, voice=f"{API}-{identity}" if identity else API)
    hub_of(request).authors.note(document, [Author(peer.voice, peer.actor, person)])
    return peer


def author_json(author: Author | None) -> dict[str, str]:
    """Show an author; the server itself is one too."""
    if author is None:
        return {"kind": "server", "id": "", "name": "Callboard", "colour": "", "actor": ""}
    person = author.person
    if author.voice == API and not person.name:
        person = Person(name="Somebody, through the API")
    return {
        "kind": "person" if person.name or author.actor else "unknown",
        "id": author.identity,
        "name": person.name or author.actor,
        "colour": person.colour,
        "actor": author.actor,
    }


def person_json(person: Person) -> dict[str, str]:
    """Show who somebody said to be."""
    return author_json(Author(person.id, "", person))
