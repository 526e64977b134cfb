"""Workbooks as records: the same records and the same problems as of the CSV tables with the same cells."""

import csv
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from omicheck.errors import RecordsUnreadableError
from omicheck.records.raw_records import Rejected, records_of_tables
from omicheck.records.sheets.standard_workbook import read_standard_workbook
from omicheck.records.sheets.workbooks import read_workbook
from omicheck.records.tables import Tables, read_tables
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from spreadsheets import Sheets, changed, ods, with_values, xlsx
from strategies.sheets import tables_of_cells

VOCABULARY = read_rule_base(packaged_rules()).vocabulary
COLUMN = (
    'expected a column of the table; a mapping takes one that is headed otherwise, or leaves it out under "leave_out:"'
)
CASES = [["case_id", "sentence_type", "sentence_date"], ["A1", "community_order", date(2009, 4, 6)]]
EVENTS = [["case_id", "type", "date"], ["A1", "contact", date(2009, 4, 9)]]
WRITERS: list[Callable[[Path, Sheets], Path]] = [xlsx, ods]


def _told(tables: Tables) -> tuple[Any, Any]:
    """The cases, and what is wrong with the others as it would be told of a table without a folder."""
    cases, rejected = records_of_tables(tables.records, tables.strays, VOCABULARY)

    def place_left_out(one: Rejected) -> list[str]:
        return [str(evolve(problem, file=_table_of(problem.file))) for problem in one.problems]

    return cases, [(place_left_out(one), one.record) for one in rejected]


def _table_of(file: str) -> str:
    return file.partition("[")[2].rstrip("]") if "[" in file else Path(file).stem


@settings(deadline=None)  # how long files take to write is not what is asked
@given(tables=tables_of_cells(), write=st.sampled_from(WRITERS))
def test_a_workbook_says_what_the_same_csv_tables_say(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, list[list[str]]], write: Callable[[Path, Sheets], Path]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    book = write(folder / f"book.{write.__name__}", tables)
    assert _told(read_standard_workbook(book, VOCABULARY)) == _told(read_tables(folder, VOCABULARY))


@pytest.mark.parametrize("write", WRITERS)
def test_cells_are_what_they_show(write: Callable[[Path, Sheets], Path], tmp_path: Path) -> None:
    heads = ["case_id", "sentence_type", "sentence_date", "tier", "ppo", "office", "end_date"]
    row = [1234.0, " community_order ", date(2009, 4, 6), 2, True, 42, datetime(2010, 1, 18)]  # noqa: DTZ001, as cells are
    events = [
        ["case_id", "type", "date", "value", "acceptable"],
        ["1234", "tier_set", date(2009, 5, 1), 3, None],
        ["1234", "absence", "2009-06", None, False],
    ]
    suffix = ".ods" if write is ods else ".xlsx"
    book = write(tmp_path / f"book{suffix}", {"cases": [heads, row], "events": events})
    assert [one.data for one in read_standard_workbook(book, VOCABULARY).records] == [
        {
            "case_id": "1234",
            "sentence_type": "community_order",
            "sentence_date": "2009-04-06",
            "tier": 2,
            "ppo": True,
            "office": "42",
            "end_date": "2010-01-18",
            "events": [
                {"type": "tier_set", "date": "2009-05-01", "value": 3},
                {"type": "absence", "date": "2009-06", "acceptable": False},
            ],
        }
    ]


def test_days_are_those_of_another_reader_whichever_year_they_are_counted_from(tmp_path: Path) -> None:
    days = [date(1990, 1, 1), date(2000, 2, 29), date(2009, 4, 6), date(2050, 12, 31)]
    for from_1904 in (False, True):
        rows = [["day"], *([day] for day in days)]
        book = xlsx(tmp_path / f"{from_1904}.xlsx", {"days": rows}, from_1904=from_1904)
        (grid,) = read_workbook(book)
        other = [row[0].value for row in load_workbook(book).worksheets[0].iter_rows(min_row=2)]
        assert [row[0] for row in grid.rows[1:]] == days == [day.date() for day in other if isinstance(day, datetime)]


def test_titles_blank_rows_and_a_small_dimension_take_nothing_away(tmp_path: Path) -> None:
    rows = [["All cases"], [], [None, None, "produced today"], *CASES, [], ["A2", "licence", date(2009, 5, 6)]]
    book = xlsx(tmp_path / "book.xlsx", {"Caseload": rows, "What was done": EVENTS, "Notes": [["none"]]})
    sheet = "xl/worksheets/sheet1.xml"
    changed(book, sheet, lambda xml: xml.replace(b'<dimension ref="A1:C7"', b'<dimension ref="A1:A2"'))
    assert b'ref="A1:A2"' in _part(book, sheet)
    found = read_standard_workbook(book, VOCABULARY)
    assert [(one.data["case_id"], one.row.line) for one in found.records] == [("A1", 5), ("A2", 7)]
    assert found.records[0].data["events"] == [{"type": "contact", "date": "2009-04-09"}]


