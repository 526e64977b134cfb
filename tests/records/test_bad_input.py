"""Bad input: every problem is told in full, nothing is guessed, and nothing is dropped in silence."""

import json
from pathlib import Path

import pytest

from bad_input import BAD, EXPECTED, GOOD, HERE, RULES_FOLDERS, verdicts
from pipeline import Done, run, write_json, write_rules

RULE = "rosh-screening-on-time"


AS_OF = ("--as-of", "2010-01-18")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE.parents[1])


def _check(path: object, *more: object) -> Done:
    return run("check", path, "--only", RULE, "--format", "jsonl", "--show-values", *more)


def test_every_file_is_tried() -> None:
    assert sorted(EXPECTED) == sorted(file.name for file in Path(BAD).iterdir())


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in RULES_FOLDERS])
def test_records(name: str) -> None:
    done = _check(f"{BAD}/{name}", *AS_OF)
    assert {"status": done.status, "rows": verdicts(done), "errors": done.errors} == EXPECTED[name]


def test_tables_from_windows_give_the_rows_of_the_same_tables_without(tmp_path: Path) -> None:
    for file in Path(BAD, "windows").iterdir():
        content = file.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content
        (tmp_path / file.name).write_bytes(content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    assert _check(f"{BAD}/windows", *AS_OF) == _check(tmp_path, *AS_OF)


def test_rejected_records_are_written_with_their_problems(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    _check(f"{BAD}/misspelt-field.json", "--rejects", rejects)
    (record,) = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
    place = {"file": f"{BAD}/misspelt-field.json", "line": 6}
    levels = "low, medium, high or very_high"
    assert record == {
        "problems": [
            {**place, "path": "cases[0].teir", "found": 'key "teir"', "expected": "a known key", "nearest": "tier"},
            {**place, "path": "cases[0].rosh_level", "found": '"hihg"', "expected": levels, "nearest": "high"},
        ],
        "record": json.loads(Path(BAD, "misspelt-field.json").read_text(encoding="utf-8"))["cases"][0],
    }


def test_a_rejected_line_and_rejected_rows_are_written_as_they_stood(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    _check(f"{BAD}/broken-line.jsonl", "--rejects", rejects)
    broken = Path(BAD, "broken-line.jsonl").read_text(encoding="utf-8").splitlines()[1]
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [broken]
    _check(f"{BAD}/wrong-cells", *AS_OF, "--rejects", rejects, "--force")
    screening = {"type": "rosh_screening", "date": "2009-06-15"}
    case = {"sentence_type": "community_order", "sentence_date": "2009-06-01", "tier": 2}
    assert [json.loads(line)["record"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [
        {"case_id": "CELLS-1", **case, "events": [{**screening, "full_analysis_required": False}]},
        {"case_id": "CELLS-2", **case, "events": []},
        {"case_id": "CELLS-3", **case, "events": [screening]},
        {"case_id": "NOBODY-1", **screening, "full_analysis_required": "false"},
    ]


def test_half_a_surrogate_pair_is_rejected_and_written_as_it_stood(tmp_path: Path) -> None:
    record = {"case_id": "A", "sentence_type": "community_order", "area": "\ud800", "events": []}
    cases = write_json(tmp_path / "cases.json", {"as_of": "2010-01-18", "cases": [record]})
    rejects = tmp_path / "rejects.jsonl"
    done = _check(cases, "--rejects", rejects)
    assert (done.status, done.output) == (3, "")
    assert done.errors == (
        f'{cases}:1: case A: cases[0].area: found "\\ud800"; expected a text\nomicheck: 1 rejected, 0 taken\n'
    )
    assert json.loads(rejects.read_text(encoding="utf-8"))["record"] == record


def test_nothing_rejected_leaves_an_empty_file(tmp_path: Path) -> None:
    rejects = tmp_path / "rejects.jsonl"
    done = _check(f"{BAD}/windows", *AS_OF, "--rejects", rejects)
    assert (done.status, done.errors, rejects.read_text(encoding="utf-8")) == (1, "", "")


@pytest.mark.parametrize(
    ("arguments", "errors"),
    [
        (
            [GOOD, "--only", "rosh-screening-in-time"],
            (
                "found 'rosh-screening-in-time'; expected a rule, question, criterion or topic that a rule in force "
                "has; did you mean rosh-screening-on-time?"
            ),
        ),
        (
            [GOOD, "--only", "9.9"],
            (
                "found '9.9'; expected a rule, question, criterion or topic that a rule in force has: "
                "omicheck rules list shows them"
            ),
        ),
        ([GOOD, "--case", "DUE-4"], "no case DUE-4: it is not among the records; did you mean DUE-3, DUE-2 or DUE-1?"),
        (
            [f"{BAD}/no-such-file.json"],
            (
                "the records cannot be read:\nfixtures/bad/no-such-file.json: found no such file or folder; "
                "expected a JSON or JSON Lines file, a workbook, a folder with the tables cases and events, or the "
                "address of a database"
            ),
        ),
        (
            [GOOD, "--as-of", "18/01/2010"],
            "--as-of: found '18/01/2010'; expected a date YYYY-MM-DD in 1990 to 2050, such as 2010-01-18",
        ),
        (
            [GOOD, "--as-of", "2010-02-29"],
            "--as-of: found '2010-02-29'; expected a date YYYY-MM-DD in 1990 to 2050, such as 2010-01-18",
        ),
        (
            [f"{BAD}/windows"],
            "no audit date: the records carry no as_of; give one with --as-of YYYY-MM-DD (or --as-of today)",
        ),
    ],
)
def test_a_command_that_cannot_be_carried_out(arguments: list[str], errors: str) -> None:
    done = run("check", *arguments, "--format", "jsonl")
    assert (done.status, done.output, done.errors) == (2, "", f"omicheck: {errors}\n")


def test_a_case_that_was_rejected_is_not_said_to_be_missing() -> None:
    done = _check(f"{BAD}/wrong-cells", *AS_OF, "--case", "CELLS-2", "--quiet")
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[-1] == "omicheck: no case CELLS-2: its record was rejected"


def test_an_audit_date_in_the_records_that_is_none(tmp_path: Path) -> None:
    cases = write_json(tmp_path / "cases.json", {"as_of": "yesterday", "cases": []})
    done = _check(cases)
    assert (done.status, done.output) == (2, "")
    assert done.errors.splitlines()[-1] == (
        "omicheck: the records' as_of: found a text; expected a date YYYY-MM-DD in 1990 to 2050"
    )


def test_the_option_overrules_the_audit_date_of_the_records_and_says_so() -> None:
    done = _check(GOOD, "--as-of", "2010-01-19", "--case", "DUE-2")
    assert (done.status, verdicts(done)) == (1, ["DUE-2: not_met, absent"])
    assert done.errors == "omicheck: audit date 2010-01-19 from --as-of, in place of the records' 2010-01-18\n"


@pytest.mark.parametrize("engine", ["durable", "columnar"])
def test_two_events_that_set_one_field_on_one_day_are_no_error_and_the_later_counts(
    engine: str, tmp_path: Path
) -> None:
    rule = {"id": "r", "question": "1.1.1", "check": {"recorded": {"field": "tier", "is": 3}}}
    events = [{"type": "tier_set", "date": "2009-05-01", "value": value} for value in (2, 3)]
    cases = [
        {"case_id": name, "sentence_type": "custody", "events": list(ordered)}
        for name, ordered in (("A", events), ("B", reversed(events)))
    ]
    file = write_json(tmp_path / "cases.json", {"as_of": "2009-06-01", "cases": cases})
    rules = write_rules(tmp_path / "rules", [rule], {})
    done = run("check", file, "--rules", rules, "--format", "jsonl", "--engine", engine)
    assert (verdicts(done), done.errors) == (["A: met, recorded", "B: not_met, wrong_value"], "")
