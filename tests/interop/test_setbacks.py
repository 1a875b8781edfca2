"""A document that cannot be loaded, on the socket of a person who has others open: only that one waits (R12)."""

from pathlib import Path

import pytest

from tests.interop.conftest import Venue

PAGE = 4096


def damage(database: Path, letter: bytes) -> tuple[int, bytes]:
    """Spoil one page that holds nothing but this letter; give its place and what was there."""
    content = bytearray(database.read_bytes())
    place = content.index(letter * 4_000) // PAGE * PAGE
    before = bytes(content[place : place + PAGE])
    write(database, place, b"\xff\xff\xff\xff")  # the chain of pages now leads nowhere
    return place, before


def write(database: Path, place: int, content: bytes) -> None:
    with database.open("r+b") as file:
        file.seek(place)
        file.write(content)


@pytest.mark.parametrize("kind", ["hocuspocus-4", "hocuspocus-3"])
def test_R12_a_damaged_document_waits_and_the_others_on_its_socket_go_on(
    own_venue: Venue, document: str, kind: str
) -> None:
    sick, well = f"{document}/sick", f"{document}/well"
    writer = own_venue.person("y-websocket-3")
    for name, letter in ((sick, "s"), (well, "w")):
        writer.open(name)
        writer.type(name, letter * 50_000)
        own_venue.person("y-websocket-3").open(name)
        own_venue.people[-1].until_text(name, letter * 50_000)
    for person in own_venue.people:
        person.go_away()
    own_venue.people.clear()
    own_venue.server.stop()
    database = own_venue.data / "callboard.sqlite"
    place, before = damage(database, b"s")
    own_venue.start_again()

    person = own_venue.person(kind)
    person.order("open", sick, options={})
    person.open(well)
    person.type(sick, "typed meanwhile ", at=0)
    person.type(well, "goes on ", at=0)
    person.until_saved(well)
    sight = person.sees(sick)
    assert (sight.authenticated, sight.synced, sight.closes) == (False, False, [])
    assert sight.unsynced

    write(database, place, before)
    parts = ("typed meanwhile ", "s" * 50_000)  # whose letters come first is decided by chance
    person.until(sick, lambda sight: sight.text in ("".join(parts), "".join(parts[::-1])))
    person.until_saved(sick)
    assert person.sees(well).closes == []
    assert own_venue.request("GET", "/readyz")["connections"] == 1
