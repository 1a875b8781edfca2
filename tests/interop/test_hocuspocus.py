"""What only Hocuspocus clients do: many documents on one socket, counting what is not saved, leaving one."""

from uuid import uuid4

import pytest

from tests.interop.conftest import HOCUSPOCUSES, WITH_PRESENCE, Venue

EVERY = pytest.mark.parametrize("kind", HOCUSPOCUSES)


@EVERY
def test_A1_many_documents_share_one_socket(own_venue: Venue, document: str, kind: str) -> None:
    documents = [f"{document}/{number}" for number in range(20)]
    one, other = own_venue.person(kind), own_venue.person("y-websocket-3")
    for document in documents:
        one.open(document)
        one.type(document, f"this is {document}")
    for document in documents:
        one.until_saved(document)
        other.open(document)
        other.until_text(document, f"this is {document}")
    assert own_venue.request("GET", "/readyz")["connections"] == 1 + len(documents)


@EVERY
def test_W4_changes_are_counted_as_saved_only_when_they_are_durable(
    own_venue: Venue, document: str, kind: str
) -> None:
    person = own_venue.person(kind)
    person.open(document)
    person.until_saved(document)
    person.type(document, "kept")
    person.until(document, lambda sight: sight.unsynced == 0 and sight.saved == len("kept"))
    own_venue.server.kill()
    person.go_away()
    own_venue.people.clear()
    own_venue.start_again()
    late = own_venue.person("y-websocket-3")
    late.open(document)
    late.until_text(document, "kept")


@EVERY
def test_W2_a_forced_sync_ends_with_nothing_left_to_save(
    venue: Venue, document: str, kind: str
) -> None:
    person = venue.person(kind)
    person.open(document)
    person.type(document, "x")
    person.until_saved(document)
    person.order("force_sync", document)
    person.until_saved(document)


@EVERY
def test_a_client_leaves_one_document_and_comes_back_on_the_same_socket(
    venue: Venue, document: str, kind: str
) -> None:
    one, two = f"{document}/1", f"{document}/2"
    person, other = venue.person(kind), venue.person("y-websocket-3")
    for each in (one, two):
        person.open(each)
        other.open(each)
        person.order("be", each, state={"name": kind})
        other.until(each, lambda sight: sight.presence)
    person.order("leave", one)
    other.until(one, lambda sight: not sight.presence)
    other.type(one, "while you were out")
    person.type(two, "still here")
    other.until_text(two, "still here")
    assert other.sees(two).presence
    person.open(one)
    person.until_text(one, "while you were out")


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=[pytest.mark.long] * (kind != "hocuspocus-4"))
        for kind in HOCUSPOCUSES
    ],
)
def test_opening_and_leaving_many_documents_one_after_the_other_keeps_the_socket(
    venue: Venue, document: str, kind: str
) -> None:
    person = venue.person(kind)
    person.open(document)
    for number in range(600):
        person.open(f"{document}/{number}")
        person.order("leave", f"{document}/{number}")
    person.type(document, "still the first socket")
    person.until_saved(document)
    assert person.sees(document).closes == []


def test_two_editors_of_one_document_share_a_socket_by_session(venue: Venue, document: str) -> None:
    """Provider 4 can open a document twice on one socket; each answer carries the key of its session."""
    person, other = venue.person("hocuspocus-4"), venue.person("y-websocket-3")
    person.open(document, sessionAwareness=True)
    other.open(document)
    person.type(document, "by session")
    other.until_text(document, "by session")
    person.until_saved(document)


@EVERY
def test_a_deleted_document_is_denied_and_others_on_the_socket_go_on(
    venue: Venue, document: str, kind: str
) -> None:
    made = venue.request("POST", "/api/documents", json={"kind": "show", "title": "Opening night"})
    show = made["document"]["name"]
    person = venue.person(kind)
    person.open(show)
    person.open(document)
    venue.request("DELETE", f"/api/documents/{show}")
    sight = person.until(show, lambda sight: sight.refused)
    assert "deleted" in sight.refused
    person.type(document, "goes on")
    person.until_saved(document)
    late = venue.person(kind)
    late.order("open", show, options={})
    assert "deleted" in late.until(show, lambda sight: sight.refused).refused
    venue.request("POST", f"/api/documents/{show}/restore")
    late.order("show_token", show)
    late.until(show, lambda sight: sight.authenticated)


@EVERY
def test_a_show_that_was_never_made_here_is_denied(venue: Venue, kind: str) -> None:
    person = venue.person(kind)
    name = f"show/{uuid4()}"
    person.order("open", name, options={})
    assert "no such document" in person.until(name, lambda sight: sight.refused).refused


def test_A2_a_y_websocket_client_of_a_deleted_document_is_sent_away(own_venue: Venue) -> None:
    own_venue.request("POST", "/api/documents", json={"kind": "free", "name": "rehearsal/gone"})
    person = own_venue.person("y-websocket-3")
    person.open("rehearsal/gone")
    own_venue.request("DELETE", "/api/documents/rehearsal/gone")
    sight = person.until("rehearsal/gone", lambda sight: sight.closes)
    assert sight.closes[0]["code"] == 4403
    assert "deleted" in sight.closes[0]["reason"]


@pytest.mark.parametrize("kind", WITH_PRESENCE)
def test_A2_a_title_changed_through_the_api_reaches_every_client(venue: Venue, kind: str) -> None:
    made = venue.request("POST", "/api/documents", json={"kind": "show", "title": "Opening night"})
    show = made["document"]["name"]
    person = venue.person(kind)
    person.open(show)
    person.until(show, lambda sight: sight.title == "Opening night")
    venue.request("PATCH", f"/api/documents/{show}", json={"title": "Closing night"})
    person.until(show, lambda sight: sight.title == "Closing night")
