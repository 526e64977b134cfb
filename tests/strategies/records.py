"""Case records as files hold them, and scenarios: rules, limits and records that belong together."""

from datetime import timedelta
from random import Random

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from omicheck.model.vocabulary import Vocabulary
from strategies.rules import checks, limits, periods, scopes
from strategies.worlds import DAYS, MOST_EVENTS, Data, World, every_value, worlds


@attrs.frozen
class Scenario:
    """Rules, their limits by id, records, and an audit date."""

    rules: list[Data]
    limits: dict[str, list[Data]]
    records: list[Data]
    as_of: str


def record(random: Random, world: World, case_id: str) -> Data:
    """A case record: fields with and without a value, dates full, partial and missing, events in no order."""
    data: Data = {"case_id": case_id}
    for name, wanted in world.vocabulary.fields.items():
        if name != "case_id" and (wanted.required or random.randrange(4)):
            data[name] = random.choice(every_value(wanted, world))
    types = (*world.types, *world.setting)
    data["events"] = [_event(random, world, random.choice(types)) for _ in range(random.randrange(MOST_EVENTS))]
    return data


def _event(random: Random, world: World, name: str) -> Data:
    day = random.choice(world.every_day())
    may_be_partial = name not in world.vocabulary.always_dated
    date_ = random.choice([day] * 7 + [day[:7], day[:4], None]) if may_be_partial else day
    event: Data = {"type": name, "date": date_}
    for attribute, wanted in world.vocabulary.events[name].attributes.items():
        if wanted.required or random.randrange(4):
            event[attribute] = random.choice(every_value(wanted, world))
    return event


@st.composite
def scenarios(
    draw: DrawFn, vocabulary: Vocabulary, rules: int = 4, cases: int = 6, *, quickly: bool = False
) -> Scenario:
    """Rules, limits and records that belong together.

    Args:
        draw: given by hypothesis.
        vocabulary: the words that they use.
        rules: how many rules at most.
        cases: how many cases at most.
        quickly: draw the records all at once, so that there may be many; a difference then shows in many.
    """
    world = draw(worlds(vocabulary))
    found: list[Data] = []
    tables: dict[str, list[Data]] = {}
    for number in range(draw(st.integers(1, rules))):
        period, count = f"period-{number}", f"number-{number}"
        tables |= {period: draw(limits(world, periods())), count: draw(limits(world, st.integers(0, 3)))}
        check = draw(checks(world, period, count))
        # Half of the rules for every case: what stands behind scope and limit is otherwise seldom come to.
        applies = draw(st.just({}) | scopes(world))
        found.append({"id": f"rule-{number}", "question": "1.1.1", "applies": applies, "check": check})
    # One draw for all records: those of a long comparison are too many for hypothesis to keep a note of each choice.
    random = Random(draw(st.integers(0, 2**64 - 1))) if quickly else draw(st.randoms())  # noqa: S311, made-up records
    length = cases if quickly else draw(st.integers(1, cases))
    records = [record(random, world, f"case {number}") for number in range(length)]
    as_of = world.era + timedelta(days=draw(st.integers(DAYS // 4, DAYS) | st.integers(DAYS - 5, DAYS)))
    return Scenario(found, tables, records, as_of.isoformat())
