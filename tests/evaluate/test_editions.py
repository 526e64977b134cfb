"""Rules of several editions asked together: each occurrence by the edition of the day from which it counts."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.model.edition import Edition, asked_by_edition
from omicheck.model.limit import Source
from omicheck.model.not_held import NotHeld
from omicheck.model.row import Row
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.not_held import as_held
from omicheck.rulebase.rules_with_calendar import counted_by
from other_field import other_vocabulary
from scenario import PACKAGED, Read, read
from strategies import Scenario, calendars, scenarios, with_editions

VOCABULARIES = [PACKAGED.vocabulary, other_vocabulary()]
OFTEN = draws(60)


def days_in(found: Read) -> list[date]:
    """The days of a scenario, and one before and one after them all."""
    days = {found.as_of}
    for case in found.cases:
        days |= {value for value in case.fields.values() if isinstance(value, date)}
        days |= {event.span.first for event in case.events if event.dated}
    return sorted(days | {date(1990, 1, 1), date(2050, 12, 31)})


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["packaged", "another field"])
@given(data=st.data())
@OFTEN
def test_both_evaluators_agree_on_editions_and_calendars(vocabulary: Vocabulary, data: st.DataObject) -> None:
    found = read(data.draw(scenarios(vocabulary)), vocabulary)
    days = days_in(found)
    rule_base = counted_by(data.draw(with_editions(found.rule_base, days)), data.draw(calendars(days)))
    asked = evolve(found, rule_base=rule_base)
    assert asked.rows("columnar") == asked.rows("durable")


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=["packaged", "another field"])
@given(data=st.data())
@OFTEN
def test_editions_together_are_each_alone_on_its_own_days(vocabulary: Vocabulary, data: st.DataObject) -> None:
    alone = read(data.draw(scenarios(vocabulary)), vocabulary)
    rule_base = data.draw(with_editions(alone.rule_base, days_in(alone)))
    rules = {rule.id: rule for rule in rule_base.rules}
    together = evolve(alone, rule_base=rule_base).rows("durable")
    assert [row.key for row in together] == [row.key for row in alone.rows("durable")]
    for row, before in zip(together, alone.rows("durable"), strict=True):
        rule = rules[row.rule]
        is_recorded = rule.check.kind == "recorded"
        day = alone.as_of if is_recorded else before.trigger_date
        if day is None:
            # It is of no occurrence, or of one without a date; one that is a month is worked out on each of its days.
            assert row == before or before.reason not in ("no_trigger", "missing_date", "out_of_scope")
        elif rule.is_asked_on(day):
            assert row == before
        else:
            out = Row(row.case_id, row.rule, row.question, row.occurrence, "not_applicable", "out_of_scope")
            assert row == evolve(out, trigger_date=before.trigger_date)


# --- which days belong to which edition -----------------------------------------------------------------------


def edition(name: str, begin: str, end: str | None = None) -> Edition:
    source = Source("a-paper", "", "assumed")
    until = None if end is None else date.fromisoformat(end)
    return Edition(name, f"Edition {name}", date.fromisoformat(begin), source, until)


def test_every_day_belongs_to_one_edition() -> None:
    second, first = edition("b", "2021-06-26"), edition("a", "2007-09-30", "2015-07-31")
    asked = asked_by_edition((second, first))
    assert [(one.edition.id, one.days.first, one.days.last) for one in asked] == [
        ("a", date.min, date(2021, 6, 25)),
        ("b", date(2021, 6, 26), date.max),
    ]


CASE = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-03-02", "events": []}
VISIT = {
    "id": "visit",
    "question": "1.1.1",
    "check": {"deadline": {"from": {"event": "absence"}, "to": {"event": "home_visit"}, "limit": "l"}},
}


def rows_of(record: dict[str, Any], *, of_second: bool) -> list[tuple[str, str]]:
    """The verdicts of a rule of the first of two editions, or of the second, which began on 1 April 2009."""
    limits = {"l": [{"from": "2000-01-01", "limit": "2 days"}]}
    found = read(Scenario([VISIT], limits, [record], "2010-01-01"), PACKAGED.vocabulary)
    asked = asked_by_edition((edition("a", "2000-01-01"), edition("b", "2009-04-01")))[of_second]
    rules = tuple(evolve(rule, edition=asked) for rule in found.rule_base.rules)
    one = evolve(found, rule_base=evolve(found.rule_base, rules=rules))
    assert one.rows("durable") == one.rows("columnar")
    return [(row.verdict, row.reason) for row in one.rows("durable")]


def test_an_event_of_a_month_is_asked_by_the_edition_of_all_its_days() -> None:
    record = {**CASE, "events": [{"type": "absence", "date": "2009-05"}]}
    assert rows_of(record, of_second=False) == [("not_applicable", "out_of_scope")]
    assert rows_of(record, of_second=True) == [("not_met", "absent")]


def test_an_event_of_a_year_in_which_editions_change_cannot_be_told_by_either() -> None:
    record = {**CASE, "events": [{"type": "absence", "date": "2009"}]}
    for of_second in (False, True):
        assert rows_of(record, of_second=of_second) == [("cannot_tell", "incomplete_event")]


def test_an_event_on_the_first_day_of_an_edition_is_of_that_edition() -> None:
    record = {**CASE, "events": [{"type": "absence", "date": "2009-04-01"}, {"type": "absence", "date": "2009-03-31"}]}
    assert rows_of(record, of_second=False) == [("not_met", "absent"), ("not_applicable", "out_of_scope")]
    assert rows_of(record, of_second=True) == [("not_applicable", "out_of_scope"), ("not_met", "absent")]


@pytest.mark.parametrize("of_second", [False, True])
def test_a_rule_whose_clock_no_record_holds_cannot_be_told_whichever_edition_it_is_of(*, of_second: bool) -> None:
    limits = {"l": [{"from": "2000-01-01", "limit": "2 days"}]}
    found = read(Scenario([VISIT], limits, [CASE], "2010-01-01"), PACKAGED.vocabulary)
    asked = asked_by_edition((edition("a", "2000-01-01"), edition("b", "2009-04-01")))[of_second]
    of_edition = evolve(found.rule_base, rules=tuple(evolve(rule, edition=asked) for rule in found.rule_base.rules))
    one = evolve(found, rule_base=as_held(of_edition, NotHeld(frozenset({"absence"}))))
    assert one.rows("durable") == one.rows("columnar")
    assert [(row.verdict, row.reason) for row in one.rows("durable")] == [("cannot_tell", "unknown_scope")]
