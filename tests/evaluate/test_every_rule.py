"""What is proved of every rule in force: whole rows, on cases made from the rule's own file.

The evaluator is given the record as JSON would hold it; what is expected is worked out here, from the tables of the
semantics and the amounts of the limit file.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from omicheck.authoring.case_variations import kinds_of_events, turning_days, with_another_event, with_partial_dates
from omicheck.authoring.examples import Trial, read_example, readable_examples
from omicheck.authoring.possible_verdicts import possible_rulings
from omicheck.dates import Period, add, subtract
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.evaluate.durable.scopes import FALSE, TRUE, UNKNOWN
from omicheck.findings import Findings
from omicheck.model.rule import Becomes, EventTrigger, Example, Rule
from omicheck.plain_data import FIELDS, row_data
from omicheck.provenance import limit_of
from omicheck.records.structure import read_case
from pipeline import run
from rule_situations import BASE, BY_ID, ONE_DAY, Situation, due_of, event_of, fields_with, situation_of
from strategies import plain_situations, situations

ROOT = Path(__file__).resolve().parents[2]
RULES = BASE.with_status("in_force")
TIMED = tuple(rule for rule in RULES if rule.check.kind in ("deadline", "interval", "lead_time"))
COUNTS = tuple(rule for rule in RULES if rule.check.kind == "count")
WITH_DUE = (*TIMED, *COUNTS)
NOTHING: dict[str, Any] = {**dict.fromkeys(FIELDS), "unknown_fields": [], "case_id": "A", "occurrence": 1}
MANY = settings(max_examples=15, deadline=None)


def each_of(rules: Iterable[Rule]) -> pytest.MarkDecorator:
    """By id: a falsifying example that shows a whole rule cannot be read."""
    return pytest.mark.parametrize("name", [rule.id for rule in rules])


each_timed, each_count, each_with_due, each = (each_of(rules) for rules in (TIMED, COUNTS, WITH_DUE, RULES))


@cache
def evaluator() -> DurableEvaluator:
    return DurableEvaluator(BASE)


def rows_of(rule: Rule, record: Mapping[str, Any], as_of: date) -> list[dict[str, Any]]:
    findings = Findings("made", lambda _path: None)
    case = read_case(record, BASE.vocabulary, findings)
    assert case is not None, findings.problems
    return [row_data(row) for row in evaluator().rows_of_case(case, (rule,), as_of)]


def row(situation: Situation, verdict: str, reason: str, **more: object) -> dict[str, Any]:
    """The whole row that is expected of a situation; from step 6 on it has a due date and a limit."""
    rule = situation.rule
    told: dict[str, object] = {"trigger_date": situation.day, "due_date": situation.due, "limit": situation.amount}
    values = {
        key: value.isoformat() if isinstance(value, date) else str(value) if key == "limit" else value
        for key, value in {**told, **more}.items()
    }
    return {**NOTHING, "rule": rule.id, "question": rule.question, "verdict": verdict, "reason": reason, **values}


def done(situation: Situation, day: date | str | None) -> dict[str, Any]:
    assert situation.rule.check.outcome is not None
    return event_of(situation.rule.check.outcome, BASE.vocabulary, day)


def nothing_done(situation: Situation, days_late: int) -> dict[str, Any]:
    """The row where nothing was done by the due date."""
    check = situation.rule.check
    if check.kind == "count":
        return row(situation, "not_met", "too_few", count=0)
    if check.absent_not_asked:
        return row(situation, "not_applicable", "not_asked")
    return row(situation, "not_met", "absent", days_late=days_late)


def second(situation: Situation, outcome: date, as_of: date) -> list[dict[str, Any]]:
    """The row of an interval's second occurrence, where its outcome was found on a day and it is looked at soon."""
    if situation.rule.check.kind != "interval":
        return []
    later = Situation(situation.rule, {}, (), outcome, situation.amount)
    assert as_of <= later.due
    return [row(later, "not_due", "not_due", occurrence=2)]


def later_days(data: DataObject, kind: str) -> timedelta:
    """How long after the due date it is looked at; an interval at once, before its second occurrence is due."""
    return ONE_DAY if kind == "interval" else timedelta(days=data.draw(st.integers(1, 400)))


