"""Unmodified clients come to a server that has a certificate, over wss, and check it (A22)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.processes import CALLBOARD, start
from tests.certificates import HERE, Made
from tests.interop.conftest import Venue
from tests.interop.people import everybody_leaves

KINDS = ("y-websocket-3", "hocuspocus-4", "pycrdt")
PAGE = (
    "the whole page, and more of it; " * 10_000
)  # more than a portion, more than the kernel takes at once


@pytest.fixture
def secure_venue(tmp_path: Path) -> Iterator[Venue]:
    made = Made(tmp_path, *HERE)
    venue = Venue(
        tmp_path / "data", start(CALLBOARD, tmp_path / "data", options=made.options), made
    )
    with everybody_leaves(venue.people):
        try:
            yield venue
        finally:
            venue.server.stop()


def test_A22_clients_edit_one_document_over_wss(secure_venue: Venue, document: str) -> None:
    """Three kinds of client, a large document in both directions, and a certificate renewed in between."""
    assert secure_venue.url.startswith("wss://")
    first, *others = people = [secure_venue.person(kind) for kind in KINDS]
    assert secure_venue.made is not None
    first.open(document)
    first.type(document, PAGE)
    for person in others:
        person.open(document)
        person.until_text(document, PAGE)
    secure_venue.made.renew(*HERE)
    late = secure_venue.person("hocuspocus-4", "late")
    late.open(document)
    people[1].type(document, "the end")
    for person in (*people, late):
        person.until_text(document, PAGE + "the end")
    for person in (people[1], late):
        person.until_saved(document)
