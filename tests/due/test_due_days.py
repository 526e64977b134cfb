"""The latest days that are told agree with what a check says as days pass and nothing else does.

Each record is evaluated again on the latest day, the day after, and the day after the time that was asked for.
"""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.dates import LAST_DAY
from omicheck.due import asks_for_something
from omicheck.model.case import Case
from omicheck.model.row import Key, Row
from omicheck.model.rule import EventSpec, Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.read import Records
from omicheck.use_cases.due import DueRequest, DueResult, due
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.sources import ReadSource
from other_field import other_vocabulary
from scenario import PACKAGED, Read, read
from strategies import scenarios

ONE_DAY = timedelta(days=1)
WITHIN = 12


def types_of(*specs: EventSpec | None) -> set[str]:
    return {name for spec in specs if spec is not None for name in spec.types}


def nothing_lies_ahead(found: Read) -> Read:
    """The same without what days that pass would bring: events after the audit date, but for those that start clocks.

    An event without a full date may be one of these.
    """
    rules = found.rule_base.rules
    asked = types_of(*(spec for rule in rules for spec in (rule.check.outcome, rule.check.unless)))
    setting = {name for by in found.rule_base.vocabulary.set_by.values() for name in by}

    def is_kept(case: Case) -> Case:
        events = tuple(
            event
            for event in case.events
            if event.span.last <= found.as_of or (event.dated and event.type not in asked | setting)
        )
        return evolve(case, events=events)

    return evolve(found, cases=tuple(map(is_kept, found.cases)))


def told(found: Read) -> DueResult:
    records = Records(found.cases, (), None, {}, len(found.cases))
    evaluation = EvaluationRequest(ReadSource(records, "cases"), found.rule_base, found.as_of, engine="columnar")
    return due(DueRequest(evaluation, f"{WITHIN} days", with_manifest=False), Silent())


def rows_on(found: Read, day: date) -> dict[Key, Row]:
    return {row.key: row for row in evolve(found, as_of=day).rows("columnar")}


def with_status(found: Read) -> Read:
    """The same with rules that are in force, as those are looked at."""
    return evolve(found, rule_base=evolve(found.rule_base, rules=tuple(map(in_force, found.rule_base.rules))))


def in_force(rule: Rule) -> Rule:
    return evolve(rule, status="in_force")


@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "another field"])
@given(data=st.data())
@draws(60)
def test_what_falls_due_is_not_met_from_the_day_after_and_not_before(
    vocabulary: Vocabulary, data: st.DataObject
) -> None:
    found = nothing_lies_ahead(with_status(read(data.draw(scenarios(vocabulary, 6, 30, quickly=True)), vocabulary)))
    result = told(found)
    due_ones = [duty for duty in result.duties if duty.standing == "due" and duty.latest_day not in (None, LAST_DAY)]
    for latest in {duty.latest_day for duty in due_ones}:
        assert latest is not None
        on_the_day, on_the_next = rows_on(found, latest), rows_on(found, latest + ONE_DAY)
        for duty in due_ones:
            if duty.latest_day == latest:
                wanted = "not_applicable" if duty.rule.check.absent_not_asked else "not_met"
                key = duty.row.key
                assert (on_the_day[key].verdict, on_the_next[key].verdict) == ("not_due", wanted)


@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "another field"])
@given(data=st.data())
@draws(60)
def test_nothing_that_becomes_not_met_in_that_time_is_left_out(vocabulary: Vocabulary, data: st.DataObject) -> None:
    found = nothing_lies_ahead(with_status(read(data.draw(scenarios(vocabulary, 6, 30, quickly=True)), vocabulary)))
    result = told(found)
    if result.until == LAST_DAY:
        return
    listed = {duty.row.key for duty in result.duties if duty.standing != "overdue"}
    now, then = rows_on(found, found.as_of), rows_on(found, result.until + ONE_DAY)
    asking = {rule.id for rule in found.rule_base.rules if asks_for_something(rule)}
    becoming = {
        key
        for key, row in now.items()
        if row.rule in asking and row.verdict == "not_due" and then[key].verdict == "not_met"
    }
    assert becoming - listed == set()
