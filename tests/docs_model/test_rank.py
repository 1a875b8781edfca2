"""Ranks sort rows, leave room between any two, and are the same in the browser (D6)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.rank import (
    DIGITS,
    RANK_LIMIT,
    is_rank,
    make_room,
    rank_between,
    ranks_between,
)
from tests.docs_model.vectors import vectors

CHANCES = st.floats(0, 1, exclude_max=True)
RANKS = st.text(alphabet=DIGITS, min_size=1, max_size=12).filter(lambda rank: rank[-1] != "0")
VECTORS = vectors("ranks")


@pytest.mark.parametrize("case", VECTORS["between"])
def test_D6_one_rank_is_drawn_as_everywhere(case: dict[str, Any]) -> None:
    assert rank_between(case["lower"], case["upper"], case["chance"]) == case["rank"]


@pytest.mark.parametrize("case", VECTORS["spread"])
def test_D6_many_ranks_are_drawn_as_everywhere(case: dict[str, Any]) -> None:
    assert ranks_between(case["lower"], case["upper"], case["chances"]) == case["ranks"]


def test_D6_a_chain_of_insertions_is_drawn_as_everywhere() -> None:
    case = VECTORS["chain"]
    rank, drawn = case["lower"], []
    for chance in case["chances"]:
        rank = rank_between(rank, case["upper"], chance)
        drawn.append(rank)
    assert drawn == case["ranks"]


@pytest.mark.parametrize("case", VECTORS["make_room"])
def test_D6_rows_give_way_as_everywhere(case: dict[str, Any]) -> None:
    drawn, moved = make_room(case["ranks"], case["index"], case["chances"])
    assert drawn == case["drawn"]
    assert moved == {int(index): rank for index, rank in case["moved"].items()}


@pytest.mark.parametrize("case", VECTORS["refused"])
def test_what_is_no_gap_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="rank"):
        rank_between(case["lower"], case["upper"], 0.5)


@given(st.none() | RANKS, st.none() | RANKS, st.lists(CHANCES, max_size=8))
def test_D6_ranks_are_in_order_between_their_neighbours(
    lower: str | None, upper: str | None, chances: list[float]
) -> None:
    if lower is not None and upper is not None:
        if lower == upper:
            return
        lower, upper = sorted((lower, upper))
    drawn = ranks_between(lower, upper, chances)
    row = [*([lower] if lower else []), *drawn, *([upper] if upper else [])]
    assert row == sorted(set(row))
    assert len(drawn) == len(chances) and all(is_rank(rank) for rank in drawn)


@given(RANKS, RANKS, CHANCES, CHANCES)
def test_D6_different_chances_nearly_always_draw_different_ranks(
    one: str, other: str, chance: float, second: float
) -> None:
    if one == other or abs(chance - second) < 1 / 32:
        return
    lower, upper = sorted((one, other))
    assert rank_between(lower, upper, chance) != rank_between(lower, upper, second)


@given(st.lists(RANKS, max_size=8), st.integers(0, 8), st.lists(CHANCES, min_size=1, max_size=4))
def test_D6_there_is_room_in_every_list_even_between_equal_ranks(
    ranks: list[str], index: int, chances: list[float]
) -> None:
    ranks, index = sorted(ranks), min(index, len(ranks))
    drawn, moved = make_room(ranks, index, chances)
    after = [moved.get(position, rank) for position, rank in enumerate(ranks)]
    assert after[:index] == ranks[:index] or len(moved) == len(ranks)
    row = [*after[:index], *drawn, *after[index:]]
    assert row == sorted(row)
    around = [*after[max(0, index - 1) : index], *drawn, *after[index : index + 1]]
    assert len(set(around)) == len(around), "the new ones differ from their neighbours"


def test_two_hundred_insertions_at_one_spot_stay_short() -> None:
    lower, upper = "A", "B"
    for step in range(200):
        lower = rank_between(lower, upper, step * 0.618 % 1)
    assert len(lower) < 60


def test_ten_thousand_rows_can_be_added_at_the_end() -> None:
    rank = rank_between(None, None, 0.5)
    for step in range(10_000):
        following = rank_between(rank, None, step * 0.618 % 1)
        assert following > rank
        rank = following
    assert len(rank) <= 6


def test_a_rank_is_never_longer_than_the_limit_in_a_list() -> None:
    ranks = ["A" * (RANK_LIMIT - 1) + "1", "A" * (RANK_LIMIT - 1) + "2"]
    drawn, moved = make_room(ranks, 1, [0.5])
    assert max(map(len, [*drawn, *moved.values()])) <= RANK_LIMIT
    assert sorted([moved[0], *drawn, moved[1]]) == [moved[0], *drawn, moved[1]]
