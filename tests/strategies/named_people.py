"""Records in which every value that tells of somebody is like nothing else, so that it can be looked for anywhere."""

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

# Words of no language, so that none of them stands in a text of ours.
_SYLLABLES: Final = ("quux", "zyx", "grault", "wumbo", "plugh", "frob", "xyzzy", "vorpal", "snark", "jabbo")
_QUESTIONS: Final = ("1.1.1", "1.2.1", "1.2.2", "2.1.1", "2.1.22", "2.2.1", "2.3.1")
_EVENTS: Final = ("rosh_screening", "sentence_plan", "contact", "absence", "lor_assessment", "home_visit")
_ANSWERS: Final = ("sufficient", "not_sufficient")


@frozen(eq=False)
class NamedPeople:
    """Records, and what in them tells of somebody.

    Attributes:
        records: as JSON holds them.
        identifiers: the references of cases, persons and officers, readers, names in texts, offices and teams.
        days: the days of the records, as they are written there.
    """

    records: dict[str, Any]
    identifiers: frozenset[str]
    days: frozenset[str]


def _word(random: Random) -> str:
    return "".join(random.choice(_SYLLABLES) for _ in range(3)) + str(random.randrange(100, 1000))


@st.composite
def named_people(draw: DrawFn) -> NamedPeople:
    """Twelve to thirty cases, each of a person, with officers, readers and reasons."""
    random = Random(draw(st.integers(0, 2**32 - 1)))  # noqa: S311, no secret
    officers, offices = [_word(random) for _ in range(3)], [_word(random).title() for _ in range(2)]
    cases = [_case(random, officers, offices) for _ in range(draw(st.integers(12, 30)))]
    return NamedPeople({"as_of": "2010-01-18", "cases": cases}, frozenset(_names(cases)), frozenset(_days(cases)))


def _case(random: Random, officers: list[str], offices: list[str]) -> dict[str, Any]:
    day = f"2009-{random.randrange(1, 7):02}-{random.randrange(1, 29):02}"
    events = [
        {"type": random.choice(_EVENTS), "date": f"2009-{random.randrange(6, 13):02}-{random.randrange(1, 29):02}"}
        for _ in range(random.randrange(8))
    ]
    answers = [
        {"question": one, "answer": random.choice(_ANSWERS), "by": _word(random), "reason": f"{_word(random)} hid it"}
        for one in _QUESTIONS
    ]
    return {
        "case_id": _word(random).upper(),
        "person_id": _word(random),
        "office": random.choice(offices),
        "team": _word(random),
        "offender_manager": random.choice(officers),
        "sentence_type": "community_order",
        "sentence_date": day,
        "tier": random.randrange(1, 5),
        "rosh_level": random.choice(("low", "medium", "high")),
        "gender": random.choice(("male", "female")),
        "events": events,
        "answers": answers,
    }


def _names(cases: list[dict[str, Any]]) -> Iterator[str]:
    for case in cases:
        yield from (case[name] for name in ("case_id", "person_id", "office", "team", "offender_manager"))
        yield from (word for answer in case["answers"] for word in (answer["by"], answer["reason"].partition(" ")[0]))


def _days(cases: list[dict[str, Any]]) -> Iterator[str]:
    for case in cases:
        yield case["sentence_date"]
        yield from (event["date"] for event in case["events"])
