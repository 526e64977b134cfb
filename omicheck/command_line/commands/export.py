"""`omicheck export`: writes records as an event log, or as they come out of a mapping."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import (
    add_mapping,
    add_path,
    add_problems,
    add_shared,
    rules_asked,
    source_of,
)
from omicheck.command_line.writing import write
from omicheck.plain_data import compact_json
from omicheck.text import counted

if TYPE_CHECKING:
    from omicheck.model.case import Case
    from omicheck.use_cases.export import ExportResult

_EPILOG: Final = """examples:
  omicheck export cases.jsonl --format xes --output timelines.xes
  omicheck export caseload.xlsx --mapping mapping.yaml --format jsonl --output cases.jsonl
  omicheck export cases.jsonl --cases sample.csv --pseudonymise key --format jsonl --output to-hand-on.jsonl
  omicheck export fines.csv --mapping mapping.yaml --rules my-rules --format csv

xes and csv are event logs: a case is a trace, an event of its record an event of the log, at midnight in Greenwich.
jsonl has the records whole.

exit status: 0 written, 2 the command, the mapping or the rules are wrong, 3 records were rejected (the others were
written)"""

_ONLY_DATED: Final = "leave out events without a full date; a log with any is more than some programs can read"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_path(parser)
    add_mapping(parser)
    parser.add_argument("--only-dated", action="store_true", help=_ONLY_DATED)
    add_problems(parser)
    add_shared(parser, ("xes", "csv", "jsonl"))


def run(options: argparse.Namespace) -> int:
    """Writes, and gives the exit status."""
    from omicheck.use_cases.export import ExportRequest, export_records  # noqa: PLC0415, heavy

    observer = observer_of(options)
    source = source_of(options)
    request = ExportRequest(source, rules_asked(options), options.only_dated)
    found = export_records(request, observer)
    with observer.progress(len(found.cases), "writing") as advance:
        write(options.output, _lines(options.format, found, advance))
    if found.left_out:
        observer.remark(f"{counted(found.left_out, 'event')} without a full date left out")
    for text in () if options.format == "jsonl" else _left_out(options.format, found):
        observer.remark(text)
    return found.status


def _lines(format_: str, found: "ExportResult", advance: Callable[[int], None]) -> Iterator[str]:
    cases = _followed(found.cases, advance)
    if format_ == "jsonl":
        from omicheck.records.record_data import record_data  # noqa: PLC0415, of use only for this format

        of_all = {} if found.as_of is None else {"as_of": found.as_of}
        return (f"{compact_json(of_all | record_data(case))}\n" for case in cases)
    from omicheck.output.event_log import csv_log_lines, xes_lines  # noqa: PLC0415, of use only for these formats

    if format_ == "csv":
        return csv_log_lines(cases, found.vocabulary)
    return xes_lines(cases, found.as_of, all_dated=not found.events_without_day)


def _followed(cases: Iterable["Case"], advance: Callable[[int], None]) -> Iterator["Case"]:
    for case in cases:
        yield case
        advance(1)


def _left_out(format_: str, found: "ExportResult") -> Iterator[str]:
    """What an event log does not have of the records."""
    from omicheck.output.event_log import coded_texts  # noqa: PLC0415, of use only for these formats

    if found.events_without_day:
        events = counted(found.events_without_day, "event")
        yield f"{events} without a full date: no time:timestamp, but what is known of it as the attribute date"
    if found.answers:
        yield f"{counted(found.answers, 'answer')} of inspectors left out, for which an event log has no place"
    coded = coded_texts(found.cases) if format_ == "xes" else 0
    if coded:
        yield f"{counted(coded, 'text')} with a character that XML cannot hold: its code is written"
    empty = sum(not case.events for case in found.cases)
    if empty and format_ == "csv":
        yield f"{counted(empty, 'case')} left out, as a CSV log has nothing of a case without events"
