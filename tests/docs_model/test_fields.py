"""Every shape reads anything, finds fault with what it does not allow, and never raises (D2)."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.codes import Date, Rank, Reference, TimeZone
from docs_model.fields import LAST_TIME, Duration, Field, Flag, Instant, Number, TimeOfDay
from docs_model.kinds import SHOW
from docs_model.texts import Choice, Fixed, OpenChoice, Prose, RichText, Text
from docs_model.values import MISSING, Foreign, LiveRichText, LiveText, MixedText, what

NUMBER = Number(about="", least=1, most=10, default=5)
TIME = TimeOfDay(about="")
TEXT = Text(about="", limit=5, default="none")
PROSE = Prose(about="", limit=5)
LINES = Prose(about="", limit=5, lines="many")
RICH = RichText(about="", limit=5)
CHOICE = Choice(about="", values=("on", "off"), default="off")
OPEN = OpenChoice(about="", limit=5, default="talk", suggestions=("talk",))
FLAG = Flag(about="", default=True)
DATE = Date(about="")
ZONE = TimeZone(about="")
CUE_OF = Reference(about="", to="segments")
RANK = Rank(about="")
KIND = Fixed(about="", value="show")
ALL: list[Field] = [
    *(NUMBER, TIME, Duration(about=""), Instant(about=""), TEXT, PROSE, LINES, RICH, CHOICE),
    *(OPEN, FLAG, DATE, ZONE, CUE_OF, RANK, KIND),
    *(field for root in SHOW.roots for field in root.fields.values()),
]

READ: list[tuple[Field, Any, Any]] = [
    (NUMBER, 7, 7),
    (NUMBER, 7.0, 7),
    (NUMBER, 6.5, 7),
    (NUMBER, 6.49, 6),
    (NUMBER, 0, 1),
    (NUMBER, 10.4, 10),
    (NUMBER, math.inf, 10),
    (NUMBER, -math.inf, 1),
    (NUMBER, math.nan, 5),
    (NUMBER, True, 5),
    (NUMBER, "7", 5),
    (NUMBER, None, 5),
    (NUMBER, 2**70, 10),
    (TIME, None, None),
    (TIME, MISSING, None),
    (TIME, -5, 0),
    (TIME, 1e18, LAST_TIME),
    (TIME, math.nan, None),
    (TEXT, "abcdefg", "abcde"),
    (TEXT, "a\nb", "a b"),
    (TEXT, LiveText("live"), "live"),
    (TEXT, 5, "none"),
    (TEXT, "🎭🎭🎭🎭🎭🎭", "🎭🎭🎭🎭🎭"),
    (PROSE, "plain", "plain"),
    (PROSE, LiveText("a\r\nb\u2028c"), "a b c"),
    (LINES, LiveText("a\nb"), "a\nb"),
    (PROSE, Foreign("a shared map"), ""),
    (PROSE, MISSING, ""),
    (RICH, LiveRichText("ab"), "ab"),
    (CHOICE, "on", "on"),
    (CHOICE, "ON", "off"),
    (CHOICE, ["on"], "off"),
    (OPEN, "rite", "rite"),
    (OPEN, None, "talk"),
    (FLAG, False, False),
    (FLAG, 0, True),
    (DATE, "2026-02-28", "2026-02-28"),
    (DATE, "2026-02-29", None),
    (DATE, "2026-2-9", None),
    (DATE, "2026-W01-1", None),
    (DATE, "٢٠٢٦-٠٢-٠٩", None),
    (ZONE, "America/Argentina/Salta", "America/Argentina/Salta"),
    (ZONE, "Etc/GMT+5", "Etc/GMT+5"),
    (ZONE, "../etc/passwd", "UTC"),
    (CUE_OF, "0c2f7d1e-1111-4222-8333-444455556666", "0c2f7d1e-1111-4222-8333-444455556666"),
    (CUE_OF, "no id", ""),
    (CUE_OF, "id\n", ""),
    (RANK, "V", "V"),
    (RANK, "V0", "zzzzzz"),
    (RANK, "", "zzzzzz"),
    (RANK, "A" * 401, "zzzzzz"),
    (KIND, "setlist", "show"),
]

FAULTS: list[tuple[Field, Any, str | None]] = [
    (NUMBER, 7.0, None),
    (NUMBER, 7.5, "must be a whole number, found a fraction"),
    (NUMBER, "7", "must be a whole number, found text"),
    (NUMBER, None, "must be a whole number, found null"),
    (NUMBER, False, "must be a whole number, found true or false"),
    (NUMBER, math.nan, "must be a whole number, found one that is not a number"),
    (NUMBER, math.inf, "must be between 1 and 10"),
    (TIME, None, None),
    (TEXT, "abcdef", "must have at most 5 characters, has 6"),
    (TEXT, "a\nb", "must be one line"),
    (TEXT, LiveText("a"), "must be text, found a live text"),
    (TEXT, "\ud800", "must be text, found half a character"),
    (PROSE, "plain", None),
    (PROSE, LiveText("a\nb"), "must be one line"),
    (LINES, LiveText("a\nb"), None),
    (PROSE, MixedText("a"), "must be text, found a live text with other things embedded in it"),
    (RICH, LiveText("a"), "must be text, found a live text"),
    (CHOICE, "up", "must be one of on, off"),
    (FLAG, "yes", "must be true or false, found text"),
    (DATE, "soon", "must be a day of the calendar such as 2026-11-21"),
    (DATE, None, None),
    (ZONE, "here", None),
    (ZONE, "my zone", "must be the name of a time zone such as Europe/Berlin"),
    (CUE_OF, "", None),
    (CUE_OF, "no id", "must be the id of one of the segments"),
    (RANK, "V0", "must be 1 to 400 digits and letters, the last one not 0"),
    (KIND, "setlist", "must be show"),
    (KIND, "show", None),
]


@pytest.mark.parametrize(("field", "stored", "plain"), READ)
def test_D2_whatever_is_stored_reads_as_an_allowed_value(
    field: Field, stored: object, plain: object
) -> None:
    assert field.read(stored) == plain
    assert type(field.read(stored)) is type(plain)


@pytest.mark.parametrize(("field", "value", "sentence"), FAULTS)
def test_a_fault_says_what_is_allowed(field: Field, value: object, sentence: str | None) -> None:
    assert field.fault(value) == sentence


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.lists(st.integers()),
    st.just(MISSING),
    st.just(object()),
    st.builds(LiveText, st.text()),
    st.builds(LiveRichText, st.text()),
    st.just(Foreign("a shared map")),
)


@given(st.sampled_from(ALL), ANYTHING)
def test_D2_what_is_read_is_allowed_and_reads_as_itself(field: Field, value: object) -> None:
    plain = field.read(value)
    assert field.fault(plain) is None
    assert field.read(plain) == plain


@given(st.sampled_from(ALL), ANYTHING)
def test_what_has_no_fault_reads_as_it_is(field: Field, value: object) -> None:
    if field.fault(value) is None:
        assert field.read(value) == value


def test_prose_in_a_document_must_be_live_and_there() -> None:
    assert PROSE.stored_fault(LiveText("a")) is None
    assert PROSE.stored_fault("a") == "must be a live text, found text"
    assert PROSE.stored_fault(MISSING) == "is missing; it must be a live text, even when empty"
    assert RICH.stored_fault(LiveRichText("a")) is None
    assert RICH.stored_fault(LiveText("a")) == "must be a live rich text, found a live text"
    assert RICH.stored_fault(MISSING) == "is missing; it must be a live rich text, even when empty"


def test_a_missing_plain_value_is_no_fault_but_a_missing_rank_is() -> None:
    assert NUMBER.stored_fault(MISSING) is None
    assert RANK.stored_fault(MISSING) == "is missing"


def test_values_are_named_without_being_shown() -> None:
    assert what(Foreign("a shared list")) == "a shared list"
    assert what(object()) == "something unknown"
    assert what(bytearray(b"x")) == "bytes"
