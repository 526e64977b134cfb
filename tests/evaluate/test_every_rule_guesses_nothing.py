"""What is proved of every rule in force where something is missing, on cases made from its own file."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from expected_rows import MANY, RULES, TIMED, UNDATED, WITH_DUE, done, each_count, each_of, nothing_done, row, rows_of
from omicheck.dates import subtract
from omicheck.model.rule import EventTrigger, Rule
from omicheck.model.scope import fields_in
from omicheck.provenance import limit_of
from rule_situations import BASE, BY_ID, ONE_DAY, Situation, due_of, event_of
from strategies import plain_situations, situations

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
    if not isinstance(trigger, EventTrigger):
        return True
    bearing = {name for spec in trigger.since for name in spec.types}
    bearing |= {name for field in fields_in(trigger.spec.when) for name in BASE.vocabulary.set_by.get(field, ())}
    return not bearing & set(outcome.types)


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
