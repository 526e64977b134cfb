"""Files in which a thousand things are wrong are told of in time that grows as they do; none ends in anything else."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.accepted import read_waivers
from omicheck.authoring.lint.folder import lint
from omicheck.baseline import read_baseline
from omicheck.errors import AcceptedWrongError, RulesWrongError
from omicheck.rulebase.folder import read_rule_base
from pipeline import ROOT, run, write_rules
from strategies import damaged, miswritten
from written_rules import DAYS, SHORT, SOURCE

MANY = 1000
WAIVER = {"case": "EX-1", "rule": "short", "reason": "r", "author": "a", "expiry": "2009-01-01"}
WAIVERS = yaml.safe_dump([WAIVER, {**WAIVER, "case": "EX-2"}])
BAD_EXAMPLE: dict[str, Any] = {"case": {"tier": "x"}, "as_of": "2009-01-01", "expect": {"verdict": "met"}}
AMOUNTS = {f"o{place}": "5 days" for place in range(MANY)}
BY_OFFICE = {"from": "2000-01-01", "by": "office", "limit": AMOUNTS}

Problems = Callable[[Path], int]


def rules_with(**more: object) -> Problems:
    def told(folder: Path) -> int:
        write_rules(folder, [{**SHORT, **more}], DAYS)
        with pytest.raises(RulesWrongError) as wrong:
            read_rule_base(folder)
        return len(wrong.value.problems)

    return told


def sources_of_others(folder: Path) -> int:
    source = {f"p{place}": SOURCE for place in range(MANY)}
    write_rules(folder, [SHORT], {"days": [{**BY_OFFICE, "source": source}]})
    with pytest.raises(RulesWrongError) as wrong:
        read_rule_base(folder)
    return len(wrong.value.problems)


def bad_examples(folder: Path) -> int:
    examples = [{"name": f"e{place}", **BAD_EXAMPLE} for place in range(MANY // 5)]
    write_rules(folder, [{**SHORT, "examples": examples}], DAYS)
    return sum(fault.problem.kind == "unreadable-example" for fault in lint(folder).faults) * 5


def waivers_of_unknown_rules(folder: Path) -> int:
    file = folder / "waivers.yaml"
    file.write_text(yaml.safe_dump([{**WAIVER, "rule": f"rule-{place}"} for place in range(MANY)]), encoding="utf-8")
    with pytest.raises(AcceptedWrongError) as wrong:
        read_waivers(file, [f"r{place}" for place in range(MANY)])
    return len(wrong.value.problems)


@pytest.mark.parametrize(
    "problems",
    [
        rules_with(applies={f"field_{place}": 1 for place in range(MANY)}),
        rules_with(applies={"any": [{"tier": f"x{place}"} for place in range(MANY)]}),
        rules_with(**{f"key_{place}": 1 for place in range(MANY)}),
        sources_of_others,
        bad_examples,
        waivers_of_unknown_rules,
    ],
    ids=["fields", "values", "keys", "sources", "examples", "waivers"],
)
def test_a_thousand_faults(problems: Problems, tmp_path: Path) -> None:
    began = time.process_time()
    assert problems(tmp_path) >= MANY
    # Each against each, or the file once more for each, took from six seconds to minutes.
    assert time.process_time() - began < 5


def _told(problems: Any, file: Path) -> None:  # noqa: ANN401, a tuple of problems
    assert problems
    for problem in problems:
        assert problem.file == str(file)
        assert problem.found
        assert problem.expected
        assert "\n" not in str(problem)


@given(data=st.data())
@draws(60)
def test_any_waivers(data: st.DataObject, tmp_path: Path) -> None:
    file = tmp_path / "waivers.yaml"
    text = miswritten(WAIVERS).map(lambda one: one.encode("utf-8", "surrogatepass"))
    file.write_bytes(data.draw(st.one_of(text, damaged(WAIVERS.encode()), st.binary(max_size=60))))
    try:
        assert len(read_waivers(file, ["short"])) <= MANY
    except AcceptedWrongError as wrong:
        _told(wrong.problems, file)


@given(data=st.data())
@draws(60)
def test_any_baseline(data: st.DataObject, tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_bytes(data.draw(st.one_of(damaged(_rows()), st.binary(max_size=60))))
    try:
        assert sum(read_baseline(file).values()) <= MANY
    except AcceptedWrongError as wrong:
        _told(wrong.problems, file)


def _rows() -> bytes:
    if not _ROWS:
        cases = ROOT / "fixtures/cases/breach-a-day-late.json"
        _ROWS.append(run("check", cases, "--format", "jsonl", "--only", "breach-instigated-on-time").output.encode())
        assert json.loads(_ROWS[0])["verdict"] == "not_met"
    return _ROWS[0]


_ROWS: list[bytes] = []
