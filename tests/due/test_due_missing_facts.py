"""Unknown is not turned into nothing: what is not listed is not due, whatever the missing facts may be.

What is missing in a record is filled in in any way. If something is due or overdue then, by a rule that asks for
something, that rule was told of for that case before: as due, as overdue, or as what cannot be told.
"""

from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from filling import asks_whether_recorded, filled
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.read import Records
from omicheck.use_cases.due import DueRequest, DueResult, due
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.sources import ReadSource
from other_field import other_vocabulary
from scenario import PACKAGED, Read, read
from strategies import World, record, scenarios
from strategies.records import Scenario

FILLINGS = 4


def told(found: Read) -> DueResult:
    rules = tuple(rule for rule in found.rule_base.rules if not asks_whether_recorded(rule))
    records = Records(found.cases, (), None, {}, len(found.cases))
    source = ReadSource(records, "cases")
    evaluation = EvaluationRequest(source, evolve(found.rule_base, rules=rules), found.as_of, engine="columnar")
    return due(DueRequest(evaluation, "12 days", with_manifest=False), Silent())


def unlisted(found: Read, scenario: Scenario, vocabulary: Vocabulary, random: Random) -> list[object]:
    """What is due in a record that was filled in, and was not told of before."""
    listed = {(duty.row.case_id, duty.row.rule) for duty in told(found).duties}
    days = tuple(
        sorted({one for each in scenario.records for event in each["events"] for one in [event["date"]] if one})
    )
    full = tuple(day for day in days if len(day) == len("2009-04-06")) or ("2009-04-06",)
    records = [
        {**filled(data, vocabulary, random, full), "case_id": f"{data['case_id']}/{number}"}
        for data in scenario.records
        for number in range(FILLINGS)
    ]
    after = evolve(found, cases=read(evolve(scenario, records=records), vocabulary).cases)
    return [
        duty.row
        for duty in told(after).duties
        if duty.standing != "cannot_tell" and (duty.row.case_id.partition("/")[0], duty.row.rule) not in listed
    ]


@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "another field"])
@given(data=st.data())
@draws(60)
def test_what_is_not_listed_is_not_due_whatever_is_filled_in(vocabulary: Vocabulary, data: st.DataObject) -> None:
    scenario = data.draw(scenarios(vocabulary, rules=6, cases=12, quickly=True))
    random = Random(data.draw(st.integers(0, 2**32)))  # noqa: S311, made-up records
    assert unlisted(read(scenario, vocabulary), scenario, vocabulary, random) == []


@given(seed=st.integers(0, 2**32))
@draws(20)
def test_nor_under_the_packaged_rules(seed: int) -> None:
    random = Random(seed)  # noqa: S311, made-up records
    first = PACKAGED.limits["sentence-plan"].values[-1].from_.replace(year=2009, month=4, day=3)
    world = World(PACKAGED.vocabulary, first, tuple(sorted(PACKAGED.vocabulary.events)))
    scenario = Scenario([], {}, [record(random, world, f"case {number}") for number in range(8)], world.every_day()[-1])
    rules = evolve(PACKAGED, rules=PACKAGED.with_status("in_force"))
    found = evolve(read(scenario, PACKAGED.vocabulary), rule_base=rules)
    assert unlisted(found, scenario, PACKAGED.vocabulary, random) == []
