"""No update takes a document deeper than a browser could delete again, however it is split (L9)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from crdt_server.protocol.errors import TooLarge
from crdt_server.protocol.update import inspect
from crdt_server.room.depth import MOST_DEEP, PATIENCE, Depths, measure
from tests.effort import effort


def steps_of(doc: Doc[Any]) -> list[bytes]:
    steps: list[bytes] = []
    doc.observe(lambda event: steps.append(event.update))
    return steps


def chain(length: int, *, beside: str = "") -> list[bytes]:
    """Put one map into the one before, each in an update of its own."""
    doc: Doc[Any] = Doc(client_id=7)
    steps = steps_of(doc)
    here = doc.get("m", type=Map)
    for _ in range(length):
        if beside:
            here["list"] = inside = Array([1, beside])
            inside.append(Map({}))
            here = inside[2]
        else:
            here["x"] = Map({})
            here = here["x"]
    return steps


def test_L9_a_chain_that_is_sent_link_by_link_is_stopped_where_one_update_would_be() -> None:
    doc: Doc[Any] = Doc()
    depths = Depths(doc.get_update)
    taken = 0
    with pytest.raises(TooLarge, match="deep"):
        for update in chain(MOST_DEEP + 5):
            depths.check(update, inspect(update))
            doc.apply_update(update)
            taken += 1
    assert taken == MOST_DEEP


def test_L9_a_chain_that_hides_beside_plain_values_is_stopped_too() -> None:
    doc: Doc[Any] = Doc()
    depths = Depths(doc.get_update)
    with pytest.raises(TooLarge, match="deep"):
        for update in chain(MOST_DEEP, beside="a letter"):
            depths.check(update, inspect(update))
            doc.apply_update(update)


def test_L9_a_document_that_is_loaded_deep_goes_no_deeper() -> None:
    updates = chain(MOST_DEEP + 1)
    doc: Doc[Any] = Doc()
    for update in updates[:-1]:
        doc.apply_update(update)
    with pytest.raises(TooLarge):
        Depths(doc.get_update).check(updates[-1], inspect(updates[-1]))


def test_L9_ten_thousand_pictures_in_one_text_are_no_depth_at_all() -> None:
    """Types that stand beside letters are guessed to be deep; nobody is refused for a guess."""
    doc: Doc[Any] = Doc(client_id=7)
    copy: Doc[Any] = Doc()
    depths = Depths(copy.get_update)
    steps = steps_of(doc)
    page = doc.get("page", type=Array)
    for number in range(MOST_DEEP * 2 + PATIENCE):
        page.extend([number, Map({})])
    for update in steps:
        depths.check(update, inspect(update))
        copy.apply_update(update)


def true_depth(node: Any) -> int:
    """Walk a document as an editor would."""
    if isinstance(node, Map):
        below = [node[key] for key in node]
    elif isinstance(node, Array):
        below = list(node)
    elif isinstance(node, XmlFragment | XmlElement):
        below = list(node.children)
    else:
        return 0
    return max((1 + true_depth(one) for one in below if is_type(one)), default=0)


def is_type(value: object) -> bool:
    return isinstance(value, Map | Array | Text | XmlElement | XmlText | XmlFragment)


ACTS = st.tuples(
    st.integers(0, 2), st.integers(0, 10), st.sampled_from("mat"), st.integers(0, 5), st.booleans()
)


@settings(max_examples=effort(100))
@given(st.lists(ACTS, max_size=40))
def test_L9_the_depth_that_is_measured_is_the_depth_that_is_there(
    acts: list[tuple[int, int, str, int, bool]],
) -> None:
    """Three people nest maps, lists and texts wherever there is room, and now and then hear of each other."""
    docs: list[Doc[Any]] = [Doc(client_id=client) for client in (5, 300, 70_000)]
    server: Doc[Any] = Doc()
    depths = Depths(server.get_update)
    for who, where, what, at, hears in acts:
        doc = docs[who]
        if hears:
            doc.apply_update(server.get_update(doc.get_state()))
        places = [doc.get("m", type=Map)]
        for place in places:
            inner = place.values() if isinstance(place, Map) else place
            places += [one for one in inner if isinstance(one, Map | Array)]
        place = places[where % len(places)]
        new = {"m": Map, "a": Array, "t": Text}[what]()
        before = doc.get_state()
        if isinstance(place, Map):
            place[f"k{at}"] = new
        else:
            place.insert(min(at, len(place)), new)
            place.insert(min(at, len(place)), at)
        new_types = doc.get_update(before)
        depths.check(new_types, inspect(new_types))
        server.apply_update(doc.get_update(server.get_state()))
    exact = measure(server.get_update())
    there = true_depth(server.get("m", type=Map))
    assert max(exact.values(), default=0) >= there
    live: Doc[Any] = Doc()
    live.apply_update(server.get_update())
    assert exact == measure(live.get_update())
    assert max(exact.values(), default=0) <= max((depths._depths or {}).values(), default=0)
