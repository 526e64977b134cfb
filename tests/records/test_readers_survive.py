"""Whatever a file holds, reading it ends in cases, in rejected records or in an error that the user can put right."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.errors import OmicheckError
from omicheck.plain_data import compact_json
from omicheck.records.raw_records import rejects_lines
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import ROOT
from strategies import DATA, damaged, mutated

RULES = packaged_rules()
VOCABULARY = read_rule_base(RULES, with_examples=False).vocabulary
FIXTURES = ROOT / "fixtures"
GOOD = FIXTURES / "cases" / "transfer-of-high-rosh.json"
DOCUMENT: dict[str, Any] = json.loads(GOOD.read_text(encoding="utf-8"))
TABLES = {file.name: file.read_bytes() for file in sorted((FIXTURES / "bad" / "windows").iterdir())}
QUICK = draws(100)


def _survives(path: Path) -> None:
    try:
        records = read_records(str(path), VOCABULARY)
    except OmicheckError:
        return
    assert all(one.problems for one in records.rejected)
    for line in rejects_lines(records.rejected):
        assert json.loads(compact_json(line).encode())["problems"]


@QUICK
@given(content=st.one_of(st.binary(max_size=60), damaged(GOOD.read_bytes())), ending=st.sampled_from(["json", "jsonl"]))
def test_any_bytes(content: bytes, ending: str, tmp_path: Path) -> None:
    file = tmp_path / f"cases.{ending}"
    file.write_bytes(content)
    _survives(file)


@QUICK
@given(data=st.one_of(DATA, mutated(DOCUMENT), mutated(DOCUMENT["cases"])))
def test_any_document(data: object, tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    _survives(file)


@QUICK
@given(data=st.lists(mutated(DOCUMENT["cases"][0]), min_size=1, max_size=3))
def test_any_lines(data: list[object], tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, data)), encoding="utf-8")
    _survives(file)


@QUICK
@given(data=st.data())
def test_any_tables(data: st.DataObject, tmp_path: Path) -> None:
    for name, good in TABLES.items():
        (tmp_path / name).write_bytes(data.draw(st.one_of(st.just(good), damaged(good), st.binary(max_size=60))))
    _survives(tmp_path)
