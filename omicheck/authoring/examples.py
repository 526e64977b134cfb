"""The examples of rule files: read as cases, evaluated, and compared with what they expect."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from omicheck.dates import read_date
from omicheck.errors import Problem
from omicheck.findings import Findings, Path, show
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Example, Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.plain_data import FIELDS, row_data
from omicheck.records.structure import read_case
from omicheck.rulebase.files import read_rule_file
from omicheck.rulebase.folder import RuleBase
from omicheck.text import file_and_line

if TYPE_CHECKING:
    from omicheck.evaluate.durable.evaluator import DurableEvaluator

_KEYS: Final = ("name", "case", "events", "as_of", "expect")

# What an example expects of each row, in order: some fields of a row, as JSON would hold them.
Expected = tuple[Mapping[str, Any], ...]


@frozen
class Trial:
    """An example that has been read.

    Attributes:
        rule: the rule that it belongs to.
        example: the example as it stands in the file.
        case: the case that it is about.
        as_of: the audit date.
        expected: what it expects.
    """

    rule: Rule
    example: Example
    case: Case
    as_of: date
    expected: Expected


@frozen
class ExampleOutcome:
    """What became of an example.

    Attributes:
        rule: the id of the rule.
        question: the question that the rule answers.
        name: the name of the example.
        file: the file that it stands in.
        line: where in it.
        problems: why it could not be read; then nothing else is there.
        expected: what it expects.
        found: the rows that the rule gave.
        differing: for each row expected or found, the fields that differ, None where there is no such row.
    """

    rule: str
    question: str
    name: str
    file: str
    line: int | None
    problems: tuple[Problem, ...] = ()
    expected: Expected = ()
    found: tuple[Row, ...] = ()
    differing: tuple[tuple[str, ...] | None, ...] = ()

    @property
    def place(self) -> str:
        """The file, with the line where it can be told."""
        return file_and_line(self.file, self.line)

    @property
    def passed(self) -> bool:
        """Whether the rule gave what the example expects."""
        return not self.problems and not any(fields is None or fields for fields in self.differing)


def read_examples(rule: Rule, vocabulary: Vocabulary) -> list[Trial | ExampleOutcome]:
    """The examples of a rule: each as a trial, or as the outcome that says why it cannot be read."""
    lines = _lines_of(rule)
    return [read_example(rule, example, number, vocabulary, lines) for number, example in enumerate(rule.examples)]


def readable_examples(rule: Rule, vocabulary: Vocabulary) -> list[Trial]:
    """The examples of a rule that can be read."""
    return [one for one in read_examples(rule, vocabulary) if isinstance(one, Trial)]


def try_examples(rule_base: RuleBase, rules: Iterable[Rule]) -> Iterator[ExampleOutcome]:
    """The outcome of every example of some rules."""
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy, and lint does without

    evaluator = DurableEvaluator(rule_base)
    for rule in rules:
        for one in read_examples(rule, rule_base.vocabulary):
            yield one if isinstance(one, ExampleOutcome) else outcome_of(one, evaluator)


def outcome_of(trial: Trial, evaluator: "DurableEvaluator") -> ExampleOutcome:
    """What the rule gives for an example, compared with what the example expects."""
    found = tuple(evaluator.rows_of_case(trial.case, (trial.rule,), trial.as_of))
    example = trial.example
    return ExampleOutcome(
        trial.rule.id,
        trial.rule.question,
        example.name,
        trial.rule.file,
        example.line,
        expected=trial.expected,
        found=found,
        differing=differing(trial.expected, found),
    )


def differing(expected: Expected, found: Sequence[Row]) -> tuple[tuple[str, ...] | None, ...]:
    """For each row expected or found the fields that differ, None where one of the two is missing."""
    differences: list[tuple[str, ...] | None] = []
    for number in range(max(len(expected), len(found))):
        if number >= len(expected) or number >= len(found):
            differences.append(None)
        else:
            data = row_data(found[number])
            differences.append(tuple(key for key, value in expected[number].items() if data[key] != value))
    return tuple(differences)


# Tells the lines of a file, which is read when the first of them is asked for.
_Lines = Callable[[], Callable[[Path], int | None]]


def _lines_of(rule: Rule) -> _Lines:
    return cache(lambda: read_rule_file(FilePath(rule.file))[1].line_of)


def read_example(
    rule: Rule, example: Example, number: int, vocabulary: Vocabulary, lines: _Lines | None = None
) -> Trial | ExampleOutcome:
    """An example of a rule as a trial, or as the outcome that says why it cannot be read.

    Args:
        rule: the rule.
        example: the example, whether the rule's file has it or not.
        number: its place in the list of the file, from 0.
        vocabulary: the words that it may use.
        lines: tells the lines of the file, for those who read many of its examples.
    """
    lines = lines or _lines_of(rule)
    at = ("examples", number)
    findings = Findings(rule.file, lambda path: lines()(_in_file(path, vocabulary)), tells_values=True)
    findings.keys(example.data, at, _KEYS, ("case", "as_of", "expect"))
    record = _record(example, number, findings, at)
    case = None if record is None else read_case(record, vocabulary, findings, at)
    as_of = _read_as_of(example.data.get("as_of"), findings, (*at, "as_of"))
    expected = _read_expected(example.data.get("expect"), findings, (*at, "expect"))
    if findings.problems or case is None or as_of is None:
        problems = tuple(evolve(problem, case_id=None) for problem in findings.problems)
        return ExampleOutcome(rule.id, rule.question, example.name, rule.file, example.line, problems)
    return Trial(rule, example, case, as_of, expected)


def _in_file(path: Path, vocabulary: Vocabulary) -> Path:
    """The path in the file of a path in the record: the fields of a record stand under `case`."""
    if len(path) > 2 and path[2] in vocabulary.fields:  # noqa: PLR2004, `examples` and a number
        return (*path[:2], "case", *path[2:])
    return path


def _record(example: Example, number: int, findings: Findings, at: Path) -> Mapping[str, Any] | None:
    """The case record that an example stands for, with a case_id where it needs none."""
    data = example.data
    fields = data.get("case")
    mapping = None if fields is None else findings.mapping(fields, (*at, "case"), "a mapping of the fields of a case")
    if mapping is None:
        return None
    if "events" in mapping:
        findings.add((*at, "case", "events"), "events in case", "events beside case")
    raw = data.get("events")
    items = findings.items([] if raw is None else raw, (*at, "events"), "a list of events")
    events = [event for path, item in items if (event := _event(item, findings, path)) is not None]
    return {"case_id": f"example {number + 1}", **mapping, "events": events}


def _event(data: object, findings: Findings, path: Path) -> Mapping[str, Any] | None:
    """An event, written with its type as the first key and its date as the value of that key."""
    mapping = findings.mapping(data, path, "an event, such as {contact: 2009-04-06}")
    if not mapping:
        return None
    name, *attributes = mapping
    day = mapping[name]
    # A year alone is read as a number.
    stated = str(day) if isinstance(day, int) and not isinstance(day, bool) else day
    return {"type": name, "date": stated, **{key: mapping[key] for key in attributes}}


def _read_as_of(data: object, findings: Findings, path: Path) -> date | None:
    if data is None:
        return None
    day = read_date(data)
    if day is None:
        findings.add(path, show(data), "a date YYYY-MM-DD")
    return day


def _read_expected(data: object, findings: Findings, path: Path) -> Expected:
    if data is None:
        return ()
    what = "a mapping of fields of a row to values, or a list of them, one for each row"
    items = findings.items(data, path, what) if isinstance(data, list) else [(path, data)]
    expected = []
    for at, raw in items:
        mapping = findings.mapping(raw, at, what)
        if mapping is None:
            continue
        if "verdict" not in mapping:
            findings.add(at, "no verdict", "the verdict that is expected, at least")
        for key in mapping:
            if key not in FIELDS:
                findings.unknown_name((*at, str(key)), "field of a row", key, FIELDS)
        expected.append(dict(mapping))
    return tuple(expected)
