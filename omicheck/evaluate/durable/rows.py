"""The row of an occurrence from step 6 on: all that is possible, decided and put together."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import NamedTuple

from attrs import frozen

from omicheck.dates import Span
from omicheck.evaluate.durable.events import names_missing
from omicheck.evaluate.durable.facts import CheckOfCase, Fact, Facts, fact_of_one, facts_of, least_count
from omicheck.evaluate.durable.history import Breaks
from omicheck.evaluate.durable.occurrences import Occurrence
from omicheck.evaluate.durable.spans import Window, window_of
from omicheck.evaluate.durable.verdicts import Ruling
from omicheck.model.limit import Amount

Decide = Callable[[Fact], Ruling]

UNTOLD = Ruling("cannot_tell", "incomplete_event")


class RowValues(NamedTuple):
    """What becomes of an occurrence with one amount: the fields of its row. A tuple, as one is made for every row.

    Attributes:
        ruling: verdict and reason.
        due: the latest day that would have passed.
        outcome: the day of the outcome that was found.
        days_late: how late it was.
        count: how many outcomes a count found, at least.
        unknown: what would have to be known.
    """

    ruling: Ruling
    due: date | None = None
    outcome: date | None = None
    days_late: int | None = None
    count: int | None = None  # type: ignore[assignment]  # a tuple has a method of this name, which is not used
    unknown: tuple[str, ...] = ()


@frozen
class _Ways:
    """What is possible with one break.

    Attributes:
        facts: as integers.
        of_outcome: the rulings with nothing that excuses; none where something excuses certainly.
        all: all rulings.
    """

    facts: Facts
    of_outcome: tuple[Ruling, ...]
    all: tuple[Ruling, ...]


def together(rulings: Collection[Ruling]) -> Ruling | None:
    """The one ruling for several that are possible; None where they differ in verdict."""
    if len(rulings) == 1:
        return next(iter(rulings))
    different = set(rulings)
    if len(different) == 1:
        return different.pop()
    verdicts = {ruling.verdict for ruling in different}
    return Ruling(verdicts.pop(), "either_way") if len(verdicts) == 1 else None


def work_out(
    asked: CheckOfCase, occurrence: Occurrence, amount: Amount | None, breaks: Breaks, decide: Decide
) -> RowValues:
    """Steps 6 and 7.

    Args:
        asked: the check, the case and its events that matter.
        occurrence: with a date.
        amount: of the limit; None for a never.
        breaks: when `while` stops to hold.
        decide: the table of the kind.
    """
    if breaks.possible == breaks.certain and not asked.outcomes.incomplete and not asked.excuses.incomplete:
        # Nearly always, and all below comes to the same then.
        window = window_of(asked.check, occurrence, amount, asked.history, breaks.certain)
        fact, is_exempt = fact_of_one(asked, window, amount, breaks.certain)
        return RowValues(decide(fact), window.due) if is_exempt else _values(decide(fact), asked, window)
    return _work_out_each(asked, occurrence, amount, breaks, decide)


def _work_out_each(
    asked: CheckOfCase, occurrence: Occurrence, amount: Amount | None, breaks: Breaks, decide: Decide
) -> RowValues:
    """The same where incomplete events, or breaks that may be, leave something open."""
    ways = []
    window = None
    for broken in breaks.each:
        window = window_of(asked.check, occurrence, amount, asked.history, broken)
        ways.append(_ways(facts_of(asked, window, amount, broken), decide))
    if window is None:
        raise AssertionError("there is always a break to be looked at, be it none")
    ruling = together([ruling for way in ways for ruling in way.all])
    if all(way.facts.is_exempt for way in ways):
        return RowValues(ruling or UNTOLD, window.due)
    # Dates and counts are read with the certain break, which is the last.
    return _values(ruling, asked, window, _unknown(ways, breaks) if ruling is None else ())


def _values(ruling: Ruling | None, asked: CheckOfCase, window: Window, unknown: tuple[str, ...] = ()) -> RowValues:
    """The fields of the row of an occurrence that nothing excuses."""
    return RowValues(
        ruling or UNTOLD,
        window.due,
        _found(asked, window),
        None if ruling is None else _days_late(ruling, asked, window),
        least_count(asked.outcomes, window, asked.history.as_of) if asked.check.kind == "count" else None,
        unknown,
    )


def _ways(facts: Facts, decide: Decide) -> _Ways:
    if facts.is_exempt:
        return _Ways(facts, (), (decide(facts.exempt),))
    of_outcome = tuple(decide(fact) for fact in facts.of_outcome)
    return _Ways(facts, of_outcome, (*of_outcome, decide(facts.exempt)) if facts.may_be_exempt else of_outcome)


def _found(asked: CheckOfCase, window: Window) -> date | None:
    """The outcome that was found, unless an incomplete one may have come before it."""
    if asked.check.kind == "count":
        return None
    match = asked.outcomes.first_from(window.passing.first)
    if asked.check.kind == "never":
        return match if match is not None and match <= window.passing.last else None
    if match is None or match <= window.passing.last:
        return match
    return None if _is_open(asked, window) else match


def _is_open(asked: CheckOfCase, window: Window) -> bool:
    """Whether an incomplete outcome may fall on or after the first day of the passing span."""
    if not asked.outcomes.incomplete:
        return False
    on_or_after = Span(window.passing.first, date.max)
    return bool(asked.outcomes.that_may_fall(on_or_after, asked.history.as_of))


def _days_late(ruling: Ruling, asked: CheckOfCase, window: Window) -> int | None:
    if ruling.reason not in ("late", "absent") or window.due is None or _is_open(asked, window):
        return None
    until = asked.history.as_of
    if ruling.reason == "late":
        match = asked.outcomes.first_from(window.passing.first)
        if match is None:
            raise AssertionError("what is late has a date, or is incomplete")
        until = match
    return (until - window.due).days


def _unknown(ways: Iterable[_Ways], breaks: Breaks) -> tuple[str, ...]:
    """What would have to be known, judged for each break on its own."""
    names: set[str] = set()
    verdicts = set()
    for way in ways:
        verdicts.add(frozenset(ruling.verdict for ruling in way.all))
        if way.facts.is_exempt:
            continue
        of_outcome = {ruling.verdict for ruling in way.of_outcome}
        if len(of_outcome) > 1:
            names.update(names_missing(way.facts.open_outcomes))
        if of_outcome != {"not_applicable"}:
            names.update(names_missing(way.facts.may_be_exempt))
    if len(verdicts) > 1:
        names.update(breaks.unknown)
    return tuple(sorted(names))
