"""Cases like those of a rule's examples, but nearer to a boundary: in search of one on which two rules differ."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from omicheck.authoring.examples import Evaluator, Trial, read_example
from omicheck.dates import FIRST_DAY, LAST_DAY, read_date
from omicheck.evaluate.durable.scopes import coding_of, scope_tree
from omicheck.model.limit import Limit
from omicheck.model.row import Row
from omicheck.model.rule import Example, Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.fields import row_data

# How many cases are tried for one pair of rules before it is said that none was found.
TRIED: Final = 4_000
_NEAR: Final = (0, 1, -1, 2, -2)

Data = Mapping[str, Any]
Rows = Sequence[Row]


def suggested_example(
    rule: Rule,
    changed: Rule,
    trials: Iterable[Trial],
    vocabulary: Vocabulary,
    evaluator: Evaluator,
    limit: Limit | None = None,
) -> Data | None:
    """The contents of an example that the rule passes and a changed one does not, or None where none was found.

    A case on which the verdicts differ is preferred to one where only another field of a row does.

    Args:
        rule: the rule.
        changed: the changed one.
        trials: the examples to begin with.
        vocabulary: the words of the rules.
        evaluator: one that knows the limits of both.
        limit: the limit that was changed, if it is that.
    """
    second_best = None
    bases = [
        {key: trial.example.data[key] for key in ("case", "events", "as_of") if key in trial.example.data}
        for trial in trials
    ]
    starts = [value.from_ for value in limit.values] if limit is not None and len(limit.values) > 1 else []
    bases += [moved for start in starts for data in bases if (moved := _moved(data, start)) is not None]
    for data in islice(_variations(rule, changed, bases, vocabulary, evaluator, limit), TRIED):
        rows = _rows(rule, changed, data, vocabulary, evaluator)
        if rows is None or rows[0] == rows[1]:
            continue
        if [row.verdict for row in rows[0]] != [row.verdict for row in rows[1]]:
            return {**data, "expect": _expect(*rows)}
        second_best = second_best or {**data, "expect": _expect(*rows)}
    return second_best


def _rows(
    rule: Rule, changed: Rule, data: Data, vocabulary: Vocabulary, evaluator: Evaluator
) -> tuple[Rows, Rows] | None:
    """The rows of both rules for a case, None where it is no case."""
    trial = read_example(rule, Example("", {**data, "expect": {"verdict": "met"}}, None), 0, vocabulary)
    if not isinstance(trial, Trial):
        return None
    first, second = (tuple(evaluator.rows_of_case(trial.case, (one,), trial.as_of)) for one in (rule, changed))
    return first, second


def _expect(rows: Rows, others: Rows) -> Any:  # noqa: ANN401, a mapping or a list of them
    expected = []
    for number, row in enumerate(rows):
        data = row_data(row)
        other = row_data(others[number]) if number < len(others) else {}
        told = ("verdict", "reason", "due_date", "outcome_date", "days_late")
        expected.append(
            {
                key: value
                for key, value in data.items()
                if key not in ("case_id", "rule") and ((key in told and value is not None) or other.get(key) != value)
            }
        )
    return expected[0] if len(expected) == 1 else expected


def _variations(
    rule: Rule,
    changed: Rule,
    bases: list[dict[str, Any]],
    vocabulary: Vocabulary,
    evaluator: Evaluator,
    limit: Limit | None,
) -> Iterator[Data]:
    """The examples themselves, then with one thing changed, then with a field and a day changed."""
    fields = _fields_asked(rule, limit, vocabulary)

    def near(data: Data) -> Iterator[Data]:
        rows = _rows(rule, changed, data, vocabulary, evaluator)
        return iter(()) if rows is None else _with_other_days(data, _boundaries(rows, data))

    yield from bases
    steps: tuple[Callable[[Data], Iterator[Data]], ...] = (lambda data: _with_other_fields(data, fields), near)
    for step in steps:
        yield from _in_turn([step(data) for data in bases])
    yield from _in_turn([near(other) for data in bases for other in _with_other_fields(data, fields)])


def _in_turn(many: list[Iterator[Data]]) -> Iterator[Data]:
    """One of each, then another of each, so that no example uses up all the tries."""
    while many:
        left = []
        for one in many:
            data = next(one, None)
            if data is not None:
                left.append(one)
                yield data
        many = left


def _moved(data: dict[str, Any], start: date) -> dict[str, Any] | None:
    """A case with all its days moved, so that the last day of its own comes to lie a week after a start."""
    days = [day for value in data["case"].values() if isinstance(value, str) and (day := read_date(value)) is not None]
    if not days:
        return None
    step = start + timedelta(days=7) - max(days)

    def move(value: Any) -> Any:  # noqa: ANN401, a value of a record
        day = read_date(value) if isinstance(value, str) else None
        return value if day is None else (day + step).isoformat()

    events = [{name: move(value) for name, value in event.items()} for event in data.get("events") or []]
    case = {name: move(value) for name, value in data["case"].items()}
    return {"case": case, "events": events, "as_of": move(data["as_of"])}


def _fields_asked(rule: Rule, limit: Limit | None, vocabulary: Vocabulary) -> Mapping[str, tuple[Any, ...]]:
    """The fields that a scope asks for or a limit depends on, each with the values that it can have."""
    fields: dict[str, tuple[Any, ...]] = {}
    for coding in scope_tree(rule.applies, vocabulary).codings.values():
        wanted = vocabulary.fields[coding.field]
        if wanted.kind == "list":
            fields[coding.field] = ([], *([value] for value in wanted.values))
        else:
            fields[coding.field] = coding.values
    for value in limit.values if limit is not None else ():
        if value.by is not None:
            fields[value.by] = tuple(key for key in value.table if key is not None)
    for name in vocabulary.set_by:
        fields.setdefault(name, coding_of(name, vocabulary.fields[name]).values)
    return fields


def _with_other_fields(data: Data, fields: Mapping[str, tuple[Any, ...]]) -> Iterator[Data]:
    case = data["case"]
    for name, values in fields.items():
        for value in (*values, None):
            if case.get(name) != value:
                others = {key: other for key, other in case.items() if key != name}
                yield {**data, "case": others if value is None else {**others, name: value}}


def _boundaries(rows: tuple[Rows, Rows], data: Data) -> list[str]:
    """The days at which a verdict can turn: around each date of the rows, and the audit date."""
    days = {
        day
        for side in rows
        for row in side
        for day in (row.due_date, row.trigger_date, row.outcome_date)
        if day is not None
    }
    around = (day + timedelta(days=step) for step in _NEAR for day in sorted(days, reverse=True))
    within = (day.isoformat() for day in around if FIRST_DAY <= day <= LAST_DAY)
    return list(dict.fromkeys((*within, str(data["as_of"]))))


def _with_other_days(data: Data, days: list[str]) -> Iterator[Data]:
    events = list(data.get("events") or [])
    for number, event in enumerate(events):
        name = next(iter(event))
        for day in days:
            if event[name] != day:
                changed = {name: day, **{key: value for key, value in event.items() if key != name}}
                yield {**data, "events": [*events[:number], changed, *events[number + 1 :]]}
    for day in days:
        if day != data["as_of"]:
            yield {**data, "as_of": day}
            yield {**data, "case": {**data["case"], "end_date": day}}
