"""Pseudonyms: stable for a key, another for each kind, and put in before anything sees a reference."""

import csv
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from omicheck.errors import CommandWrongError
from omicheck.records import pseudonyms as module
from omicheck.records.pseudonyms import Pseudonyms
from pipeline import run, write_json

KEY: Final = b"a key of the tests, no key of anybody"
PSEUDONYMS: Final = Pseudonyms(KEY)
PSEUDONYM: Final = re.compile(r"(case|officer|inspector)-[0-9a-hjkmnp-tv-z]{12}\b")
HASH: Final = re.compile(r"\b[0-9a-f]{64}\b")
# Each identifier of the records is like nothing else that is printed.
CASE_IDS: Final = ("ZYX-QUUX-1", "ZYX-QUUX-2", "ZYX-QUUX-3", "ZYX-QUUX-4", "ZYX-QUUX-5", "ZYX-QUUX-6")
NAMES: Final = (*CASE_IDS, "PER-WUMBO", "om-frobnik", "insp-grault", "Mr Plugh hid it", "ZYX-QUUX")


def _records() -> dict[str, Any]:
    absences = [{"type": "absence", "date": f"2009-05-{day:02}", "acceptable": False} for day in (4, 11)]
    events = [*absences, {"type": "breach_instigated", "date": "2009-06-15"}]
    answers = [
        {"question": "1.1.1", "answer": "sufficient", "by": "insp-grault", "reason": "Mr Plugh hid it"},
        {"question": "2.1.1", "answer": "not_sufficient", "by": "insp-grault"},
    ]
    cases = [
        {
            "case_id": case_id,
            "person_id": "PER-WUMBO",
            "area": "Kent",
            "office": "West",
            "offender_manager": "om-frobnik",
            "sentence_type": "community_order",
            "sentence_date": "2009-04-06",
            "tier": 2 + number % 3,
            "events": events,
            "answers": answers,
        }
        for number, case_id in enumerate(CASE_IDS)
    ]
    wrong = [{**cases[0], "case_id": "ZYX-QUUX-WRONG", "tier": "om-frobnik"}, {**cases[0]}]
    return {"as_of": "2009-10-19", "cases": [*cases, *wrong]}


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_bytes(KEY + b"\n")
    return file


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cases.json", _records())


