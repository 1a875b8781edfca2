"""The declared kinds, and which one a document is of by its name (D1, D11)."""

import pytest

from docs_model.kinds import FREE, KINDS, NOTES, SHOW, kind_of

UUID = "3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (f"show/{UUID}", SHOW),
        (f"notes/{UUID}", NOTES),
        ("notes/of the crew", FREE),
        (f"free/{UUID}", FREE),
        (f"show/{UUID.upper()}", FREE),
        (f"setlist/{UUID}", FREE),
        (f"show/{UUID}/x", FREE),
        (f"show/{UUID}\n", FREE),
        ("show", FREE),
        ("show/main", FREE),
        ("", FREE),
        ("my notes", FREE),
    ],
)
def test_the_name_of_a_document_says_its_kind(name: str, kind: object) -> None:
    assert kind_of(name) is kind


def test_D11_a_free_document_has_no_schema() -> None:
    assert FREE.roots == ()


def test_kinds_are_known_by_their_names() -> None:
    assert list(KINDS) == ["show", "notes", "free"]
    assert all(kind.name == name for name, kind in KINDS.items())


def test_a_kind_gives_its_roots_by_name() -> None:
    assert SHOW.root("show").interface == "ShowInfo"
    assert SHOW.records("cues").within == "segment"
    with pytest.raises(KeyError):
        SHOW.root("songs")
    with pytest.raises(KeyError):
        SHOW.records("show")


def test_every_record_can_be_ranked_deleted_and_noted() -> None:
    for name in ("segments", "cues"):
        assert {"rank", "updated_at", "deleted_at"} <= set(SHOW.records(name).fields)
