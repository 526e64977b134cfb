"""Editions of the standards, and bank holidays of one's own, for rules that were read."""

from datetime import date

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from omicheck.bank_holidays import Calendar, NamedDay, bank_holidays
from omicheck.model.edition import Edition, asked_by_edition
from omicheck.model.limit import Source
from omicheck.rulebase.folder import RuleBase

_SOURCE = Source("a-paper", "", "assumed")


@st.composite
def with_editions(draw: DrawFn, rule_base: RuleBase, days: list[date]) -> RuleBase:
    """Rules, each of one of two or three editions that began on some of these days."""
    begins = sorted(draw(st.sets(st.sampled_from(days), min_size=2, max_size=3)))
    ends = [draw(st.none() | st.sampled_from([day for day in days if day >= begin])) for begin in begins]
    editions = tuple(
        Edition(f"e{number}", f"Edition {number}", begin, _SOURCE, end)
        for number, (begin, end) in enumerate(zip(begins, ends, strict=True))
    )
    asked = asked_by_edition(editions)
    rules = tuple(attrs.evolve(rule, edition=draw(st.sampled_from(asked))) for rule in rule_base.rules)
    return attrs.evolve(rule_base, rules=rules, editions=editions)


@st.composite
def calendars(draw: DrawFn, days: list[date]) -> Calendar:
    """Bank holidays to which some of these days are added, and from which others are taken away."""
    added = draw(st.sets(st.sampled_from(days), max_size=8))
    known = sorted({day for one in days for day in bank_holidays(one.year)} - added)
    taken = draw(st.sets(st.sampled_from(known), max_size=3)) if known else set()
    from_nothing = draw(st.booleans())
    named = [tuple(NamedDay(day, "a day", "a source") for day in sorted(some)) for some in (added, taken)]
    return Calendar(named[0], () if from_nothing else named[1], from_nothing)
