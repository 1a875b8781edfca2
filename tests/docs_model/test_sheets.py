"""Bytes of spreadsheets in and out, whoever made them (D12)."""

import csv
import datetime
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model import sheet_limits
from docs_model.cells import Clock, Length
from docs_model.fields import DAY
from docs_model.sheet_limits import COLUMNS_LIMIT, ROWS_LIMIT, Unreadable
from docs_model.sheets import (
    read_csv,
    read_sheet,
    read_xlsx,
    write_csv,
    write_xlsx,
)
from docs_model.times import HOUR, MINUTE


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        (b"a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        (b"a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        (b"a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        (b'a,b\n"x, y\nz",2\n', [["a", "b"], ["x, y\nz", "2"]]),
        ("a,ä\n1,🎭".encode(), [["a", "ä"], ["1", "🎭"]]),
        ("a,ä\n".encode("utf-8-sig"), [["a", "ä"]]),
        ("a,ä\n".encode("utf-16"), [["a", "ä"]]),
        ("a,\u2019ä\n".encode("cp1252"), [["a", "\u2019ä"]]),
        (b"a,\x81\xff\n", [["a", "\x81\xff"]]),
        (b"one\ntwo\n", [["one"], ["two"]]),
        (
            b"Name,Start\n;;;;;,;;;;;\n;;;;;,9:00\n",
            [["Name", "Start"], [";;;;;", ";;;;;"], [";;;;;", "9:00"]],
        ),
        (b"sep=;\r\na,b;c\r\n", [["a,b", "c"]]),
        (b"a,b\n\n\n,\n", [["a", "b"]]),
        (b"", []),
    ],
)
def test_csv_is_read_whoever_wrote_it(content: bytes, rows: list[list[str]]) -> None:
    assert read_sheet(content) == rows


def test_D12_text_is_never_written_as_a_formula() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "''+", "'quoted'", "plain", "a=b"]
    content = write_csv([list(texts)])
    assert content.decode("utf-8-sig") == "'=1+1,'+1,'-1,'@x,'\tx,''=1,'''+,'quoted',plain,a=b\r\n"
    assert read_sheet(content) == [texts]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([list(texts)])))
    assert [cell.data_type for cell in book.worksheets[0][1]] == ["s"] * len(texts)
    assert read_sheet(write_xlsx([list(texts)])) == [texts]


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=10)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_D12_any_text_comes_back_from_csv(rows: list[list[str]]) -> None:
    table = [["so", "that", "the", "usual", "row", "has", "eight", "cells"]] * 20
    written = [*table, *([*row, "end"] for row in rows)]
    assert read_sheet(write_csv(written)) == written


TRICKY = st.text(alphabet=";,\t|\n\"'=+-@＝ a", max_size=8)


@given(st.lists(st.lists(TRICKY, min_size=1, max_size=4), min_size=1, max_size=4))
def test_D12_whatever_cuts_the_cells_none_begins_as_a_formula(rows: list[list[str]]) -> None:
    """Excel cuts where its country does: at semicolons in Germany, whatever the quotation marks were for."""
    content = write_csv(rows).decode("utf-8-sig")
    for delimiter in ",;\t|":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            assert not [cell for cell in row if cell.startswith(tuple("=+-@＝"))]
    table = [["so", "that", "the", "usual", "row", "has", "eight", "cells"]] * 20
    written = [*table, *([*row, "end"] for row in rows)]
    assert read_sheet(write_csv(written)) == written


def test_D12_a_formula_after_a_semicolon_or_a_line_break_is_text() -> None:
    texts = ["Hello;=HYPERLINK(A1)", "\r=1+1", 'x;"=A1', "a = b; c"]
    content = write_csv([texts]).decode("utf-8-sig")
    assert content == 'Hello;\'=HYPERLINK(A1),"\n\'=1+1","x;""\'=A1",a = b; c\r\n'


def test_times_are_times_in_a_spreadsheet() -> None:
    rows: list[Any] = [[Clock(17 * HOUR), Clock(DAY + 30 * MINUTE), Length(90_000), Clock(61_500)]]
    (cells,) = read_xlsx(write_xlsx(rows))
    assert cells == [
        datetime.time(17, 0),
        datetime.timedelta(days=1, minutes=30),
        datetime.timedelta(seconds=90),
        datetime.time(0, 1, 1, 500_000),
    ]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows)))
    formats = [cell.number_format for cell in book.worksheets[0][1]]
    assert formats == ["hh:mm", "[hh]:mm", "[h]:mm:ss", "hh:mm:ss"]
    assert write_csv(rows).decode("utf-8-sig") == "17:00,00:30 +1,0:01:30,00:01:01.500\r\n"


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert read_xlsx(write_xlsx([["a\x00\x0bb\ufffe"]], title="[Gala]: 1/2 *?")) == [["ab"]]
    assert read_xlsx(write_xlsx([["a"]], title="\x00")) == [["a"]]


