"""Cases like those of a rule's examples, but nearer to a boundary: in search of one on which two rules differ."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from attrs import frozen

from omicheck.authoring.case_variations import (
    Data,
    Kind,
    Rows,
    kinds_of_events,
    turning_days,
    values_of_fields,
    with_another_event,
    with_other_attributes,
    with_other_days,
    with_other_fields,
    with_other_starts,
    with_partial_dates,
    with_there_and_back,
)
from omicheck.authoring.examples import Trial, read_example
from omicheck.dates import read_date
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.limit import Limit
from omicheck.model.rule import Example, Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.plain_data import row_data

# How many cases are tried for one pair of rules before it is said that none was found.
TRIED: Final = 6_000


@frozen
class _Pair:
    """A rule beside the changed one.

    Attributes:
        rule: the rule.
        changed: the changed one.
        evaluators: what gives the rows of the first, and of the second.
        limits: the limit that was changed, as it was and as it is, if it is that.
    """

    rule: Rule
    changed: Rule
    evaluators: tuple[DurableEvaluator, DurableEvaluator]
    limits: tuple[Limit, ...]

    @property
    def vocabulary(self) -> Vocabulary:
        """The words by which cases are read."""
        return self.evaluators[0].rule_base.vocabulary

    def rows(self, data: Data) -> tuple[Rows, Rows] | None:
        """The rows of both for a case, None where it is no case."""
        example = Example("", {**data, "expect": {"verdict": "met"}}, None)
        trial = read_example(self.rule, example, 0, self.vocabulary)
        if not isinstance(trial, Trial):
            return None
        first, second = (
            tuple(evaluator.rows_of_case(trial.case, (one,), trial.as_of))
            for one, evaluator in zip((self.rule, self.changed), self.evaluators, strict=True)
        )
        return first, second


def suggested_example(
    rule: Rule,
    changed: Rule,
    trials: Iterable[Trial],
    evaluators: tuple[DurableEvaluator, DurableEvaluator],
    limits: tuple[Limit, ...] = (),
) -> Data | None:
    """The contents of an example that the rule passes and a changed one does not, or None where none was found.

    A case on which the verdicts differ is preferred to one where only another field of a row does.

    Args:
        rule: the rule.
        changed: the changed one.
        trials: the examples to begin with.
        evaluators: one for each of the two, which knows its limits.
        limits: the limit that was changed, as it was and as it is, if it is that.
    """
    pair = _Pair(rule, changed, evaluators, limits)
    second_best = None
    bases: list[Data] = [
        {key: trial.example.data[key] for key in ("case", "events", "as_of") if key in trial.example.data}
        for trial in trials
    ]
    bases += [moved for day in _turns(limits) for data in bases if (moved := _moved(data, day)) is not None]
    for data in islice(_variations(pair, bases), TRIED):
        rows = pair.rows(data)
        if rows is None or rows[0] == rows[1]:
            continue
        if [row.verdict for row in rows[0]] != [row.verdict for row in rows[1]]:
            return {**data, "expect": _expect(*rows)}
        second_best = second_best or {**data, "expect": _expect(*rows)}
    return second_best


def _turns(limits: Iterable[Limit]) -> list[date]:
    """Days about which a limit becomes another, or none: a week after a start, and at and after an end."""
    days: dict[date, None] = {}
    for limit in limits:
        for value in limit.values:
            if value.until is not None:
                days |= dict.fromkeys((value.until, value.until + timedelta(days=1)))
            if len(limit.values) > 1:
                days[value.from_ + timedelta(days=7)] = None
    return list(days)


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


def _variations(pair: _Pair, bases: Sequence[Data]) -> Iterator[Data]:
    """The examples themselves, then with one thing changed, then with a field or an event and a day changed."""
    limits = {limit.id: limit for limit in pair.limits}
    both = (pair.rule, pair.changed)
    fields = {name: values for one in both for name, values in values_of_fields(one, limits, pair.vocabulary).items()}
    kinds = kinds_of_events(both, pair.vocabulary)

    def days(data: Data) -> list[str]:
        rows = pair.rows(data)
        return [] if rows is None else turning_days(both, rows, data, limits.values())

    yield from bases
    yield from _in_turn(
        [
            one
            for data in bases
            for one in (
                with_other_fields(data, fields),
                with_other_days(data, days(data)),
                with_other_attributes(data, kinds),
                with_partial_dates(data),
                with_another_event(data, kinds, days(data)),
                with_other_starts(data, days(data), pair.vocabulary),
                with_there_and_back(data, both, days(data), pair.vocabulary),
            )
        ]
    )
    yield from _in_turn(
        [
            with_other_days(other, days(other))
            for data in bases
            for others in (with_other_fields(data, fields), _on_last_day(data, kinds))
            for other in others
        ]
    )


def _on_last_day(data: Data, kinds: Iterable[Kind]) -> Iterator[Data]:
    """The case with one more event, on its audit date."""
    yield from with_another_event({**data, "events": data.get("events") or []}, kinds, (str(data["as_of"]),))


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


def _moved(data: Data, last: date) -> Data | None:
    """A case with all its days moved, so that the last day of its own comes to lie on another."""
    days = [day for value in data["case"].values() if (day := read_date(value)) is not None]
    if not days:
        return None
    step = last - max(days)

    def move(value: Any) -> Any:  # noqa: ANN401, a value of a record
        day = read_date(value)
        return value if day is None else (day + step).isoformat()

    events = [{name: move(value) for name, value in event.items()} for event in data.get("events") or []]
    case = {name: move(value) for name, value in data["case"].items()}
    return {"case": case, "events": events, "as_of": move(data["as_of"])}
