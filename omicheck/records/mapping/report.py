"""What a mapping makes of an extract: what is mapped, what is left, what is wrong, and records as they come out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.mapping.model import PERSON_ID, EventSource, RecordMapping, Source, TableMapping
from omicheck.records.mapping.profile import profile
from omicheck.records.mapping.records import MappedRecords, read_mapped_records
from omicheck.records.mapping.tables import MappedTable, headings_left
from omicheck.records.problem_kinds import ProblemKind, kinds_of
from omicheck.records.raw_records import problems_of
from omicheck.records.sheets.grid import heading_key
from omicheck.text import counted

_SHOWN: Final = 3


@frozen
class MappedColumn:
    """A column, or a constant, and what it is taken for.

    Attributes:
        target: the field, the event or the part of one.
        heading: the heading, or in JSON the path; None for a constant.
        constant: the constant, where there is no heading.
        filled: how many rows have something there.
        asked: the headings by which it is settled whether a constant or a column says something of a row.
        doubts: what may be wrong with what stands in it.
    """

    target: str
    heading: str | None
    constant: Any
    filled: int
    asked: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@frozen
class MappedTableReport:
    """A table of an extract.

    Attributes:
        name: the file and the sheet.
        heading_line: the row of its headings; 0 in JSON.
        each: in JSON, the path of what makes a row.
        each_row: what a row is.
        rows: how many rows have something in them.
        columns: what is mapped, in the order of the mapping.
        left_out: the headings that are left out on purpose, as the table has them.
        left: the headings that are left out as `the rest`.
        absent: in JSON, what the mapping speaks of and no document has.
        lacking: in how many places of JSON there is no list, where rows would stand in one.
    """

    name: str
    heading_line: int
    each_row: str
    rows: int
    columns: tuple[MappedColumn, ...]
    left_out: tuple[str, ...]
    left: tuple[str, ...]
    each: str = ""
    absent: tuple[str, ...] = ()
    lacking: int = 0


@frozen
class MappingReport:
    """What a mapping makes of an extract.

    Attributes:
        tables: its tables.
        taken: how many records were taken.
        rejected: how many records, or rows that belong to none, were not.
        rows_left_out: how many rows were left out on purpose.
        events: how many events the records that were taken have, by type.
        problems: what is wrong, a line for each kind.
        records: the first few records as they come out, as JSON would hold them.
        not_held: what the extract does not hold.
    """

    tables: tuple[MappedTableReport, ...]
    taken: int
    rejected: int
    rows_left_out: int
    events: Mapping[str, int]
    problems: tuple[ProblemKind, ...]
    records: Sequence[Mapping[str, Any]]
    not_held: NotHeld

    def with_values(self) -> "MappingReport":
        """The same, with the values that were found where something is wrong."""
        problems = [problem.with_values() for kind in self.problems for problem in kind.problems]
        return evolve(self, problems=kinds_of(problems))


def check_mapping(path: Path, mapping: RecordMapping, vocabulary: Vocabulary) -> MappingReport:
    """What a mapping makes of an extract.

    Args:
        path: a workbook, a CSV or JSON file, or a folder with such files.
        mapping: the mapping.
        vocabulary: the words of records.

    Raises:
        RecordsUnreadableError: a file cannot be read, or is not what the mapping says that it is.
        EngineMissingError: what reads workbooks is not installed.
    """
    found = read_mapped_records(path, mapping, vocabulary)
    good = {case.case_id for case in found.records.cases}
    events: dict[str, int] = {}
    for case in found.records.cases:
        for event in case.events:
            events[event.type] = events.get(event.type, 0) + 1
    return MappingReport(
        tuple(_table(one) for one in found.tables),
        len(found.records.cases),
        len(found.records.rejected),
        found.left_out,
        dict(sorted(events.items(), key=lambda one: (-one[1], one[0]))),
        kinds_of(problems_of(found.records.rejected)),
        _first(found, good),
        found.not_held,
    )


def _first(found: MappedRecords, good: set[str]) -> Sequence[Mapping[str, Any]]:
    """The first records that were taken; of those that were not, if all are wrong."""
    taken = [data for data in found.data if data.get("case_id") in good]
    return (taken or found.data)[:_SHOWN]


def _table(found: MappedTable) -> MappedTableReport:
    one = found.mapping
    columns = [*_references(one), *one.fields.items()]
    for event in one.events:
        name = event.type.constant if event.type.heading is None else "type of event"
        if event.type.heading is not None:
            columns.append((name, event.type))
        columns += [(f"{name}: date" if event.type.heading is None else "date", source) for source in event.dates]
        columns += [(f"{name}: {key}", source) for key, source in event.attributes.items()]
    doubts = {id(event.dates[-1]): _doubt_of_more(event, found) for event in one.events if event.dates}
    columns += one.answer.items()
    is_json = one.each is not None
    named = [name for key, name in found.headings.items() if key in one.leave_out]
    return MappedTableReport(
        found.table.name,
        found.table.heading_line,
        one.each_row,
        len(found.table.lines),
        tuple(
            _column(str(target), each, found, doubts.get(id(each), ()))
            for target, source in columns
            for each in source.each()
        ),
        tuple(found.keys_left_out if is_json else named),
        tuple(found.keys_left if is_json else headings_left(found)),
        "" if one.each is None else one.each.text,
        tuple(found.keys_absent),
        found.table.lacking,
    )


def _references(one: TableMapping) -> Sequence[tuple[str, Source]]:
    """Where the references of a case and of a person come from, each part of one by itself."""
    ids = [("case_id", part) for part in one.case_id.parts or (one.case_id,)]
    if one.person_id is not None:
        ids += [(PERSON_ID, part) for part in one.person_id.parts or (one.person_id,)]
    # A row that is about a person may have no reference of a case.
    return [(name, source) for name, source in ids if source.heading is not None or source.constant is not None]


def _doubt_of_more(event: EventSource, found: MappedTable) -> tuple[str, ...]:
    """Whether a row that has several columns for an event may have had more than there are columns for."""
    if found.mapping.each_row != "case" or event.holds != "all" or len(event.dates) == 1:
        return ()
    cells = [found.table.columns[found.headings[heading_key(one.heading)]] for one in event.dates if one.heading]
    full = sum(all(cell != "" for cell in row) for row in zip(*cells, strict=True))
    if not full:
        return ()
    filled = f"all {len(event.dates)} columns are filled in {counted(full, 'row')}"
    return (f"{filled}: if more came after, the extract does not hold them; then: holds: some",)


def _column(target: str, source: Source, found: MappedTable, more: tuple[str, ...]) -> MappedColumn:
    asked = tuple(condition.heading for condition in source.when)
    if source.heading is None:
        return MappedColumn(target, None, source.constant, len(found.table.lines), asked)
    heading = found.headings[heading_key(source.heading)]
    told = profile(found.table, heading, range(len(found.table.lines)))
    doubts = [*more]
    if told.swapped:
        doubts.append(
            "no cell that is a date has a day after the 12th, and every text has: "
            "a program with American settings may have swapped day and month in the cells"
        )
    if target == "case_id" and told.numbers and not source.digits:
        doubts.append("references are numbers: zeros in front of them, if there were any, are lost")
    return MappedColumn(target, heading, None, told.filled, asked, tuple(doubts))
