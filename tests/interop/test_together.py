"""Unmodified clients of every kind in one document, through the real server (W14)."""

from itertools import cycle

import pytest

from tests.interop.conftest import CLIENT_KINDS, HOCUSPOCUSES, WITH_PRESENCE, Venue
from tests.interop.people import Person, Sight

AT_ONCE = 10.0  # seconds, on a busy machine; clients that are not told wait 15 to see and 30 to miss somebody


def names(sight: Sight) -> set[str]:
    """Give who is there, in the words of their presence."""
    return {state["name"] for state in sight.presence.values() if "name" in state}


def come_in(venue: Venue, document: str, kinds: tuple[str, ...]) -> list[Person]:
    people: list[Person] = [venue.person(kind, kind) for kind in kinds]
    for person in people:
        person.open(document)
    return people


def agreed(people: list[Person], document: str, length: int) -> str:
    """Wait until everybody has a text of a length, the same one; give it."""
    texts = {
        person.until(document, lambda sight: len(sight.text) == length).text for person in people
    }
    assert len(texts) == 1
    return texts.pop()


def test_W14_all_kinds_of_clients_edit_one_document_together(venue: Venue, document: str) -> None:
    people = come_in(venue, document, CLIENT_KINDS)
    words = [f"[{person.name}: ünï 🎭]" for person in people]
    for person, word in zip(people, words, strict=True):
        person.type(document, word, at=0)
    text = agreed(people, document, sum(map(len, words)))
    assert all(word in text for word in words)


def test_R2_everybody_sees_who_is_there_and_who_has_left_at_once(
    venue: Venue, document: str
) -> None:
    people = come_in(venue, document, WITH_PRESENCE)
    everybody = set(WITH_PRESENCE)
    for person in people:
        person.order("be", document, state={"name": person.name})
    for person in people:
        person.until(document, lambda sight, me=person.name: names(sight) == everybody - {me})
    late = venue.person("y-websocket-3", "late")
    late.open(document)
    late.until(document, lambda sight: names(sight) == everybody, AT_ONCE)
    gone = cycle(("vanish", "go_offline", "leave"))
    for person, way in zip(people, gone, strict=False):
        if way == "vanish":
            person.vanish()
        else:
            person.order(way, document)
        everybody.discard(person.name)
        late.until(document, lambda sight: names(sight) == everybody, AT_ONCE)


@pytest.mark.parametrize("kind", CLIENT_KINDS)
def test_W2_what_was_typed_offline_arrives(venue: Venue, document: str, kind: str) -> None:
    away, here = come_in(venue, document, (kind, "hocuspocus-4"))
    away.type(document, "before ")
    here.until_text(document, "before ")
    away.order("go_offline", document)
    away.until(document, lambda sight: not sight.synced)
    away.type(document, "offline")
    here.type(document, "meanwhile ")
    away.order("go_online", document)
    text = agreed([away, here], document, len("before offlinemeanwhile "))
    assert text in ("before offlinemeanwhile ", "before meanwhile offline")


@pytest.mark.parametrize("kind", [*HOCUSPOCUSES, "y-websocket-4"])
def test_W14_what_was_typed_is_shown_as_acknowledged(
    venue: Venue, document: str, kind: str
) -> None:
    person = venue.person(kind)
    person.open(document)
    person.type(document, "acknowledged")
    person.until_saved(document)
    late = venue.person("y-websocket-3")
    late.open(document)
    late.until_text(document, "acknowledged")
    person.order("cut", document)
    person.type(document, " again")
    late.until_text(document, "acknowledged again")
    if (
        kind in HOCUSPOCUSES
    ):  # its own count starts again at 1 with each connection, and misses by what was queued
        person.until(document, lambda sight: sight.saved == sight.letters)
    else:
        person.until_saved(document)


def test_W2_a_cut_connection_heals_by_itself(venue: Venue, document: str) -> None:
    people = come_in(venue, document, WITH_PRESENCE)
    for person in people:
        person.order("cut", document)
        person.type(document, f"({person.name})")
    text = agreed(people, document, sum(len(person.name) + 2 for person in people))
    assert all(f"({person.name})" in text for person in people)


def test_P2_after_a_restart_on_the_same_data_everything_is_there(
    own_venue: Venue, document: str
) -> None:
    people = come_in(own_venue, document, CLIENT_KINDS)
    for person in people:
        person.type(document, f"({person.name})")
    before = agreed(people, document, sum(len(person.name) + 2 for person in people))
    own_venue.server.stop()
    for person in people:
        person.until(document, lambda sight: not sight.synced)
        person.type(document, "+")
    own_venue.start_again()
    late = own_venue.person("hocuspocus-3", "late")
    late.open(document)
    text = agreed([*people, late], document, len(before) + len(people))
    assert text.replace("+", "") == before
