"""Sheets whose cells are not where they should be: all rows are read, or it is told why not."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from omicheck.errors import RecordsUnreadableError
from omicheck.records.sheets import cell_order, named_as_workbook
from omicheck.records.sheets.workbooks import read_workbook
from pipeline import ROOT, run
from spreadsheets import changed, ods, xlsx

ROWS = [["case_id", "question", "answer"], *[[f"SYN-{place:04}", "2.1.1", "sufficient"] for place in range(1, 9)]]
SHEET = "xl/worksheets/sheet1.xml"
WHOLE = "a sheet that is whole; open the workbook in a spreadsheet and save it again, or copy it again"
RECORDS = ROOT / "fixtures" / "sample" / "cases.json"


def _dimension(text: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: re.sub(rb"<dimension[^>]*>", text, sheet)


def _without_places(sheet: bytes) -> bytes:
    return re.sub(rb' r="[A-Z]*[0-9]+"', b"", sheet)


def _without_row_numbers(sheet: bytes) -> bytes:
    return re.sub(rb'<row r="[0-9]+"', b"<row", sheet)


@pytest.mark.parametrize(
    "change",
    [
        _dimension(b""),
        *(_dimension(b'<dimension ref="%b"/>' % ref) for ref in (b"A1:A1", b"A1:C3", b"B2:C3", b"A5:C9", b"A1:C99")),
        _without_places,
        _without_row_numbers,
    ],
)
def test_all_rows_are_read(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (grid,) = read_workbook(changed(xlsx(tmp_path / "answers.xlsx", {"answers": ROWS}), SHEET, change))
    assert [list(row) for row in grid.rows] == ROWS


def _renamed(row: int, other: int) -> Callable[[bytes], bytes]:
    return lambda sheet: re.sub(rb'r="([A-Z]*)%d"' % row, rb'r="\g<1>%d"' % other, sheet)


def _last_first(sheet: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", sheet, re.DOTALL)
    return sheet.replace(b"".join(rows), b"".join((*rows[5:], *rows[:5])))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_renamed(4, 3), "row 3 after row 3: a row that stands twice, or out of order"),
        (_renamed(4, 9), "row 5 after row 9: a row that stands twice, or out of order"),
        (_last_first, "row 1 after row 9: a row that stands twice, or out of order"),
        (
            lambda sheet: sheet.replace(b'"B4"', b'"A4"'),
            "the cell A4 behind A4: a cell that stands twice, or out of order",
        ),
        (
            lambda sheet: sheet.replace(b'"B4"', b'"B5"'),
            "the cell B5 behind A4: a cell that stands twice, or out of order",
        ),
        (
            lambda sheet: sheet.replace(b'<row r="5"', b'</sheetData><sheetData><row r="5"'),
            "rows outside the rows of the sheet, after row 4",
        ),
        (
            lambda sheet: sheet.replace(b'<row r="5"', b'</sheetData><x><row r="5"').replace(
                b"</sheetData><page", b"</x><page"
            ),
            "rows outside the rows of the sheet, after row 4",
        ),
        (
            lambda sheet: sheet.replace(b'<row r="5"', b'<x><row r="5"'),
            "text that is not XML, on line 1: mismatched tag",
        ),
        (
            lambda sheet: sheet.replace(b'<row r="5"', b'<row x="' + b"a" * 2_200_000 + b'" r="5"'),
            "more than 1,048,576 bytes without the end of a tag, on line 1",
        ),
        (
            lambda sheet: re.sub(rb"^(<[?].*?[?]>)?", b'<?xml version="1.0" encoding="UVF-8"?>', sheet, count=1),
            "text in an encoding that is not known",
        ),
        (
            lambda sheet: b"<!DOCTYPE a>" + sheet,
            "a document type, which could define anything",
        ),
        (
            lambda sheet: sheet.replace(b'"B4"', b'"B4000000000"'),
            "a cell beyond every sheet, B4000000000",
        ),
    ],
)
def test_no_row_is_dropped_in_silence(change: Callable[[bytes], bytes], found: str, tmp_path: Path) -> None:
    book = changed(xlsx(tmp_path / "answers.xlsx", {"answers": ROWS}), SHEET, change)
    done = run("score", RECORDS, "--answers", book)
    told = f"{book}[answers]: found {found}; expected {WHOLE}"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: the records cannot be read:\n{told}\n", 2)


def test_cells_that_are_far_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_order, "MOST_CELLS", 99)
    book = xlsx(tmp_path / "far.xlsx", {"cases": [["case_id"], *[[]] * 20, [None, None, None, None, "x"]]})
    told = f"{book}[cases]: found 22 rows of 5 columns, as its last cells stand so far from the first; expected {WHOLE}"
    with pytest.raises(RecordsUnreadableError) as caught:
        read_workbook(book)
    assert str(caught.value) == told


def test_cells_of_open_document_that_are_repeated_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_order, "MOST_CELLS", 99)
    book = ods(tmp_path / "far.ods", {"cases": [["case_id", "x"]]})
    repeat = b'<table:table-row table:number-rows-repeated="60">'
    changed(book, "content.xml", lambda content: content.replace(b"<table:table-row>", repeat))
    told = f"{book}: found 60 rows of 2 columns, as its last cells stand so far from the first; expected {WHOLE}"
    with pytest.raises(RecordsUnreadableError) as caught:
        read_workbook(book)
    assert str(caught.value) == told


def test_a_workbook_that_is_too_large_once_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_as_workbook, "MOST_BYTES", 20_000)
    book = xlsx(tmp_path / "large.xlsx", {"cases": ROWS})
    with ZipFile(book, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(20_000))
    with pytest.raises(
        RecordsUnreadableError, match=r"found a workbook of [0-9,]+ bytes once it is unpacked; expected"
    ):
        read_workbook(book)


def test_a_part_that_was_changed_in_its_archive(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "changed.xlsx", {"cases": ROWS})
    with ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    book.write_bytes(book.read_bytes().replace(b"SYN-0004", b"SYN-0044"))
    told = f"{book}: found a workbook that is damaged, in {SHEET}; expected the whole of it; copy or download it again"
    with pytest.raises(RecordsUnreadableError) as caught:
        read_workbook(book)
    assert str(caught.value) == told


@pytest.mark.parametrize("encoding", [b"UVF-8", b"shift_jis"])
def test_a_workbook_whose_list_of_sheets_is_in_an_unknown_encoding(encoding: bytes, tmp_path: Path) -> None:
    told_of = b'<?xml version="1.0" encoding="' + encoding + b'"?>'
    book = changed(
        xlsx(tmp_path / "answers.xlsx", {"answers": ROWS}),
        "xl/workbook.xml",
        lambda part: re.sub(rb"^(<[?].*?[?]>)?\s*", told_of, part, count=1),
    )
    done = run("score", RECORDS, "--answers", book)
    found = "text in an encoding that is not known, in xl/workbook.xml"
    told = f"{book}: found {found}; expected {WHOLE}"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: the records cannot be read:\n{told}\n", 2)
