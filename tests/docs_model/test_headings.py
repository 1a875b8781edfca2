"""Columns are understood by the many things people write above them (D12)."""

import pytest

from docs_model.headings import HEADINGS, MEANINGS, heading_row, meanings_of, understand
from docs_model.table_export import HEADERS
from docs_model.times import HOUR, MINUTE, SECOND

SHEETS = [
    ("# | Title | Start | Dur | Notes", "order name start duration notes"),
    ("No. | Item | TOD | Length | Description", "order name start duration notes"),
    ("Item | Title | Start Time | End Time | Color", "order name start end colour"),
    ("Cue | Description | Time | Duration", "order name start duration"),
    ("Cue # | Name | Start | # | Status", "cue_number name start order status"),
    ("TIME | WHAT | WHO | LX | SOUND | VT", "start name notes cue:lighting cue:sound cue:video"),
    ("Start | Time | Segment", "start duration name"),
    ("Item | Dur. (mins) | Type | Colour", "name duration type colour"),
    ("Id | Name | Cue id | Cue label | Department", "id name cue_id cue_label cue_department"),
    ("Name | Department", "name notes"),
    ("Notes | Comments | Name", "notes notes name"),
    (" Start_Time | segment-name ", "start name"),
    ("Name | Title | Mood | ", "name - - -"),
]


@pytest.mark.parametrize(("sheet", "fields"), SHEETS)
def test_D12_headings_are_understood(sheet: str, fields: str) -> None:
    columns = understand([cell.strip() for cell in sheet.split("|")])
    assert [column.field or "-" for column in columns] == fields.split()


def test_D12_the_columns_that_are_exported_are_all_understood() -> None:
    fields = [column.field for column in understand(HEADERS)]
    assert None not in fields and len(set(fields)) == len(HEADERS)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        *(("Dur", MINUTE), ("Dur (sec)", SECOND), ("Length in hours", HOUR)),
        *(("Duration [min]", MINUTE), ("Secs", SECOND), ("Run time (h)", HOUR)),
    ],
)
def test_a_heading_says_what_bare_numbers_count(header: str, unit: int) -> None:
    (column,) = understand([header])
    assert (column.field, column.unit) == ("duration", unit)


def test_D12_every_column_says_why() -> None:
    columns = understand(["Name", "Title", "Mood", "", "Start"], {4: None, 2: "notes"})
    assert [column.reason for column in columns] == [
        "The heading means the name of a segment.",
        "Another column already is the name of a segment: this one is left out.",
        "You chose notes.",
        "It has no heading: it is left out.",
        "You chose to leave it out.",
    ]
    assert understand(["Mood"])[0].reason == "The heading is not known: it is left out."


def test_D12_what_a_person_chose_has_the_last_word() -> None:
    columns = understand(["Name", "Title"], {1: "name"})
    assert [column.field for column in columns] == [None, "name"]


def test_the_heading_row_is_found_below_titles() -> None:
    rows = [["Gala 2027"], [], ["Date", "2027-03-18"], ["#", "Name", "Start"], ["1", "Doors", "9"]]
    assert heading_row(rows) == 3
    assert heading_row([["a", "b"], ["Name", "x"]]) is None
    assert heading_row([["Name", "Title"]]) is None
    assert heading_row([]) is None


def test_a_heading_has_one_line_in_the_table() -> None:
    headings = [heading for _, line in HEADINGS for heading in line.split(", ")]
    assert len(headings) == len(set(headings))
    assert {meaning for meanings, _ in HEADINGS for meaning in meanings} <= set(MEANINGS)
    assert all(meanings_of(heading) for heading in headings)
