"""A run sheet is previewed, put right by hand, imported, and exported again (D12)."""

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from docs_model import edit
from docs_model.cells import Cell
from docs_model.check import check
from docs_model.document import live, read
from docs_model.fields import LAST_TIME, LONGEST
from docs_model.json import import_json
from docs_model.kinds import SHOW
from docs_model.kinds.show import COLOURS, COUNTS, CUES, DEPARTMENTS, SEGMENTS, STATUSES
from docs_model.sample import sample_show
from docs_model.sheets import read_sheet, write_csv, write_xlsx
from docs_model.table import Preview, Problem, import_table, preview, show_json
from docs_model.table_export import Written, table_of
from docs_model.times import HOUR, MINUTE
from tests.docs_model.shows import NOW, AnyDoc, empty_show, small_show, updates_of
from tests.docs_model.vectors import vectors
from tests.effort import effort

Rows = list[list[Cell]]

SHEET: Rows = [
    ["Harbour Gala 2027"],
    ["Date", "2027-03-18", None, None, None, None],
    [],
    ["#", "Item", "TOD", "Length (min)", "Speaker", "LX", "Notes"],
    [1, "Doors", "17:30", 45, None, "House to half\nslowly", "Haze low"],
    [2, "Welcome", "18:15", 7, "N. Verhoeven", "-", None],
    [3, "Keynote", "18:30", "soon", "Dr Nwosu", "Spot on", None],
    [None, None, None, None, None, None, "Remember the water"],
    [4, "Party", "23:00", "3 h", None, None, None],
    [5, "Load-out", "2:30", 90, None, None, None],
    [None, "Total", None, 327, None, None, None],
]


def ids() -> Callable[[], str]:
    count = itertools.count(1)
    return lambda: f"new-{next(count)}"


def imported(table: Preview, doc: AnyDoc | None = None) -> dict[str, Any]:
    doc = doc or Doc()
    assert import_table(doc, table, new_id=ids(), now=NOW).problems == ()
    assert check(doc, SHOW) == []
    return read(doc, SHOW)


def test_D12_a_sheet_is_understood_with_what_stands_above_it() -> None:
    table = preview(SHEET)
    assert table.header_row == 4
    assert table.info == {"title": "Harbour Gala 2027", "date": "2027-03-18"}
    fields = [column.field for column in table.columns]
    assert fields == ["order", "name", "start", "duration", "notes", "cue:lighting", "notes"]
    assert [row.values["name"] for row in table.rows] == [
        *("Doors", "Welcome", "Keynote", "Party", "Load-out"),
    ]


def test_D12_problems_have_row_and_column() -> None:
    assert preview(SHEET).problems == (
        Problem(7, 3, "“soon” is no length; it lasts no time."),
        Problem(8, None, "It has neither a name nor a time: it is left out."),
        Problem(11, None, "Totals are counted anew: the row is left out."),
    )


def test_D12_times_become_fixed_or_following() -> None:
    rows = {row.values["name"]: row.values for row in preview(SHEET).rows}
    assert rows["Doors"]["start"] == 17 * HOUR + 30 * MINUTE
    assert rows["Welcome"]["start"] is None, "it starts when the doors end"
    assert rows["Keynote"]["start"] == 18 * HOUR + 30 * MINUTE
    assert rows["Keynote"]["duration"] == 0, "what was written is not replaced by a guess"
    assert rows["Load-out"]["start"] == 26 * HOUR + 30 * MINUTE
    assert rows["Load-out"]["duration"] == 90 * MINUTE


def test_D12_a_column_of_a_department_makes_cues() -> None:
    show = imported(preview(SHEET))
    cues = [(cue["department"], cue["label"], cue["note"]) for cue in show["cues"]]
    assert cues == [("lighting", "House to half", "slowly"), ("lighting", "Spot on", "")]


def test_notes_say_which_column_they_come_from() -> None:
    notes = [row.values.get("notes") for row in preview(SHEET).rows]
    assert notes[:3] == ["Haze low", "Speaker: N. Verhoeven", "Speaker: Dr Nwosu"]


