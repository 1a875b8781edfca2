"""What an update brings and needs, and that genuine ones always pass (W3, R7)."""

from base64 import b64decode
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, get_state, merge_updates

from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import var_string, write_var_uint
from crdt_server.protocol.limits import UpdateLimits
from crdt_server.protocol.update import (
    EMPTY_UPDATE,
    Summary,
    decode_state_vector,
    inspect,
    is_whole,
)
from tests.effort import effort
from tests.protocol.bytes_of import (
    after,
    block,
    collected,
    deleted,
    first,
    inside,
    numbers,
    root,
    skip,
    text,
    update,
)
from tests.protocol.sessions import session
from tests.protocol.vectors import YJS, yjs_updates

WITH_SUBDOCUMENTS = UpdateLimits(subdocuments=True)


class TestGenuineUpdates:
    def test_W3_every_update_of_yjs_passes(self) -> None:
        updates = yjs_updates()
        assert len(updates) > 800
        for genuine in updates:
            inspect(genuine, WITH_SUBDOCUMENTS)

    @pytest.mark.parametrize("recorded", YJS, ids=lambda recorded: recorded["name"])
    def test_W3_a_whole_document_brings_what_its_state_vector_says(
        self, recorded: dict[str, Any]
    ) -> None:
        clocks = decode_state_vector(b64decode(recorded["state_vector"]))
        for kind in ("whole", "merged"):
            summary = inspect(b64decode(recorded[kind]), WITH_SUBDOCUMENTS)
            assert summary.structs == {client: (0, end) for client, end in clocks.items()}
            assert summary.reach == clocks

    @pytest.mark.parametrize("seed", range(effort(24)))
    def test_W3_every_update_of_pycrdt_passes(self, seed: int) -> None:
        for genuine in session(seed):
            summary = inspect(genuine)
            seen = decode_state_vector(get_state(genuine))
            for client, (start, end) in summary.structs.items():
                assert start or seen[client] == end

    def test_the_empty_update_brings_nothing(self) -> None:
        assert inspect(EMPTY_UPDATE) == Summary({}, {}, {})

    def test_no_beginning_of_a_genuine_update_passes(self) -> None:
        for genuine in session(3)[-4:]:
            for length in range(len(genuine)):
                with pytest.raises(Malformed):
                    inspect(genuine[:length])


class TestSummary:
    def test_a_keystroke(self) -> None:
        keystroke = update(block(7, 99, after(7, 98, var_string("x"))))
        summary = inspect(keystroke)
        assert summary == Summary({7: (99, 100)}, {}, {})
        assert not summary.deletes
        assert set(summary.introduces) == {7}
        assert summary.reach == {7: 100}

    @pytest.mark.parametrize(
        ("letters", "length"), [("a", 1), ("é", 1), ("舞台", 2), ("🎭", 2), ("a" * 300, 300)]
    )
    def test_text_counts_utf16_units(self, letters: str, length: int) -> None:
        assert inspect(update(block(7, 5, text(letters)))).structs == {7: (5, 5 + length)}

    def test_neighbours_of_other_clients_are_needed(self) -> None:
        between = b"\xc4" + numbers(8, 20, 9, 30) + var_string("x")
        assert inspect(update(block(7, 0, between))).needs == {8: 21, 9: 31}

    def test_the_latest_of_several_is_needed(self) -> None:
        structs = [after(8, clock, var_string("x")) for clock in (5, 20, 3)]
        assert inspect(update(block(7, 0, *structs))).needs == {8: 21}

    def test_the_container_is_needed(self) -> None:
        inner = first(var_string("x"), inside(8, 20))
        assert inspect(update(block(7, 0, inner))).needs == {8: 21}

    def test_what_is_deleted_is_needed(self) -> None:
        summary = inspect(update(deletions=deleted({8: [(0, 2), (10, 5)], 9: [(3, 1)]})))
        assert summary == Summary({}, {8: 15, 9: 4}, {8: 15, 9: 4})
        assert summary.deletes
        assert summary.reach == {8: 15, 9: 4}

    def test_what_it_brings_and_deletes_is_not_needed(self) -> None:
        summary = inspect(update(block(7, 10, text("abc")), deletions=deleted({7: [(2, 11)]})))
        assert summary == Summary({7: (10, 13)}, {}, {7: 13})

    def test_its_own_clients_may_need_each_other(self) -> None:
        # In a circle, so this never integrates: nothing may be left out as "brings it itself".
        circle = update(
            block(8, 0, after(7, 0, var_string("x"))), block(7, 0, after(8, 0, var_string("y")))
        )
        assert inspect(circle).needs == {7: 1, 8: 1}

    def test_what_follows_a_gap_needs_the_gap_filled(self) -> None:
        gap = update(block(7, 0, text("ab"), skip(5), after(7, 6, var_string("x"))))
        assert inspect(gap).structs == {7: (7, 8)}

    def test_a_gap_at_the_end_is_nothing(self) -> None:
        assert inspect(update(block(7, 0, text("ab"), skip(5)))).structs == {7: (0, 2)}

    def test_collected_structs_have_a_length(self) -> None:
        assert inspect(update(block(7, 3, collected(500)))).structs == {7: (3, 503)}