@each_timed
@MANY
@given(data=st.data())
def test_the_day_of_the_limit_passes(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    as_of = situation.due + later_days(data, rule.check.kind)
    found = rows_of(rule, situation.record(done(situation, situation.due)), as_of)
    met = row(situation, "met", "in_time", outcome_date=situation.due)
    assert found == [met, *second(situation, situation.due, as_of)]


@each_timed
@MANY
@given(data=st.data())
def test_the_day_after_the_limit_fails(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    day = situation.due + ONE_DAY
    as_of = situation.due + later_days(data, rule.check.kind)
    found = rows_of(rule, situation.record(done(situation, day)), as_of)
    late = row(situation, "not_met", "late", outcome_date=day, days_late=1)
    if rule.check.late_accepted:
        late = row(situation, "met", "late_accepted", outcome_date=day)
    assert found == [late, *second(situation, day, as_of)]


@each_count
@MANY
@given(data=st.data())
def test_the_last_one_counts_on_the_last_day_and_not_the_day_after(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    wanted = situation.amount
    assert isinstance(wanted, int)
    days = [situation.day + timedelta(days=data.draw(st.integers(0, 20))) for _ in range(wanted - 1)]
    before = [done(situation, day) for day in days]
    as_of = situation.due + later_days(data, "count")
    last = done(situation, situation.due)
    assert rows_of(rule, situation.record(*before, last), as_of) == [row(situation, "met", "enough", count=wanted)]
    last = done(situation, situation.due + ONE_DAY)
    few = row(situation, "not_met", "too_few", count=wanted - 1)
    assert rows_of(rule, situation.record(*before, last), as_of) == [few]


@each_with_due
@MANY
@given(data=st.data())
def test_nothing_done_is_not_due_until_the_last_day_and_fails_the_day_after(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    count = {"count": 0} if rule.check.kind == "count" else {}
    # What is dated after the audit date does not exist.
    ahead = done(situation, situation.due + ONE_DAY)
    early_enough = situation.day if rule.check.kind != "lead_time" else situation.due
    assert situation.due >= early_enough
    found = rows_of(rule, situation.record(ahead), situation.due)
    assert found == [row(situation, "not_due", "not_due", **count)]
    days = data.draw(st.integers(1, 400)) if rule.check.kind != "interval" else 1
    failed = nothing_done(situation, days)
    assert rows_of(rule, situation.record(), situation.due + days * ONE_DAY) == [failed]


@each_of(rule for rule in WITH_DUE if rule.check.trigger != "end_date")
@MANY
@given(data=st.data())
def test_a_case_that_ends_on_before_and_after_the_due_date(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    count = {"count": 0} if rule.check.kind == "count" else {}
    as_of = situation.due + timedelta(days=3)
    for days in (-data.draw(st.integers(1, 30)), 0):
        end = (situation.due + days * ONE_DAY).isoformat()
        found = rows_of(rule, situation.record(end_date=end), as_of)
        assert found == [row(situation, "not_applicable", "ended_before_due", **count)]
    end = (situation.due + ONE_DAY).isoformat()
    failed = nothing_done(situation, 3)
    assert rows_of(rule, situation.record(end_date=end), as_of) == [failed]
    # An end that lies ahead has not come yet.
    assert rows_of(rule, situation.record(end_date=as_of.isoformat()), situation.due) == [
        row(situation, "not_due", "not_due", **count)
    ]


ALWAYS = (date.min, date.max)


def span_of(stated: str | None) -> tuple[date, date]:
    """The days on which something with a date that is missing in part may have been."""
    if stated is None:
        return ALWAYS
    year, month = int(stated[:4]), int(stated[5:] or 0)
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return first, after - ONE_DAY


def passing_from(situation: Situation) -> date:
    """The first day of the passing span, as the table of the semantics has it."""
    check = situation.rule.check
    if check.kind == "lead_time":
        return date.min
    if check.kind == "interval":
        return situation.day + ONE_DAY
    return situation.day if check.early is None else subtract(situation.day, check.early)


def undecided(situation: Situation, rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The row of what is possible: what it has in common, or that it cannot be told for want of a date."""
    verdicts = {(one["verdict"], one["reason"]) for one in rows}
    if len({verdict for verdict, _ in verdicts}) > 1:
        return row(situation, "cannot_tell", "incomplete_event", unknown_fields=[name])
    verdict = rows[0]["verdict"]
    return row(situation, verdict, rows[0]["reason"] if len(verdicts) == 1 else "either_way")


def _outcome_is_apart(rule: Rule) -> bool:
    """Whether an outcome bears on nothing but what was done: it neither begins a run anew nor sets what is asked."""
    trigger, outcome = rule.check.trigger, rule.check.outcome
    assert outcome is not None
    return not isinstance(trigger, EventTrigger) or not {name for spec in trigger.since for name in spec.types} & set(
        outcome.types
    )


@each_of(rule for rule in TIMED if _outcome_is_apart(rule))
@MANY
@given(data=st.data())
def test_an_incomplete_outcome_is_never_guessed_at(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    as_of = situation.due + timedelta(days=40)
    day = situation.due
    stated = data.draw(st.sampled_from([None, f"{day.year:04}", f"{day.year:04}-{day.month:02}"]))
    event = done(situation, stated)
    # Of an interval the outcome is a trigger too; that row is not looked at here.
    found = rows_of(rule, situation.record(event), as_of)[:1]
    first, last = span_of(stated)
    begins = passing_from(situation)
    rows = [row(situation, "met", "in_time")]
    if first < begins or last > day:
        if last > day:
            rows.append(
                row(situation, *(("met", "late_accepted") if rule.check.late_accepted else ("not_met", "late")))
            )
        if first < begins or last > as_of or first == date.min:
            rows.append(nothing_done(situation, 40))
    assert found == [undecided(situation, rows, f"{event['type']}.date")]
    # It never unsettles a match.
    in_time = rows_of(rule, situation.record(event, done(situation, day)), day + ONE_DAY)
    met = row(situation, "met", "in_time", outcome_date=day)
    assert in_time[:1] == [met]
    # One that cannot have been in time changes nothing.
    ahead = done(situation, f"{day.year + 2:04}")
    assert rows_of(rule, situation.record(ahead), as_of) == [nothing_done(situation, 40)]


@each_count
@MANY
@given(data=st.data())
def test_an_incomplete_one_matters_where_it_makes_the_number(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    wanted = situation.amount
    assert isinstance(wanted, int)
    event = done(situation, None)
    as_of = situation.due + ONE_DAY
    events = [done(situation, situation.day)] * (wanted - 1)
    open_ = {"count": wanted - 1, "unknown_fields": [f"{event['type']}.date"]}
    found = rows_of(rule, situation.record(*events, event), as_of)
    assert found == [row(situation, "cannot_tell", "incomplete_event", **open_)]
    found = rows_of(rule, situation.record(*events[1:], event), as_of)
    assert found == [row(situation, "not_met", "too_few", count=wanted - 2)]


@each_of(rule for rule in WITH_DUE if rule.check.unless is not None)
@MANY
@given(data=st.data())
def test_an_excuse_counts_to_the_last_day_and_an_incomplete_one_is_never_guessed_at(
    name: str, data: DataObject
) -> None:
    rule = BY_ID[name]
    situation = data.draw(situations(name))
    unless = rule.check.unless
    assert unless is not None
    assert rule.check.kind in ("deadline", "count")
    as_of = situation.due + 40 * ONE_DAY
    last = event_of(unless, BASE.vocabulary, situation.due)
    assert rows_of(rule, situation.record(last), as_of) == [row(situation, "not_applicable", "exempt")]
    failed = nothing_done(situation, 40)
    late = event_of(unless, BASE.vocabulary, situation.due + ONE_DAY)
    exempt = row(situation, "not_applicable", "exempt")
    # Where late work counts, so does a late decision.
    accepted = rule.check.late_accepted
    assert rows_of(rule, situation.record(late), as_of) == [exempt if accepted else failed]
    stated = data.draw(st.sampled_from([None, f"{situation.due:%Y}", f"{situation.due:%Y-%m}"]))
    event = event_of(unless, BASE.vocabulary, stated)
    first, latest = span_of(stated)
    rows = [exempt]
    if first < situation.day or latest > (as_of if accepted else situation.due):
        rows.append(failed)
    assert rows_of(rule, situation.record(event), as_of) == [undecided(situation, rows, f"{event['type']}.date")]


UNDATED: dict[str, Any] = {"trigger_date": None, "due_date": None, "limit": None}


def _has_plain_trigger(rule: Rule) -> bool:
    trigger = rule.check.trigger
    return (
        isinstance(trigger, EventTrigger)
        and trigger.nth is None
        and not set(trigger.spec.types) & BASE.vocabulary.always_dated
    )


@each_of(rule for rule in WITH_DUE if _has_plain_trigger(rule))
@MANY
@given(data=st.data())
def test_an_incomplete_trigger_is_never_guessed_at(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(plain_situations(name))
    day = situation.day
    *earlier, last = situation.events
    record = {**situation.record(), "events": [*earlier, {**last, "date": None}]}
    open_ = {**row(situation, "cannot_tell", "incomplete_event"), **UNDATED, "unknown_fields": [f"{last['type']}.date"]}
    assert rows_of(rule, record, day + 400 * ONE_DAY) == [open_]


@each_of(rule for rule in WITH_DUE if rule.check.kind != "lead_time")
@MANY
@given(data=st.data())
def test_a_trigger_that_lies_ahead_does_not_exist(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(plain_situations(name))
    none = {**row(situation, "not_applicable", "no_trigger"), **UNDATED}
    assert rows_of(rule, situation.record(), situation.day - ONE_DAY) == [none]


def _depends(rule: Rule) -> bool:
    limit = limit_of(rule, BASE.limits)
    by = None if limit is None else limit.values[-1].by
    asked = {getattr(part, "field", None) for part in rule.applies.parts}
    return by is not None and by not in asked and rule.check.kind == "deadline"


@each_of(rule for rule in RULES if _depends(rule))
@MANY
@given(data=st.data())
def test_an_unknown_limit_stands_where_all_values_agree(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    known = data.draw(situations(name))
    assert known.by is not None
    by = known.by[0]
    setting = BASE.vocabulary.set_by.get(by, {})
    fields = {name: value for name, value in known.fields.items() if name != by}
    events = tuple(event for event in known.events if event["type"] not in setting)
    limit = limit_of(rule, BASE.limits)
    assert limit is not None
    dues = sorted(due_of(rule, known.day, amount) for amount in limit.values[-1].table.values())
    longest = next(one for one in limit.values[-1].table.values() if due_of(rule, known.day, one) == dues[-1])
    situation = Situation(rule, fields, events, known.day, longest)
    as_of = dues[-1] + timedelta(days=2)
    found = rows_of(rule, situation.record(done(situation, dues[0])), as_of)
    assert found == [{**row(situation, "met", "in_time", outcome_date=dues[0]), "limit": None}]
    absent = nothing_done(situation, 2)
    assert rows_of(rule, situation.record(), as_of) == [{**absent, "limit": None}]
    if dues[0] < dues[-1]:
        between = rows_of(rule, situation.record(), dues[-1])
        open_ = row(situation, "cannot_tell", "unknown_limit", unknown_fields=[by])
        assert between == [{**open_, "limit": None}]


@cache
def _sample() -> Mapping[str, Mapping[str, set[str]]]:
    """The verdicts that every rule gives every case of the sample, from one run of the command."""
    found: dict[str, dict[str, set[str]]] = {}
    for one in run("check", ROOT / "fixtures/sample/cases.json", "--format", "jsonl").rows:
        found.setdefault(one["rule"], {}).setdefault(one["case_id"], set()).add(one["verdict"])
    return found


@each
def test_it_was_evaluated(name: str) -> None:
    cases = json.loads((ROOT / "fixtures/sample/cases.json").read_text(encoding="utf-8"))["cases"]
    found = _sample()[name]
    assert set(found) == {case["case_id"] for case in cases}
    assert "error" not in set().union(*found.values())


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
    if situation.by is None:
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
