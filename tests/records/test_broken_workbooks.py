"""Workbooks that are none, or broken, or odd: told as what they are with the remedy, wherever workbooks are read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import run
from spreadsheets import changed, ods, xlsx
from typed_tables import rows_and_problems

SHEETS = {
    "cases": [["case_id", "sentence_type", "sentence_date", "tier"]]
    + [[f"A{number}", "community_order", date(2009, 4, 6), 2] for number in range(1, 4)],
    "events": [["case_id", "type", "date"]] + [[f"A{number}", "contact", date(2009, 4, 8)] for number in range(1, 4)],
}
SHEET = "xl/worksheets/sheet{}.xml"
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
OLD = "a workbook of Excel 97 to 2003, or another old document"
BOOK = "a workbook (.xlsx or .ods)"
SAVE_AGAIN = f"expected {BOOK}; open it in a spreadsheet and save it as .xlsx"
WHOLE = "expected a sheet that is whole; open the workbook in a spreadsheet and save it again, or copy it again"
OPTIONS = ("--as-of", "2009-12-01", "--format", "jsonl", "--all-problems", "--show-values")


def _check(file: Path) -> tuple[str, list[str], int]:
    done = run("check", file, *OPTIONS)
    return (*rows_and_problems(done), done.status)


def _refusals(file: Path) -> set[str]:
    """What is said of a file by everything that reads workbooks."""
    commands = (
        ("check", file, *OPTIONS),
        ("sample", file, "--as-of", "2009-12-01"),
        ("score", "fixtures/sample/cases.json", "--answers", file),
        ("map", "propose", file),
        ("check", file, "--mapping", "fixtures/extracts/wide-workbook/mapping.yaml", *OPTIONS),
    )
    told = set()
    for command in commands:
        done = run(*command)
        assert (done.output, done.status) == ("", 2), command
        told.add(done.errors.replace(str(file), "FILE"))
    return told


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "a.xls",
            COMPOUND + bytes(600),
            f"found {OLD}; {SAVE_AGAIN}",
        ),
        (
            "a.xlsx",
            COMPOUND + bytes(600),
            f"found {OLD}; {SAVE_AGAIN}",
        ),
        (
            "a.xlsx",
            COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            (
                "found a workbook that is protected by a password; expected one without; "
                "open it in a spreadsheet and save it again without the password"
            ),
        ),
        (
            "a.xls",
            b"\r\n<html>\r\n<table><tr><td>case_id</td></tr></table></html>",
            f"found an HTML page that is only named as a workbook; {SAVE_AGAIN}",
        ),
        (
            "a.xls",
            "\ufeff<html><body><table></table>".encode("utf-16"),
            f"found an HTML page that is only named as a workbook; {SAVE_AGAIN}",
        ),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            f"found an XML spreadsheet of Excel 2003; {SAVE_AGAIN}",
        ),
        ("a.fods", b'<?xml version="1.0"?><office:document/>', f"found a flat OpenDocument workbook; {SAVE_AGAIN}"),
        (
            "a.xlsx",
            b"case_id,sentence_type\nA,custody\n",
            f"found a text that is only named as a workbook; expected {BOOK}; if it is CSV, name it .csv",
        ),
        ("a.ods", b"", f"found an empty file; expected {BOOK}; was it copied or downloaded to its end?"),
        ("a.xlsx", b"\0\1\2\3", f"found no workbook that is known; expected {BOOK}"),
        (
            "a.xlsx",
            b"PK\3\4" + bytes(200),
            "found a workbook that is cut off or damaged; expected the whole of it; copy or download it again",
        ),
    ],
)
def test_what_is_only_named_as_a_workbook_is_told(name: str, content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert _refusals(tmp_path / name) == {f"omicheck: the records cannot be read:\nFILE: {told}\n"}


@pytest.mark.usefixtures("at_the_root")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda xml: xml[: len(xml) // 2], f"found a sheet that breaks off before its end; {WHOLE}"),
        (lambda xml: xml[: xml.index(b'<row r="3"')], f"found a sheet that breaks off before its end; {WHOLE}"),
        (lambda _: b"<html></html>", f"found something that is no sheet where a sheet should be; {WHOLE}"),
        (lambda _: b"", f"found something that is no sheet where a sheet should be; {WHOLE}"),
    ],
    ids=["cut anywhere", "cut between rows", "another thing", "empty"],
)
def test_a_sheet_that_is_not_whole_is_told(change: Callable[[bytes], bytes], told: str, tmp_path: Path) -> None:
    file = changed(xlsx(tmp_path / "a.xlsx", SHEETS), SHEET.format(2), change)
    assert _refusals(file) == {f"omicheck: the records cannot be read:\nFILE[events]: {told}\n"}


@pytest.mark.usefixtures("at_the_root")
def test_a_sheet_that_is_missing_is_told(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", SHEETS)
    with ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET.format(2)}
    with ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    told = f"FILE[events]: found a sheet that is missing in the file; {WHOLE}"
    assert _refusals(file) == {f"omicheck: the records cannot be read:\n{told}\n"}


@pytest.mark.usefixtures("at_the_root")
def test_an_opendocument_workbook_that_is_not_whole_is_told(tmp_path: Path) -> None:
    file = changed(
        ods(tmp_path / "a.ods", SHEETS), "content.xml", lambda xml: xml.partition(b"</office:spreadsheet>")[0]
    )
    told = f"FILE: found a workbook that breaks off before its end; {WHOLE}"
    assert _refusals(file) == {f"omicheck: the records cannot be read:\n{told}\n"}


def test_a_workbook_with_the_name_of_another_kind_is_read(tmp_path: Path) -> None:
    expected = _check(xlsx(tmp_path / "right.xlsx", SHEETS))
    assert expected[1:] == ([], 1)
    for name, writer in (("a.ods", xlsx), ("a.xls", xlsx), ("a.xltx", xlsx), ("b.xlsx", ods), ("b.fods", ods)):
        writer(tmp_path / "made", SHEETS).rename(tmp_path / name)
        assert _check(tmp_path / name) == expected, name


@pytest.mark.parametrize("size", ["A1", "A1:B2", "B3:C3", "A1:XFD1048576"])
def test_every_sheet_is_read_to_its_end_whatever_it_says_of_its_size(size: str, tmp_path: Path) -> None:
    answers = [["case_id", "question", "answer", "by", "reason"], ["A3", "1.1.1", "sufficient", "om-1", "late"]]
    file = xlsx(tmp_path / "a.xlsx", {**SHEETS, "answers": answers})
    before = [_outputs(file), _outputs(file, "--mapping", _mapping(tmp_path))]
    assert '"case_id":"A3"' in before[0][0]
    assert "\nquestion,1.1.1,1.1.1,1.1,,Report was of the appropriate type,1,1,1.0,,,0,0,0,0,2," in before[0][1]
    assert '"case_id":"A3"' in before[1][0]
    for number in (1, 2, 3):
        changed(file, SHEET.format(number), lambda xml: _sized(xml, size))
    assert [_outputs(file), _outputs(file, "--mapping", _mapping(tmp_path))] == before


def _sized(xml: bytes, size: str) -> bytes:
    start, _, rest = xml.partition(b'<dimension ref="')
    assert rest
    return start + b'<dimension ref="' + size.encode() + rest[rest.index(b'"') :]


def _mapping(folder: Path) -> Path:
    file = folder / "mapping.yaml"
    file.write_text(
        "tables:\n"
        "  - {sheet: cases, each_row: case, case_id: case_id,\n"
        "     fields: {sentence_type: sentence_type, sentence_date: sentence_date, tier: tier}}\n"
        "  - {sheet: events, each_row: event, case_id: case_id, events: [{event: {column: type}, date: date}]}\n",
        encoding="utf-8",
    )
    return file


def _outputs(file: Path, *mapping: object) -> list[str]:
    """The rows of checks, the scores with answers, and the draw of a sample."""
    dated = (file, "--as-of", "2009-12-01", *mapping)
    commands = (
        ("check", *dated, "--format", "jsonl"),
        ("score", *dated, "--format", "csv"),
        ("sample", *dated, "--format", "csv", "--size", "3", "--youngest", "0"),
    )
    return [run(*command).output for command in commands]


@pytest.mark.parametrize(
    ("serial", "found"),
    [
        ("2958465", "9999-12-31"),
        ("2958466", "2958466"),
        ("10000000000", "10000000000"),
        ("39814.5", "2009-01-01T12:00:00"),
    ],
)
def test_a_cell_of_a_far_day_rejects_its_record_alone(serial: str, found: str, tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", SHEETS)
    changed(file, SHEET.format(1), lambda xml: xml.replace(b"<v>39909</v>", f"<v>{serial}</v>".encode(), 1))
    rows, [told], status = _check(file)
    assert told.startswith(f'case A1: sentence_date: found "{found}"; expected a date YYYY-MM-DD in 1990 to 2050')
    assert ('"case_id":"A1"' in rows, '"case_id":"A2"' in rows, status) == (False, True, 3)


def test_an_error_in_a_cell_that_does_not_say_where_it_stands_is_told(tmp_path: Path) -> None:
    def without_places(xml: bytes) -> bytes:
        for name in (*(f"{column}{row}" for column in "ABCD" for row in range(1, 5)), *"1234"):
            xml = xml.replace(f' r="{name}"'.encode(), b"")
        return xml.replace(b't="n"><v>2</v>', b't="e"><v>#N/A</v>', 1)

    file = changed(xlsx(tmp_path / "a.xlsx", SHEETS), SHEET.format(1), without_places)
    expected = "a value, or an empty cell; put the formula right, or have it worked out and save the workbook again"
    assert _check(file)[1][0] == f"case A1: D2: found the error #N/A; expected {expected}"
