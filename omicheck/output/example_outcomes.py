"""Outcomes of examples as text, JSON and JUnit XML."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from omicheck.authoring.examples import Outcome
from omicheck.model.row import Row
from omicheck.output.fields import compact_json, row_data
from omicheck.output.text import counted


def text(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """What failed, with what was expected and what was found, and the count of all; lines with their ends."""
    for outcome in outcomes:
        if not outcome.passed:
            yield f"{_place(outcome)}: {outcome.rule}: {outcome.name}\n"
            for line in difference(outcome):
                yield f"  {line}\n"
    failed = sum(not outcome.passed for outcome in outcomes)
    rules = len({outcome.rule for outcome in outcomes})
    told = f"{failed} failed" if failed else "all as expected"
    yield f"{counted(len(outcomes), 'example')} of {counted(rules, 'rule')}: {told}\n"


def difference(outcome: Outcome) -> Iterator[str]:
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


def document(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """All outcomes as one JSON document."""
    data = {
        "examples": [_data(outcome) for outcome in outcomes],
        "passed": sum(outcome.passed for outcome in outcomes),
        "failed": sum(not outcome.passed for outcome in outcomes),
    }
    yield json.dumps(data, ensure_ascii=False, indent=1)
    yield "\n"


def _data(outcome: Outcome) -> dict[str, Any]:
    return {
        "rule": outcome.rule,
        "question": outcome.question,
        "example": outcome.name,
        "file": outcome.file,
        "line": outcome.line,
        "passed": outcome.passed,
        "problems": [str(problem) for problem in outcome.problems],
        "expected": [dict(expected) for expected in outcome.expected],
        "found": [_row(row) for row in outcome.found],
    }


def _row(row: Row) -> dict[str, Any]:
    return row_data(row)


def junit(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """All outcomes as JUnit XML: a suite for each rule, a case for each example, a failure with its difference."""
    failed = sum(not outcome.passed for outcome in outcomes)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="omicheck rules test" tests="{len(outcomes)}" failures="{failed}">\n'
    for rule, group in groupby(outcomes, attrgetter("rule")):
        of_rule = list(group)
        failures = sum(not outcome.passed for outcome in of_rule)
        yield f'  <testsuite name={quoteattr(rule)} tests="{len(of_rule)}" failures="{failures}">\n'
        for outcome in of_rule:
            yield from _junit_case(outcome)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _junit_case(outcome: Outcome) -> Iterator[str]:
    line = "" if outcome.line is None else f' line="{outcome.line}"'
    attributes = f"classname={_attribute(outcome.rule)} name={_attribute(outcome.name)} file={_attribute(outcome.file)}"
    if outcome.passed:
        yield f"    <testcase {attributes}{line}/>\n"
        return
    told = list(difference(outcome))
    yield f"    <testcase {attributes}{line}>\n"
    message = f"{_place(outcome)}: {told[0]}"
    yield f"      <failure message={_attribute(message)}>{escape(_for_xml(chr(10).join(told)))}</failure>\n"
    yield "    </testcase>\n"


def _attribute(value: str) -> str:
    return quoteattr(_for_xml(value))


def _for_xml(value: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(one if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff") else "?" for one in value)


def _place(outcome: Outcome) -> str:
    return outcome.file if outcome.line is None else f"{outcome.file}:{outcome.line}"