def test_the_first_sheet_with_anything_in_it_is_read() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Run sheet")
    sheet.append(["Name"])
    sheet["A5"] = "Doors"
    out = io.BytesIO()
    book.save(out)
    assert read_sheet(out.getvalue()) == [["Name"], [], [], [], ["Doors"]]


def repacked(change: Any) -> bytes:
    """Give a small XLSX with the XML of its sheet changed."""
    original = zipfile.ZipFile(io.BytesIO(write_xlsx([["Name"], ["Doors"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in original.namelist():
            content = original.read(name)
            archive.writestr(name, change(content) if "sheet1" in name else content)
    return out.getvalue()


def test_one_cell_in_the_last_corner_takes_no_memory() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rows = read_sheet(repacked(lambda xml: xml.replace(b"</sheetData>", far)))
    assert rows == [["Name"], ["Doors"]]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    padding = b"<!--" + b" " * (sheet_limits.UNPACKED_LIMIT + 1) + b"-->"
    content = repacked(lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + padding))
    assert len(content) < 1_000_000
    with pytest.raises(Unreadable, match="unpacks to far more"):
        read_sheet(content)


def row_of(cells: int) -> bytes:
    return b'<row r="3">' + b"<c><v>1</v></c>" * cells + b"</row></sheetData>"


def many_rows(count: int) -> bytes:
    return b'<row r="1"/>' * count + b"</sheetData>"


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (row_of(1_000_000), "more than 200 columns"),
        (row_of(201), "more than 200 columns"),
        (many_rows(sheet_limits.ELEMENTS_LIMIT), "unpacks to far more"),
    ],
    ids=["a million cells", "a column too many", "the same row again and again"],
)
def test_D12_what_is_too_much_is_refused_before_anything_is_built_of_it(
    xml: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a bomb would go off, openpyxl is not even asked."""
    asked: list[object] = []
    load = openpyxl.load_workbook
    monkeypatch.setattr(
        "openpyxl.load_workbook", lambda *a, **k: (asked.append(a), load(*a, **k))[1]
    )
    content = repacked(lambda sheet: sheet.replace(b"</sheetData>", xml))
    assert len(content) < 100_000
    with pytest.raises(Unreadable, match=sentence):
        read_sheet(content)
    assert len(asked) == (xml == row_of(201))


def test_a_picture_among_the_parts_is_no_harm() -> None:
    content = io.BytesIO(write_xlsx([["Name"]]))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n" + bytes(range(256)))
    assert read_sheet(content.getvalue()) == [["Name"]]


def test_formatting_beyond_the_last_column_is_no_content() -> None:
    blank = b'<row r="3"><c r="A3"><v>1</v></c>' + b'<c s="1"/>' * 16_000 + b"</row></sheetData>"
    rows = read_sheet(repacked(lambda xml: xml.replace(b"</sheetData>", blank)))
    assert rows == [["Name"], ["Doors"], [1]]


def test_entities_do_not_multiply() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    content = repacked(lambda xml: bomb + b"]>" + xml.replace(b"Doors", b"&j;"))
    with pytest.raises(Unreadable, match="damaged"):
        read_sheet(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0old", "old or locked Excel file"),
        (b"a\0b", "not a table"),
        (b"x" * (sheet_limits.BYTES_LIMIT + 1), "more than 10 MB"),
        (b"a\n" * (ROWS_LIMIT + 1), "more than 5000 rows"),
        (b"a," * COLUMNS_LIMIT + b"b\n", "more than 200 columns"),
        (b'"' + b"x" * 40_000 + b'"', "cannot be read"),
    ],
    ids=["zip", "xls", "binary", "large", "rows", "columns", "cell"],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read_sheet(content)


def test_an_archive_that_is_no_xlsx_is_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(Unreadable, match="damaged"):
        read_sheet(out.getvalue())


@pytest.mark.parametrize("count", [ROWS_LIMIT + 1])
def test_too_many_rows_are_told_in_xlsx_too(count: int) -> None:
    with pytest.raises(Unreadable, match="more than 5000 rows"):
        read_sheet(write_xlsx([[number] for number in range(count)]))


@given(
    st.binary(max_size=200) | st.builds(lambda tail: b"PK\x03\x04" + tail, st.binary(max_size=200))
)
def test_any_bytes_give_rows_or_a_sentence(content: bytes) -> None:
    try:
        rows = read_sheet(content)
    except Unreadable as error:
        assert str(error).endswith((".", "file."))
    else:
        assert all(isinstance(row, list) for row in rows)


def test_csv_limits_are_put_back() -> None:
    before = csv.field_size_limit()
    read_csv(b"a,b\n")
    assert csv.field_size_limit() == before