def test_D12_a_preview_stores_nothing_and_is_json() -> None:
    table = preview(SHEET)
    assert json.loads(json.dumps(table.to_plain()))["columns"][3] == {
        "index": 3,
        "header": "Length (min)",
        "field": "duration",
        "reason": "The heading means the duration.",
        "unit": MINUTE,
    }
    json.dumps(show_json(table, new_id=ids()))


def test_D12_columns_can_be_chosen_by_hand() -> None:
    rows: Rows = [["Wann", "Was"], ["9:00", "Einlass"], ["9:30", "Begrüßung"]]
    assert preview(rows).problems[0].message == (
        "No row with headings was found: choose what each column is."
    )
    table = preview(rows, mapping={0: "start", 1: "name"}, header_row=1)
    assert [row.values["name"] for row in table.rows] == ["Einlass", "Begrüßung"]
    assert table.rows[0].values["duration"] == 30 * MINUTE
    assert preview(rows, mapping={1: "name"}, header_row=0).rows[0].values["name"] == "Was"
    nameless = preview(rows, mapping={0: "start"}, header_row=1)
    assert nameless.problems[0].message == "No column has the names of the segments: choose one."
    assert "It has no name." in [problem.message for problem in nameless.problems]


@pytest.mark.parametrize("rows", [[], [[]], [[None]], [["Name", "Start"]]])
def test_a_table_without_rows_is_told(rows: Rows) -> None:
    assert preview(rows).problems[-1].message == "There is nothing to import."
    assert preview(rows, header_row=99).rows == ()


def test_rows_with_cues_only_belong_to_the_segment_above() -> None:
    rows: Rows = [
        ["Name", "Duration", "Cue number", "Department", "Cue label"],
        [None, None, "LX 0", "LX", "Too early"],
        ["Doors", 5, "LX 1", "LX", "House up"],
        [None, None, "SQ 1", "Sound", "Playlist"],
        [None, None, "?", "Kitchen", "Soup"],
    ]
    table = preview(rows)
    assert [cue["number"] for cue in table.rows[0].cues] == ["LX 1", "SQ 1", "?"]
    assert [problem.message for problem in table.problems] == [
        "There is no segment above this cue: it is left out.",
        "“Kitchen” is no department "
        "(lighting, sound, video, graphics, stage, talent, effects, other); "
        "the cue counts as other.",
    ]
    departments = [cue["department"] for cue in imported(table)["cues"]]
    assert departments == ["lighting", "sound", "other"]


