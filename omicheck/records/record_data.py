"""A case as plain data again: the record as JSON holds it, whatever it was read from."""

from datetime import date
from typing import Any

from omicheck.dates import ALL_TIME, Span
from omicheck.model.case import Case
from omicheck.model.vocabulary import Value


def record_data(case: Case) -> dict[str, Any]:
    """A case record as JSON holds it, without fields and attributes that have no value.

    Args:
        case: the case.
    """
    fields = {name: plain_value_of(value) for name, value in case.fields.items()}
    events = [
        {
            "type": event.type,
            "date": date_of_span(event.span),
            **{name: plain_value_of(value) for name, value in event.attributes.items()},
        }
        for event in case.events
    ]
    answers = [
        {"question": one.question, "answer": one.answer}
        | ({} if one.by is None else {"by": one.by})
        | ({} if one.reason is None else {"reason": one.reason})
        for one in case.answers
    ]
    return {**fields, "events": events} | ({"answers": answers} if answers else {})


def plain_value_of(value: Value) -> Any:  # noqa: ANN401, it is data of any shape
    """A value as JSON holds it; a number with decimals stays a `Decimal`, of which each format makes its own."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def date_of_span(span: Span) -> str | None:
    """The date of an event as records write it, as far as it is known; None for one of which nothing is.

    >>> date_of_span(Span(date(2009, 4, 1), date(2009, 4, 30))), date_of_span(ALL_TIME)
    ('2009-04', None)
    """
    first = span.first.isoformat()
    if span == ALL_TIME:
        return None
    if span.first == span.last:
        return first
    return first[:7] if span.first.month == span.last.month else first[:4]
