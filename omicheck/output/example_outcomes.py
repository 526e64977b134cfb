"""Outcomes of examples as text, JSON and JUnit XML."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from attrs import evolve

from omicheck.authoring.examples import ExampleOutcome
from omicheck.output import junit_xml
from omicheck.plain_data import compact_json, indented_json, row_data
from omicheck.text import counted


def text(outcomes: Sequence[ExampleOutcome]) -> Iterator[str]:
    """What failed, with what was expected and what was found, and the count of all; lines with their ends."""
    for outcome in outcomes:
        if not outcome.passed:
            yield f"{outcome.place}: {outcome.rule}: {outcome.name}\n"
            for line in difference(outcome):
                yield f"  {line}\n"
    failed = sum(not outcome.passed for outcome in outcomes)
    rules = len({outcome.rule for outcome in outcomes})
    told = f"{failed} failed" if failed else "all as expected"
    yield f"{counted(len(outcomes), 'example')} of {counted(rules, 'rule')}: {told}\n"


def rules_without(names: Sequence[str]) -> str:
    """Which rules have no example, in a line."""
    return f"{counted(len(names), 'rule')} without an example: {', '.join(names)}"


def difference(outcome: ExampleOutcome) -> Iterator[str]:
    """Why an outcome is not what was expected, line by line."""
    for problem in outcome.problems:
        yield str(problem)
    for number, fields in enumerate(outcome.differing):
        if fields == ():
            continue
        row = f"row {number + 1}: " if len(outcome.differing) > 1 else ""
        expected = outcome.expected[number] if number < len(outcome.expected) else None
        found = outcome.found[number] if number < len(outcome.found) else None
        yield f"{row}expected {compact_json(_chosen(expected, fields))}"
        yield f"{row}found    {compact_json(_chosen(None if found is None else row_data(found), fields))}"
        if found is not None and fields is not None:
            yield f"{row}the row  {compact_json(row_data(found))}"


def _chosen(data: Mapping[str, Any] | None, fields: tuple[str, ...] | None) -> Any:  # noqa: ANN401, data of any shape
    if data is None:
        return "no row"
    return dict(data) if fields is None else {field: data[field] for field in fields}


def document(outcomes: Sequence[ExampleOutcome]) -> Iterator[str]:
    """All outcomes as one JSON document."""
    yield from indented_json(outcomes_data(outcomes))


def outcomes_data(outcomes: Sequence[ExampleOutcome]) -> dict[str, Any]:
    """All outcomes, as JSON would hold them."""
    return {
        "examples": [_data(outcome) for outcome in outcomes],
        "passed": sum(outcome.passed for outcome in outcomes),
        "failed": sum(not outcome.passed for outcome in outcomes),
    }


def _data(outcome: ExampleOutcome) -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "question": outcome.question,
        "example": outcome.name,
        "file": outcome.file,
        "line": outcome.line,
        "passed": outcome.passed,
        "problems": [str(problem) for problem in outcome.problems],
        "expected": [dict(expected) for expected in outcome.expected],
        "found": [row_data(row) for row in outcome.found],
    }


def junit(outcomes: Sequence[ExampleOutcome]) -> Iterator[str]:
    """All outcomes as JUnit XML: a suite for each rule, a case for each example, a failure with its difference."""
    failed = sum(not outcome.passed for outcome in outcomes)
    suites = (
        junit_xml.suite(rule, [_tried(outcome) for outcome in of_rule])
        for rule, of_rule in groupby(outcomes, attrgetter("rule"))
    )
    yield from junit_xml.document({"name": "omicheck rules test", "tests": len(outcomes), "failures": failed}, suites)


def _tried(outcome: ExampleOutcome) -> junit_xml.JunitCase:
    tried = junit_xml.JunitCase(outcome.rule, outcome.name, outcome.file, outcome.line)
    if outcome.passed:
        return tried
    told = list(difference(outcome))
    return evolve(
        tried,
        outcome="failure",
        message=f"{outcome.place}: {told[0]}",
        text="\n".join(told),
    )
