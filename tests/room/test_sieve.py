"""Poison in a log is found by halving, and everything else is in the document (R14, R8)."""

from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import write_var_uint
from crdt_server.room.digest import STRANGERS_EDIT, Indigestible, apply, is_sound
from crdt_server.room.sieve import A_FEW, Library, Sieve, build, building, whole
from tests.effort import effort
from tests.room.replica import Replica

SOUND, FAILS, FAILS_AND_SPOILS, SPOILS, REFUSED = b"nfxsr"
POISON = {FAILS, FAILS_AND_SPOILS, SPOILS, REFUSED}
REAL_POISON = bytes.fromhex(
    "0105cd8fb0c10d80a7d5a8aaddb6e9a50100012700cd8fb0c10d11046e6f7465020400cd8fb0c10d1201782700cd"
    "8fb0c10d11046c697374000800cd8fb0c10d14027c3f8000007702c3a90205010b04d5a8aaddb6e9a501010006"
)
"""A damaged edit that no check here lets in: the library panics at it."""


class Document:
    """A document of a library that fails as ours has been seen to; an update's first byte says what it does."""

    def __init__(self) -> None:
        self.updates: set[bytes] = set()
        self.spoiled = False


class Counting:
    """That library, and how many updates it has been given."""

    def __init__(self) -> None:
        self.work = 0
        self.library = Library(Document, self.apply, lambda doc: not doc.spoiled)

    def apply(self, doc: Document, update: bytes) -> None:
        self.work += 1
        kind = update[0]
        if kind == REFUSED:
            raise Malformed("no update")
        spoiled, doc.spoiled = doc.spoiled, doc.spoiled or kind in (FAILS_AND_SPOILS, SPOILS)
        if spoiled or kind in (FAILS, FAILS_AND_SPOILS):
            raise Indigestible("panic")
        doc.updates.add(update)


def sifted(updates: list[bytes], most_work: int = 10**9) -> tuple[Document, set[bytes], Counting]:
    """Sift a log; give the document, what was left out, and how much work it was."""
    counting = Counting()
    sieve = Sieve(counting.library, updates, most_work)
    doc = whole(sieve.sift())
    return doc, {updates[index] for index in sieve.left_out}, counting


def one_by_one(updates: list[bytes]) -> set[bytes]:
    """Leave out every update at which the library fails, on a document built anew after each failure."""
    library = Counting().library
    kept: list[bytes] = []
    left_out = set()
    for update in updates:
        doc = Document()
        for earlier in kept:
            library.apply(doc, earlier)
        try:
            library.apply(doc, update)
            kept.append(update)
        except Malformed:
            left_out.add(update)
    return left_out


def log_of(kinds: list[int]) -> list[bytes]:
    return [bytes((kind, number % 256, number // 256)) for number, kind in enumerate(kinds)]


@settings(max_examples=effort(300))
@given(st.lists(st.sampled_from([SOUND] * 6 + [FAILS, FAILS_AND_SPOILS, REFUSED]), max_size=60))
def test_R14_halving_leaves_out_what_trying_one_by_one_does(kinds: list[int]) -> None:
    updates = log_of(kinds)
    doc, left_out, _ = sifted(updates)
    assert left_out == one_by_one(updates)
    assert doc.updates == set(updates) - left_out


@settings(max_examples=effort(200))
@given(st.lists(st.sampled_from([SOUND] * 9 + list(POISON)), max_size=60), st.randoms())
def test_R14_in_any_order_exactly_the_poison_is_left_out(kinds: list[int], random: object) -> None:
    updates = log_of(kinds)
    poison = {update for update in updates if update[0] in POISON}
    random.shuffle(updates)  # type: ignore[attr-defined]
    doc, left_out, _ = sifted(updates)
    if not left_out & {update for update in poison if update[0] != REFUSED}:
        poison = {update for update in poison if update[0] == REFUSED}
        assert sum(update[0] == SPOILS for update in updates) <= 1  # and nothing follows it
    assert left_out == poison
    assert doc.updates == set(updates) - left_out


@pytest.mark.parametrize("kind", sorted(POISON))
@pytest.mark.parametrize("place", [0, 1_499, 2_998])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_R14_the_work_grows_with_the_poison_and_not_with_the_square_of_the_log(
    kind: int, place: int, count: int
) -> None:
    updates = log_of([SOUND] * 3_000)
    for number in range(count):
        at = (place + number * 234) % 2_999
        updates[at] = bytes((kind,)) + updates[at][1:]
    doc, left_out, counting = sifted(updates)
    assert {update[0] for update in left_out} == {kind}
    assert (len(left_out), len(doc.updates)) == (count, 3_000 - count)
    assert counting.work <= len(updates) * (
        3 + 2 * count * (2 + log2(len(updates))) + 2 * log2(len(updates))
    )


def test_R14_a_spoiler_at_the_end_is_found_once_the_document_is_suspect() -> None:
    updates = log_of([SOUND, SOUND, SPOILS])
    sieve = Sieve(Counting().library, updates)
    assert not whole(sieve.sift(is_suspect=True)).spoiled
    assert list(sieve.left_out) == [2]


def test_R14_there_is_a_bound_to_the_work_and_the_document_is_sound_all_the_same() -> None:
    updates = log_of([SOUND, SPOILS, SOUND, FAILS] * 250)
    doc, left_out, counting = sifted(updates, most_work=2_000)
    assert not doc.spoiled
    assert doc.updates == set(updates) - left_out
    assert counting.work < 2_000 + 20 * len(updates)


def test_R14_the_work_pauses_so_that_others_have_their_turn() -> None:
    pauses = sum(1 for _ in building(typed(3 * A_FEW)))
    assert pauses >= 3


def typed(letters: int) -> list[bytes]:
    """Type letters, one update each; whoever has typed fifty goes, and somebody else goes on."""

    def letter(number: int) -> bytes:
        return write_var_uint(5 + number // 50) + write_var_uint(number % 50)

    def after(number: int) -> bytes:
        return b"\x84" + letter(number - 1) if number else b"\x04\x01\x01t"

    return [
        b"\x01\x01" + letter(number) + after(number) + b"\x01a\x00" for number in range(letters)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("places", [pytest.param((99_999,), marks=pytest.mark.long), (77, 61_000)])
def test_R8_R14_a_hundred_thousand_entries_with_real_poison_among_them(
    places: tuple[int, ...],
) -> None:
    with pytest.raises(Indigestible):
        apply(Doc(), REAL_POISON)
    updates = typed(100_000 - len(places))
    for place in places:
        updates.insert(place, REAL_POISON)
    built = build(updates)
    assert str(built.doc.get("t", type=Text)) == "a" * (100_000 - len(places))
    assert sorted(built.left_out) == sorted(places)


def test_R14_a_strangers_edit_tells_a_sound_document() -> None:
    doc = Replica(1).doc
    assert is_sound(doc)
    assert str(doc.get("?", type=Text)) == "x"
    assert len(STRANGERS_EDIT) < 32
