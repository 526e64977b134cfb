"""Rules that use every option a rule file can have, in a field of their own: `fixtures/every-option`."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from draws import share
from omicheck.authoring.case_variations import (
    Data,
    kinds_of_events,
    values_of_fields,
    with_another_event,
    with_other_attributes,
    with_other_days,
    with_other_fields,
    with_partial_dates,
)
from omicheck.authoring.examples import Trial, read_example, readable_examples
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.rule import Example, Rule
from omicheck.rulebase.folder import read_rule_base
from omicheck.rulebase.yaml_file import read_yaml
from pipeline import ROOT, run, write_json

FOLDER = ROOT / "fixtures/every-option"
GOLDEN = Path(__file__).with_name("golden") / "mutants-of-every-option.txt"
BASE = read_rule_base(FOLDER)
RULES = [pytest.param(rule, id=rule.id) for rule in BASE.rules]


def test_there_is_no_fault_in_them() -> None:
    done = run("rules", "lint", "--rules", FOLDER)
    assert (done.status, done.output) == (0, f"{len(BASE.rules)} rules and {len(BASE.limits)} limits: no fault\n")


def test_their_examples_pass() -> None:
    told = json.loads(run("rules", "test", "--rules", FOLDER, "--format", "json").output)
    assert [one for one in told["examples"] if not one["passed"]] == []


def test_every_option_has_its_mutants_and_each_is_caught() -> None:
    done = run("rules", "mutate", "--rules", FOLDER, "--format", "json")
    mutants = json.loads(done.output)["mutants"]
    named = [f"{one['of']}: {one['mutant']}" for one in mutants]
    assert named == GOLDEN.read_text(encoding="utf-8").splitlines()
    assert [one["mutant"] for one in mutants if one["fate"] != "caught"] == []


def _record(number: int, data: dict[str, Any]) -> dict[str, Any]:
    events = []
    for event in data.get("events") or []:
        (kind, day), *attributes = event.items()
        events.append({"type": kind, "date": day if day is None else str(day), **dict(attributes)})
    return {"case_id": f"C-{number:03}", **data["case"], "events": events}


@pytest.mark.parametrize("rule", RULES)
def test_both_evaluators_give_what_their_examples_expect(rule: Rule, tmp_path: Path) -> None:
    by_audit: dict[str, dict[str, Example]] = {}
    for number, example in enumerate(rule.examples):
        by_audit.setdefault(str(example.data["as_of"]), {})[f"C-{number:03}"] = example
    for as_of, examples in by_audit.items():
        records = [_record(int(name[2:]), dict(example.data)) for name, example in examples.items()]
        cases = write_json(tmp_path / "cases.json", {"as_of": as_of, "cases": records})
        for engine in ("durable", "columnar"):
            options = ("--only", rule.id, "--format", "jsonl", "--engine", engine)
            done = run("check", cases, "--rules", FOLDER, *options)
            assert done.errors == ""
            for name, example in examples.items():
                expected = example.data["expect"]
                rows = [row for row in done.rows if row["case_id"] == name]
                wanted = expected if isinstance(expected, list) else [expected]
                told = [{key: row[key] for key in one} for row, one in zip(rows, wanted, strict=True)]
                assert told == [dict(one) for one in wanted], (engine, example.name)


def _near(rule: Rule, data: Data) -> Iterator[Data]:
    """Cases near an example, with fields, days, attributes and events changed, and dates missing in part."""
    kinds = kinds_of_events((rule,), BASE.vocabulary)
    fields = values_of_fields(rule, BASE.limits, BASE.vocabulary)
    days = sorted({str(next(iter(event.values()))) for event in data.get("events") or []})
    yield data
    for other in (
        *with_other_fields(data, fields),
        *with_other_attributes(data, kinds),
        *with_another_event(data, kinds, (*days, str(data["as_of"]))),
    ):
        yield other
        yield from with_partial_dates(other)
    yield from with_other_days(data, days)


@pytest.mark.parametrize("rule", RULES)
def test_no_verdict_is_given_that_is_not_said_to_be_possible(rule: Rule) -> None:
    evaluator = DurableEvaluator(BASE)
    possible = {(one.verdict, one.reason) for one in possible_rulings(rule, BASE.limits, BASE.vocabulary)}
    given = set()
    for trial in readable_examples(rule, BASE.vocabulary):
        base = {key: trial.example.data[key] for key in ("case", "events", "as_of") if key in trial.example.data}
        for data in islice(_near(rule, base), share(400)):
            example = Example("", {**data, "expect": {"verdict": "met"}}, None)
            read = read_example(rule, example, 0, BASE.vocabulary)
            if isinstance(read, Trial):
                rows = evaluator.rows_of_case(read.case, (rule,), read.as_of)
                given |= {(row.verdict, row.reason) for row in rows}
    assert given <= possible


def test_the_page_for_authors_shows_pieces_of_them() -> None:
    page = (FOLDER.parent.parent / "docs/changing-a-rule.md").read_text(encoding="utf-8")
    section = page.partition("## What a check can say\n")[2].partition("\n## ")[0]
    shown = re.findall(r"```yaml\n(.*?)```", section, flags=re.DOTALL)
    files = [file.read_text(encoding="utf-8") for file in sorted(FOLDER.rglob("*.yaml"))]
    assert len(shown) > 1
    assert [one for one in shown if not any(_has_lines(text, one.splitlines()) for text in files)] == []


def _has_lines(text: str, wanted: list[str]) -> bool:
    """Whether lines stand in a text, in their order."""
    lines = iter(text.splitlines())
    return all(any(line == one for line in lines) for one in wanted)


def test_a_key_a_second_time_in_any_of_them_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("check:\n  while: {on_leave: false}\n  while: {on_leave: true}\n", encoding="utf-8")
    _, findings = read_yaml(file)
    assert [(one.line, one.path, one.found) for one in findings.problems] == [(3, "check.while", "while a second time")]
