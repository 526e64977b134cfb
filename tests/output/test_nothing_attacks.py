"""What records and rules say steers no terminal, no log of a CI server, no spreadsheet and no reader of a format.

docs/reliability.md has the matrix of outputs and attacks; each of its cells names a test of this file or another.
"""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from icalendar import Calendar

from omicheck.command_line.main import main
from on_terminal import on_terminal

HOSTILE = (
    "=1+1",
    "\n=2+2",
    "\uff1d3+3",
    " @SUM(1)",
    "::error::x",
    "\u2003::add-mask::x",
    "##[error]x",
    "##vso[task]x",
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "<script>alert(1)</script>",
    "A\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "]]>&\"'",
    "a|b",
    "\u202egnp",
    "\u2028::error::y",
)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##[A-Za-z]*\[", re.MULTILINE)
TAG = re.compile("<script>alert", re.IGNORECASE)
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case for each hostile text, which is its reference, its office and its officer; one record is rejected."""
    case = json.loads((ROOT / "fixtures/cases/breach-a-day-late.json").read_text())["cases"][0]
    file = tmp_path_factory.mktemp("hostile") / "cases.jsonl"
    of_each = [
        case | {"as_of": "2009-09-01", "case_id": f"{text} {place}", "office": text, "offender_manager": text}
        for place, text in enumerate(HOSTILE)
    ]
    of_each.append(
        case | {"as_of": "2009-09-01", "case_id": "::error::z", "::key\n::error::": HOSTILE[8], "tier": HOSTILE[4]}
    )
    file.write_text("".join(f"{json.dumps(one)}\n" for one in of_each))
    return file


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[str, str]:
    """What a command prints to standard output and standard error."""
    main(list(map(str, words)))
    return capfd.readouterr()


ONLY = ("--only", "breach-instigated-on-time")
FOR_PEOPLE = {
    "check": ("check", "R", *ONLY, "--all-failures", "--all-problems", "--by", "office"),
    "explain": ("explain", f"{HOSTILE[4]} 4", "R", *ONLY),
    "explain-escape": ("explain", f"{HOSTILE[8]} 8", "R", *ONLY),
    "score": ("score", "R", "--by", "office", "--details"),
    "due": ("due", "R", "--details"),
    "sample": ("sample", "R", "--details", "--all-problems"),
    "compare": ("compare", "R", "R"),
    "progress": ("progress", "R", "R", "--details"),
    "no-such-case": ("explain", "\x1b[31m::x", "R"),
    "no-such-file": ("check", "::error::\x1b[31mx\n::error::y"),
}


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_printed_for_people(name: str, records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = [records if word == "R" else word for word in FOR_PEOPLE[name]]
    for text in (*run(capfd, *words), on_terminal(60, *words), capfd.readouterr().err):
        assert CONTROL.findall(text) == []
        assert COMMAND.findall(text) == []


def test_a_title_of_a_rule(tmp_path: Path, records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["rules", "copy", str(tmp_path / "rules"), "--quiet"])
    file = next((tmp_path / "rules").rglob("breach-instigated-on-time.yaml"))
    text = file.read_text()
    title = r'title: "::error::\e[31mtitle\n::error::x"'
    file.write_text(re.sub("^title: .*$", lambda _: title, text, flags=re.MULTILINE))
    rules = ("--rules", tmp_path / "rules", *ONLY)
    for words in (("check", records, *rules), ("rules", "show", *rules[:2], "breach-instigated-on-time")):
        for out in (*run(capfd, *words), on_terminal(70, *words)):
            assert CONTROL.findall(out) == []
            assert COMMAND.findall(out) == []
    printed = run(capfd, "check", records, *rules, "--format", "junit")[0]
    assert [line for line in printed.splitlines() if line.lstrip().startswith("::")] == []


def test_csv(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "check", records, *ONLY, "--format", "csv", "--by", "office")[0]
    assert CONTROL.findall(printed.replace("\r\n", "\n")) == []
    assert [line for line in printed.splitlines() if line.lstrip().startswith("::")] == []
    rows = list(csv.DictReader(io.StringIO(printed, newline="")))
    assert len(printed.split("\r\n")) == len(rows) + 2
    assert sorted({row["office"] for row in rows}) == sorted(
        [
            "'=1+1",
            r"\n=2+2",
            "'\uff1d3+3",
            "' @SUM(1)",
            "'::error::x",
            "'\u2003::add-mask::x",
            "##[error]x",
            "##vso[task]x",
            r"\x1b[31mred\x1b[0m",
            r"\x9b31m",
            "<script>alert(1)</script>",
            r"A\r\nEND:VEVENT\r\nBEGIN:VEVENT",
            "]]>&\"'",
            "a|b",
            r"\u202egnp",
            r"\u2028::error::y",
        ]
    )


@pytest.mark.parametrize(
    "words", [("check", *ONLY, "--by", "office"), ("due", "--within", "1 months"), ("score", "--by", "office")]
)
def test_workbooks(words: tuple[str, ...], records: Path, tmp_path: Path) -> None:
    file = tmp_path / "made.xlsx"
    main([words[0], str(records), *words[1:], "--format", "xlsx", "--output", str(file)])
    cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows() for cell in row]
    texts = [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells if isinstance(cell.value, str)]
    assert [text for text, _, _ in texts if CONTROL.search(text)] == []
    risky = [one for one in texts if one[0].lstrip().startswith(("=", "@", "\uff1d", "+", "-"))]
    assert risky == [(text, "s", True) for text, _, _ in risky]
    if words[0] == "check":
        assert {"=1+1", "\n=2+2", "\uff1d3+3", " @SUM(1)"} <= {text for text, _, _ in risky}


def test_github(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "check", records, *ONLY, "--format", "github")[0]
    lines = printed.splitlines()
    assert printed.count("\n") == len(lines)
    assert {re.match("::[a-z]+ file=[^,]*,line=[0-9]+,title=[^:]*::", line) is not None for line in lines} == {True}
    assert CONTROL.findall(printed) == []


def test_junit(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "check", records, *ONLY, "--format", "junit")[0]
    assert CONTROL.findall(printed) == []
    assert TAG.findall(printed) == []
    suites = [suite.get("name") for suite in ET.fromstring(printed)]  # noqa: S314, of our own making
    assert len(suites) == len(HOSTILE) + 1
    assert "<script>alert(1)</script> 10" in suites


def test_xes(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "export", records, "--format", "xes")[0]
    assert re.findall("[\x00-\x08\x0b-\x1f]", printed) == []
    assert TAG.findall(printed) == []
    root = ET.fromstring(printed)  # noqa: S314, of our own making
    names = [text.get("value") for text in root.findall("{*}trace/{*}string[@key='concept:name']")]
    assert (len(names), "]]>&\"' 12" in names) == (len(HOSTILE), True)


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif"])
def test_json_and_sarif(name: str, records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "check", records, *ONLY, "--format", name)[0]
    assert re.findall("[\x00-\x09\x0b-\x1f]", printed) == []
    for text in printed.removesuffix("\n").split("\n") if name == "jsonl" else (printed,):
        json.loads(text, parse_constant=pytest.fail)


def test_a_calendar(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "due", records, "--format", "ics", "--within", "24 months")[0]
    lines = printed.split("\r\n")
    assert CONTROL.findall(printed.replace("\r\n", "\n")) == []
    assert [line for line in lines if len(line.encode()) > 75] == []
    assert "\n" not in printed.replace("\r\n", "")
    calendar = Calendar.from_ical(printed)
    assert {one.name for one in calendar.subcomponents} == {"VEVENT"}
    assert lines.count("BEGIN:VEVENT") == len(calendar.subcomponents)


def test_the_report(records: Path, capfd: pytest.CaptureFixture[str]) -> None:
    printed = run(capfd, "report", records, "--by", "office")[0]
    assert TAG.findall(printed) == []
    assert re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", printed) == []


def test_rejects_are_json(records: Path, tmp_path: Path) -> None:
    rejects, more = tmp_path / "rejects.jsonl", tmp_path / "more.jsonl"
    line = '{"case_id": "A", "tier": Infinity, "events": [-Infinity, NaN, "\\ud800"]}'
    more.write_text(f"{records.read_text()}{line}\n")
    main(["check", str(more), "--as-of", "2010-01-18", "--rejects", str(rejects), "--quiet"])
    written = [json.loads(one, parse_constant=pytest.fail)["record"] for one in rejects.read_text().splitlines()]
    assert [one["case_id"] if isinstance(one, dict) else one for one in written] == [line, "::error::z"]


def test_the_matrix_names_tests_that_there_are() -> None:
    page = (ROOT / "docs/reliability.md").read_text()
    matrix = page.partition("## Outputs and attacks")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(test_[a-z_0-9]+)`", matrix))
    there = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)
    }
    assert named - there == set()
    assert {name for name in there if name in _of_this_file()} - {"test_the_matrix_names_tests_that_there_are"} <= named


def _of_this_file() -> set[str]:
    return set(re.findall(r"^def (test_\w+)", Path(__file__).read_text(), re.MULTILINE))
