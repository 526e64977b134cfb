"""Every rule in force gives each verdict that its kind allows, and no other."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from expected_rows import (
    done,
    each,
    evaluator,
    rows_of,
)
from omicheck.authoring.case_variations import kinds_of_events, turning_days, with_another_event, with_partial_dates
from omicheck.authoring.examples import Trial, read_example, readable_examples
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.dates import Period, add, subtract
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN
from omicheck.model.rule import Becomes, EventTrigger, Example, Rule
from omicheck.plain_data import row_data
from omicheck.provenance import limit_of
from pipeline import ROOT, run
from rule_situations import BASE, BY_ID, ONE_DAY, Situation, due_of, event_of, fields_with, situation_of


@cache
def _sample() -> Mapping[str, Mapping[str, set[str]]]:
    """The verdicts that every rule gives every case of the sample, from one run of the command."""
    found: dict[str, dict[str, set[str]]] = {}
    for one in run("check", ROOT / "fixtures/sample/cases.json", "--format", "jsonl", "--edition", "auto").rows:
        found.setdefault(one["rule"], {}).setdefault(one["case_id"], set()).add(one["verdict"])
    return found


@each
def test_it_was_evaluated(name: str) -> None:
    cases = json.loads((ROOT / "fixtures/sample/cases.json").read_text(encoding="utf-8"))["cases"]
    found = _sample()[name]
    assert set(found) == {case["case_id"] for case in cases}
    assert "error" not in set().union(*found.values())


@pytest.mark.one_in(6)
@each
def test_it_can_give_every_verdict_that_its_kind_allows(name: str) -> None:
    """Each verdict and reason that the decision trees leave a rule is given to an example or to a case made here."""
    rule = BY_ID[name]
    expected = {(one.verdict, one.reason) for one in possible_rulings(rule, BASE.limits, BASE.vocabulary)}
    found = {
        (one.verdict, one.reason)
        for trial in readable_examples(rule, BASE.vocabulary)
        for one in evaluator().rows_of_case(trial.case, (rule,), trial.as_of)
    }
    for make in _MAKERS:
        for one in make(rule):
            if found == expected:
                return
            found.add((one["verdict"], one["reason"]))
    # What more than one incomplete event leaves open is not sought for every rule; but what is found is expected.
    assert {one for one in expected if one[1] != "either_way"} <= found <= expected


Rows = list[dict[str, Any]]


_DAY = date(2009, 4, 1)


# So many examples of a rule are varied in search of a verdict that incomplete events leave open.
_EXAMPLES_VARIED = 2


def _situation(rule: Rule) -> Situation:
    limit = limit_of(rule, BASE.limits)
    key = None if limit is None else next(iter(limit.values[-1].table))
    return situation_of(rule, BASE, _DAY, fields_with(rule, BASE.vocabulary, TRUE)[0], key)


def _scopes(rule: Rule) -> Rows:
    rows: Rows = []
    situation = _situation(rule)
    for truth in (FALSE, UNKNOWN):
        for fields in fields_with(rule, BASE.vocabulary, truth)[:1]:
            asked = {getattr(part, "field", "") for part in rule.applies.parts}
            others = {name: value for name, value in situation.fields.items() if name not in asked}
            rows += rows_of(
                rule, {**situation.record(), **dict.fromkeys(asked - {""}), **others, **fields}, date(2010, 3, 1)
            )
    return rows


def _plain_course(rule: Rule) -> Rows:
    situation = _situation(rule)
    rows: Rows = []
    outcomes: list[date | None] = [None, _DAY]
    audits = [date(2011, 3, 1)]
    if rule.check.kind != "never":
        outcomes += [situation.due, situation.due + ONE_DAY]
        audits.append(situation.due)
        rows += rows_of(rule, situation.record(end_date=situation.due.isoformat()), audits[0])
    for as_of in audits:
        number = situation.amount if isinstance(situation.amount, int) else 1
        for day in outcomes:
            events = [] if day is None else [done(situation, day)] * number
            rows += rows_of(rule, situation.record(*events), as_of)
        rows += rows_of(rule, situation.record(*[done(situation, None)] * number), as_of)
    return rows


def _excused(rule: Rule) -> Rows:
    if rule.check.unless is None:
        return []
    situation = _situation(rule)
    return rows_of(rule, situation.record(event_of(rule.check.unless, BASE.vocabulary, _DAY)), date(2011, 3, 1))


def _triggers(rule: Rule) -> Rows:
    """No trigger, one that is not known, and one from before there was a limit."""
    situation = _situation(rule)
    limit = limit_of(rule, BASE.limits)
    trigger = rule.check.trigger
    rows: Rows = []
    if limit is not None:
        early = limit.values[0].from_ - timedelta(days=60)
        before = situation_of(
            rule, BASE, early, fields_with(rule, BASE.vocabulary, TRUE)[0], next(iter(limit.values[0].table))
        )
        rows += rows_of(rule, before.record(), date(2011, 3, 1))
    if isinstance(trigger, EventTrigger | Becomes) and trigger.on_or_after is not None:
        field = BASE.vocabulary.case_dates[trigger.on_or_after.case_date].field_for(situation.fields)
        rows += rows_of(rule, {**situation.record(), field: None}, date(2011, 3, 1))
    if isinstance(trigger, EventTrigger):
        record = situation.record()
        rows += rows_of(rule, {**record, "events": []}, date(2011, 3, 1))
        if not set(trigger.spec.types) & BASE.vocabulary.always_dated:
            events = [{**event, "date": None} for event in record["events"]]
            rows += rows_of(rule, {**record, "events": events}, date(2011, 3, 1))
    elif isinstance(trigger, str):
        field = BASE.vocabulary.case_dates[trigger].field_for(situation.fields)
        rows += rows_of(rule, {**situation.record(), field: None}, date(2011, 3, 1))
        if rule.check.kind != "lead_time":
            rows += rows_of(rule, situation.record(), _DAY - ONE_DAY)
        else:
            # The date of a lead time may lie ahead; an end date that is not there is no occurrence.
            rows += rows_of(rule, situation.record(), subtract(_DAY, Period(24, "months")))
    return rows


def _unknown_limit(rule: Rule) -> Rows:
    situation = _situation(rule)
    if situation.by is None or BASE.vocabulary.fields[situation.by[0]].required:
        return []
    fields = {name: value for name, value in situation.fields.items() if name != situation.by[0]}
    limit = limit_of(rule, BASE.limits)
    assert limit is not None
    record = {**situation.record(), situation.by[0]: None}
    assert fields
    if rule.check.kind == "count":
        smallest = min(one for one in limit.values[-1].table.values() if isinstance(one, int))
        events = [done(situation, _DAY)] * smallest
        return rows_of(rule, {**record, "events": [*record["events"], *events]}, add(situation.due, Period(1, "days")))
    dues = sorted(due_of(rule, _DAY, amount) for amount in limit.values[-1].table.values())
    return rows_of(rule, record, dues[-1])


def _on_some_days(rule: Rule) -> Rows:
    """A trigger in a month that begins when the case has ended, and in which the case leaves the scope."""
    trigger = rule.check.trigger
    if not isinstance(trigger, EventTrigger) or set(trigger.spec.types) & BASE.vocabulary.always_dated:
        return []
    record = _situation(rule).record()
    month = [{**event, "date": f"{_DAY:%Y-%m}"} for event in record["events"]]
    ended = {**record, "end_date": (_DAY - ONE_DAY).isoformat(), "sentence_date": "2008-04-01"}
    middle = (_DAY + timedelta(days=14)).isoformat()
    rows: Rows = []
    for kind, attributes in kinds_of_events((rule,), BASE.vocabulary):
        events = [*month, {"type": kind, "date": middle, **attributes}]
        rows += rows_of(rule, {**ended, "events": events}, date(2011, 3, 1))
    return rows


def _in_the_month(rule: Rule) -> Rows:
    """The outcome in the month that begins with the trigger, or in that of the audit, on whatever day."""
    outcome = rule.check.outcome
    if outcome is None or set(outcome.types) & BASE.vocabulary.always_dated:
        return []
    situation = _situation(rule)
    rows: Rows = []
    for month in (f"{_DAY:%Y-%m}", "2011-03"):
        event = event_of(outcome, BASE.vocabulary, month)
        rows += rows_of(rule, situation.record(event), date(2011, 3, 15))
    return rows


def _left_open(rule: Rule) -> Iterator[dict[str, Any]]:
    """The examples with dates missing in part, and with one more event in a month that matters."""
    kinds = kinds_of_events((rule,), BASE.vocabulary)
    for trial in readable_examples(rule, BASE.vocabulary)[:_EXAMPLES_VARIED]:
        data = {key: trial.example.data.get(key) or [] for key in ("case", "events", "as_of")}
        given = tuple(evaluator().rows_of_case(trial.case, (rule,), trial.as_of))
        days = turning_days((rule,), (given,), data, ())
        months = list(dict.fromkeys(day[:7] for day in days))
        for near in (*with_partial_dates(data), *with_another_event(data, kinds, months)):
            example = Example("", {**near, "expect": {"verdict": "met"}}, None)
            read = read_example(rule, example, 0, BASE.vocabulary)
            if isinstance(read, Trial):
                yield from map(row_data, evaluator().rows_of_case(read.case, (rule,), read.as_of))


_MAKERS: tuple[Callable[[Rule], Iterable[dict[str, Any]]], ...] = (
    _scopes,
    _plain_course,
    _excused,
    _triggers,
    _unknown_limit,
    _on_some_days,
    _in_the_month,
    _left_open,
)
