"""What is told of records that are wrong: the place and the kind of value, and no value that may be of somebody."""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import run, write_json

VOCABULARY: Final = read_rule_base(packaged_rules(), with_examples=False).vocabulary
CASE: Final = {"case_id": "A-1", "sentence_type": "community_order", "sentence_date": "2009-04-06", "events": []}
AS_OF: Final = ("--as-of", "2010-01-18")
# What may stand in a wrong cell: a name, a date of birth, a telephone number, a reference of another system.
SECRETS: Final = (
    "Quentin Zyxwalder",
    "zyxwalder",
    "1961-08-29",
    "29/08/1961",
    "07700 900461",
    "QZ461982B",
    "qz@example.org",
)
SOMEWHERE: Final = st.sampled_from(
    [
        *(("field", name) for name in VOCABULARY.fields if name != "case_id"),
        *(("attribute", f"{event} {name}") for event, of in VOCABULARY.events.items() for name in of.attributes),
        *(("event", name) for name in ("type", "date")),
        *(("answer", name) for name in ("answer", "question", "unknown_key")),
        ("unknown", "surname"),
        ("item", "requirements"),
        ("list", "events"),
        ("list", "answers"),
        ("whole", ""),
    ]
)


def _with_secret(where: tuple[str, str], secret: str) -> Any:  # noqa: ANN401, it is data of any shape
    part, name = where
    match part:
        case "whole":
            return secret
        case "field" | "unknown" | "list":
            return {**CASE, name: secret}
        case "item":
            return {**CASE, name: ["curfew", secret]}
        case "attribute":
            event, _, attribute = name.partition(" ")
            return {**CASE, "events": [{"type": event, "date": "2009-05-01", attribute: secret}]}
        case "event":
            return {**CASE, "events": [{"type": "contact", "date": "2009-05-01", name: secret}]}
    answer = {"question": "1.1.1", "answer": "sufficient", name: secret}
    return {**CASE, "answers": [answer]}