class TestGaps:
    """The promise of Summary: what it calls connected, the library integrates (R7)."""

    @given(st.integers(0, 11), st.integers(0, 2**32))
    def test_R7_what_connects_is_integrated(self, seed: int, order: int) -> None:
        random = Random(order)
        updates = session(seed, turns=16)
        random.shuffle(updates)
        doc: Doc[Any] = Doc()
        for genuine in updates[: random.randrange(len(updates))]:
            summary = inspect(genuine)
            certain = connects(summary, decode_state_vector(doc.get_state()))
            doc.apply_update(genuine)
            known = decode_state_vector(doc.get_state())
            holds = all(known.get(client, 0) >= end for client, end in summary.reach.items())
            assert holds or not certain

    def test_R7_in_order_everything_of_one_person_connects(self) -> None:
        doc: Doc[Any] = Doc()
        for clock in range(20):
            letter = var_string("x")
            struct = after(7, clock - 1, letter) if clock else text("x")
            keystroke = update(block(7, clock, struct))
            assert connects(inspect(keystroke), decode_state_vector(doc.get_state()))
            doc.apply_update(keystroke)


def connects(summary: Summary, known: dict[int, int]) -> bool:
    """Whether an update surely integrates into a document with these clocks."""
    starts = {client: start for client, (start, _) in summary.structs.items()}
    return all(
        known.get(client, 0) >= clock
        for wanted in (starts, summary.needs)
        for client, clock in wanted.items()
    )


class TestLimits:
    def test_W6_the_size_is_limited(self) -> None:
        keystroke = update(block(7, 0, text("x")))
        inspect(keystroke, UpdateLimits(bytes=len(keystroke)))
        with pytest.raises(TooLarge, match="is the limit"):
            inspect(keystroke, UpdateLimits(bytes=len(keystroke) - 1))

    def test_W3_values_may_be_nested_64_deep(self) -> None:
        def nested(depth: int, opening: bytes) -> bytes:
            value = opening * depth + b"\x7e"
            return update(block(7, 0, first(b"\1" + value, root("a"), kind=8)))

        for opening in (b"\x75\1", b"\x76\1\1k"):
            inspect(nested(64, opening))
            for depth in (65, 30_000):
                with pytest.raises(TooLarge, match="deeper than 64"):
                    inspect(nested(depth, opening))

    def test_W3_json_may_be_nested_64_deep(self) -> None:
        def embed(depth: int) -> bytes:
            return update(block(7, 0, first(var_string("[" * depth + "]" * depth), kind=5)))

        inspect(embed(64))
        for depth in (65, 100_000):
            with pytest.raises(TooLarge, match="deeper than 64"):
                inspect(embed(depth))

    def test_W3_subdocuments_are_taken_only_when_asked_for(self) -> None:
        inner = first(var_string("guid") + b"\x76\0", root("a"), kind=9)
        inspect(update(block(7, 0, inner)), WITH_SUBDOCUMENTS)
        with pytest.raises(Malformed, match="document inside a document"):
            inspect(update(block(7, 0, inner)))


class TestIsWhole:
    def test_P4_a_document_is_whole_with_its_own_clocks(self) -> None:
        *updates, _ = session(6)[:-4]
        doc: Doc[Any] = Doc()
        for genuine in updates:
            doc.apply_update(genuine)
        clocks = decode_state_vector(doc.get_state())
        assert is_whole(doc.get_update(), clocks)
        assert not is_whole(doc.get_update(), clocks | {7: 1})
        assert not is_whole(doc.get_update()[:-1], clocks)

    @pytest.mark.parametrize("half", [1, 2])
    def test_P4_a_document_with_half_an_emoji_is_not_whole(self, half: int) -> None:
        typed, cut = (
            update(block(7, 0, text("a🎭b"))),
            update(deletions=deleted({7: [(half, 1)]})),
        )
        doc: Doc[Any] = Doc()
        doc.apply_update(typed)
        doc.apply_update(cut)
        clocks = decode_state_vector(doc.get_state())
        assert clocks == {7: 4}
        assert not is_whole(doc.get_update(), clocks)
        assert is_whole(merge_updates(typed, cut), clocks)


class TestStateVector:
    @given(st.dictionaries(st.integers(0, 2**53 - 1), st.integers(0, 2**31 - 1), max_size=20))
    def test_it_is_read_as_written(self, clocks: dict[int, int]) -> None:
        pairs = b"".join(numbers(client, clock) for client, clock in clocks.items())
        assert decode_state_vector(write_var_uint(len(clocks)) + pairs) == clocks

    def test_W3_it_is_read_as_pycrdt_writes_it(self) -> None:
        doc: Doc[Any] = Doc()
        assert decode_state_vector(doc.get_state()) == {}
        doc.apply_update(update(block(7, 0, text("ab")), block(2**53 - 1, 0, text("c"))))
        assert decode_state_vector(doc.get_state()) == {7: 2, 2**53 - 1: 1}

    @pytest.mark.parametrize(
        ("data", "because"),
        [
            ("", "middle of a number"),
            ("01", "middle of a number"),
            ("0107", "middle of a number"),
            ("02070108", "middle of a number"),
            ("0207010701", "client 7 occurs twice"),
            ("0000", "1 bytes too many"),
            ("ffffffff0f0101", "4294967295 clients; 1000000 is the limit"),
        ],
    )
    def test_W5_a_broken_one_is_refused(self, data: str, because: str) -> None:
        with pytest.raises(Malformed, match=because):
            decode_state_vector(bytes.fromhex(data))
