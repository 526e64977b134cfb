"""Every failure of either time is told of once, whatever rules and records there are; A to A nothing has changed."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.model.row import Row
from omicheck.progress import (
    AT_BOTH,
    EARLIER,
    LATER,
    CaseAtTwoTimes,
    CaseVerdicts,
    Counted,
    Failure,
    Times,
    counts_of,
    failures_of,
)
from omicheck.progress.matching import is_of_an_occurrence
from scenario import PACKAGED, Read, read
from strategies import Scenario, scenarios


def by_case(rows: list[Row]) -> Mapping[str, list[Row]]:
    return {name: list(some) for name, some in groupby(rows, attrgetter("case_id"))}


def followed(earlier: Read, later: Read, *, is_dated: bool = True) -> tuple[list[Failure], Counted]:
    """The failures of two readings by the same rules, and the counts of them."""
    rules = {rule.id: rule for rule in later.rule_base.rules}
    times = Times(rules, frozenset(rules), earlier.as_of if is_dated else None)
    verdicts, failures = CaseVerdicts(times), list[Failure]()
    before, now = by_case(earlier.rows("durable")), by_case(later.rows("durable"))
    for name in sorted(before.keys() | now.keys()):
        of_earlier = before.get(name)
        # As they are kept.
        kept = None if of_earlier is None else list(filter(is_of_an_occurrence, of_earlier))
        case = CaseAtTwoTimes(name, kept, now.get(name), {"office": name[-1]})
        verdicts.add(case)
        failures += failures_of(case, times)
    return failures, counts_of(
        failures, verdicts, {"office": sorted({name[-1] for name in before.keys() | now.keys()})}
    )


def changed(scenario: Scenario, data: st.DataObject) -> Scenario:
    """The scenario at a later time: some events and cases are gone, and events are in another order."""
    random = data.draw(st.randoms())
    records = []
    for record in scenario.records:
        events = [event for event in record["events"] if random.random() > 0.2]
        if random.random() > 0.5:
            random.shuffle(events)
        if random.random() > 0.1:
            records.append({**record, "events": events})
    return evolve(scenario, records=records or scenario.records)


def not_met(rows: list[Row]) -> Counter[tuple[str, str, int]]:
    return Counter(row.key for row in rows if row.verdict == "not_met")


@draws(60)
@given(scenarios(PACKAGED.vocabulary), st.booleans())
def test_from_a_to_a_all_is_still_open_and_nothing_new(scenario: Scenario, is_dated: bool) -> None:
    found = read(scenario, PACKAGED.vocabulary)
    failures, counted = followed(found, found, is_dated=is_dated)
    rows = [row for row in found.rows("durable") if row.verdict == "not_met"]
    assert [(one.standing, one.earlier, one.later) for one in failures] == [("still_open", row, row) for row in rows]
    assert (counted.all.earlier, counted.all.later, counted.all.test.changed) == (len(rows), len(rows), 0)


@draws(100)
@given(scenarios(PACKAGED.vocabulary), st.integers(0, 90), st.booleans(), st.data())
def test_every_failure_of_either_time_is_told_of_once(
    scenario: Scenario,
    days: int,
    is_dated: bool,
    data: st.DataObject,
) -> None:
    earlier, later = read(scenario, PACKAGED.vocabulary), read(changed(scenario, data), PACKAGED.vocabulary)
    later = evolve(later, as_of=earlier.as_of + timedelta(days=days))
    failures, counted = followed(earlier, later, is_dated=is_dated)
    of_earlier = [one.earlier for one in failures if one.standing in (*AT_BOTH, *EARLIER)]
    of_later = [one.later for one in failures if one.standing in (*AT_BOTH, *LATER)]
    assert Counter(row.key for row in of_earlier if row is not None) == not_met(earlier.rows("durable"))
    assert Counter(row.key for row in of_later if row is not None) == not_met(later.rows("durable"))
    assert len(failures) == len(of_earlier) + len(of_later) - counted.all.standings["still_open"]
    for one in failures:
        is_met = one.later is not None and one.later.verdict == "met"
        assert (one.standing == "put_right") == (is_met and one.standing in EARLIER)
    hold_together(counted, earlier, later)


def hold_together(counted: Counted, earlier: Read, later: Read) -> None:
    """Rules, questions and groups add up to all."""
    for lines in (counted.rules, counted.questions, counted.groups["office"]):
        for name in (*AT_BOTH, *EARLIER, *LATER):
            assert sum(line.standings[name] for line in lines) == counted.all.standings[name]
    offices = counted.groups["office"]
    assert sum(line.cases for line in offices) == counted.all.cases
    both = {case.case_id for case in earlier.cases} & {case.case_id for case in later.cases}
    for line in (*counted.rules, *counted.questions, counted.all):
        assert line.cases <= len(both)
    assert (counted.all.earlier, counted.all.later) == tuple(
        not_met(one.rows("durable")).total() for one in (earlier, later)
    )