@given(SOMEWHERE, st.sampled_from(SECRETS))
def test_no_value_is_told_of_a_record_in_json(where: tuple[str, str], secret: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = write_json(folder / "cases.json", [_with_secret(where, secret)])
        for number, more in enumerate(((), ("--all-problems",))):
            rejects, manifest = folder / f"rejects-{number}.jsonl", folder / f"manifest-{number}.json"
            asked = ("check", file, *AS_OF, "--format", "jsonl", "--only", "2.1.1", *more)
            done = run(*asked, "--rejects", rejects, "--manifest", manifest)
            problems = [json.dumps(json.loads(line)["problems"]) for line in rejects.read_text("utf-8").splitlines()]
            for text in (done.errors, done.output, manifest.read_text("utf-8"), *problems):
                assert secret.casefold() not in text.casefold(), text


def test_a_row_that_is_shifted_by_a_column_tells_nothing_of_the_person(tmp_path: Path) -> None:
    """The name of an officer stands in the column of the sentence, and so on."""
    columns = ["case_id", "offender_manager", "sentence_type", "sentence_date", "tier", "gender"]
    rows = [["A-1", "North", "Quentin Zyxwalder", "community_order", "29/08/1961", "3"]]
    rows += [["A-2", "om-1", "comunity_order", "2009-04-31", "9", "femail"]]
    _write_csv(tmp_path / "cases.csv", [columns, *rows])
    _write_csv(tmp_path / "events.csv", [["case_id", "type", "date"], ["QZ461982B", "contact", "2009-05-01"]])
    done = run("check", tmp_path, *AS_OF, "--all-problems")
    orders = "community_order, licence, custody, suspended_sentence_order or post_sentence_supervision"
    nearly = "cases.csv:3: case A-2: sentence_type:"
    day = "a date YYYY-MM-DD in 1990 to 2050"
    assert done.errors.replace(f"{tmp_path}/", "").splitlines() == [
        f"cases.csv:2: case A-1: sentence_type: found a text; expected {orders}",
        f"cases.csv:2: case A-1: sentence_date: found a text; expected {day}",
        "cases.csv:2: case A-1: tier: found a text written as 00/00/0000; expected a whole number from 1 to 4",
        'cases.csv:2: case A-1: gender: found "3"; expected female, male or other',
        f'{nearly} found "comunity_order"; expected {orders}; did you mean community_order?',
        f"cases.csv:3: case A-2: sentence_date: found a text written as 0000-00-00; expected {day}",
        "cases.csv:3: case A-2: tier: found 9; expected a whole number from 1 to 4",
        "cases.csv:3: case A-2: gender: found a text; expected female, male or other",
        "events.csv:2: case_id: found a row for a case that is not there; expected the case_id of a row in cases",
        "omicheck: what was found is told without its values; --show-values tells them",
        "omicheck: 3 rejected, 0 taken; --rejects FILE writes the rejected ones",
    ]
    shown = run("check", tmp_path, *AS_OF, "--all-problems", "--show-values")
    assert [line.partition("found ")[2].partition(";")[0] for line in shown.errors.splitlines()[:9]] == [
        '"Quentin Zyxwalder"',
        '"community_order"',
        '"29/08/1961"',
        '"3"',
        '"comunity_order"',
        '"2009-04-31"',
        "9",
        '"femail"',
        "a row for case 'QZ461982B'",
    ]


def test_a_table_without_headings_tells_nothing_of_its_first_record(tmp_path: Path) -> None:
    _write_csv(tmp_path / "cases.csv", [["A-1", "Quentin Zyxwalder", "QZ461982B"]])
    _write_csv(tmp_path / "events.csv", [["case_id", "type", "date"]])
    done = run("check", tmp_path, *AS_OF)
    assert (done.status, "Zyxwalder" in done.errors, "QZ461982B" in done.errors) == (2, False, False)
    assert "cases.csv:1: found no known heading in column 2; expected a column of the table" in done.errors
    assert "found the column 'Quentin Zyxwalder'" in run("check", tmp_path, *AS_OF, "--show-values").errors


def test_by_kind_no_value_is_told_either(tmp_path: Path) -> None:
    names = ["Quentin Zyxwalder", "Petra Zyxwalder", "Ann Zyxwalder", "Contact", "contcat"]
    events = [{"type": name, "date": "2009-05-01"} for name in names]
    done = run("check", write_json(tmp_path / "cases.json", [{**CASE, "events": events}]), *AS_OF)
    place, meant = f"{tmp_path}/cases.json:1: case A-1: [0]", "expected a known event type; did you mean contact?"
    assert done.errors.splitlines() == [
        f"events.type: found a text 3 times in 1 case, first {tmp_path}/cases.json:1; expected a known event type",
        f'{place}.events[3].type: found event type "Contact"; {meant}',
        f'{place}.events[4].type: found event type "contcat"; {meant}',
        "5 problems of 3 kinds; --all-problems tells every one",
        "omicheck: what was found is told without its values; --show-values tells them",
        "omicheck: 1 rejected, 0 taken; --rejects FILE writes the rejected ones",
    ]


def test_answers_of_inspectors_are_told_of_without_names_and_reasons(tmp_path: Path) -> None:
    _write_csv(
        tmp_path / "answers.csv",
        [
            ["case_id", "question", "answer", "by", "reason"],
            ["Quentin Zyxwalder", "1.1.1", "sufficient", "", ""],
            ["SYN-0001", "Mr Zyxwalder hid it", "sufficient", "", ""],
            ["SYN-0001", "1.1.1", "see Mr Zyxwalder", "Petra Zyxwalder", "Mr Zyxwalder hid it"],
        ],
    )
    done = run("score", "fixtures/sample/cases.json", "--answers", tmp_path / "answers.csv", "--format", "csv")
    assert (done.status, "zyxwalder" in done.errors.casefold()) == (3, False)
    assert "answers.csv:2: case_id: found a case that is not there; expected a case among the records" in done.errors


@pytest.mark.parametrize("name", ["waivers", "overrides"])
def test_files_beside_the_records_are_told_of_so_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yaml"
    entry = {"case": "SYN-0001", "rule": "Zyxwalder", "reason": "x", "author": "y", "expiry": "29 Aug Zyxwalder"}
    data: Any = [entry] if name == "waivers" else {"overrides": [{"headline": "Zyxwalder", "comment": "x", "by": 1985}]}
    file.write_text(json.dumps(data), encoding="utf-8")
    command = "check" if name == "waivers" else "score"
    done = run(command, "fixtures/sample/cases.json", f"--{name}", file)
    assert (done.status, "29 Aug" in done.errors, "1985" in done.errors) == (2, False, False)


def _write_csv(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)


def test_an_extract_that_comes_through_a_mapping_tells_no_value_either(tmp_path: Path) -> None:
    rows = [["CRN", "Order", "Sentenced", "Tier"], ["A-1", "Quentin Zyxwalder", "29/08/1961", "QZ461982B"]]
    rows += [["A-2", "Community Order", "03/04/2009", "2"], ["A-3", "Letter", "soon", "Two"]]
    _write_csv(tmp_path / "cases.csv", rows)
    mapping = tmp_path / "mapping.yaml"
    fields = {"sentence_type": "Order", "sentence_date": "Sentenced", "tier": "Tier"}
    table = {"sheet": "cases", "case_id": "CRN", "fields": fields}
    mapping.write_text(json.dumps({"tables": [table]}), encoding="utf-8")
    checked = run("map", "check", tmp_path / "cases.csv", "--mapping", mapping)
    done = run("check", tmp_path / "cases.csv", "--mapping", mapping, *AS_OF, "--all-problems")
    for text in (checked.errors, done.errors, done.output):
        assert [one for one in (*SECRETS, "Letter", "soon", "Two", "3 April") if one in text] == []
    told, records, _ = checked.output.partition("\nthe first 3 records as they come out:\n")
    assert ([one for one in (*SECRETS, "Letter") if one in told], records == "") == ([], False)
    shown = run("map", "check", tmp_path / "cases.csv", "--mapping", mapping, "--show-values").output
    assert [one for one in ("Quentin Zyxwalder", "29/08/1961", "QZ461982B", "Letter") if one not in shown] == []
    assert "(it may be 3 April or 4 March)" in shown
