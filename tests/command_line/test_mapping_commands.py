"""Commands over workbooks and mappings: what the same records as JSON give, and what is told if something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extracts import VOCABULARY, that_holds_everything
from omicheck.records.mapping.records import read_mapped_records
from omicheck.use_cases.mappings import read_mapping_file
from pipeline import run, write_json
from spreadsheets import Sheets, xlsx

ROOT = Path(__file__).resolve().parents[2]
WIDE = ROOT / "fixtures/extracts/wide-workbook"
BOOK, MAPPING = WIDE / "caseload.xlsx", WIDE / "mapping.yaml"
CSV = ROOT / "fixtures/extracts/uk-csv"
CASE_SYSTEM = ROOT / "fixtures/extracts/case-system-json"
AS_OF = ("--as-of", "2010-01-18")


@pytest.mark.parametrize(
    "words",
    [
        ("check", "PATH", "--format", "jsonl", "--engine", "both"),
        ("explain", "Z200001-1", "PATH", "--only", "breach-action-taken"),
        ("score", "PATH", "--format", "csv"),
        ("sample", "PATH", "--size", "3", "--format", "csv"),
        ("performance", "PATH", "--format", "csv"),
        ("rules", "coverage", "PATH"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_every_command_reads_json_of_a_case_system(words: tuple[str, ...], tmp_path: Path) -> None:
    persons = CASE_SYSTEM / "persons.json"
    mapping = that_holds_everything(CASE_SYSTEM / "mapping.yaml", tmp_path)
    data = read_mapped_records(persons, read_mapping_file(mapping, VOCABULARY), VOCABULARY).data
    plain = write_json(tmp_path / "cases.json", {"as_of": "2026-09-30", "cases": data})
    mapped = run(*(persons if word == "PATH" else word for word in words), "--mapping", mapping)
    same = run(*(plain if word == "PATH" else word for word in words))
    assert (mapped.status, mapped.output) == (same.status, same.output.replace(str(plain), str(persons)))


def test_what_map_check_says_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    folder = "fixtures/extracts/case-system-json"
    done = run("map", "check", f"{folder}/persons.json", "--mapping", f"{folder}/mapping.yaml")
    golden = (ROOT / "tests/records/golden/case-system-json.report.txt").read_text(encoding="utf-8")
    assert (done.status, done.output, done.errors) == (0, golden, "")


def test_the_extracts_are_what_their_script_makes() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "make_extracts.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """The records of the workbook as JSON Lines."""
    data = read_mapped_records(BOOK, read_mapping_file(MAPPING, VOCABULARY), VOCABULARY).data
    file = tmp_path / "plain.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in data), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "words",
    [
        ("check", "PATH", "--format", "jsonl", *AS_OF),
        ("check", "PATH", "--format", "jsonl", "--engine", "both", *AS_OF),
        ("check", "PATH", "--format", "jsonl", "--engine", "columnar", *AS_OF),
        ("explain", "7003", "PATH", *AS_OF),
        ("score", "PATH", "--format", "csv", *AS_OF),
        ("sample", "PATH", "--size", "3", "--format", "csv", *AS_OF),
        ("performance", "PATH", "--format", "csv", *AS_OF),
        ("rules", "coverage", "PATH", *AS_OF),
        ("rules", "what-if", "PATH", "first-appointment=3", *AS_OF),
        ("rules", "diff", "rules", "rules", "PATH", *AS_OF),
    ],
    ids=lambda words: " ".join(words[:6]),
)
def test_every_command_gives_of_an_extract_what_it_gives_of_its_records(
    words: tuple[str, ...], plain: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    everything = that_holds_everything(MAPPING, tmp_path)
    mapped = run(*(BOOK if word == "PATH" else word for word in words), "--mapping", everything)
    same = run(*(plain if word == "PATH" else word for word in words))
    assert mapped.status == same.status
    assert mapped.output == same.output


def test_compare_takes_a_mapping_for_each() -> None:
    mappings = ("--mapping", CSV / "mapping.yaml", "--other-mapping", MAPPING)
    done = run("compare", CSV, BOOK, *mappings, *AS_OF, "--format", "json")
    manifest = json.loads(done.output)["manifest"]
    read = {whose: sorted(manifest[whose]["input"]["sha256"]) for whose in ("first", "second")}
    assert (done.status, read) == (
        0,
        {"first": ["cases.csv", "contacts.csv", "mapping.yaml"], "second": ["caseload.xlsx", "mapping.yaml"]},
    )


def test_the_manifest_names_the_extract_and_the_mapping() -> None:
    done = run("check", BOOK, "--mapping", MAPPING, "--format", "json", *AS_OF)
    assert sorted(json.loads(done.output)["manifest"]["input"]["sha256"]) == ["caseload.xlsx", "mapping.yaml"]


def test_an_extract_that_states_its_audit_date_needs_no_other() -> None:
    done = run("check", CSV, "--mapping", CSV / "mapping.yaml", "--format", "json", "--only", "2.1.1")
    assert json.loads(done.output)["manifest"]["as_of"] == "2010-01-18"


def test_a_workbook_of_our_own_tables_needs_no_mapping(tmp_path: Path) -> None:
    sheets: Sheets = {
        "cases": [["case_id", "sentence_type", "sentence_date", "tier"], ["A1", "community_order", "2009-04-06", 2]],
        "events": [["case_id", "type", "date"], ["A1", "contact", "2009-04-20"], ["A2", "contact", "2009-04-20"]],
    }
    book = xlsx(tmp_path / "book.xlsx", sheets)
    done = run("check", book, "--only", "first-appointment-on-time", "--format", "jsonl", "--show-values", *AS_OF)
    assert [(row["case_id"], row["verdict"], row["days_late"]) for row in done.rows] == [("A1", "not_met", 5)]
    assert (done.status, done.errors.splitlines()) == (
        3,
        [
            f"{book}[events]:3: case_id: found a row for case 'A2'; expected the case_id of a row in cases",
            "omicheck: 1 rejected, 1 taken; --rejects FILE writes the rejected ones",
        ],
    )


def test_a_wrong_mapping_ends_the_command(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("tables:\n  - case_id: Case Ref\n    fields: {sentence_typ: Order}\n", encoding="utf-8")
    done = run("check", BOOK, "--mapping", wrong, *AS_OF)
    told = (
        'tables[0].fields.sentence_typ: found field "sentence_typ"; expected a known field; did you mean sentence_type?'
    )
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {wrong}:3: {told}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "-"), "found -"),
        (("check", "sqlite:///x.db"), "found sqlite:///x.db"),
        (("explain", "A", "cases.parquet"), "found cases.parquet"),
        (("map", "check", "cases.parquet"), "found cases.parquet"),
    ],
)
def test_what_no_mapping_is_for_is_told(words: tuple[str, ...], told: str) -> None:
    done = run(*words, "--mapping", MAPPING)
    expected = (
        "a workbook (.xlsx or .ods), a CSV or JSON file, an event log (.xes or .xes.gz), or a folder with such files"
    )
    assert (done.status, done.errors) == (2, f"omicheck: a mapping is for {expected}: {told}\n")


def test_spark_takes_no_mapping() -> None:
    done = run("check", CSV, "--mapping", CSV / "mapping.yaml", "--engine", "spark")
    told = "omicheck: --engine spark: found a mapping; expected tables that need none, or another engine\n"
    assert (done.status, done.errors) == (2, told)


def test_map_check_says_if_records_are_rejected(tmp_path: Path) -> None:
    assert run("map", "check", CSV, "--mapping", CSV / "mapping.yaml").status == 0
    proposed = tmp_path / "mapping.yaml"
    done = run("map", "propose", BOOK, "--output", proposed)
    assert (done.status, done.output, done.errors) == (0, "", "")
    assert run("map", "check", BOOK, "--mapping", proposed).status == 3
