"""Step 7 where incomplete events, or a `while` that is unknown, leave something open: every row that is possible.

The possible rows are a set of reasons, which is a number with a bit for each; so that a hundred thousand rows have
theirs in a column.
"""

from typing import Final

import numpy as np
from attrs import frozen

from omicheck.arrays import Flags, Numbers
from omicheck.evaluate.columnar.breaks import names_between
from omicheck.evaluate.columnar.columns import Columns
from omicheck.evaluate.columnar.gaps import Gaps, no_gaps
from omicheck.evaluate.columnar.incomplete import Pairs
from omicheck.evaluate.columnar.lookups import FAR, NONE, constant, first_from, places_where
from omicheck.evaluate.columnar.spans import DatedOccurrences
from omicheck.evaluate.reason_codes import CODE, EITHER_WAY_CODES, VERDICT_CODES
from omicheck.model.row import VERDICTS

_BITS: Final = np.array(
    [sum(1 << code for code in np.flatnonzero(place == VERDICT_CODES).tolist()) for place in range(len(VERDICTS))]
)
_EXEMPT: Final = 1 << CODE["exempt"]
_NOT_APPLICABLE: Final = 1 << VERDICTS.index("not_applicable")


@frozen(eq=False)
class _Possible:
    """What is possible with one of the breaks.

    Attributes:
        rows: the rows of the outcome that are possible, as a set of reasons.
        is_exempt: whether step 6 gives the row.
        may_be_exempt: whether an incomplete event may excuse.
        count: the least count.
        named: for each pair of a row and an incomplete outcome, whether the event is one that matters.
        excusing: for each pair of a row and an incomplete `unless`, whether it may excuse.
    """

    rows: Numbers
    is_exempt: Flags
    may_be_exempt: Flags
    count: Numbers
    named: Flags
    excusing: Flags

    @property
    def all_rows(self) -> Numbers:
        """All rows that are possible."""
        with_exempt = np.where(self.may_be_exempt, self.rows | _EXEMPT, self.rows)
        return np.where(self.is_exempt, _EXEMPT, with_exempt)


@frozen(eq=False)
class _Open:
    """Rows with what is left open."""

    asked: DatedOccurrences
    due: Numbers
    need: Numbers
    outcomes: Pairs
    excuses: Pairs | None


def settle_open(asked: DatedOccurrences, due: Numbers, need: Numbers) -> Columns:
    """Steps 6 and 7 of rows in which something may be open.

    Args:
        asked: what is asked of them.
        due: their due dates.
        need: the limit of a count.
    """
    live = asked.live
    outcomes = asked.events.incomplete.pairs(live.case, asked.caseload.as_of, live.event)
    excuses = None if asked.unless is None else asked.unless.incomplete.pairs(live.case, asked.caseload.as_of)
    given = _Open(asked, due, need, outcomes, excuses)
    second = first = _possible(given, live.break_)
    if live.breaks is not None and (live.breaks[0] != live.breaks[1]).any():
        first = _possible(given, live.breaks[0])
    found = first.all_rows | second.all_rows
    is_exempt = first.is_exempt & second.is_exempt
    rows = Columns.empty(len(due))
    rows.due = due
    verdicts = _verdicts_in(found)
    settled = _is_one(verdicts)
    with_verdict = np.where(settled, EITHER_WAY_CODES[_place_of(verdicts)], np.int8(CODE["incomplete_event"]))
    rows.reason[:] = np.where(_is_one(found), _place_of(found), with_verdict)
    unsettled = places_where(~settled)
    if len(unsettled):
        names = _names(given, second)
        if first is not second:
            names = names.along(_names(given, first), _names_of_while(given, first, second))
        rows.unknown = np.zeros(len(due), dtype=np.int32)
        rows.unknown[unsettled] = asked.caseload.unknown.codes_of(names.take(unsettled))
    _write_found(given, second, is_exempt, rows)
    return rows


def _write_found(given: _Open, second: _Possible, is_exempt: Flags, rows: Columns) -> None:
    """Outcome date, days late and count, as far as they are known."""
    asked, due = given.asked, given.due
    if asked.check.kind == "count":
        rows.count = np.where(is_exempt, np.int32(-1), second.count)
        return
    outcome = asked.outcome
    if asked.check.kind == "never":
        last = asked.last(due, asked.live.break_)
        rows.outcome = np.where((outcome <= last) & ~is_exempt, outcome, np.int32(NONE))
        return
    may_be_earlier = given.outcomes.any(given.outcomes.may(asked.first, constant(len(due), FAR)))
    is_null = (outcome == FAR) | is_exempt | ((outcome > due) & may_be_earlier)
    rows.outcome = np.where(is_null, np.int32(NONE), outcome)
    late, absent = rows.reason == CODE["late"], rows.reason == CODE["absent"]
    until = np.where(late, outcome, np.int32(asked.caseload.as_of))
    rows.days_late = np.where((late | absent) & ~may_be_earlier, until - due, np.int32(NONE))