def _part(book: Path, name: str) -> bytes:
    taken: list[bytes] = []
    changed(book, name, lambda content: taken.append(content) or content)  # type: ignore[func-returns-value]
    return taken[0]


def test_formulas_are_what_they_were_worked_out_to_be_and_errors_are_told(tmp_path: Path) -> None:
    rows = [
        ["case_id", "sentence_type", "office", "area"],
        ["A1", "licence", '=UPPER("north")', '=""'],
        ["A2", "licence", "=1/0", None],
        ["A3", "licence", "=A1", "x"],
    ]
    book = xlsx(tmp_path / "book.xlsx", {"cases": rows, "events": EVENTS}, formulas=True)
    with_values(book, {"C2": 't="str">NORTH', "D2": 't="str">', "C3": 't="e">#DIV/0!'})
    tables = read_standard_workbook(book, VOCABULARY)
    assert [one.data for one in tables.records] == [
        {
            "case_id": "A1",
            "sentence_type": "licence",
            "office": "NORTH",
            "events": [{"type": "contact", "date": "2009-04-09"}],
        },
        {"case_id": "A2", "sentence_type": "licence", "office": "the error #DIV/0!", "events": []},
        {
            "case_id": "A3",
            "sentence_type": "licence",
            "office": "a formula whose result is not in the file",
            "area": "x",
            "events": [],
        },
    ]
    remedy = "a value, or an empty cell; put the formula right, or have it worked out and save the workbook again"
    _, rejected = records_of_tables(tables.records, tables.strays, VOCABULARY)
    assert [[str(problem) for problem in one.problems] for one in rejected] == [
        [f"{book}[cases]:3: case A2: C3: found the error #DIV/0!; expected {remedy}"],
        [f"{book}[cases]:4: case A3: C4: found a formula whose result is not in the file; expected {remedy}"],
    ]


def test_errors_of_an_open_document_are_told(tmp_path: Path) -> None:
    rows = [["case_id", "sentence_type", "office"], ["A1", "licence", "error:#N/A"], ["A2", "licence", "north"]]
    book = ods(tmp_path / "book.ods", {"cases": rows, "events": EVENTS})
    tables = read_standard_workbook(book, VOCABULARY)
    cases, rejected = records_of_tables(tables.records, tables.strays, VOCABULARY)
    assert [case.case_id for case in cases] == ["A2"]
    remedy = "a value, or an empty cell; put the formula right, or have it worked out and save the workbook again"
    assert [str(problem) for one in rejected for problem in one.problems] == [
        f"{book}[cases]:2: case A1: C2: found the error #N/A; expected {remedy}"
    ]


def _refused(book: Path) -> list[str]:
    with pytest.raises(RecordsUnreadableError) as error:
        read_standard_workbook(book, VOCABULARY)
    return [str(problem).replace(str(book), "BOOK") for problem in error.value.problems]


def test_sheets_that_are_missing_or_may_be_meant_are_told(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", {"casess": [["Ref"], [1]], "North": EVENTS, "South": EVENTS})
    headed = "case_id, type at least"
    assert _refused(book) == [
        (
            "BOOK: found the sheets casess, North, South; "
            "expected one sheet named cases, or headed case_id, sentence_type at least; "
            "what is headed otherwise comes in through a mapping; did you mean casess?"
        ),
        (
            "BOOK: found the sheets North, South, each of which may be events; "
            f"expected one sheet named events, or headed {headed}"
        ),
    ]


def test_wrong_columns_are_told_as_those_of_csv(tmp_path: Path) -> None:
    book = xlsx(
        tmp_path / "a.xlsx",
        {"cases": [["case_id", "Tier", "sentence_type"], ["A1", 1, "licence"]], "events": [["case_id", "typ"], [1, 2]]},
    )
    assert _refused(book) == [
        f"BOOK[cases]:1: found the column 'Tier'; {COLUMN}; did you mean tier?",
        f"BOOK[events]:1: found the column 'typ'; {COLUMN}; did you mean type?",
        "BOOK[events]:1: found no column type; expected the columns case_id, type at least",
    ]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "a.xlsx", {"cases": CASES, "events": EVENTS})
    changed(book, "xl/worksheets/sheet2.xml", lambda xml: xml[: len(xml) // 2])
    assert _refused(book) == [
        (
            "BOOK[events]: found a sheet that breaks off before its end; expected a sheet that is whole; "
            "open the workbook in a spreadsheet and save it again, or copy it again"
        )
    ]
    assert _refused(tmp_path / "c.xlsx") == [
        (
            "BOOK: found no such file; expected a workbook (.xlsx or .ods); "
            "was it cut off, or is it protected by a password?"
        )
    ]
    xlsx(tmp_path / "d.xlsx", {"cases": []})
    assert _refused(tmp_path / "d.xlsx") == [
        "BOOK: found a workbook with nothing in it; expected a workbook with the sheets cases and events"
    ]
