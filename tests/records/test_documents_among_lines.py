"""One JSON document where lines are looked for, on standard input or by its name, is read as the document it is."""

import json
from pathlib import Path

import pytest

from omicheck.records import bulk
from pipeline import ROOT, run

SAMPLE = ROOT / "fixtures/sample/cases.json"
OPTIONS = ("--only", "2.1.36", "--format", "jsonl", "--quiet")
_DATA = json.loads(SAMPLE.read_text(encoding="utf-8"))

DOCUMENTS = {
    "many lines": json.dumps(_DATA, indent=1),
    "one line": json.dumps(_DATA),
    "after blank lines": "\n \n" + json.dumps(_DATA),
    "a list": json.dumps(_DATA["cases"], indent=1),
}


@pytest.mark.parametrize("least", [1, 10**9])
@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_gives_what_it_gives_as_a_file(
    text: str, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "LARGE_LINES", least)
    wanted = run("check", SAMPLE, *OPTIONS)
    given = run("check", "-", "--as-of", "2010-01-18", *OPTIONS, standard_input=text.encode())
    file = tmp_path / "cases.jsonl"
    file.write_text(text, encoding="utf-8-sig")
    named = run("check", file, "--as-of", "2010-01-18", *OPTIONS)
    assert [(one.status, one.output) for one in (given, named)] == [(wanted.status, wanted.output)] * 2


def test_a_record_on_many_lines_is_a_document(tmp_path: Path) -> None:
    record = json.dumps(_DATA["cases"][0], indent=1)
    (tmp_path / "case.json").write_text(record, encoding="utf-8")
    wanted = run("check", tmp_path / "case.json", "--as-of", "2010-01-18", *OPTIONS)
    given = run("check", "-", "--as-of", "2010-01-18", *OPTIONS, standard_input=record.encode())
    assert (given.status, given.output, given.errors) == (wanted.status, wanted.output, "")
    assert wanted.output.count("\n") >= 1


def test_a_first_line_that_is_no_json_rejects_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "LARGE_LINES", 1)
    lines = "\n".join(["{bad", *map(json.dumps, _DATA["cases"])])
    done = run("check", "-", "--as-of", "2010-01-18", *OPTIONS, standard_input=lines.encode())
    assert (done.status, done.output) == (3, run("check", SAMPLE, *OPTIONS).output)
    assert done.errors.startswith("-:1: found text that is not JSON: ")
