"""`omicheck check --format xlsx`: the same rows as any other format gives, for a person with Excel."""

import csv
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from openpyxl import load_workbook

from draws import draws
from failing_cases import AS_OF, CASES, DAYS, RULES, case
from large_tables import WRITERS, Writer, as_csv, generated
from omicheck.output import sheet_rows
from omicheck.plain_data import FIELDS
from omicheck.records.structure import BLANKS
from omicheck.use_cases import in_parts
from pipeline import ROOT, Done, run, write_json, write_rules
from printed_outputs import plain_cell, rows_of, sheet
from stopping import assert_stopped, start
from strategies import hostile_texts

# The fields of a row, and whose its case is.
HEADER = (*FIELDS, "office", "offender_manager")
# A spreadsheet would take any of these for something else than a text.
NAMES = ["=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "1e5", "2009-04-01", "TRUE", " A ", "_x0041_", "é\U0001f600"]


@pytest.fixture
def given_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_rules(tmp_path / "rules", RULES, {"days": DAYS})


def check(records: object, rules: Path | None, *options: object, output: str = "rows.xlsx") -> Done:
    more = () if rules is None else ("--rules", rules)
    return run("check", records, *more, "--format", "xlsx", "--output", output, "--force", "--quiet", *options)


def test_the_same_rows_as_elsewhere(given_rules: Path) -> None:
    cases = write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": [*CASES, *map(case, NAMES)]})
    done = check(cases, given_rules)
    plain = run("check", cases, "--rules", given_rules, "--format", "jsonl", "--quiet")
    assert (done.status, done.output, done.errors) == (plain.status, "", plain.errors)
    header, *rows = sheet("rows")
    assert header == HEADER
    assert rows == [(*row, None, None) for row in rows_of(plain)]


def csv_rows(records: object, *options: object) -> list[dict[str, str]]:
    """The rows as CSV has them."""
    done = run("check", records, *options, "--format", "csv", "--quiet")
    return list(csv.DictReader(io.StringIO(done.output)))


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sample = ROOT / "fixtures/sample/cases.json"
    check(sample, None, "--only", "mappa", output="one.xlsx")
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(4_000_000_000))
    check(sample, None, "--only", "mappa", output="other.xlsx")
    assert Path("one.xlsx").read_bytes() == Path("other.xlsx").read_bytes()
    with zipfile.ZipFile("one.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("writer", [as_csv, *WRITERS])
def test_from_tables_read_in_parts(writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 9)
    monkeypatch.chdir(tmp_path)
    tables = generated(20)
    tables["cases"].append({"case_id": "BAD", "tier": "two"})
    address = writer(tables, tmp_path / "in")
    asked = ("--only", "2.1.1", *AS_OF, "--engine", "columnar")
    done = check(address, None, *asked)
    plain = run("check", address, *asked, "--format", "jsonl", "--quiet")
    assert (done.status, done.errors) == (3, plain.errors)
    whose = [tuple(line[name].removeprefix("'") or None for name in HEADER[-2:]) for line in csv_rows(address, *asked)]
    assert sheet("rows") == [HEADER, *(row + of for row, of in zip(rows_of(plain), whose, strict=True))]
    counts = dict(sheet("manifest")[1:])
    assert (counts["counts.cases"], counts["counts.rejected"]) == (20, 1)


@draws(40)
@given(name=hostile_texts())
def test_whatever_a_reference_is_it_is_a_text(name: str, tmp_path: Path) -> None:
    rules = write_rules(tmp_path / "rules", RULES[:1], {"days": DAYS})
    records = write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": [case(name)]})
    file = str(tmp_path / "rows.xlsx")
    assert check(records, rules, output=file).status == 1
    for title in ("rows", "failures"):
        cell = load_workbook(file)[title]["A2"]
        assert (cell.data_type, isinstance(cell.value, str)) == ("s", True)
        if name.replace("\n", "").isprintable():
            assert plain_cell(cell.value) == name.strip(BLANKS)
        # What would be a formula as soon as somebody edits it is marked as a text.
        assert cell.quotePrefix == name.strip(BLANKS).startswith(("=", "+", "-", "@", "#"))


def test_what_cannot_be_seen_is_shown_as_a_code(given_rules: Path) -> None:
    write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": [case("a\x01\ufffe\u202e\r\n\tb")]})
    assert check("cases.json", given_rules).status == 1
    assert sheet("rows")[1][0] == "a\\x01\\ufffe\\u202e\\r\n\\tb"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "--format xlsx needs --output: a file ROWS.xlsx"),
        (
            ("--output", "rows.xls"),
            "--format xlsx needs --output: a file ROWS.xlsx; found rows.xls, which Excel would not open",
        ),
        (("--output", "nowhere/rows.xlsx"), "nowhere/rows.xlsx cannot be written: No such file or directory"),
        (("--output", "folder.xlsx"), "folder.xlsx cannot be written: Is a directory"),
        (
            ("--output", "rows.xlsx", "--row-order"),
            "--row-order is for --format parquet: rows are always in order in any other output",
        ),
    ],
)
def test_refused(options: tuple[str, ...], told: str, given_rules: Path) -> None:
    Path("folder.xlsx").mkdir()
    cases = write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": CASES[:1]})
    done = run("check", cases, "--rules", given_rules, "--format", "xlsx", *options)
    assert done == Done(2, "", f"omicheck: {told}\n")


