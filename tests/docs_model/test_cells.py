"""What the cells of spreadsheets say (D9, D12)."""

# ruff: noqa: DTZ001 (a spreadsheet knows no time zones)

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model import cells
from docs_model.cells import (
    date_of,
    duration_of,
    fixed_of,
    instant_of,
    text_of,
    time_of,
    type_of,
    word_of,
    write_instant,
)
from docs_model.fields import DAY, LAST_TIME, LONGEST
from docs_model.times import HOUR, MINUTE, SECOND, Misunderstood

HALF_PAST_NINE = 9 * HOUR + 30 * MINUTE


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("9:30", HALF_PAST_NINE),
        ("0:30 +1", DAY + 30 * MINUTE),
        (" ", None),
        (None, None),
        (930, HALF_PAST_NINE),
        (930.0, HALF_PAST_NINE),
        (9.3, HALF_PAST_NINE),
        (0.5, 12 * HOUR),
        (0, 0),
        (datetime.time(9, 30), HALF_PAST_NINE),
        (datetime.time(9, 30, 15, 250_000), HALF_PAST_NINE + 15_250),
        (datetime.timedelta(hours=24, minutes=30), DAY + 30 * MINUTE),
        (datetime.datetime(2027, 3, 18, 9, 30), HALF_PAST_NINE),
        (datetime.datetime(1900, 1, 1, 0, 30), DAY + 30 * MINUTE),
    ],
)
def test_a_time_is_read(cell: Any, time: int | None) -> None:
    assert time_of(cell) == time


@pytest.mark.parametrize(
    "cell", ["soon", True, -1, 1e9, datetime.date(2027, 3, 18), datetime.timedelta(days=8), "+15"]
)
def test_what_is_no_time_is_told(cell: Any) -> None:
    assert isinstance(time_of(cell), Misunderstood)


@pytest.mark.parametrize(
    ("cell", "unit", "duration"),
    [
        ("5", MINUTE, 5 * MINUTE),
        ("90", SECOND, 90 * SECOND),
        (2, HOUR, 2 * HOUR),
        (2.5, MINUTE, 150 * SECOND),
        ("1:30", MINUTE, 90 * SECOND),
        ("0:05:00", MINUTE, 5 * MINUTE),
        ("5 min", SECOND, 5 * MINUTE),
        (None, MINUTE, None),
        ("", MINUTE, None),
        (datetime.time(0, 5), MINUTE, 5 * MINUTE),
        (datetime.timedelta(hours=26), MINUTE, 26 * HOUR),
    ],
)
def test_a_length_is_read(cell: Any, unit: int, duration: int | None) -> None:
    assert duration_of(cell, unit) == duration


@pytest.mark.parametrize(
    "cell", ["long", True, -1, float("nan"), float("inf"), datetime.date(2027, 3, 18), 1e9]
)
def test_what_is_no_length_is_told(cell: Any) -> None:
    assert isinstance(duration_of(cell, MINUTE), Misunderstood)


def test_words_are_known_by_their_other_spellings() -> None:
    assert word_of("status", "In Progress") == "in_progress"
    assert word_of("status", "DONE") == "completed"
    assert word_of("colour", "Orange") == "amber"
    assert [word_of("count", said) for said in ("To end", "to_end", "duration")] == [
        "to_end",
        "to_end",
        "duration",
    ]
    assert word_of("cue_department", "LX") == "lighting"
    assert word_of("status", "lost") == Misunderstood(
        "This can be pending, in_progress, completed."
    )


def test_types_are_the_usual_ones_or_as_they_are() -> None:
    assert [type_of(cell) for cell in ("Keynote", " Rite ", None)] == ["keynote", "Rite", "other"]


def test_marks_say_what_is_fixed() -> None:
    assert fixed_of("start, end") == {"start", "end"}
    assert fixed_of("x") == fixed_of(True) == {"start"}
    assert fixed_of("") == fixed_of("no") == frozenset()


def test_dates_and_moments_are_read() -> None:
    assert date_of(datetime.datetime(2027, 3, 18, 9, 30)) == "2027-03-18"
    assert date_of(datetime.date(2027, 3, 18)) == date_of(" 2027-03-18 ") == "2027-03-18"
    assert isinstance(date_of("18.3.27"), Misunderstood)
    assert instant_of("1970-01-01T00:00:01.500Z") == 1500
    assert instant_of("1970-01-01 01:00:01+01:00") == instant_of("1970-01-01 00:00:01") == 1000
    assert isinstance(instant_of("yesterday"), Misunderstood)
    assert write_instant(None) == write_instant(8_640_000_000_000_000) == ""


@given(st.integers(0, 4_000_000_000_000))
def test_a_written_moment_is_read_again(instant: int) -> None:
    assert instant_of(write_instant(instant)) == instant


def test_cells_become_text_as_a_person_would_type_them() -> None:
    said = [text_of(cell) for cell in (None, 5.0, 5.5, True, "a\r\nb", datetime.time(9, 30))]
    assert said == ["", "5", "5.5", "yes", "a\nb", "09:30:00"]
    assert text_of(datetime.datetime(2027, 3, 18, 9, 30)) == "2027-03-18 09:30"


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(),
)


@given(CELLS)
def test_any_cell_gives_a_value_in_range_or_a_sentence(cell: Any) -> None:
    time, duration, instant = time_of(cell), duration_of(cell, MINUTE), instant_of(cell)
    assert time is None or isinstance(time, Misunderstood) or 0 <= time <= LAST_TIME
    assert duration is None or isinstance(duration, Misunderstood) or 0 <= duration <= LONGEST
    assert isinstance(instant, Misunderstood) or instant >= 0
    for field in cells.WORDS:
        assert word_of(field, cell)
    assert type_of(cell) and date_of(cell) and isinstance(fixed_of(cell), frozenset)
