"""Times as people type them, understood as in the browser (D9)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.fields import LAST_TIME, LONGEST
from docs_model.times import (
    Misunderstood,
    format_duration,
    format_time,
    parse_duration,
    parse_time,
    say_duration,
)
from tests.docs_model.vectors import vectors

VECTORS = vectors("times")
TYPED = VECTORS["typed"]


@pytest.mark.parametrize("case", TYPED, ids=lambda case: f"{case['field']} {case['input']!r}")
def test_D9_what_is_typed_is_understood(case: dict[str, Any]) -> None:
    given_too = {name: case[name] for name in ("present", "now", "near") if name in case}
    understand = parse_time if case["field"] == "time" else parse_duration
    show = format_time if case["field"] == "time" else say_duration
    understood = understand(case["input"], **given_too)
    if "error" in case:
        assert understood == Misunderstood(case["error"])
    else:
        assert understood == case["ms"]
        assert show(case["ms"]) == case["shown"]


@pytest.mark.parametrize("case", VECTORS["written"]["time"])
def test_D9_a_time_is_written(case: dict[str, Any]) -> None:
    assert format_time(case["ms"]) == case["text"]


@pytest.mark.parametrize("case", VECTORS["written"]["duration"])
def test_D9_a_duration_is_written_and_said(case: dict[str, Any]) -> None:
    assert format_duration(case["ms"]) == case["text"]
    assert say_duration(case["ms"]) == case["said"]


@given(st.integers(0, LAST_TIME))
def test_a_written_time_is_understood_again(time: int) -> None:
    assert parse_time(format_time(time)) == time


@given(st.integers(0, LONGEST))
def test_a_written_or_said_duration_is_understood_again(duration: int) -> None:
    assert parse_duration(format_duration(duration)) == duration
    assert parse_duration(say_duration(duration)) == duration


@given(st.text(max_size=50) | st.text(alphabet="0123456789:.+-hms apd", max_size=12))
def test_anything_typed_gives_a_value_in_range_or_a_sentence(typed: str) -> None:
    time = parse_time(typed, present=0, now=0)
    duration = parse_duration(typed, present=0)
    assert time is None or isinstance(time, Misunderstood) or 0 <= time <= LAST_TIME
    assert isinstance(duration, Misunderstood) or 0 <= duration <= LONGEST


def test_every_sentence_is_among_the_vectors() -> None:
    from docs_model import times

    sentences = {
        value
        for name, value in vars(times).items()
        if name.isupper() and isinstance(value, str) and value.endswith(".")
    }
    assert sentences == {case["error"] for case in TYPED if "error" in case}
