"""A JSON document where JSON Lines are expected is told as that, and not as lines that are no JSON."""

import json
from pathlib import Path

import pytest

from pipeline import Done, run

CASE = {"case_id": "A", "sentence_type": "custody", "events": []}
ON_MANY_LINES = (
    f'{{"as_of": "2010-01-18", "cases": [\n{json.dumps(CASE)},\n{json.dumps({**CASE, "case_id": "B"})}\n]}}\n'
)
DOCUMENTS = {
    "cases on a line": json.dumps({"as_of": "2010-01-18", "cases": [CASE]}),
    "cases on many lines": ON_MANY_LINES,
    "a list on a line": json.dumps([CASE]),
    "a list on many lines": json.dumps([CASE], indent=1),
    "a record on many lines": json.dumps(CASE, indent=1),
    # So many that lines are read by columns, of which the last record is one.
    "a megabyte": json.dumps({"cases": []})[:-2]
    + "\n"
    + ",\n".join(json.dumps({**CASE, "case_id": f"C{number}", "events": []}) for number in range(20_000))
    + "\n]}\n",
}
FOUND = (
    "omicheck: the records cannot be read:\n{}:1: found a JSON document, which is no JSON Lines; expected a record on "
    "each line"
)
CHECK = ("--as-of", "2010-01-18", "--only", "report-on-time", "--format", "jsonl")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_named_as_lines(document: str, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(DOCUMENTS[document], encoding="utf-8")
    told = f"{FOUND.format(file)}; rename a document so that it ends with .json\n"
    assert run("check", file, *CHECK) == Done(2, "", told)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_on_standard_input(document: str) -> None:
    told = f"{FOUND.format('-')}; a document goes by the name of its file, or in bash as <(COMMAND) in the place of -\n"
    assert run("check", "-", *CHECK, standard_input=DOCUMENTS[document].encode()) == Done(2, "", told)


def test_a_record_on_a_line_is_json_lines_and_so_are_lines_of_which_one_is_none() -> None:
    row = (
        '{{"case_id":"{}","rule":"report-on-time","question":"1.1.2","occurrence":1,"verdict":"not_applicable",'
        '"reason":"no_trigger","trigger_date":null,"due_date":null,"outcome_date":null,"days_late":null,"limit":null,'
        '"count":null,"unknown_fields":[]}}\n'
    )
    case = {**CASE, "sentence_date": "2009-04-06"}
    lines = f"{{\n{json.dumps(case)}\n[]\n"
    done = run("check", "-", *CHECK, "--quiet", standard_input=json.dumps(case).encode())
    assert done == Done(0, row.format("A"), "")
    done = run("check", "-", *CHECK, "--quiet", standard_input=lines.encode())
    assert done == Done(3, row.format("A"), done.errors)
    assert done.errors == (
        "-:1: found text that is no JSON: Expecting property name enclosed in double quotes in column 2; expected one "
        "whole record on a line: JSON to its end; was it cut off?\n"
        "-:3: found an empty list; expected a case record, which is a mapping\n"
    )
