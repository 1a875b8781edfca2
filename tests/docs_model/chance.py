"""Shows and calls made up by chance, the same in Python and TypeScript, and a digest of what comes out.

`web/src/model/testing/chance.ts` draws the same numbers in the same order, so that both languages can reckon thousands
of cases and compare one number for each hundred.
"""

import json
from collections.abc import Callable
from typing import Any

HOUR = 3_600_000
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/St_Johns",
    "Pacific/Chatham",
    "Nowhere/Land",
)
DATES = ("2011-12-29", "2016-03-26", "2016-10-29", "2019-03-09", "2019-11-02", "2020-02-28", None)
"""Days around changes of clocks, the day that Samoa left out, a leap year, and no date."""


def mulberry32(seed: int) -> Callable[[int], int]:
    """Give a drawing of numbers below a bound, from 32 bits of state."""
    state = seed

    def below(bound: int) -> int:
        nonlocal state
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        mixed = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        mixed ^= (mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61) & 0xFFFFFFFF)) & 0xFFFFFFFF
        return ((mixed ^ (mixed >> 14)) & 0xFFFFFFFF) % bound

    return below


def maybe(below: Callable[[int], int], percent: int, value: Callable[[], Any]) -> Any:
    """Draw a value in so many of a hundred cases."""
    return value() if below(100) < percent else None


def made_up_segment(below: Callable[[int], int], number: int) -> dict[str, Any]:
    start = maybe(below, 40, lambda: below(54 * HOUR))
    duration = below(2 * HOUR)
    end = maybe(below, 15, lambda: below(54 * HOUR))
    count = ("duration", "to_end")[below(4) // 3]
    return {"id": f"s{number}", "start": start, "duration": duration, "end": end, "count": count}


def made_up_done(below: Callable[[int], int], around: int) -> dict[str, Any]:
    status = ("completed", "completed", "skipped")[below(3)]
    started = maybe(below, 80, lambda: around + below(30 * HOUR))
    ended = maybe(below, 80, lambda: (around if started is None else started) + below(2 * HOUR))
    return {"status": status, "started_at": started, "ended_at": ended}


def made_up_case(below: Callable[[int], int]) -> tuple[dict[str, Any], dict[str, Any], int]:
    """Give a plan, a call and a moment; the call need not make sense."""
    segments = [made_up_segment(below, number) for number in range(below(9))]
    plan = {
        "segments": segments,
        "planned_start": maybe(below, 70, lambda: below(30 * HOUR)),
        "date": DATES[below(len(DATES))],
        "zone": ZONES[below(len(ZONES))],
    }
    around = (1_325_000_000, 1_459_000_000, 1_477_700_000, 1_552_100_000, 1_582_900_000)[
        below(5)
    ] * 1000
    active = maybe(below, 70, lambda: f"s{below(9)}")
    started = maybe(below, 85, lambda: around + below(30 * HOUR))
    call = {
        "active": active,
        "started_at": started if active else None,
        "first_started_at": maybe(below, 75, lambda: around + below(10 * HOUR)),
        "paused_at": maybe(below, 25, lambda: (started or around) + below(HOUR)),
        "paused_ms": below(HOUR),
        "added_ms": below(HOUR) - HOUR // 2,
        "done": {s["id"]: made_up_done(below, around) for s in segments if below(3) == 0},
    }
    return plan, call, around + below(40 * HOUR)


def digest(before: int, value: Any) -> int:
    """Fold a value into a digest: FNV-1a over its JSON with sorted keys."""
    for byte in json.dumps(value, separators=(",", ":"), sort_keys=True).encode("ascii"):
        before = ((before ^ byte) * 0x01000193) & 0xFFFFFFFF
    return before
