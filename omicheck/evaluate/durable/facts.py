"""Every case that is possible for an occurrence, as integers: what incomplete events leave open, told apart.

The facts of one amount and one break: those in which nothing excuses, one for each thing that may have come of the
outcome, and whether something excuses certainly, or perhaps.
"""

from datetime import date
from typing import NamedTuple

from attrs import frozen

from omicheck.dates import Span
from omicheck.evaluate.durable.events import Incomplete, MatchingEvents
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.scopes import TRUE
from omicheck.evaluate.durable.spans import Window, over_of
from omicheck.evaluate.durable.verdicts import AHEAD, BEHIND, MISSING, NO, YES
from omicheck.model.limit import Amount
from omicheck.model.rule import Check

Fact = tuple[int, ...]

# Steps 1 to 5 are passed: a date, a scope that holds, a limit in force.
_PASSED = (int(OccurrenceStanding.DATED), int(TRUE), YES)


@frozen
class Facts:
    """What is possible.

    Attributes:
        of_outcome: a fact for each thing that may have come of the outcome, with nothing that excuses.
        exempt: the fact in which something excuses.
        is_exempt: whether something excuses certainly.
        may_be_exempt: the incomplete events that may excuse.
        open_outcomes: the incomplete outcomes that matter where `of_outcome` differ in verdict.
    """

    of_outcome: tuple[Fact, ...]
    exempt: Fact
    is_exempt: bool
    may_be_exempt: tuple[Incomplete, ...]
    open_outcomes: tuple[Incomplete, ...]


class CheckOfCase(NamedTuple):
    """An occurrence with its date, and the events that matter to it. A tuple, as one is made for most rows.

    Attributes:
        check: what is asked.
        history: the case.
        outcomes: the outcomes.
        excuses: what fits `unless`.
    """

    check: Check
    history: History
    outcomes: MatchingEvents
    excuses: MatchingEvents


def fact_of_one(asked: CheckOfCase, window: Window, amount: Amount | None, broken: date | None) -> tuple[Fact, bool]:
    """What is certain of an occurrence for which no event is incomplete, and whether something excuses."""
    (codes,) = _codes(asked, window, amount, broken)
    is_exempt = asked.excuses.is_in(window.exempting)
    return (*_PASSED, YES if is_exempt else NO, *codes), is_exempt


def facts_of(asked: CheckOfCase, window: Window, amount: Amount | None, broken: date | None) -> Facts:
    """What is possible for an occurrence, with one amount and one break."""
    check, as_of = asked.check, asked.history.as_of
    codes = _codes(asked, window, amount, broken)
    excuses, exempting = asked.excuses, window.exempting
    open_outcomes: tuple[Incomplete, ...] = ()
    if asked.outcomes.incomplete:
        # Late or never matters where the two do not have one verdict.
        open_until = date.max if check.late_accepted or check.absent_not_asked else window.passing.last
        open_outcomes = asked.outcomes.that_may_fall(Span(window.passing.first, open_until), as_of)
    return Facts(
        tuple([(*_PASSED, NO, *one) for one in codes]),
        (*_PASSED, YES, *codes[0]),
        excuses.is_in(exempting) or bool(excuses.that_must_fall(exempting, as_of)),
        excuses.that_may_fall(exempting, as_of),
        open_outcomes,
    )


def _codes(asked: CheckOfCase, window: Window, amount: Amount | None, broken: date | None) -> tuple[Fact, ...]:
    """The codes that the kind of the check has in its facts, for each thing that may have come of the outcome."""
    check = asked.check
    if check.kind == "never":
        return _never_codes(asked, window)
    tail = _ends_codes(asked, window, broken)
    if check.kind == "count":
        if not isinstance(amount, int):
            raise TypeError(f"{amount} is no number")
        at_most = int(check.at_most)
        return tuple([(_sign_of(k - amount), at_most, *tail) for k in _signs_apart(asked, window, amount)])
    options = (int(check.late_accepted), int(check.absent_not_asked))
    return tuple([(code, *options, *tail) for code in _outcome_codes(asked, window)])


def _outcome_codes(asked: CheckOfCase, window: Window) -> tuple[int, ...]:
    """What may have come of an outcome: in time, late, none; as the sign of the due date less its day."""
    found, passing, as_of = asked.outcomes, window.passing, asked.history.as_of
    match = found.first_from(passing.first)
    if match is not None and match <= passing.last:
        return (AHEAD,)
    if not found.incomplete:
        return (MISSING if match is None else BEHIND,)
    if found.that_must_fall(passing, as_of):
        return (AHEAD,)
    # Without a match in the passing span, the first one after it begins is late.
    on_or_after = Span(passing.first, date.max)
    late = match is not None or found.that_may_fall(_after(passing), as_of)
    none = match is None and not found.that_must_fall(on_or_after, as_of)
    in_time = found.that_may_fall(passing, as_of)
    possible = ((AHEAD, in_time), (BEHIND, late), (MISSING, none))
    return tuple(code for code, is_possible in possible if is_possible)


def _after(passing: Span) -> Span:
    """The days after a passing span; not those before it begins, where it has no day."""
    return Span(passing.last + date.resolution, date.max)


def least_count(found: MatchingEvents, window: Window, as_of: date) -> int:
    """How many outcomes a count has at least."""
    return found.number_in(window.passing) + len(found.that_must_fall(window.passing, as_of))


def _signs_apart(asked: CheckOfCase, window: Window, amount: int) -> tuple[int, ...]:
    """The numbers that a count may have, one of each that the limit tells apart: below it, at it, above it."""
    found, as_of = asked.outcomes, asked.history.as_of
    least = least_count(found, window, as_of)
    if not found.incomplete:
        return (least,)
    most = found.number_in(window.passing) + len(found.that_may_fall(window.passing, as_of))
    return tuple(sorted({least, most, *(k for k in (amount - 1, amount, amount + 1) if least <= k <= most)}))


def _never_codes(asked: CheckOfCase, window: Window) -> tuple[Fact, ...]:
    found, span, as_of = asked.outcomes, window.passing, asked.history.as_of
    if found.is_in(span) or found.that_must_fall(span, as_of):
        return ((YES,),)
    return ((YES,), (NO,)) if found.that_may_fall(span, as_of) else ((NO,),)


def _ends_codes(asked: CheckOfCase, window: Window, broken: date | None) -> Fact:
    due, as_of = window.due, asked.history.as_of
    if due is None:
        raise ValueError("there is no due date")
    over, is_end = over_of(asked.check, asked.history, broken)
    audit_to_due = _sign(due, as_of)
    if over is None:
        return (audit_to_due, MISSING, MISSING, NO)
    return (audit_to_due, _sign(due, over), _sign(as_of, over), int(is_end))


def _sign(later: date, earlier: date) -> int:
    return (later > earlier) - (later < earlier)


def _sign_of(number: int) -> int:
    return (number > 0) - (number < 0)
