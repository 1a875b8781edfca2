"""Many who come at once are served in order, a few in each turn of the loop."""

import asyncio

import pytest

from crdt_server.hub.turns import SLICE, Turns

pytestmark = pytest.mark.anyio


class Watch:
    """A stopwatch that each piece of work moves on by as much as it says it takes."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


async def test_R11_one_who_comes_alone_waits_for_nothing() -> None:
    done: list[str] = []
    Turns(Watch()).serve(lambda: done.append("at once"))
    assert done == ["at once"]


async def test_R11_many_are_served_in_order_while_others_get_their_turns() -> None:
    watch = Watch()
    turns = Turns(watch)
    heard: list[object] = []

    def work(number: int) -> None:
        watch.time += SLICE / 2
        heard.append(number)

    for number in range(9):
        turns.serve(lambda number=number: work(number))
    assert heard == [0, 1]
    assert turns.waiting == 7
    for _ in range(5):
        await asyncio.sleep(0)
        heard.append("typing")
    assert [each for each in heard if each != "typing"] == list(range(9))
    longest = "".join("." if each != "typing" else " " for each in heard).split()
    assert (
        max(map(len, longest)) <= 4
    )  # two per turn; the loop may run twice before it comes back here


async def test_R5_work_that_fails_keeps_nobody_waiting() -> None:
    watch = Watch()
    turns = Turns(watch)
    done: list[int] = []

    def fail() -> None:
        watch.time += SLICE
        raise ZeroDivisionError

    turns.serve(fail)
    turns.serve(fail)
    turns.serve(lambda: done.append(1))
    assert turns.waiting == 2
    for _ in range(4):
        await asyncio.sleep(0)
    assert (done, turns.waiting) == ([1], 0)