TOO_MANY = (
    "omicheck: --format xlsx: found {} rows or more; expected {} at most, which is what a sheet of Excel can hold; "
    "choose rules with --only or cases with --case, or take --format csv or parquet\n"
)


def test_more_rows_than_a_sheet_holds(given_rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [*map(case, "CDEFGHIJKLMNOP"), CASES[1]]
    cases = write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": many})
    monkeypatch.setattr(sheet_rows, "MOST_ROWS", 31)
    assert check(cases, given_rules).status == 1
    # Two rules for 15 cases give 30 rows or more, which is known before any is found.
    for most, found in ((30, 31), (29, 30)):
        monkeypatch.setattr(sheet_rows, "MOST_ROWS", most)
        Path("rows.xlsx").write_bytes(b"of an earlier run")
        assert check(cases, given_rules) == Done(2, "", TOO_MANY.format(found, most))
        assert Path("rows.xlsx").read_bytes() == b"of an earlier run"
        assert list(Path().glob(".rows.xlsx*")) == []
    assert check(cases, given_rules, "--only", "contacted").status == 1


def test_a_text_longer_than_a_cell_holds(given_rules: Path) -> None:
    name = "A" * 32_767
    write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": [case(name)]})
    assert check("cases.json", given_rules).status == 1
    assert sheet("rows")[1][0] == name
    write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": [case(f"{name}A")]})
    assert check("cases.json", given_rules) == Done(
        2,
        "",
        f"omicheck: --format xlsx: found a text of 32768 characters, '{'A' * 40}'...; expected 32767 at most, which is "
        "what a cell of Excel can hold; take --format csv or parquet\n",
    )


def test_stopped_in_the_middle(given_rules: Path, tmp_path: Path) -> None:
    cases = write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": CASES[:2]})
    Path("out").mkdir()
    words = ("check", cases, "--rules", given_rules, "--format", "xlsx", "--output", "out/rows.xlsx")
    for number, where in enumerate(("omicheck.output.check_workbook:cell", "omicheck.output.workbook_file:_entry")):
        temporary = tmp_path / f"temporary-{number}"
        assert_stopped(start(where, 3, temporary, *words), temporary)
        assert list(Path("out").iterdir()) == []


def test_nothing_was_found(given_rules: Path) -> None:
    write_json(Path("cases.json"), [])
    done = check("cases.json", given_rules, *AS_OF)
    assert (done.status, sheet("rows"), len(sheet("failures"))) == (0, [HEADER], 1)


def test_the_file_is_one_that_can_be_taken_for_no_other(given_rules: Path) -> None:
    write_json(Path("cases.json"), {"as_of": "2009-06-01", "cases": CASES[:1]})
    check("cases.json", given_rules)
    with zipfile.ZipFile(io.BytesIO(Path("rows.xlsx").read_bytes())) as archive:
        assert archive.testzip() is None
        content = archive.read("docProps/core.xml").decode()
        assert "<dc:creator>omicheck</dc:creator>" in content
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
