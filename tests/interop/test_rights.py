"""Rights that change in front of unmodified clients of every kind: they are told as far as they understand it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crdt_server.hub.admission import Admitted, Refused
from crdt_server.hub.session import Session
from crdt_server.protocol.messages import Stateless
from tests.interop.conftest import CLIENT_KINDS, HOCUSPOCUSES, Y_WEBSOCKETS, Venue
from tests.interop.guarded import Door, GuardedServer, guarded_server
from tests.interop.people import everybody_leaves

OVER = Refused("Your part in this show is over.")
SHOWS_AGAIN = ("hocuspocus-4", "hocuspocus-3")  # before 3 a token is shown only at the beginning
GIVE_UP = {  # these do not try again by themselves when the server says that it would be no use
    "hocuspocus-2": "show_token",
    "y-websocket-3": "go_online",
}


@pytest.fixture(scope="module")
def server() -> Iterator[GuardedServer]:
    with guarded_server() as server:
        yield server


@pytest.fixture
def door(server: GuardedServer) -> Door:
    """Ana works under test; Bob looks on with a token of his own. A y-websocket client has no token to show."""
    server.door.says = {
        "": Admitted("ana"),
        "ana": Admitted("ana"),
        "bob": Admitted("bob"),
        "reader": Admitted("ana", may_write=False),
        "stale": Refused("This token is stale."),
    }
    return server.door


@pytest.fixture
def venue(tmp_path: Path, server: GuardedServer, door: Door) -> Iterator[Venue]:
    venue = Venue(tmp_path, server)
    with everybody_leaves(venue.people):
        yield venue


@pytest.fixture
def bob(venue: Venue, document: str) -> Any:
    bob = venue.person("hocuspocus-4", "bob")
    bob.open(document, token="bob")
    return bob


def come(venue: Venue, kind: str, document: str) -> Any:
    ana = venue.person(kind, "ana")
    ana.open(document, **({"token": "ana"} if kind in HOCUSPOCUSES else {}))
    return ana


def change(server: GuardedServer, verdict: Admitted | Refused, document: str) -> None:
    """Give Ana other rights, and have the server notice."""
    server.door.says |= {"": verdict, "ana": verdict}
    server.within(lambda hub: hub.rights.reconsider(document=document))


def try_again(person: Any, kind: str, document: str) -> None:
    if kind in GIVE_UP:
        person.order(GIVE_UP[kind], document)


@pytest.mark.parametrize("kind", CLIENT_KINDS)
def test_W15_a_client_becomes_a_reader_and_a_writer_again_in_place(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    ana = come(venue, kind, document)
    ana.type(document, "before ")
    bob.until_text(document, "before ")
    change(server, Admitted("ana", may_write=False), document)
    if kind in HOCUSPOCUSES:
        ana.until(document, lambda sight: sight.scope == "readonly")
    for letter in "no":
        ana.type(document, letter)
    bob.type(document, "meanwhile", at=0)
    ana.until_text(document, "meanwhilebefore no")
    assert bob.sees(document).text == "meanwhilebefore "
    shows_what_is_saved = kind in (*HOCUSPOCUSES, "y-websocket-4")
    if shows_what_is_saved:
        assert ana.sees(document).unsynced
    change(server, Admitted("ana"), document)
    bob.until_text(document, "meanwhilebefore no")
    if kind in HOCUSPOCUSES:
        ana.until(document, lambda sight: sight.scope == "read-write")
    if shows_what_is_saved:
        ana.until_saved(document)
    ana.type(document, "w")
    bob.until_text(document, "meanwhilebefore now")
    assert ana.sees(document).closes == []


@pytest.mark.parametrize("kind", SHOWS_AGAIN)
def test_W16_a_token_that_is_shown_again_raises_lowers_and_ends_rights(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    ana = come(venue, kind, document)
    ana.order("take_token", document, token="reader")
    ana.order("show_token", document)
    ana.until(document, lambda sight: sight.scope == "readonly")
    ana.order("take_token", document, token="ana")
    assert server.within(lambda hub: hub.rights.renew(actor="ana", document=document)) == 1
    ana.until(document, lambda sight: sight.scope == "read-write")
    ana.order("take_token", document, token="stale")
    ana.order("show_token", document)
    ana.until(document, lambda sight: sight.refused == "This token is stale.")
    ana.type(document, "from outside ")
    bob.type(document, "meanwhile ")
    ana.order("take_token", document, token="ana")
    ana.order("show_token", document)
    both = {"from outside meanwhile ", "meanwhile from outside "}
    assert ana.until(document, lambda sight: sight.text in both).authenticated
    bob.until(document, lambda sight: sight.text in both)
    ana.until_saved(document)
    assert ana.sees(document).closes == []


@pytest.mark.parametrize("kind", HOCUSPOCUSES)
def test_W16_whoever_is_turned_out_keeps_other_documents_and_comes_back(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    other = f"{document}/other"
    ana = come(venue, kind, document)
    ana.open(other, token="bob")
    ana.type(document, "here ")
    bob.until_text(document, "here ")
    change(server, OVER, document)
    ana.until(document, lambda sight: sight.refused == OVER.reason)
    bob.type(document, "meanwhile ")
    ana.type(other, "goes on")
    ana.until_saved(other)
    change(server, Admitted("ana"), document)
    try_again(ana, kind, document)
    ana.until_text(document, "here meanwhile ")
    ana.type(document, "again")
    bob.until_text(document, "here meanwhile again")
    assert ana.sees(other).closes == []


@pytest.mark.parametrize("kind", Y_WEBSOCKETS)
def test_W16_a_y_websocket_client_whose_rights_end_is_closed_and_comes_back_with_them(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    ana = come(venue, kind, document)
    change(server, OVER, document)
    sight = ana.until(document, lambda sight: sight.closes)
    assert sight.closes[0] == {"code": 4403, "reason": OVER.reason}
    bob.type(document, "meanwhile")
    change(server, Admitted("ana"), document)
    try_again(ana, kind, document)
    ana.until_text(document, "meanwhile")


@pytest.mark.parametrize("kind", CLIENT_KINDS)
def test_W16_who_is_kicked_is_gone_at_once_and_no_zombie_stays(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    ana = come(venue, kind, document)
    server.door.says |= {"": OVER, "ana": OVER}
    assert server.within(lambda hub: hub.rights.kick("Off the stage!", actor="ana")) >= 1
    if kind == "pycrdt":
        ana.until(document, lambda sight: not sight.connected)
    else:
        closes = ana.until(document, lambda sight: sight.closes).closes
        assert closes[0] == {"code": 4403, "reason": "Off the stage!"}
    if kind in SHOWS_AGAIN:  # it has connected again, and was told at the door
        ana.until(document, lambda sight: sight.refused == OVER.reason)
    ana.type(document, "from the wings")
    bob.type(document, "the show goes on ")
    bob.until_text(document, "the show goes on ")
    change(server, Admitted("ana"), document)
    try_again(ana, kind, document)
    whole = {"the show goes on from the wings", "from the wingsthe show goes on "}
    for person in (ana, bob):
        person.until(document, lambda sight: sight.text in whole)


@pytest.mark.parametrize("kind", HOCUSPOCUSES)
def test_W17_texts_beside_the_document_go_both_ways(
    venue: Venue, server: GuardedServer, bob: Any, document: str, kind: str
) -> None:
    def answer(session: Session, payload: str) -> None:
        session.say(Stateless(f"{session.actor} said {payload}"))

    server.within(lambda hub: setattr(hub.asides, "listener", answer))
    ana, deaf = come(venue, kind, document), come(venue, "y-websocket-3", document)
    ana.order("tell", document, words="Break 🎭")
    ana.until(document, lambda sight: sight.heard == ["ana said Break 🎭"])
    server.within(lambda hub: hub.asides.tell(document, "Half past seven"))
    ana.until(document, lambda sight: sight.heard[1:] == ["Half past seven"])
    bob.until(document, lambda sight: sight.heard == ["Half past seven"])
    deaf.type(document, "hears nothing, and goes on")
    ana.until_text(document, "hears nothing, and goes on")
    assert deaf.sees(document).closes == []


def test_W15_two_editors_of_one_document_on_one_socket_are_both_told(
    venue: Venue, server: GuardedServer, bob: Any, document: str
) -> None:
    ana = venue.person("hocuspocus-4", "ana")
    windows = [document, f"{document} beside"]
    for window in windows:
        ana.open(window, name=document, token="ana", sessionAwareness=True)
    ana.type(windows[0], "left ")
    for window in windows:
        ana.until_text(window, "left ")
    change(server, Admitted("ana", may_write=False), document)
    for window in windows:
        ana.until(window, lambda sight: sight.scope == "readonly")
        ana.type(window, "no")
    bob.type(document, "read on ", at=0)
    for window in windows:
        ana.until_text(window, "read on left no")
    assert bob.sees(document).text == "read on left "
