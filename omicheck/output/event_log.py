"""Timelines of cases for programs that mine processes: as XES (IEEE 1849) and as a CSV log.

A record knows days and no times. A day is written as its midnight in Greenwich, so that whoever makes it a time of
Greenwich, as many programs do, still has the day. An event whose date is not full has no `time:timestamp`, as none
would be true; what is known of its date is its attribute `date`. Events are in the order of their days, those that may
have been on several at the first of them, those of one day as in the record, and those without any date last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from omicheck.dates import ALL_TIME
from omicheck.decimals import number_in_words
from omicheck.model.case import Case, Event
from omicheck.model.vocabulary import Value, Vocabulary
from omicheck.output.csv_table import csv_lines
from omicheck.records.event_logs import CASE_NAME, NAME, TIMESTAMP
from omicheck.records.record_data import date_of_span

# What is known of the date of an event that has no full one.
DATE: Final = "date"
_OF_CASE: Final = "case:"
_MIDNIGHT: Final = "T00:00:00.000+00:00"
_EXTENSIONS: Final = (("Concept", "concept"), ("Time", "time"))
# What no file of XML can hold, not even as a code.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def timeline(case: Case) -> Sequence[Event]:
    """The events of a case in the order of a log."""
    return sorted(case.events, key=lambda event: date.max if event.span == ALL_TIME else event.span.first)


def coded_texts(cases: Iterable[Case]) -> int:
    """How many texts of cases have characters that XML cannot hold, for which codes are written."""
    return sum(_NOT_XML.search(text) is not None for case in cases for text in _texts(case))


def _texts(case: Case) -> Iterator[str]:
    for values in (case.fields, *(event.attributes for event in case.events)):
        yield from (value for value in values.values() if isinstance(value, str))


def xes_lines(cases: Iterable[Case], as_of: str | None, *, all_dated: bool) -> Iterator[str]:
    """A log in XES, line by line.

    Args:
        cases: the cases, each of which is a trace.
        as_of: the audit date of the records, if they carry one.
        all_dated: whether every event has a full date, so that the log may say so.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849.2016" xes.features="">\n'
    for name, prefix in _EXTENSIONS:
        yield f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield f'  <global scope="trace">\n    <string key="{NAME}" value=""/>\n  </global>\n'
    yield f'  <global scope="event">\n    <string key="{NAME}" value=""/>\n'
    if all_dated:
        yield f'    <date key="{TIMESTAMP}" value="1970-01-01{_MIDNIGHT}"/>\n'
    yield f'  </global>\n  <classifier name="Activity" scope="event" keys="{NAME}"/>\n'
    if as_of is not None:
        yield from _attribute("  ", "as_of", as_of)
    for case in cases:
        yield "".join(_trace(case))
    yield "</log>\n"


def _trace(case: Case) -> Iterator[str]:
    yield "  <trace>\n"
    yield from _attribute("    ", NAME, case.case_id)
    for name, value in case.fields.items():
        if name != "case_id":
            yield from _attribute("    ", name, value)
    for event in timeline(case):
        yield "    <event>\n"
        yield from _attribute("      ", NAME, event.type)
        if event.dated:
            yield from _attribute("      ", TIMESTAMP, event.day)
        elif event.span != ALL_TIME:
            yield from _attribute("      ", DATE, str(date_of_span(event.span)))
        for name, value in event.attributes.items():
            yield from _attribute("      ", name, value)
        yield "    </event>\n"
    yield "  </trace>\n"


def _attribute(indent: str, key: str, value: Value) -> Iterator[str]:
    match value:
        case bool():
            kind, text = "boolean", "true" if value else "false"
        case int():
            kind, text = "int", str(value)
        case Decimal():
            kind, text = "float", number_in_words(value)
        case date():
            kind, text = "date", f"{value.isoformat()}{_MIDNIGHT}"
        case tuple():
            yield f'{indent}<list key={_quoted(key)}>\n{indent}  <values key="values">\n'
            for item in value:
                yield from _attribute(f"{indent}    ", "item", item)
            yield f"{indent}  </values>\n{indent}</list>\n"
            return
        case _:
            kind, text = "string", value
    yield f"{indent}<{kind} key={_quoted(key)} value={_quoted(text)}/>\n"


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub(lambda one: f"\\x{ord(one[0]):02x}", text))


def csv_log_lines(cases: Iterable[Case], vocabulary: Vocabulary) -> Iterator[str]:
    """A log as one CSV table, a row for each event, with the fields of its case in every row.

    Args:
        cases: the cases.
        vocabulary: their words.
    """
    attributes = list(dict.fromkeys(name for event in vocabulary.events.values() for name in event.attributes))
    fields = [name for name in vocabulary.fields if name != "case_id"]
    columns = [CASE_NAME, NAME, TIMESTAMP, DATE, *attributes, *(f"{_OF_CASE}{name}" for name in fields)]
    return csv_lines(columns, (row for case in cases for row in _rows(case, attributes, fields)))


def _rows(case: Case, attributes: Sequence[str], fields: Sequence[str]) -> Iterator[Sequence[Any]]:
    of_case = [_cell(case.fields.get(name)) for name in fields]
    for event in timeline(case):
        day = f"{event.day.isoformat()}{_MIDNIGHT}" if event.dated else None
        known = None if event.dated else date_of_span(event.span)
        yield [
            case.case_id,
            event.type,
            day,
            known,
            *(_cell(event.attributes.get(one)) for one in attributes),
            *of_case,
        ]


def _cell(value: Value | None) -> Any:  # noqa: ANN401, what a cell may hold
    match value:
        case Decimal():
            # No text, before which a spreadsheet would have to be told that a minus begins no formula.
            return value
        case tuple():
            return list(value) or "none"
        case date():
            return value.isoformat()
    return value
