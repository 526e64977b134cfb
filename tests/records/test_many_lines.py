"""Many JSON Lines, read by columns and in parts: all is as from the reading line by line, which defines it."""

import io
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from draws import draws
from large_tables import VOCABULARY
from omicheck.errors import OmicheckError
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.records import bulk
from omicheck.records.bulk import json_lines as reading
from omicheck.records.bulk.parts import cut
from omicheck.records.bulk.rejects import read_part
from omicheck.records.read import Records, read_records
from omicheck.use_cases import in_parts
from other_field import other_vocabulary
from pipeline import Done, run, write_rules
from strategies import json_lines

RULES: list[dict[str, Any]] = [
    {"id": "end", "question": "2.1.1", "check": {"recorded": {"field": "end_date"}}},
    {
        "id": "visit",
        "question": "2.1.2",
        "check": {"never": {"event": {"type": "absence", "where": {"acceptable": False}}}},
    },
]
OTHER = other_vocabulary()
AS_OF = ("--as-of", "2009-05-20")
NEVER = 1 << 40
Found = TypeVar("Found")


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rules(tmp_path_factory.mktemp("rules"), RULES, {})


def records_or_error(read: Callable[[], Found]) -> Found | str:
    try:
        return read()
    except OmicheckError as error:
        return str(error)


def cases_of(copied: reading.CopiedRecords, vocabulary: Vocabulary) -> Iterator[Case]:
    for _, part in cut(copied.sources, 3).read():
        cases, rejected = read_part(part, copied.sources, vocabulary)
        assert rejected == ()
        yield from sorted(cases, key=attrgetter("case_id"))


@draws(100)
@given(data=st.data())
@pytest.mark.parametrize("size", [1, 700, 1 << 20])
@pytest.mark.parametrize("vocabulary", [VOCABULARY, OTHER], ids=["packaged", "other"])
def test_any_lines_are_read_alike(
    data: st.DataObject, vocabulary: Vocabulary, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = data.draw(json_lines(vocabulary))
    monkeypatch.setattr(reading, "_BLOCK", size)
    file = tmp_path / "cases.jsonl"
    file.write_bytes(content)
    expected = records_or_error(lambda: read_records(str(file), vocabulary))
    copied = records_or_error(lambda: reading.copy_lines(io.BytesIO(content), str(file), vocabulary, file.name))
    event("in parts" if isinstance(copied, reading.CopiedRecords) else "as a whole")
    if copied is None:
        # No table can hold half a pair of surrogates, which an answer's question may have in it. What begins with a
        # line that is no JSON may be a document.
        may_be_document = isinstance(expected, Records) and {one.problems[0].line for one in expected.rejected} >= {1}
        assert isinstance(expected, str) or not expected.cases or b"udfff" in content or may_be_document
        return
    if isinstance(copied, str):
        assert copied == expected
        return
    assert isinstance(expected, Records)
    found = copied.records
    assert (found.rejected, found.as_of, found.sha256) == (expected.rejected, expected.as_of, expected.sha256)
    assert found.taken == expected.taken
    assert tuple(cases_of(copied, vocabulary)) == tuple(sorted(expected.cases, key=attrgetter("case_id")))


def done(file: Path, content: bytes, monkeypatch: pytest.MonkeyPatch, least: int, *options: object) -> tuple[Done, Any]:
    """What a command does with records in a file, or on standard input, and what it writes of rejected ones."""
    monkeypatch.setattr(bulk, "LARGE_LINES", least)
    rejects = file.with_name("rejects.jsonl")
    rejects.unlink(missing_ok=True)
    found = run(*options, "--rejects", rejects, standard_input=content)
    return found, rejects.read_bytes() if rejects.is_file() else None


@draws(15)
@given(content=json_lines(VOCABULARY))
@pytest.mark.parametrize("form", ["jsonl", "json", "sarif", "junit"])
def test_any_lines_are_checked_alike(
    content: bytes, form: str, tmp_path: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_BLOCK", 900)
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 2)
    file = tmp_path / "cases.jsonl"
    file.write_bytes(content)
    options = ("--rules", rules, "--format", form, "--engine", "columnar", *AS_OF)
    for name in (file, "-"):
        asked = (file, content, monkeypatch)
        assert done(*asked, 0, "check", name, *options) == done(*asked, NEVER, "check", name, *options)
