"""On whose behalf something is done, and how far that reaches (P15): the part that needs no database."""

import asyncio

import pytest

from persistence.wall import HOUSE, UNPLACED, Wall, Walled, asking, on_behalf_of

PLACES = {"a": "ours", "b": "theirs"}
WALL = Wall(lambda document: PLACES.get(document, UNPLACED), lambda collection, key: key)


def test_P15_the_servers_own_duty_touches_only_the_workspace_it_is_about() -> None:
    assert [WALL.reading(document) for document in ("a", "b", "c", "")] == [
        ("ours",), ("theirs",), (UNPLACED,), (HOUSE,),
    ]  # fmt: skip
    WALL.check("b")


def test_P15_on_behalf_of_somebody_only_what_they_reach_is_touched() -> None:
    with on_behalf_of(lambda: {"ours", "also ours"}):
        assert WALL.reading("a") == WALL.reading("b") == ("also ours", "ours")
        assert WALL.reading("") == (HOUSE,)  # the tables that say who they are
        WALL.check("a")
        WALL.check("")
        with pytest.raises(Walled, match="another workspace"):
            WALL.check("b")
        with on_behalf_of(None):
            WALL.check("b")
    assert asking() is None


def test_P15_whoever_reaches_everything_is_held_to_what_they_ask_for() -> None:
    with on_behalf_of(lambda: None):
        assert WALL.reading("b") == ("theirs",)
        WALL.check("b")


async def _reading(document: str, reach: set[str]) -> tuple[str, ...]:
    with on_behalf_of(lambda: reach):
        await asyncio.sleep(0)
        return WALL.reading(document)


@pytest.mark.anyio
async def test_P15_two_who_ask_at_once_are_not_taken_for_each_other() -> None:
    found = await asyncio.gather(_reading("a", {"ours"}), _reading("a", {"theirs"}))
    assert found == [("ours",), ("theirs",)]
