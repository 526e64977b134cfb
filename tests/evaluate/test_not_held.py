"""Records that do not hold everything: a verdict that is given all the same is that of the whole record.

Events of some types and values of some fields are taken out of records, as an extract has no column for them. What
rules then say of a case, if it is not `cannot_tell`, is what they say of the whole record.
"""

from random import Random
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.evaluate.engines import Engine
from omicheck.model.not_held import NotHeld, Share
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.not_held import as_held
from other_field import other_vocabulary
from scenario import PACKAGED, read
from settled import changed
from strategies import scenarios

OFTEN = draws(60)
Data = dict[str, Any]


def some_not_held(vocabulary: Vocabulary, random: Random) -> NotHeld:
    """A few event types and fields, of those that an extract may lack."""
    deciding = {one.by for one in vocabulary.case_dates.values()} | {"case_id"}
    # What such a field is at the start, no extract says, and its default stands for it.
    deciding |= vocabulary.defaults.keys() & vocabulary.set_by.keys()
    fields = [name for name, wanted in vocabulary.fields.items() if not wanted.required and name not in deciding]
    share = random.choice((0.1, 0.4))
    events = frozenset(name for name in vocabulary.events if random.random() < share)
    shares: tuple[Share, ...] = ("all", "all", "all", "all", "first", "some")
    in_part = {name: random.choice(shares) for name in vocabulary.events if name not in events}
    return NotHeld(
        events,
        {name: held for name, held in in_part.items() if held != "all"},
        fields=frozenset(name for name in fields if random.random() < share / 2),
    )


def start_of(data: Data, vocabulary: Vocabulary) -> str | None:
    """The start of a case."""
    return data.get(vocabulary.case_dates["start"].field_for(data)) if "start" in vocabulary.case_dates else None


def without(data: Data, not_held: NotHeld, vocabulary: Vocabulary, random: Random) -> Data:
    """A record as an extract holds it."""
    found = {name: value for name, value in data.items() if name not in not_held.fields}
    start, held = start_of(data, vocabulary), []
    first: dict[str, Data] = {}
    for event in sorted(data["events"], key=lambda one: one["date"] or ""):
        if start is not None and (event["date"] or "") >= start:
            first.setdefault(event["type"], event)
    for event in data["events"]:
        share = not_held.in_part.get(event["type"], "none" if event["type"] in not_held.events else "all")
        is_first = share == "first" and first.get(event["type"]) is event
        if share == "all" or is_first or (share == "some" and random.random() < 0.5):
            held.append(event)
    return {**found, "events": held}


def as_extracts_have_it(data: Data, not_held: NotHeld, vocabulary: Vocabulary) -> Data:
    """A record of which an extract may hold a part, as the part is said to be.

    Its fields hold what was so at the start: what changes them and is not held, or not all, comes after it. Of what the
    first is held, each has its date.
    """
    start = start_of(data, vocabulary)
    lacking = {*not_held.events, *not_held.in_part}
    setting = {type_ for by in vocabulary.set_by.values() for type_ in by} & lacking
    events = [
        event
        for event in data["events"]
        if (event["type"] not in setting or (start is not None and (event["date"] or "") > start))
        and (not_held.in_part.get(event["type"]) != "first" or len(event["date"] or "") == len("2009-04-06"))
    ]
    return {**data, "events": events}


@pytest.mark.parametrize("engine", ["columnar", "durable"])
@pytest.mark.parametrize("vocabulary", [PACKAGED.vocabulary, other_vocabulary()], ids=["packaged", "another field"])
@given(data=st.data())
@OFTEN
def test_what_is_not_held_gives_no_other_verdict_than_the_whole_record(
    vocabulary: Vocabulary, engine: Engine, data: st.DataObject
) -> None:
    scenario = data.draw(scenarios(vocabulary, rules=6, cases=12, quickly=True))
    random = Random(data.draw(st.integers(0, 2**32)))  # noqa: S311, made-up records
    not_held = some_not_held(vocabulary, random)
    whole = [as_extracts_have_it(one, not_held, vocabulary) for one in scenario.records]
    extract, complete = (
        read(evolve(scenario, records=records), vocabulary)
        for records in ([without(one, not_held, vocabulary, random) for one in whole], whole)
    )
    held = evolve(extract, rule_base=as_held(extract.rule_base, not_held))
    assert changed(held, complete, engine) == []
    assert [*held.rows("columnar")] == [*held.rows("durable")]
