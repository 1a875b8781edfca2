"""Changing live text stroke by stroke, so that what others type survives (U1, D5)."""

from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from docs_model.text_edit import COMPARED_LIMIT, set_text, strokes
from tests.docs_model.shows import AnyDoc, copy_of, sync, updates_of

WORDS = st.text(alphabet="ab é🎭\n", max_size=30)


def with_text(content: str) -> tuple[AnyDoc, Text]:
    doc: AnyDoc = Doc()
    texts = doc.get("texts", type=Map)
    texts["t"] = Text(content)
    return doc, texts["t"]


def text_in(doc: AnyDoc) -> Text:
    text = doc.get("texts", type=Map)["t"]
    assert isinstance(text, Text)
    return text


@given(WORDS, WORDS)
def test_a_text_becomes_the_other(old: str, new: str) -> None:
    _, text = with_text(old)
    assert set_text(text, new) is (old != new)
    assert str(text) == new


def test_the_same_text_makes_no_update() -> None:
    doc, text = with_text("Doors 🎭")
    heard = updates_of(doc)
    assert set_text(text, "Doors 🎭") is False
    assert heard == []


def test_strokes_are_few() -> None:
    assert list(strokes("The quick fox", "A quick red fox")) == [(9, 0, " red"), (0, 3, "A")]


def test_U1_a_typist_in_the_middle_keeps_every_letter() -> None:
    mine, text = with_text("Welcome by the hosts, 5 min")
    theirs = copy_of(mine)
    typed = text_in(theirs)
    for letter in reversed("two "):
        typed.insert(len("Welcome by the "), letter)
    set_text(text, "A welcome by the hosts, 7 min")
    sync(mine, theirs)
    assert str(text) == str(typed) == "A welcome by the two hosts, 7 min"


def test_what_is_too_long_to_compare_is_replaced_in_one_stroke() -> None:
    old, new = "a" * (COMPARED_LIMIT + 1), "b" * (COMPARED_LIMIT + 1)
    assert list(strokes(f"<{old}>", f"<{new}>")) == [(1, len(old), new)]


def test_embedded_things_are_taken_out() -> None:
    _, text = with_text("ab")
    text.insert_embed(1, {"image": "x"})
    assert set_text(text, "ab") is True
    assert str(text) == "ab" and len(text) == 2