REFUSED: dict[str, tuple[list[str], list[Cell], list[str]]] = {
    "a start": (
        ["Name", "Start", "Dur"],
        ["Film", "half past six", 5],
        ["“half past six” is no time; it follows the one before."],
    ),
    "nothing is guessed from what was refused": (
        ["Name", "Start", "Dur"],
        ["Film", "25:75", "-5"],
        [
            "“25:75”: minutes and seconds go from 00 to 59; it follows the one before.",
            "“-5”: nothing can last less than no time; it lasts no time.",
        ],
    ),
    "a length beside an end": (
        ["Name", "Start", "End", "Dur"],
        ["Film", "18:30", "18:40", "a while"],
        ["“a while” is no length; it lasts until its end."],
    ),
    "an end beside a length": (
        ["Name", "Start", "End", "Dur"],
        ["Film", "18:30", "late", 10],
        ["“late” is no time; its length counts."],
    ),
    "a status": (
        ["Name", "Status"],
        ["Film", "half-way"],
        ["“half-way” is no status (pending, in progress, completed); it is pending."],
    ),
    "what a segment that is known has": (
        ["Name", "Status", "Start", "Id"],
        ["Film", "half-way", "soonish", "b"],
        [
            "“half-way” is no status (pending, in progress, completed); what the show has stays.",
            "“soonish” is no time; what the show has stays.",
        ],
    ),
    "a row with nothing else": (["Name", "Start"], [None, "?"], ["“?” is no time; the row is left out."]),
    "much text": (
        ["Name", "Start"],
        ["Film", "when the doors have been open for long enough"],
        ["“when the doors have been open for long …” is no time; it follows the one before."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_D12_what_was_refused_is_quoted_with_what_happens_instead(name: str) -> None:
    headers, row, said = REFUSED[name]
    doors: list[Cell] = ["Doors" if header == "Name" else None for header in headers]
    after: list[Cell] = [{"Name": "Bar", "Start": "19:40"}.get(header) for header in headers]
    table = preview([[*headers], doors, row, after])
    assert [problem.message for problem in table.problems if problem.row == 3] == said
    times = [segment.values.get("duration", 0) for segment in table.rows if segment.row == 3]
    assert times in ([], [0], [5 * MINUTE], [10 * MINUTE])


def test_D12_problems_come_in_the_order_of_the_rows() -> None:
    rows: Rows = [["Name", "Start", "Dur"], ["A", "?", 5], ["Total", None, 5], ["B", "!", 5]]
    assert [problem.row for problem in preview(rows).problems] == [2, 3, 4]


def test_what_is_too_long_is_cut_and_told() -> None:
    rows: Rows = [["Name", "Type", "LX"], ["n" * 600, "t" * 50, "c" * 600]]
    table = preview(rows)
    assert len(table.rows[0].values["name"]) == 500
    assert len(table.rows[0].values["type"]) == 40
    assert len(table.rows[0].cues[0]["label"]) == 500
    assert [problem.column for problem in table.problems] == [0, 1, 2]


def test_rows_that_were_copied_get_new_ids() -> None:
    rows: Rows = [["Name", "Id"], ["Doors", "d"], ["Doors again", "d"], ["Odd", "not an id"]]
    table = preview(rows)
    assert [row["id"] for row in imported(table)["segments"]] == ["d", "new-1", "new-2"]
    assert [problem.row for problem in table.problems] == [3, 4]


def test_an_import_into_a_show_adds_rows_at_the_end_and_knows_its_own() -> None:
    doc = small_show()
    rows: Rows = [["Name", "Id"], ["B changed", "b"], ["New", None]]
    show = imported(preview(rows), doc)
    assert [row["name"] for row in show["segments"]] == ["A", "B changed", "New", "C"]
    show = imported(preview([["Name", "Start"], ["Last", None]]), small_show())
    assert [row["name"] for row in show["segments"]] == ["A", "B", "C", "Last"]


def test_D12_what_the_table_has_no_column_for_stays_as_it_is() -> None:
    doc = small_show()
    edit.change(doc, SEGMENTS, "b", {"start": 9 * HOUR, "end": 10 * HOUR}, now=NOW)
    edit.change(doc, SEGMENTS, "b", {"created_by": "Mara", "notes": "Stay"}, now=NOW)
    before = read(doc, SHOW)["segments"][1]
    show = imported(preview([["Id", "Name"], ["b", "B changed"]]), doc)
    assert show["segments"][1] == {**before, "name": "B changed"}


def test_D12_a_time_that_cannot_be_read_leaves_the_segment_as_it_is() -> None:
    doc = small_show()
    edit.change(doc, SEGMENTS, "b", {"start": 9 * HOUR, "duration": HOUR}, now=NOW)
    table = preview([["Id", "Start", "Duration"], ["b", "soonish", "a while"]])
    assert len(table.problems) == 2 + ("name" not in table.rows[0].values)
    segment = imported(table, doc)["segments"][1]
    assert (segment["start"], segment["duration"]) == (9 * HOUR, HOUR)


def test_the_importer_is_who_created_the_rows() -> None:
    data = show_json(preview([["Name", "#"], ["A", 1]]), new_id=ids(), created_by="Mara")
    assert data["segments"][0]["created_by"] == "Mara"


WRITERS: dict[str, Callable[[list[list[Written]]], bytes]] = {"csv": write_csv, "xlsx": write_xlsx}


def without_ranks(show: dict[str, Any]) -> dict[str, Any]:
    """Give what an export keeps: everything but ranks, deleted rows and when cues were changed."""
    segments = [{**row, "rank": ""} for row in live(show["segments"])]
    there = {row["id"] for row in segments}
    cues = [
        {**cue, "rank": "", "updated_at": None}
        for row in segments
        for cue in live(show["cues"])
        if cue["segment"] == row["id"]
    ]
    assert all(cue["segment"] in there for cue in cues)
    return {
        "title": show["meta"]["title"],
        "show": show["show"],
        "segments": segments,
        "cues": sorted(cues, key=lambda cue: (cue["segment"], cue["id"])),
        "order": [cue["id"] for cue in cues],
    }


@pytest.mark.parametrize("form", WRITERS)
def test_D12_the_sample_exported_and_imported_is_the_same_show(form: str) -> None:
    doc = empty_show()
    import_json(doc, SHOW, sample_show(), now=NOW)
    content = WRITERS[form](table_of(read(doc, SHOW)))
    table = preview(read_sheet(content))
    assert table.problems == ()
    assert without_ranks(imported(table)) == without_ranks(read(doc, SHOW))
    heard = updates_of(doc)
    assert import_table(doc, table, new_id=ids(), now=NOW + 99_999).changed == ()
    assert heard == []


LINE = st.text(alphabet="aZ09 .,;'\"=+-@|äé🎭", max_size=12).map(str.strip)
LINES = st.text(alphabet="aZ09 .,;'\"=+-@|äé🎭\n", max_size=20).map(str.strip)
TIME = st.none() | st.integers(0, LAST_TIME)
SEGMENT = st.fixed_dictionaries(
    {
        "name": LINE,
        "type": st.sampled_from(["talk", "Rite", "other"]),
        "start": TIME,
        "duration": st.integers(0, LONGEST // 10),
        "end": TIME,
        "count": st.sampled_from(COUNTS),
        "status": st.sampled_from(STATUSES),
        "notes": LINES,
        "colour": st.sampled_from(COLOURS),
        "created_by": LINE,
    }
)
CUE = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["LX 1", "", "=7"]),
        "label": LINE,
        "department": st.sampled_from(DEPARTMENTS),
        "note": LINES,
    }
)
INFO = st.fixed_dictionaries(
    {
        "venue": LINE,
        "planned_start": TIME,
        "date": st.none() | st.just("2027-03-18"),
        "time_zone": st.sampled_from(["UTC", "Europe/Berlin"]),
    }
)


@given(INFO, st.lists(st.tuples(SEGMENT, st.lists(CUE, max_size=3)), max_size=5))
@settings(max_examples=effort(60))
@pytest.mark.parametrize("form", WRITERS)
def test_D12_any_show_exported_and_imported_is_the_same_show(
    form: str, info: dict[str, Any], rows: list[tuple[dict[str, Any], list[dict[str, Any]]]]
) -> None:
    doc = empty_show()
    edit.change_single(doc, SHOW.root("show"), info)  # type: ignore[arg-type]
    for number, (segment, cues) in enumerate(rows):
        edit.insert(doc, SEGMENTS, f"s{number}", segment, chance=0.5, now=NOW)
        for place, cue in enumerate(cues):
            values = {**cue, "segment": f"s{number}"}
            edit.insert(doc, CUES, f"c{number}-{place}", values, chance=0.5, now=NOW)
    table = preview(read_sheet(WRITERS[form](table_of(read(doc, SHOW)))))
    assert without_ranks(imported(table)) == without_ranks(read(doc, SHOW))


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.times()
HEADERS = st.sampled_from(
    ["#", "Name", "Start", "End", "Dur", "Fixed", "Id", "LX", "Cue label", "?"]
)


@given(
    st.lists(HEADERS, max_size=8),
    st.lists(st.lists(CELLS, max_size=9), max_size=8),
    st.dictionaries(st.integers(0, 9), st.none() | st.sampled_from(["name", "cue:sound", "id"])),
)
@settings(max_examples=effort(150))
def test_any_table_at_all_gives_a_preview_that_can_be_imported(
    headers: list[str], rows: Rows, mapping: dict[int, str | None]
) -> None:
    table = preview([[*headers], *rows], mapping=mapping)
    json.dumps(table.to_plain())
    doc: AnyDoc = Doc()
    import_table(doc, table, new_id=ids(), now=NOW)
    assert check(doc, SHOW) == []
    assert len(read(doc, SHOW)["segments"]) == len(table.rows)


@pytest.mark.parametrize("case", vectors("tables"), ids=lambda case: case["name"])
def test_D12_the_browser_exports_the_same_table(case: dict[str, Any]) -> None:
    assert write_csv(table_of(case["show"])).decode("utf-8") == case["csv"]
