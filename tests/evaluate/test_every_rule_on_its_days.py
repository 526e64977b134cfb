"""What is proved of every rule in force, on the days that decide, on cases made from its own file."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from expected_rows import (
    MANY,
    UNDATED,
    WITH_DUE,
    done,
    each_count,
    each_of,
    each_timed,
    each_with_due,
    nothing_done,
    row,
    rows_of,
)
from rule_situations import BY_ID, ONE_DAY, Situation
from strategies import plain_situations, situations


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


@each_of(rule for rule in WITH_DUE if rule.check.kind != "lead_time")
@MANY
@given(data=st.data())
def test_a_trigger_that_lies_ahead_does_not_exist(name: str, data: DataObject) -> None:
    rule = BY_ID[name]
    situation = data.draw(plain_situations(name))
    none = {**row(situation, "not_applicable", "no_trigger"), **UNDATED}
    assert rows_of(rule, situation.record(), situation.day - ONE_DAY) == [none]
