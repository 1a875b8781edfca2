"""Who asks, and who is told of: what somebody calls themself, which nobody has verified (H1)."""

import re
from collections.abc import Mapping
from typing import Any

from crdt_server.hub.authors import Author
from crdt_server.hub.hub import Hub
from crdt_server.room.peer import Peer
from crdt_server.room.person import Person, person_of

API = "api"
UNFIT = re.compile(r"[^0-9A-Za-z_-]")


def person_in_body(body: Mapping[str, Any]) -> Person:
    """Read who asks out of a request's `by`; everything in it may be missing."""
    return person_of(body.get("by"))


def peer_in(hub: Hub, document: str, body: Mapping[str, Any]) -> Peer:
    """Give a participant for an edit that was asked for through the API, and remember who that is."""
    person = person_in_body(body)
    identity = UNFIT.sub("", person.id)
    peer = Peer(voice=f"{API}-{identity}" if identity else API)
    hub.authors.note(document, [Author(peer.voice, peer.actor, person)])
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
