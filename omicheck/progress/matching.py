"""Which row of one time is of the same occurrence as which row of another, in one case and by one rule.

The number of an occurrence is no name of it: it moves as soon as an event is recorded that lies before. So occurrences
that begin with an event are the same if they begin on the same day; of several that begin on one day the first is the
first, and so on. Where after that exactly one occurrence of each time is left over, and the later one was there to be
recorded at the earlier audit date, they are one occurrence whose date was corrected, or filled in. Where more are left
over nobody can say which is which, and they stay apart.

Occurrences that are counted from a date of the case are told by their number: a release date that is corrected moves
all windows of a count, and the third is still the third.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from omicheck.model.row import Row
from omicheck.model.rule import Check, Rule

# The row of the earlier time and that of the later one; one of them may be missing.
Pair = tuple[Row | None, Row | None]


def is_of_an_occurrence(row: Row) -> bool:
    """Whether a row is of an occurrence, and does not merely say that a case has none or is not asked."""
    is_placeholder = row.verdict == "not_applicable" and row.reason in ("no_trigger", "out_of_scope")
    return not (is_placeholder and row.trigger_date is None)


def matched(earlier: Sequence[Row], later: Sequence[Row], rule: Rule, earlier_as_of: date | None) -> list[Pair]:
    """The rows of one case and rule at two times, each in one pair; the later ones in order, then those that are gone.

    Args:
        earlier: the rows of the earlier time, in order.
        later: those of the later time, in order.
        rule: the rule.
        earlier_as_of: the earlier audit date; None where it is not known, and no date is taken for a corrected one.
    """
    check = rule.check
    names = _numbers if _is_told_by_number(check) else _days
    of_earlier = names([row for row in earlier if is_of_an_occurrence(row)])
    of_later = names([row for row in later if is_of_an_occurrence(row)])
    gone = [row for name, row in of_earlier.items() if name not in of_later]
    there = [row for name, row in of_later.items() if name not in of_earlier and _was_there(row, check, earlier_as_of)]
    corrected = (gone[0], there[0]) if len(gone) == len(there) == 1 else None
    pairs: list[Pair] = []
    for name, row in of_later.items():
        before = corrected[0] if corrected is not None and row is corrected[1] else of_earlier.get(name)
        pairs.append((before, row))
    return [*pairs, *((row, None) for row in gone if corrected is None)]


def _is_told_by_number(check: Check) -> bool:
    return check.kind == "recorded" or (isinstance(check.trigger, str) and check.kind != "interval")


def _numbers(rows: Iterable[Row]) -> Mapping[object, Row]:
    return {row.occurrence: row for row in rows}


def _days(rows: Iterable[Row]) -> Mapping[object, Row]:
    seen: Counter[date | None] = Counter()
    names: dict[object, Row] = {}
    for row in rows:
        seen[row.trigger_date] += 1
        names[row.trigger_date, seen[row.trigger_date]] = row
    return names


def _was_there(row: Row, check: Check, earlier_as_of: date | None) -> bool:
    """Whether an occurrence may have been there at the earlier audit date: a hearing to come may, an absence not."""
    if earlier_as_of is None:
        return False
    return row.trigger_date is None or row.trigger_date <= earlier_as_of or check.kind == "lead_time"
