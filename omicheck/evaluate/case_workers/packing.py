"""Cases on their way to another process, and rows on their way back, as tuples: a third of the work of objects."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import starmap
from operator import attrgetter
from typing import Final

from attrs import frozen

from omicheck.dates import Span
from omicheck.evaluate.durable.parts_of_rows import RowTuple
from omicheck.model.case import Case, Event
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase

_EVENT: Final = attrgetter("type", "span.first", "span.last", "dated", "attributes")


@frozen(eq=False)
class Work:
    """What is to be done with every case.

    Attributes:
        rule_base: what the rules speak of.
        rules: the rules, in the order of their ids.
        as_of: the audit date.
    """

    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date


@frozen(eq=False)
class CaseRows:
    """What was found of a case.

    Attributes:
        rows: its rows.
        failures: what went wrong with them, a line each.
    """

    rows: Sequence[Row]
    failures: Sequence[str] = ()


def packed_cases(cases: Iterable[Case]) -> bytes:
    """Cases without the inspectors' answers, of which no rule asks."""
    import pickle  # noqa: PLC0415, of use only between processes

    return pickle.dumps([(case.case_id, case.fields, [_EVENT(event) for event in case.events]) for case in cases], 5)


def unpacked_cases(content: bytes) -> Iterator[Case]:
    """The same cases in another process."""
    import pickle  # noqa: PLC0415, of use only between processes

    for case_id, values, events in pickle.loads(content):  # noqa: S301, of the process that started this one
        found = [Event(type_, Span(first, last), dated, more) for type_, first, last, dated, more in events]
        yield Case(case_id, values, tuple(found))


def packed_rows(rows: Sequence[RowTuple], failures: Sequence[str]) -> bytes:
    """What was found of a case."""
    import pickle  # noqa: PLC0415, of use only between processes

    return pickle.dumps((rows, failures), 5)


def unpacked_rows(content: bytes) -> CaseRows:
    """The same in the process that asked."""
    import pickle  # noqa: PLC0415, of use only between processes

    rows, failures = pickle.loads(content)  # noqa: S301, of a process that this one started
    return CaseRows(list(starmap(Row, rows)), failures)
