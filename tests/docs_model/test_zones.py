"""Times of day and moments in the world, through every change of clocks, as in the browser (T1)."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.fields import DAY, LAST_TIME
from docs_model.zones import date_for, date_of, day_offset, instant_of, time_of
from tests.docs_model.chance import DATES, ZONES
from tests.docs_model.vectors import vectors

VECTORS = vectors("zones")


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", VECTORS["moments"], ids=named)
def test_T1_a_time_of_day_is_a_moment(case: dict[str, Any]) -> None:
    assert instant_of(case["date"], case["zone"], case["time"]) == case["instant"]
    assert time_of(case["date"], case["zone"], case["instant"]) == case["shown"]


@pytest.mark.parametrize("case", VECTORS["times"], ids=named)
def test_T1_a_moment_is_a_time_of_day(case: dict[str, Any]) -> None:
    assert time_of(case["date"], case["zone"], case["instant"]) == case["time"]


@pytest.mark.parametrize("case", VECTORS["day_offset"])
def test_T1_a_clock_shows_its_time_on_the_nearest_day(case: dict[str, Any]) -> None:
    assert day_offset(case["planned"], case["clock"]) == case["days"]


@pytest.mark.parametrize("case", VECTORS["date_for"], ids=named)
def test_T1_a_show_without_a_date_is_meant_on_the_nearest_day(case: dict[str, Any]) -> None:
    assert date_for(case["zone"], case["time"], case["instant"]) == case["date"]


KNOWN = st.sampled_from([zone for zone in ZONES if zone != "Nowhere/Land"])
DAYS = st.sampled_from([date for date in DATES if date])


@given(DAYS, KNOWN, st.integers(0, LAST_TIME))
def test_T1_what_clocks_show_then_is_the_time_unless_it_is_left_out(
    date: str, zone: str, time: int
) -> None:
    instant = instant_of(date, zone, time)
    shown = time_of(date, zone, instant)
    assert instant_of(date, zone, shown) == instant
    assert shown == time or 0 < shown - time <= DAY


@given(KNOWN, st.integers(0, 2_000_000_000))
def test_T1_a_moment_is_shown_as_the_calendar_has_it(zone: str, seconds: int) -> None:
    shown = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    date = date_of(zone, seconds * 1000)
    assert date == shown.date().isoformat()
    expected = (shown.hour * 60 + shown.minute) * 60 + shown.second
    assert time_of(date, zone, seconds * 1000) == expected * 1000


@given(KNOWN, st.integers(0, LAST_TIME), st.integers(0, 2_000_000_000_000))
def test_T1_the_nearest_day_is_the_nearest(zone: str, time: int, instant: int) -> None:
    away = abs(instant_of(date_for(zone, time, instant), zone, time) - instant)
    assert away <= DAY // 2 + 3_600_000 or zone == "Pacific/Apia"
