"""Ranks: short texts that sort rows, with room between any two: a move changes one row only.

A rank is a fraction between 0 and 1 in base 62, written as its digits after the point (`0-9A-Za-z`,
which is also their ASCII order), never ending in "0": so comparing two ranks as strings compares
the fractions, and each fraction has one spelling. Two people who insert at the same place draw
different ranks, because chance picks within the middle half of the gap; should chance make them
equal, the id decides (D6).

Everything is integer arithmetic on numbers of `width` digits, so the browser draws the very same
ranks from the same chance (`tests/vectors/ranks.json`). `chance` is a number from 0 up to but not
including 1, used to 30 bits.
"""

import re
from collections.abc import Sequence
from typing import Final

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE: Final = len(DIGITS)
VALUES: Final = {digit: value for value, digit in enumerate(DIGITS)}

WIDTH: Final = 6
"""Ranks are at least computed with this many digits."""

ROOM: Final = 64
"""So many free numbers there must be for each rank to be drawn; else one more digit is used."""

STEP_DIGITS: Final = 3
"""A rank at an open end is about 62^-3 beyond the last one: room for a hundred thousand rows."""

RANK_LIMIT: Final = 400
RANK_PATTERN: Final = "^[0-9A-Za-z]*[1-9A-Za-z]$"
RANK: Final = re.compile(RANK_PATTERN[1:-1])
LAST_RANK: Final = "zzzzzz"
"""What an unusable rank reads as: such a record comes last."""


def is_rank(text: str) -> bool:
    """Tell whether text is a rank."""
    return len(text) <= RANK_LIMIT and RANK.fullmatch(text) is not None


def _number(rank: str, width: int) -> int:
    """Read a rank as a whole number of `width` digits, cut or padded."""
    number = 0
    for digit in rank[:width].ljust(width, "0"):
        number = number * BASE + VALUES[digit]
    return number


def _rank(number: int, width: int) -> str:
    """Write a whole number of `width` digits as a rank."""
    digits = []
    for _ in range(width):
        number, digit = divmod(number, BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits)).rstrip("0")


def _share(amount: int, chance: float) -> int:
    """Give a part of an amount by chance: 0 … amount − 1."""
    return amount * int(chance * (1 << 30)) >> 30


def _spread(lower: str | None, upper: str | None, chances: Sequence[float]) -> list[str]:
    """Draw ranks evenly within a gap: one from the middle half of each equal part of it."""
    width = WIDTH
    while True:
        low = _number(lower, width) if lower is not None else 0
        high = _number(upper, width) if upper is not None else BASE**width
        part = (high - low - 1) // max(1, len(chances))
        if part >= ROOM:
            break
        width += 1
    starts = (low + 1 + part * index + part // 4 for index in range(len(chances)))
    return [
        _rank(start + _share(part // 2, chance), width)
        for start, chance in zip(starts, chances, strict=True)
    ]


def _after(lower: str | None, chance: float) -> str:
    """Draw a rank about one step after the last one; the very first comes from near the middle."""
    top, step = BASE**WIDTH, BASE ** (WIDTH - STEP_DIGITS)
    base = _number(lower, WIDTH) if lower is not None else top // 2 - step
    number = base + step // 2 + _share(step, chance)
    return _rank(number, WIDTH) if number < top else _spread(lower, None, [chance])[0]


def _before(upper: str, chance: float) -> str:
    """Draw a rank about one step before the first one."""
    step = BASE ** (WIDTH - STEP_DIGITS)
    number = _number(upper, WIDTH) - step // 2 - _share(step, chance)
    return _rank(number, WIDTH) if number > 0 else _spread(None, upper, [chance])[0]


def rank_between(lower: str | None, upper: str | None, chance: float) -> str:
    """Draw a rank after `lower` and before `upper`; None stands for the open end.

    ValueError when one of them is no rank or they are not in order.
    """
    return ranks_between(lower, upper, [chance])[0]


def ranks_between(lower: str | None, upper: str | None, chances: Sequence[float]) -> list[str]:
    """Draw as many ascending ranks between two others as there are chances.

    ValueError when one of them is no rank or they are not in order.
    """
    for rank in (lower, upper):
        if rank is not None and not is_rank(rank):
            raise ValueError("not a rank: only 0-9, A-Z and a-z, the last one not 0")
    if lower is not None and upper is not None:
        if lower >= upper:
            raise ValueError("there is nothing between two ranks that are not in order")
        return _spread(lower, upper, chances)
    drawn: list[str] = []
    for chance in chances if upper is None else reversed(chances):
        edge = drawn[-1] if drawn else lower if upper is None else upper
        drawn.append(_after(edge, chance) if upper is None else _before(edge or "", chance))
    return drawn if upper is None else drawn[::-1]


def make_room(
    ranks: Sequence[str], index: int, chances: Sequence[float]
) -> tuple[list[str], dict[int, str]]:
    """Draw ranks for new rows before row `index` of rows that are already in order.

    Gives the new ranks, and by their index the new ranks of rows that must give way: none, unless
    the rows around the place have equal ranks or the gap has become too narrow to write down.
    """
    lower = ranks[index - 1] if index > 0 else None
    upper = ranks[index] if index < len(ranks) else None
    if lower is None or upper is None or lower < upper:
        drawn = ranks_between(lower, upper, chances)
        if all(len(rank) <= RANK_LIMIT for rank in drawn):
            return drawn, {}
    end = next(
        (i for i in range(index, len(ranks)) if lower is None or ranks[i] > lower), len(ranks)
    )
    upper = ranks[end] if end < len(ranks) else None
    drawn = ranks_between(lower, upper, [*chances, *[0.5] * (end - index)])
    if all(len(rank) <= RANK_LIMIT for rank in drawn):
        return drawn[: len(chances)], dict(enumerate(drawn[len(chances) :], index))
    return _rank_anew(len(ranks), index, chances)


def _rank_anew(rows: int, index: int, chances: Sequence[float]) -> tuple[list[str], dict[int, str]]:
    """Rank all rows anew, as if they had been added one after the other."""
    drawn = ranks_between(None, None, [*[0.5] * index, *chances, *[0.5] * (rows - index)])
    end = index + len(chances)
    old = drawn[:index] + drawn[end:]
    return drawn[index:end], dict(enumerate(old))
