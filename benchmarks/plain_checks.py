"""What a check comes to from a day on, in plain Python: steps 5 to 7 of the semantics.

`plain_python.py` says what it is for.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
from plain_cases import FAR, FIRST
from plain_occurrences import ONE_DAY
from plain_spans import Asked, breaks_of, due_of, end_of, exempting_span, outcome_date, passing_span

from omicheck.model.limit import Amount, Limit, LimitValue
from omicheck.model.vocabulary import ValueType

Ruling = tuple[str, str]
EXEMPT: Ruling = ("not_applicable", "exempt")


@attrs.frozen
class Decided:
    """Verdict and reason, and the other fields of a row."""

    verdict: str
    reason: str
    due: date | None = None
    outcome: date | None = None
    days_late: int | None = None
    limit: str | None = None
    count: int | None = None
    names: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Open:
    """What is possible with one break: the rows, whether it is exempt for certain, and what is missing."""

    rows: frozenset[Ruling]
    is_exempt: bool
    names: frozenset[str]

    @property
    def verdicts(self) -> set[str]:
        """The verdicts of the rows."""
        return {verdict for verdict, _ in self.rows}


def decide(asked: Asked, limit: Limit | None) -> Decided:
    """Steps 5 to 7."""
    if limit is None:
        return _against(asked, None)
    value = next((one for one in reversed(limit.values) if one.from_ <= asked.day), None)
    if value is None or (value.until is not None and value.until < asked.day):
        return Decided("cannot_tell", "no_limit_in_force")
    if value.by is None:
        return _against(asked, value.table[None])
    known = asked.case.known(value.by, asked.day)
    if known is not None:
        amount = next((one for key, one in value.table.items() if type(key) is type(known) and key == known), None)
        return Decided("cannot_tell", "no_limit_in_force") if amount is None else _against(asked, amount)
    return _unknown_limit(asked, value, value.by)


def _unknown_limit(asked: Asked, value: LimitValue, by: str) -> Decided:
    found = [(amount, _against(asked, amount)) for amount in value.table.values()]
    # The one with the latest due date, or of a count the largest number.
    _, top = max(found, key=lambda one: one[0] if isinstance(one[0], int) else (one[1].due or FIRST).toordinal())
    top = attrs.evolve(top, limit=None)
    is_whole = {*_every_value(asked.case.vocabulary.fields[by])} == {*value.table} and value.table
    if is_whole and len({one.verdict for _, one in found}) == 1:
        return top
    return attrs.evolve(top, verdict="cannot_tell", reason="unknown_limit", days_late=None, names=frozenset({by}))


def _every_value(wanted: ValueType) -> Iterable[Any]:
    match wanted.kind:
        case "flag":
            return (False, True)
        case "integer":
            return range(wanted.at_least, wanted.at_most + 1)
        case "choice" | "level":
            return wanted.values
    return ()


def _against(asked: Asked, amount: Amount | None) -> Decided:
    """Steps 6 and 7 with one amount."""
    case, check = asked.case, asked.check
    due = due_of(asked, amount)
    limit = None if amount is None else str(amount)
    before, after, unknown_days = breaks_of(asked)
    opens = [_open(asked, amount, due, one) for one in ([after] if before == after else [before, after])]
    if all(one.is_exempt for one in opens):
        return Decided(*EXEMPT, due, limit=limit)
    rows = frozenset(row for one in opens for row in one.rows)
    verdicts = {verdict for verdict, _ in rows}
    names: frozenset[str] = frozenset()
    if len(verdicts) == 1:
        (verdict,), reasons = verdicts, {reason for _, reason in rows}
        reason = next(iter(reasons)) if len(reasons) == 1 else "either_way"
    else:
        verdict, reason = "cannot_tell", "incomplete_event"
        names = frozenset(name for one in opens for name in one.names)
        if opens[0].verdicts != opens[-1].verdicts:
            names |= {name for day in unknown_days for name in case.names([check.while_], day)}
    outcome, late = outcome_date(asked, due, after), None
    matches, incomplete = asked.outcomes()
    first, last = passing_span(asked, due, after)
    may_be_earlier = any(case.may_fall(one, first, FAR) for one in incomplete)
    if reason in ("late", "absent") and due is not None and not may_be_earlier:
        until = outcome if reason == "late" and outcome is not None else case.as_of
        late = (until - due).days
    count = None
    if check.kind == "count":
        outcome = None
        count = sum(first <= one <= last for one in matches)
        count += sum(case.must_fall(one, first, last) for one in incomplete)
    return Decided(verdict, reason, due, outcome, late, limit, count, names)


def _open(asked: Asked, amount: Amount | None, due: date | None, broken: date | None) -> Open:
    case, check = asked.case, asked.check
    first, last = passing_span(asked, due, broken)
    begin, end = exempting_span(asked, due, (first, last))
    excuses, open_excuses = case.look(check.unless)
    if any(begin <= one <= end for one in excuses) or any(case.must_fall(one, begin, end) for one in open_excuses):
        return Open(frozenset({EXEMPT}), is_exempt=True, names=frozenset())
    rows = {_table(asked, amount, due, broken, state) for state in _states(asked, first, last)}
    names: set[str] = set()
    if len({verdict for verdict, _ in rows}) > 1:
        until = FAR if check.late_accepted or check.absent_not_asked else last
        _, incomplete = asked.outcomes()
        names |= {name for one in incomplete if case.may_fall(one, first, until) for name in one.names}
    may_exempt = [one for one in open_excuses if case.may_fall(one, begin, end)]
    if may_exempt and {verdict for verdict, _ in rows} != {"not_applicable"}:
        names |= {name for one in may_exempt for name in one.names}
    return Open(frozenset({*rows, EXEMPT} if may_exempt else rows), is_exempt=False, names=frozenset(names))


def _states(asked: Asked, first: date, last: date) -> Iterable[str | int]:
    """What may have come of the outcome: in time, late or none; a number; or whether it happened."""
    case, (matches, incomplete) = asked.case, asked.outcomes()
    within = [one for one in matches if first <= one <= last]
    may = [one for one in incomplete if case.may_fall(one, first, last)]
    must = [one for one in may if case.must_fall(one, first, last)]
    if asked.check.kind == "count":
        return range(len(within) + len(must), len(within) + len(may) + 1)
    if within or must:
        return ("in_time",)
    states = ["in_time"] if may else []
    if asked.check.kind == "never":
        return (*states, "none")
    is_after = any(one > last for one in matches)
    if is_after or any(case.may_fall(one, last + ONE_DAY, FAR) for one in incomplete):
        states.append("late")
    if not is_after and not any(case.must_fall(one, first, FAR) for one in incomplete):
        states.append("none")
    return states


def _table(asked: Asked, amount: Amount | None, due: date | None, broken: date | None, state: str | int) -> Ruling:
    check, as_of = asked.check, asked.case.as_of
    if check.kind == "never" or due is None:
        return ("not_met", "happened") if state == "in_time" else ("met", "none")
    end = end_of(asked)
    over = min((one for one in (end, broken) if one is not None), default=None)
    is_over = over is not None and over <= as_of
    if isinstance(state, int) and isinstance(amount, int) and check.at_most:
        if state > amount:
            return ("not_met", "too_many")
        return ("not_due", "not_due") if as_of <= due and not is_over else ("met", "not_too_many")
    if isinstance(state, int) and isinstance(amount, int) and state >= amount:
        return ("met", "enough")
    if state == "in_time":
        return ("met", "in_time")
    if over is not None and is_over and over <= due:
        return ("not_applicable", "ended_before_due" if over == end else "interrupted")
    if state == "late":
        return ("met", "late_accepted") if check.late_accepted else ("not_met", "late")
    if as_of <= due:
        return ("not_due", "not_due")
    if check.kind == "count":
        return ("not_met", "too_few")
    return ("not_applicable", "not_asked") if check.absent_not_asked else ("not_met", "absent")