COMMANDS: Final = [
    *(["check", "CASES", "--format", name] for name in ("table", "json", "jsonl", "csv", "junit", "sarif", "github")),
    ["check", "CASES", "--split-by", "offender_manager", "--format", "csv", "--output", "OUT/groups"],
    ["check", "CASES", "--by", "offender_manager", "--manifest", "OUT/manifest.json", "--rejects", "OUT/rejects.jsonl"],
    *(["due", "CASES", "--within", "24 months", "--format", name] for name in ("table", "json", "csv")),
    ["explain", "ZYX-QUUX-2", "CASES", "--all"],
    ["explain", "ZYX-QUUX-2", "CASES", "--format", "json"],
    ["score", "CASES", "--by", "offender_manager", "--resamples", "0", "--format", "json"],
    ["performance", "CASES"],
    ["sample", "CASES", "--size", "3", "--format", "csv"],
    ["export", "CASES", "--format", "jsonl"],
    ["export", "CASES", "--format", "xes"],
    ["progress", "CASES", "CASES", "--earlier-as-of", "2009-09-21", "--format", "json"],
    ["report", "CASES", "--resamples", "0", "--output", "OUT/report.html"],
    ["check", "CASES", "--case", "NOBODY-1"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_tells_a_reference(command: list[str], key: Path, cases: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    arguments = [word.replace("CASES", str(cases)).replace("OUT", str(out)) for word in command]
    done = run(*arguments, "--pseudonymise", key)
    files = [file for file in out.rglob("*") if file.is_file()]
    told = [done.output, done.errors, *(str(file.relative_to(out)) for file in files)]
    told += [file.read_text(encoding="utf-8") for file in files]
    assert "Traceback" not in done.errors
    assert [name for name in (*NAMES, "NOBODY-1") if any(name in text for text in told)] == []
    assert any(PSEUDONYM.search(text) for text in told)


def test_the_same_key_gives_the_same_bytes_and_another_key_others(key: Path, cases: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"another key of the tests")
    done = [run("check", cases, "--format", "jsonl", "--pseudonymise", file) for file in (key, key, other)]
    assert done[0].output == done[1].output
    first, _, differs = ({row["case_id"] for row in one.rows} for one in done)
    assert first == {PSEUDONYMS.of("case", case_id) for case_id in CASE_IDS}
    assert not first & differs


def test_what_they_look_like() -> None:
    assert [PSEUDONYMS.of(kind, "A-1") for kind in ("case", "person", "officer", "inspector")] == [
        "case-h8xzare7gm2m",
        "person-xqpb8hfnf1dt",
        "officer-4943nxhe5p1z",
        "inspector-ft5jpm3x1psw",
    ]
    assert PSEUDONYMS.of("case", " A-1\n") == PSEUDONYMS.of("case", "A-1")
    made = PSEUDONYMS.of("case", "A-1")
    assert PSEUDONYMS.of("case", made) == made
    assert PSEUDONYMS.of("person", made) != made
    assert Pseudonyms(KEY + b"x").of("case", made) != made


def test_two_references_with_one_pseudonym_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LENGTH", 1)
    some = Pseudonyms(KEY)
    message = "--pseudonymise: two case references have one pseudonym under this key; take another key"
    # With one letter there are 32 of them.
    with pytest.raises(CommandWrongError, match=message):
        _ = [some.of("case", f"A-{number}") for number in range(33)]


WAIVER: Final = {"rule": "breach-instigated-on-time", "reason": "Mr Plugh hid it", "author": "om-frobnik"}
WAIVERS: Final = json.dumps([{"case": "ZYX-QUUX-2", **WAIVER, "expiry": "2010-01-01"}])


@pytest.mark.parametrize(
    ("command", "content"),
    [
        (["check", "CASES", "--format", "json", "--waivers", "FILE"], WAIVERS),
        (["check", "CASES", "--format", "json", "--baseline", "FILE"], "ROWS"),
        (["check", "CASES", "--format", "csv", "--cases", "FILE"], "ZYX-QUUX-2\nZYX-QUUX-3\n"),
        (["progress", "FILE", "CASES", "--format", "json"], "ROWS"),
        (["sample", "CASES", "--judge", "FILE.csv", "--format", "json"], "case_id\nZYX-QUUX-2\n"),
    ],
    ids=["waivers", "baseline", "cases", "earlier rows", "sample"],
)
def test_inputs_may_name_cases_by_reference_or_by_pseudonym(
    command: list[str], content: str, key: Path, cases: Path, tmp_path: Path
) -> None:
    if content == "ROWS":
        content = run("check", cases, "--format", "jsonl", "--quiet").output
    by_pseudonym = content
    for case_id in CASE_IDS:
        by_pseudonym = by_pseudonym.replace(case_id, PSEUDONYMS.of("case", case_id))
    file = tmp_path / ("file" + command[-3].partition("FILE")[2])
    done = []
    for text in (content, by_pseudonym):
        file.write_text(text, encoding="utf-8")
        words = [word.replace("CASES", str(cases)).replace("FILE.csv", str(file)) for word in command]
        words = [word.replace("FILE", str(file)) for word in words]
        done.append(run(*words, "--pseudonymise", key, "--quiet"))
    one, other = done
    assert (one.status in (0, 1, 3), [name for name in NAMES if name in one.output + one.errors]) == (True, [])
    # The hash of the file differs, as it is another.
    assert HASH.sub("", one.output) == HASH.sub("", other.output)
    assert one.errors == other.errors


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_case_may_be_asked_for_by_either(command: str, key: Path, cases: Path) -> None:
    outputs = []
    for name in ("ZYX-QUUX-2", PSEUDONYMS.of("case", "ZYX-QUUX-2")):
        asked = (
            ["explain", name, cases] if command == "explain" else ["check", cases, "--case", name, "--format", "csv"]
        )
        done = run(*asked, "--pseudonymise", key)
        assert done.status == 3
        outputs.append(done.output)
    assert outputs[0] == outputs[1]


def test_answers_may_too_and_their_readers_have_pseudonyms(key: Path, cases: Path, tmp_path: Path) -> None:
    outputs = []
    for number, case_id in enumerate(("ZYX-QUUX-2", PSEUDONYMS.of("case", "ZYX-QUUX-2"))):
        file = tmp_path / f"answers-{number}.csv"
        with file.open("w", newline="", encoding="utf-8") as stream:
            rows = [["case_id", "question", "answer", "by", "reason"]]
            rows += [[case_id, "2.1.22", "not_sufficient", "insp-grault", "Mr Plugh hid it"]]
            rows += [["ZYX-QUUX-9", "2.1.22", "sufficient", "insp-grault", "Mr Plugh hid it"]]
            csv.writer(stream).writerows(rows)
        rejects = tmp_path / f"rejects-{number}.jsonl"
        asked = ("score", cases, "--answers", file, "--format", "csv", "--resamples", "0", "--rejects", rejects)
        done = run(*asked, "--pseudonymise", key)
        told = (done.output, done.errors, rejects.read_text(encoding="utf-8"))
        assert [name for name in NAMES if any(name in text for text in told)] == []
        outputs.append(done.output)
    assert outputs[0] == outputs[1]


def test_whole_records_go_out_without_free_texts_and_come_in_again(key: Path, cases: Path, tmp_path: Path) -> None:
    exported = tmp_path / "exported.jsonl"
    done = run("export", cases, "--format", "jsonl", "--output", exported, "--pseudonymise", key)
    assert "omicheck: left out under pseudonyms, as names may stand there: answers: reason (6)\n" in done.errors
    first = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])
    by_id = {PSEUDONYMS.of("case", record["case_id"]): record for record in _records()["cases"][:6]}
    record = by_id[first["case_id"]]
    inspector = PSEUDONYMS.of("inspector", "insp-grault")
    answers = [{"question": one["question"], "answer": one["answer"], "by": inspector} for one in record["answers"]]
    names = {
        "person_id": PSEUDONYMS.of("person", "PER-WUMBO"),
        "offender_manager": PSEUDONYMS.of("officer", "om-frobnik"),
    }
    assert first == {"as_of": "2009-10-19", **record, **names, "case_id": first["case_id"], "answers": answers}
    plain = run("check", exported, "--format", "csv").output
    assert plain == run("check", cases, "--format", "csv", "--pseudonymise", key).output


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"short\n", "found a key of 5 bytes in {key}; expected at least 16, such as"),
        (None, "{key} cannot be read (No such file or directory); expected a file with a key, such as"),
    ],
)
def test_a_key_that_is_none_is_refused(content: bytes | None, told: str, cases: Path, tmp_path: Path) -> None:
    file = tmp_path / "none"
    if content is not None:
        file.write_bytes(content)
    done = run("check", cases, "--pseudonymise", file)
    assert (done.status, done.output, told.format(key=file) in done.errors) == (2, "", True)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--show-values"], "--show-values: found --pseudonymise too; expected one of them"),
        (
            ["--engine", "spark", "--master", "local"],
            "--pseudonymise, --engine: found spark; expected another evaluator",
        ),
        (["--output", "KEY"], "KEY is read by this command and would be overwritten: name another file"),
    ],
)
def test_what_does_not_go_together(more: list[str], told: str, key: Path, cases: Path) -> None:
    done = run("check", cases, "--pseudonymise", key, *(word.replace("KEY", str(key)) for word in more))
    assert (done.status, done.output) == (2, "")
    assert told.replace("KEY", str(key)) in done.errors


def test_a_report_for_everybody_has_no_pseudonyms(key: Path, cases: Path) -> None:
    done = run("report", cases, "--publish", "--pseudonymise", key)
    told = "omicheck: --publish, --pseudonymise: found both; expected one of them: a report for everybody has neither "
    assert (done.status, done.output, done.errors) == (2, "", f"{told}references nor pseudonyms\n")
