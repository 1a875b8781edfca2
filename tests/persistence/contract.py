"""What every store must do. A store's tests inherit `StoreContract` and give a fixture `store`, open and empty."""

import asyncio

import pytest

from persistence.store import Checkpoint, Conflict, Entry, Loaded, Record, Store, StoreError


def entries(document: str, first: int, last: int, at: int = 1_000) -> list[Entry]:
    """Make entries `first` … `last`, written at `at` + their number."""
    return [
        Entry(document, seq, f"{document}:{seq}".encode(), at + seq, "ann")
        for seq in range(first, last + 1)
    ]


async def seqs(store: Store, document: str) -> list[int]:
    """Give the numbers of the entries a load gives."""
    return [entry.seq for entry in (await store.load(document)).entries]


@pytest.mark.anyio
class StoreContract:
    """P1–P7, as far as they can be seen through the seam."""

    # -- the log ------------------------------------------------------------------------------------------------

    async def test_P1_a_document_never_written_is_empty(self, store: Store) -> None:
        assert await store.load("show/new") == Loaded(None, (), 0)

    async def test_P1_entries_come_back_in_order(self, store: Store) -> None:
        await store.append(entries("a", 1, 2))
        await store.append(entries("a", 3, 5))
        loaded = await store.load("a")
        assert loaded == Loaded(None, tuple(entries("a", 1, 5)), 5)

    @pytest.mark.parametrize("seq", [0, 2, 4, -1])
    async def test_P1_a_number_that_does_not_follow_is_refused(
        self, store: Store, seq: int
    ) -> None:
        await store.append(entries("a", 1, 2))
        with pytest.raises(Conflict):
            await store.append([Entry("a", seq, b"other", 0)])
        assert await seqs(store, "a") == [1, 2]

    async def test_P1_an_append_is_all_or_none(self, store: Store) -> None:
        with pytest.raises(Conflict):
            await store.append([*entries("a", 1, 3), *entries("b", 2, 2)])
        assert (await store.load("a")).last_seq == 0
        await store.append(entries("a", 1, 1))

    async def test_P1_appends_asked_for_at_once_keep_their_order(self, store: Store) -> None:
        await asyncio.gather(*(store.append(entries("a", seq, seq)) for seq in range(1, 200)))
        assert await seqs(store, "a") == list(range(1, 200))

    async def test_P1_a_caller_that_goes_away_keeps_its_place(self, store: Store) -> None:
        async with asyncio.TaskGroup() as tasks:
            first = tasks.create_task(store.append(entries("a", 1, 1)))
            await asyncio.sleep(0)  # it has asked
            first.cancel()
            tasks.create_task(store.append(entries("a", 2, 2)))
        assert await seqs(store, "a") == [1, 2]

    async def test_P1_appending_again_what_is_stored_is_accepted(self, store: Store) -> None:
        await store.append(entries("a", 1, 3))
        await store.append(entries("a", 2, 5))
        assert await seqs(store, "a") == [1, 2, 3, 4, 5]

    async def test_P1_the_same_number_with_other_contents_is_a_conflict(self, store: Store) -> None:
        await store.append(entries("a", 1, 3))
        with pytest.raises(Conflict):
            await store.append(entries("a", 2, 5, at=2_000))
        assert (await store.load("a")).last_seq == 3

    async def test_P1_an_append_of_nothing_is_fine(self, store: Store) -> None:
        await store.append([])

    async def test_P3_one_refused_append_leaves_its_companions_alone(self, store: Store) -> None:
        asked = [store.append(entries(name, 1 if name != "c" else 7, 8)) for name in "abcde"]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert [isinstance(outcome, Conflict) for outcome in outcomes] == [
            False,
            False,
            True,
            False,
            False,
        ]
        assert [(await store.load(name)).last_seq for name in "abcde"] == [8, 8, 0, 8, 8]

    @pytest.mark.parametrize("size", [0, 1, 255, 4_096, 70_000, 3_000_000])
    async def test_P6_an_update_comes_back_byte_for_byte(self, store: Store, size: int) -> None:
        entry = Entry(
            "free/ünïcode \N{CLAPPER BOARD}\0end",
            1,
            bytes(range(256)) * (size // 256) + b"\0" * (size % 256),
            5,
        )
        await store.append([entry])
        assert (await store.load(entry.document)).entries == (entry,)

    async def test_P6_documents_do_not_mix(self, store: Store) -> None:
        await store.append([*entries("a", 1, 2), *entries("a/b", 1, 3), *entries("A", 1, 1)])
        assert [(await store.load(name)).last_seq for name in ("a", "a/b", "A", "b")] == [
            2,
            3,
            1,
            0,
        ]

    # -- checkpoints and trimming -------------------------------------------------------------------------------

    async def test_P4_a_load_gives_the_checkpoint_and_what_came_after_it(
        self, store: Store
    ) -> None:
        await store.append(entries("a", 1, 5))
        kept = Checkpoint("a", 3, b"whole", 9)
        await store.checkpoint(kept)
        assert await store.load("a") == Loaded(kept, tuple(entries("a", 4, 5)), 5)

    async def test_P4_a_newer_checkpoint_replaces_an_older_one(self, store: Store) -> None:
        await store.append(entries("a", 1, 5))
        for upto in (2, 4, 4):
            await store.checkpoint(Checkpoint("a", upto, b"%d" % upto, 9))
        loaded = await store.load("a")
        assert loaded.checkpoint == Checkpoint("a", 4, b"4", 9)

    @pytest.mark.parametrize("upto", [-1, 2, 6])
    async def test_P4_a_checkpoint_outside_the_log_is_refused(
        self, store: Store, upto: int
    ) -> None:
        await store.append(entries("a", 1, 5))
        await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
        with pytest.raises(Conflict):
            await store.checkpoint(Checkpoint("a", upto, b"wrong", 9))
        assert (await store.load("a")).checkpoint == Checkpoint("a", 3, b"whole", 9)

    async def test_P4_appends_go_on_after_a_checkpoint(self, store: Store) -> None:
        await store.append(entries("a", 1, 2))
        await asyncio.gather(
            store.checkpoint(Checkpoint("a", 2, b"", 9)), store.append(entries("a", 3, 3))
        )
        assert await seqs(store, "a") == [3]

    async def test_P5_without_a_checkpoint_nothing_is_trimmed(self, store: Store) -> None:
        await store.append(entries("a", 1, 5))
        assert await store.trim("a", 10**15) == 0
        assert await store.trim("never written", 10**15) == 0
        assert await seqs(store, "a") == [1, 2, 3, 4, 5]

    async def test_P5_trimming_stops_at_the_checkpoint(self, store: Store) -> None:
        await store.append(entries("a", 1, 5))
        await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
        assert await store.trim("a", 10**15) == 3
        assert await store.trim("a", 10**15) == 0
        assert await seqs(store, "a") == [4, 5]

    async def test_P5_trimming_keeps_what_is_young(self, store: Store) -> None:
        await store.append(entries("a", 1, 5, at=1_000))
        await store.checkpoint(Checkpoint("a", 5, b"whole", 9))
        assert await store.trim("a", before=1_003) == 2
        assert await store.trim("a", before=1_004) == 1

    async def test_P5_a_clock_that_went_back_leaves_no_hole(self, store: Store) -> None:
        ages = [10, 90, 20, 30]
        await store.append([Entry("a", seq, b"", at) for seq, at in enumerate(ages, 1)])
        await store.checkpoint(Checkpoint("a", 4, b"whole", 9))
        assert await store.trim("a", before=50) == 1

    async def test_P5_the_last_number_survives_trimming(self, store: Store) -> None:
        await store.append(entries("a", 1, 5))
        await store.checkpoint(Checkpoint("a", 5, b"whole", 9))
        await store.trim("a", 10**15)
        assert (await store.load("a")).last_seq == 5
        with pytest.raises(Conflict):
            await store.append(entries("a", 1, 1))
        await store.append(entries("a", 6, 6))
        assert await store.load("a") == Loaded(
            Checkpoint("a", 5, b"whole", 9), tuple(entries("a", 6, 6)), 6
        )

    async def test_P5_a_long_log_is_trimmed_whole(self, store: Store) -> None:
        await store.append(entries("a", 1, 4_500))
        await store.checkpoint(Checkpoint("a", 4_400, b"whole", 9))
        assert await store.trim("a", 10**15) == 4_400
        assert await seqs(store, "a") == list(range(4_401, 4_501))

    async def test_H1_entries_are_given_a_few_at_a_time(self, store: Store) -> None:
        await store.append(entries("a", 1, 7))
        await store.append(entries("b", 1, 2))
        await store.checkpoint(Checkpoint("a", 5, b"whole", 9))
        assert list(await store.entries("a", 0, 3)) == entries("a", 1, 3)
        assert list(await store.entries("a", 3, 10)) == entries("a", 4, 7)
        assert list(await store.entries("a", 7, 10)) == []
        assert list(await store.entries("never written", 0, 10)) == []

    async def test_H1_what_was_trimmed_is_not_among_the_entries(self, store: Store) -> None:
        await store.append(entries("a", 1, 5))
        await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
        await store.trim("a", 10**15)
        assert list(await store.entries("a", 0, 10)) == entries("a", 4, 5)

    # -- from one store to another ------------------------------------------------------------------------------

    async def test_P11_a_load_can_give_what_the_checkpoint_covers(self, store: Store) -> None:
        kept = Checkpoint("a", 3, b"whole", 9)
        await store.append(entries("a", 1, 5))
        assert await store.load("a", covered=True) == Loaded(None, tuple(entries("a", 1, 5)), 5)
        await store.checkpoint(kept)
        assert await store.load("a", covered=True) == Loaded(kept, tuple(entries("a", 1, 5)), 5)
        await store.trim("a", before=1_003)
        assert await store.load("a", covered=True) == Loaded(kept, tuple(entries("a", 3, 5)), 5)
        await store.trim("a", 10**15)
        assert await store.load("a", covered=True) == Loaded(kept, tuple(entries("a", 4, 5)), 5)

    @pytest.mark.parametrize(
        ("upto", "first", "last"), [(None, 1, 5), (5, 1, 9), (5, 4, 9), (5, 6, 9), (5, 6, 5)]
    )
    async def test_P11_a_document_is_taken_over_as_it_is(
        self, store: Store, upto: int | None, first: int, last: int
    ) -> None:
        kept = None if upto is None else Checkpoint("a", upto, b"whole", 9)
        await store.adopt("a", kept, entries("a", first, last))
        whole = Loaded(kept, tuple(entries("a", first, last)), last)
        assert await store.load("a", covered=True) == whole
        await store.append(entries("a", last + 1, last + 2))
        with pytest.raises(Conflict):
            await store.append([Entry("a", last, b"other", 0)])
        assert (await store.load("a")).last_seq == last + 2

    @pytest.mark.parametrize("upto", [None, 0, 2])
    async def test_P11_nothing_is_taken_over_what_is_there(
        self, store: Store, upto: int | None
    ) -> None:
        if upto is None:
            await store.append(entries("a", 1, 2))
        else:
            await store.adopt("a", Checkpoint("a", upto, b"ours", 9), [])
        before = await store.load("a", covered=True)
        with pytest.raises(Conflict):
            await store.adopt("a", Checkpoint("a", 3, b"theirs", 9), entries("a", 1, 5))
        assert await store.load("a", covered=True) == before

    @pytest.mark.parametrize(
        ("upto", "seqs"), [(None, [2, 3]), (3, [5]), (3, [1, 2]), (3, [3, 5]), (3, [0, 1, 2, 3])]
    )
    async def test_P11_a_log_with_a_hole_is_not_taken_over(
        self, store: Store, upto: int | None, seqs: list[int]
    ) -> None:
        kept = None if upto is None else Checkpoint("a", upto, b"whole", 9)
        with pytest.raises(Conflict):
            await store.adopt("a", kept, [Entry("a", seq, b"", 0) for seq in seqs])
        assert await store.load("a") == Loaded(None, (), 0)

    # -- records ------------------------------------------------------------------------------------------------

    async def test_P7_versions_count_from_one(self, store: Store) -> None:
        assert await store.get("documents", "a") is None
        assert await store.put("documents", "a", b"x") == Record("documents", "a", b"x", 1)
        assert await store.put("documents", "a", b"y") == Record("documents", "a", b"y", 2)
        assert await store.get("documents", "a") == Record("documents", "a", b"y", 2)

    async def test_P7_a_write_over_another_version_is_refused(self, store: Store) -> None:
        await store.put("documents", "a", b"x", expected=0)
        for expected in (0, 2):
            with pytest.raises(Conflict):
                await store.put("documents", "a", b"wrong", expected=expected)
        with pytest.raises(Conflict):
            await store.put("documents", "never written", b"wrong", expected=1)
        assert await store.put("documents", "a", b"y", expected=1) == Record(
            "documents", "a", b"y", 2
        )
        assert [record.value for record in await store.list("documents")] == [b"y"]

    async def test_P7_of_many_who_write_at_once_one_wins(self, store: Store) -> None:
        asked = [store.put("documents", "a", b"%d" % who, expected=0) for who in range(20)]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        [winner] = [outcome for outcome in outcomes if isinstance(outcome, Record)]
        assert await store.get("documents", "a") == winner
        assert all(isinstance(outcome, Conflict) for outcome in outcomes if outcome is not winner)

    async def test_P7_a_deleted_record_is_gone(self, store: Store) -> None:
        await store.put("documents", "a", b"x")
        assert await store.delete("documents", "a") is True
        assert await store.delete("documents", "a") is False
        assert await store.get("documents", "a") is None
        assert (await store.put("documents", "a", b"again", expected=0)).version == 1

    async def test_P7_a_list_is_one_collection_by_key(self, store: Store) -> None:
        for key in ("b", "ä", "a", "", "B"):
            await store.put("documents", key, key.encode())
        await store.put("other", "c", b"")
        assert [record.key for record in await store.list("documents")] == ["", "B", "a", "b", "ä"]
        assert await store.list("nothing here") == []

    # -- the end ------------------------------------------------------------------------------------------------

    async def test_P2_closing_finishes_what_was_asked(self, store: Store) -> None:
        async with asyncio.TaskGroup() as tasks:
            asked = [
                tasks.create_task(store.append(entries("a", seq, seq))) for seq in range(1, 50)
            ]
            await asyncio.sleep(0)  # they have asked
            await store.close()
        assert all(task.exception() is None for task in asked)

    async def test_P2_a_closed_store_refuses_everything(self, store: Store) -> None:
        await store.close()
        await store.close()
        refused = [
            store.append(entries("a", 1, 1)),
            store.load("a"),
            store.checkpoint(Checkpoint("a", 0, b"", 0)),
            store.trim("a", 0),
            store.adopt("a", None, []),
            store.get("c", "k"),
            store.put("c", "k", b""),
            store.delete("c", "k"),
            store.list("c"),
        ]
        for outcome in await asyncio.gather(*refused, return_exceptions=True):
            assert isinstance(outcome, StoreError)
            assert "closed" in str(outcome)
