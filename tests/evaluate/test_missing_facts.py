"""The principle: a verdict that is given is given whatever the missing facts may be.

What is missing in a record is filled in in any way, and the verdict of each rule on the case, if it was not
`cannot_tell`, stays what it was.
"""

from datetime import date
from random import Random

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from filling import asks_whether_recorded, filled
from omicheck.evaluate.engines import Engine
from omicheck.model.vocabulary import Vocabulary
from other_field import other_vocabulary
from scenario import PACKAGED, Read, read
from settled import changed
from strategies import Scenario, World, record, scenarios

OFTEN = draws(40)
FILLINGS = 4
PACKAGED_ERA = date(2009, 4, 3)


def without_recorded(found: Read) -> Read:
    """The same without the rules that ask whether something is recorded."""
    rules = tuple(rule for rule in found.rule_base.rules if not asks_whether_recorded(rule))
    return evolve(found, rule_base=evolve(found.rule_base, rules=rules))


def fillings(scenario: Scenario, vocabulary: Vocabulary, random: Random, days: tuple[str, ...]) -> Scenario:
    """Each record filled in in several ways."""
    records = [
        {**filled(data, vocabulary, random, days), "case_id": f"{data['case_id']}/{number}"}
        for data in scenario.records
        for number in range(FILLINGS)
    ]
    return evolve(scenario, records=records)


@pytest.mark.parametrize("engine", ["columnar", "durable"])
@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "another field"])
@given(data=st.data())
@OFTEN
def test_what_is_filled_in_changes_no_settled_verdict(
    vocabulary: Vocabulary, engine: Engine, data: st.DataObject
) -> None:
    scenario = data.draw(scenarios(vocabulary, rules=6, cases=12, quickly=True))
    random = Random(data.draw(st.integers(0, 2**32)))  # noqa: S311, made-up records
    days = tuple(
        sorted({one for each in scenario.records for event in each["events"] for one in [event["date"]] if one})
    )
    full = tuple(day for day in days if len(day) == len("2009-04-06")) or ("2009-04-06",)
    after = fillings(scenario, vocabulary, random, full)
    found = without_recorded(read(scenario, vocabulary))
    assert changed(found, without_recorded(read(after, vocabulary)), engine) == []


@pytest.mark.parametrize("engine", ["columnar", "durable"])
@given(seed=st.integers(0, 2**32))
@draws(10)
def test_nor_under_the_packaged_rules(engine: Engine, seed: int) -> None:
    random = Random(seed)  # noqa: S311, made-up records
    world = World(PACKAGED.vocabulary, PACKAGED_ERA, tuple(sorted(PACKAGED.vocabulary.events)))
    records = [record(random, world, f"case {number}") for number in range(8)]
    scenario = Scenario([], {}, records, world.every_day()[-1])
    rules = evolve(PACKAGED, rules=PACKAGED.with_status("in_force"))
    found = without_recorded(evolve(read(scenario, PACKAGED.vocabulary), rule_base=rules))
    after = fillings(scenario, PACKAGED.vocabulary, random, world.every_day())
    assert changed(found, evolve(found, cases=read(after, PACKAGED.vocabulary).cases), engine) == []
