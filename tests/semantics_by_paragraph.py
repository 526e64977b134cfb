"""The semantics, sentence by sentence: rows that were worked out by hand from the text, in `evaluate/semantics/`.

A case holds a rule's `check` and `applies`, the `limit` (the values of a limit file, or what is in force throughout),
what the `case` has beside or in place of a lift opened on Monday 6 April 2009, its `events` (each begins with its type
and date), `as_of`, and the whole `rows`: a field that a row leaves out is null, or an empty list.
"""

from pathlib import Path
from typing import Any

import pytest

from omicheck.decimals import DecimalText
from omicheck.plain_data import FIELDS
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import write_rules

FOLDER = Path(__file__).resolve().parent / "evaluate/semantics"


VOCABULARY = FOLDER / "vocabulary.yaml"


LIFT: dict[str, Any] = {"case_id": "A", "regime": "fitted", "opened": "2009-04-06"}


GIVEN = {"case_id": "A", "rule": "r", "question": "1.1.1"}


NEEDED = frozenset({"name", "check", "events", "as_of", "rows"})


KEYS = NEEDED | {"applies", "limit", "case"}


NEEDED_OF_ROW = frozenset({"occurrence", "verdict", "reason"})


def _with_numbers(data: Any) -> Any:  # noqa: ANN401, it is data of any shape
    """The data as JSON has it: what YAML leaves open, whether `0.10` is a text, is a number here."""
    if isinstance(data, dict):
        return {key: _with_numbers(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_numbers(value) for value in data]
    return float(data) if isinstance(data, DecimalText) else data


def _read(file: Path) -> list[dict[str, Any]]:
    read, findings = read_yaml(file)
    assert findings.problems == [], findings.problems
    situations = _with_numbers(read)
    for situation in situations:
        assert situation.keys() <= KEYS, situation
        assert situation.keys() >= NEEDED, situation
        for row in situation["rows"]:
            assert row.keys() <= set(FIELDS) - GIVEN.keys(), situation
            assert row.keys() >= NEEDED_OF_ROW, situation
    return list(situations)


SITUATIONS = [
    pytest.param(situation, id=f"{file.stem}: {situation['name']}")
    for file in sorted(FOLDER.glob("*.yaml"))
    if file != VOCABULARY
    for situation in _read(file)
]


def rules_of(situation: dict[str, Any], folder: Path) -> Path:
    rule = {"id": "r", "question": "1.1.1", "check": situation["check"], "applies": situation.get("applies")}
    limit = situation.get("limit", "1 weeks")
    values = limit if isinstance(limit, list) else [{"from": "2000-01-01", "limit": limit}]
    write_rules(folder, [rule], {"l": values})
    (folder / "vocabulary.yaml").write_bytes(VOCABULARY.read_bytes())
    return folder


def _event(data: dict[str, Any]) -> dict[str, Any]:
    (kind, day), *attributes = data.items()
    return {"type": kind, "date": day, **dict(attributes)}


def case_of(situation: dict[str, Any]) -> dict[str, Any]:
    return {**LIFT, **situation.get("case", {}), "events": [_event(event) for event in situation["events"]]}


def expected_of(situation: dict[str, Any]) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {**dict.fromkeys(FIELDS), "unknown_fields": []}
    return [{**nothing, **GIVEN, **row} for row in situation["rows"]]
