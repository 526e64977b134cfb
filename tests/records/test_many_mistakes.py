"""Mistakes by the thousand, and documents as nobody writes them: told in time that grows no faster than they do."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from large_tables import AS_OF
from pipeline import ROOT, Done, run, write_json

CASE = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-04-06", "tier": 2, "events": []}
DEEP = 900
ONLY = "absence-judged"
EVERYTHING = ("--all-problems", "--show-values", "--engine", "columnar")
EXPECTED = "lists or mappings nested too deeply"


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def _problems(done: Done) -> list[str]:
    return [line for line in done.errors.splitlines() if ": found " in line]


def test_one_key_misspelt_in_every_record(tmp_path: Path) -> None:
    cases = [{**CASE, "case_id": f"A{place:04}", "teir": 2} for place in range(3_000)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({"cases": cases}, indent=1), encoding="utf-8")
    with _within(5):
        done = run("check", file, "--as-of", AS_OF, "--all-problems", "--show-values")
    found = 'found key "teir"; expected a known key; did you mean tier?'
    lines = [line for line, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if '"teir"' in text]
    assert _problems(done) == [
        f"{file}:{line}: case A{place:04}: cases[{place}].teir: {found}" for place, line in enumerate(lines)
    ]


def test_thousands_of_unknown_keys_in_one_record(tmp_path: Path) -> None:
    keys = [f"unknown_{place}" for place in range(3_000)]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps({**CASE, **dict.fromkeys(keys, 1)}, indent=1), encoding="utf-8")
    with _within(5):
        done = run("check", file, "--as-of", AS_OF, "--all-problems", "--show-values")
    assert _problems(done) == [
        f'{file}:{line}: case A: {key}: found key "{key}"; expected a known key'
        for line, key in enumerate(keys, len(CASE) + 2)
    ]


def test_a_key_doubled_in_every_record(tmp_path: Path) -> None:
    record = json.dumps(CASE)[:-1]
    file = tmp_path / "cases.json"
    records = ",\n".join(f'{record.replace("A", f"A{place:04}", 1)}, "tier": 3}}' for place in range(1_500))
    file.write_text(f'{{"cases": [\n{records}]}}', encoding="utf-8")
    with _within(5):
        done = run("check", file, "--as-of", AS_OF, "--all-problems", "--show-values")
    assert _problems(done) == [
        f'{file}:{place + 2}: cases[{place}]: found the key "tier" twice in one mapping; expected each key once'
        for place in range(1_500)
    ]


NESTED: dict[str, Any] = {
    "lists": '{"case_id": "A", "x": ' + "[" * DEEP + '{"a": 1, "a": 2}' + "]" * DEEP + "}",
    "mappings": '{"case_id": "A", "x": ' + '{"a": ' * DEEP + '{"a": 1, "a": 2}' + "}" * DEEP + "}",
    "a lost value": '{"case_id": "A", "x": ' + "[" * DEEP + "]" * DEEP + ', "x": 1}',
}


@pytest.mark.parametrize("shape", NESTED)
def test_deeply_nested_with_a_doubled_key(shape: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(NESTED[shape], encoding="utf-8")
    done = run("check", file, "--as-of", AS_OF, "--rejects", tmp_path / "rejects.jsonl")
    told = f"{file}:1: found {EXPECTED}; expected the few levels of a case record"
    assert (done.output, done.errors, done.status) == ("", f"omicheck: the records cannot be read:\n{told}\n", 2)


def test_deeply_nested_lines(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    line = json.dumps({**CASE, "x": 1}).replace('"x": 1', '"x": ' + "[" * DEEP + "]" * DEEP)
    file.write_text(f"{line}\n{json.dumps({**CASE, 'case_id': 'B'})}\n", encoding="utf-8")
    done = run("check", file, "--as-of", AS_OF, "--format", "jsonl", "--rejects", tmp_path / "rejects.jsonl")
    assert {row["case_id"] for row in done.rows} == {"B"}
    expected = f"found {EXPECTED}; expected one whole record on a line: the few levels of a case record"
    assert _problems(done) == [f"{file}:1: {expected}"]
    (rejected,) = (tmp_path / "rejects.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(rejected)["record"] == line


def _tables(folder: Path, events: list[str], answers: list[str]) -> Path:
    folder.mkdir()
    cases = [f"HRT-{place:04},community_order,2009-04-06" for place in range(900)]
    tables = {
        "cases": ["case_id,sentence_type,sentence_date", *cases],
        "events": ["case_id,type,date", *events],
        "answers": ["case_id,question,answer", *answers],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_rows_of_very_many_unknown_cases(tmp_path: Path) -> None:
    events = [f"ZRT-{place:04},contact,2009-04-08" for place in range(600)]
    answers = [f"ZRT-{place:04},2.1.1,sufficient" for place in range(600)]
    folder = _tables(tmp_path / "in", events, answers)
    with _within(5):
        done = run(
            "check", folder, "--as-of", AS_OF, "--all-problems", "--show-values", "--only", ONLY, "--engine", "columnar"
        )
    told = "case_id: found a row for case 'ZRT-{:04}'; expected the case_id of a row in cases"
    assert _problems(done) == [
        f"{folder}/{table}.csv:{place + 2}: {told.format(place)}"
        for table in ("events", "answers")
        for place in range(600)
    ]


def test_a_few_unknown_cases_are_told_with_the_nearest(tmp_path: Path) -> None:
    folder = _tables(tmp_path / "in", ["hrt-0042,contact,2009-04-08"], ["hrt-0899,2.1.1,sufficient"])
    done = run("check", folder, "--as-of", AS_OF, "--only", ONLY, "--engine", "columnar", "--show-values")
    told = "case_id: found a row for case {!r}; expected the case_id of a row in cases; did you mean {}?"
    assert _problems(done) == [
        f"{folder}/events.csv:2: {told.format('hrt-0042', 'HRT-0042')}",
        f"{folder}/answers.csv:2: {told.format('hrt-0899', 'HRT-0899')}",
    ]


def test_a_file_of_answers_of_very_many_unknown_cases(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    lines = [f"ZRT-{place:04},2.1.1,sufficient" for place in range(600)]
    file.write_text("\n".join(["case_id,question,answer", *lines]) + "\n", encoding="utf-8")
    records = write_json(
        tmp_path / "cases.json", {"cases": [{**CASE, "case_id": f"HRT-{place:04}"} for place in range(300)]}
    )
    with _within(6):
        done = run(
            "score",
            records,
            "--as-of",
            AS_OF,
            "--answers",
            file,
            "--all-problems",
            "--show-values",
            "--engine",
            "columnar",
        )
    assert _problems(done) == [
        f"{file}:{place + 2}: case_id: found case 'ZRT-{place:04}'; expected a case among the records"
        for place in range(600)
    ]


def test_the_same_heading_thousands_of_times(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cases.csv").write_text("case_id," + ",".join(["tier"] * 5_000) + "\n", encoding="utf-8")
    (folder / "events.csv").write_text("case_id,type\n", encoding="utf-8")
    with _within(5):
        done = run("check", folder, "--as-of", AS_OF)
    told = f"{folder}/cases.csv:1: tier: found the column a second time; expected each column once"
    assert (_problems(done), done.status) == ([told] * 4_999, 2)


def test_half_a_pair_in_an_answer_is_no_text(tmp_path: Path) -> None:
    answer = {"question": "2.1.1", "answer": "sufficient", "by": "\ud800", "reason": "seen \udfff"}
    records = write_json(tmp_path / "cases.json", [{**CASE, "answers": [answer]}, {**CASE, "case_id": "B"}])
    done = run("score", records, "--as-of", AS_OF, "--format", "json", "--show-values")
    assert done.errors.splitlines()[-1].startswith("omicheck: 1 rejected, 1 taken")
    assert _problems(done) == [
        f'{records}:1: case A: [0].answers[0].by: found "\\ud800"; expected text',
        f'{records}:1: case A: [0].answers[0].reason: found "seen \\udfff"; expected text',
    ]


def test_today_is_a_date_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date  # noqa: PLC0415, replaced below

    class Later(date):
        @classmethod
        def today(cls) -> "Later":
            return cls(2051, 1, 1)

    monkeypatch.setattr("omicheck.command_line.options.date", Later)
    records = ROOT / "fixtures" / "cases" / "breach-a-day-late.json"
    told = "omicheck: --as-of: found '2051-01-01'; expected a date YYYY-MM-DD in 1990 to 2050, such as 2010-01-18\n"
    for command in (
        ("check", records),
        ("explain", records),
        ("due", records),
        ("score", records),
        ("performance", records),
        ("compare", records, records),
        ("sample", records),
    ):
        done = run(*command, "--as-of", "today")
        assert (done.output, done.errors, done.status) == ("", told, 2)
