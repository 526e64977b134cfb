"""The parts of a row that no decision is needed for, and what is looked up for those that are."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from omicheck.dates import Span
from omicheck.evaluate.durable.facts import CheckOfCase
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.occurrences import Occurrence, OccurrenceStanding
from omicheck.evaluate.durable.prepared import Prepared
from omicheck.evaluate.durable.rows import RowValues
from omicheck.evaluate.durable.scopes import FALSE, UNKNOWN, Truth
from omicheck.evaluate.durable.verdicts import Ruling
from omicheck.model.limit import Amount
from omicheck.model.rule import Check

# The fields of a row, in their order: what goes to another process is not made a `Row` on the way.
RowTuple = tuple[Any, ...]
_ONE_DAY: Final = timedelta(days=1)


def scope_of(prepared: Prepared, occurrence: Occurrence, history: History) -> Truth:
    """Whether the scope holds for an occurrence; never for one that another edition of the standards is asked about."""
    if prepared.check.kind != "recorded" and occurrence.day is not None:
        return history.truth(prepared.scope, occurrence.day) if prepared.rule.is_asked_on(occurrence.day) else FALSE
    if occurrence.standing == OccurrenceStanding.NO_OCCURRENCE:
        return history.truth(prepared.applies, history.as_of)
    if prepared.check.kind == "recorded":
        asked = prepared.rule.edition_of_record
        is_asked = asked is None or history.as_of in asked.days
        return history.truth(prepared.applies, history.as_of) if is_asked else FALSE
    return history.undated_truth(prepared.scope)


def check_of_case(check: Check, history: History) -> CheckOfCase:
    """What is asked of a case, with its events that matter."""
    return CheckOfCase(check, history, history.found(check.outcome), history.found(check.unless))


def ends_first(span: Span) -> Iterator[date]:
    """The days of a span, its first and last before the others, as they are the likeliest to differ."""
    yield span.first
    yield span.last
    day = span.first + _ONE_DAY
    while day < span.last:
        yield day
        day += _ONE_DAY


def unknown_of(
    prepared: Prepared, occurrence: Occurrence, ruling: Ruling, scope: Truth, history: History
) -> tuple[str, ...]:
    """What would have to be known for an occurrence of which steps 2 to 5 cannot tell."""
    if ruling.reason == "no_limit_in_force":
        return ()
    if (
        scope == UNKNOWN
        and ruling.reason == "unknown_scope"
        and occurrence.standing != OccurrenceStanding.UNCERTAIN_BECOMING
    ):
        day = history.as_of if occurrence.day is None else occurrence.day
        return history.without_value(prepared.scope, (day,))
    return occurrence.unknown


def text_of(amount: Amount | None) -> str | None:
    """An amount as it stands in a row."""
    return None if amount is None else str(amount)


def row_of(
    prepared: Prepared, occurrence: Occurrence, result: RowValues, history: History, limit: str | None = None
) -> RowTuple:
    """The row of an occurrence."""
    rule = prepared.rule
    return (
        history.case.case_id,
        rule.id,
        rule.question,
        occurrence.number,
        result.ruling.verdict,
        result.ruling.reason,
        occurrence.day,
        result.due,
        result.outcome,
        result.days_late,
        limit,
        result.count,
        result.unknown,
    )