def _possible(given: _Open, break_: Numbers | int) -> _Possible:
    """Step 6, and the rows of step 7, with a break."""
    asked, due, pairs = given.asked, given.due, given.outcomes
    last = asked.last(due, break_)
    may, must = pairs.may(asked.first, last), pairs.must(asked.first, last)
    count, named = asked.count, may
    match asked.check.kind:
        case "count":
            count = asked.count + pairs.number(must)
            over = 1 if asked.check.at_most else 0
            is_certain = count >= given.need + over
            is_possible = asked.count + pairs.number(may) >= given.need + over
            others = _where(~is_certain, _bit(asked.reason_without(due, break_)))
        case "never":
            is_certain = (asked.outcome <= last) | pairs.any(must)
            is_possible = is_certain | pairs.any(may)
            others = _where(~is_certain, _bit(asked.reason_without(due, break_)))
        case _:
            is_certain = (asked.outcome <= due) | pairs.any(must)
            is_possible = is_certain | pairs.any(may)
            others = _where(~is_certain, _late_or_none(given, break_))
            if asked.check.late_accepted or asked.check.absent_not_asked:
                # Late or never matters where the two do not have one verdict.
                named = pairs.may(asked.first, constant(len(due), FAR))
    rows = others | _where(is_possible, np.int64(1 << asked.reason_with))
    is_exempt: Flags = np.zeros(len(due), dtype=np.bool_)
    may_be_exempt, excusing = is_exempt, is_exempt[:0]
    if asked.unless is not None and given.excuses is not None:
        begin, end = asked.exempting_span(due, last)
        found = first_from(asked.unless.keys, asked.case, begin)
        excusing = given.excuses.may(begin, end)
        may_be_exempt = given.excuses.any(excusing)
        is_exempt = ((found <= end) & (begin <= end)) | given.excuses.any(given.excuses.must(begin, end))
    return _Possible(rows, is_exempt, may_be_exempt, count.astype(np.int32), named, excusing)


def _late_or_none(given: _Open, break_: Numbers | int) -> Numbers:
    """The rows that are possible where no outcome is certain to be in time: a late one, none, or both."""
    asked, due, pairs = given.asked, given.due, given.outcomes
    far = constant(len(due), FAR)
    is_after = (asked.outcome > due) & (asked.outcome < FAR)
    late = is_after | pairs.any(pairs.may(due + 1, far))
    none = ~(is_after | pairs.any(pairs.must(asked.first, far)))
    late_rows = _where(late, _bit(asked.reason_late(due, break_)))
    return late_rows | _where(none, _bit(asked.reason_without(due, break_)))


def _names(given: _Open, possible: _Possible) -> Gaps:
    """What would have to be known of the outcomes, and of what excuses, with a break."""
    is_open = ~possible.is_exempt
    verdicts = _verdicts_in(possible.rows)
    asks_outcome = is_open & ~_is_one(verdicts)
    names = given.outcomes.gaps(possible.named & asks_outcome[given.outcomes.rows])
    if given.excuses is None:
        return names
    asks_unless = is_open & (verdicts != _NOT_APPLICABLE)
    return names.along(given.excuses.gaps(possible.excusing & asks_unless[given.excuses.rows]))


def _names_of_while(given: _Open, first: _Possible, second: _Possible) -> Gaps:
    """What would have to be known of `while`, where the breaks give different verdicts."""
    if given.asked.live.breaks is None:
        return no_gaps(len(given.due))
    live = given.asked.live
    differ = _verdicts_in(first.all_rows) != _verdicts_in(second.all_rows)
    names = names_between(live.caseload, given.asked.check.while_, live.case, live.day, given.asked.live.breaks[1])
    return names.only(differ)


def _bit(reason: Numbers) -> Numbers:
    """The set of each reason alone."""
    return np.left_shift(np.int64(1), reason.astype(np.int64))


def _where(flags: Flags, sets: Numbers | np.int64) -> Numbers:
    """Sets where they are flagged, and empty ones elsewhere."""
    found: Numbers = np.where(flags, sets, np.int64(0))
    return found


def _is_one(sets: Numbers) -> Flags:
    """Whether each set, none of which is empty, has one member."""
    flags: Flags = (sets & (sets - 1)) == 0
    return flags


def _place_of(sets: Numbers) -> Numbers:
    """The place of the greatest member of each set."""
    return (np.frexp(sets.astype(np.float64))[1] - 1).astype(np.int8)


def _verdicts_in(reasons: Numbers) -> Numbers:
    """The set of verdicts of each set of reasons."""
    # There are six verdicts: the flags of each row make a byte.
    found: Numbers = np.packbits((reasons[:, None] & _BITS) != 0, axis=1, bitorder="little")[:, 0].astype(np.int64)
    return found
