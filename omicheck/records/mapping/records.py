"""Records from an extract by way of a mapping: the good ones as cases, the others with everything that is wrong."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from omicheck.errors import Problem
from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import Vocabulary
from omicheck.private_values import ValueLeftOut, of_unknown_case
from omicheck.records.mapping.extract import Extract
from omicheck.records.mapping.held import not_held_by
from omicheck.records.mapping.mapped_rows import MappedRows, Problems, Unused
from omicheck.records.mapping.model import RecordMapping
from omicheck.records.mapping.persons import give_to_cases
from omicheck.records.mapping.rows import add_rows
from omicheck.records.mapping.tables import MappedTable, mapped_tables
from omicheck.records.raw_records import Rejected, records_of_tables
from omicheck.records.read import Records
from omicheck.records.record_lines import places_of_tables
from omicheck.records.table_rows import TableRecord, TableRow, put_together

# An item of a list, of which the whole is one cell.
_ITEM: Final = re.compile(r"\[[0-9]+\]$")


@frozen(eq=False)
class MappedRecords:
    """What a mapping makes of an extract.

    Attributes:
        records: the records.
        tables: the tables of the extract and what the mapping says of each.
        data: every record as JSON would hold it, in their order.
        left_out: how many rows were left out on purpose.
        not_held: what the extract does not hold.
    """

    records: Records
    tables: tuple[MappedTable, ...]
    data: Sequence[Mapping[str, Any]]
    left_out: int
    not_held: NotHeld


def read_mapped_records(
    path: Path, mapping: RecordMapping, vocabulary: Vocabulary, *, with_places: bool = False
) -> MappedRecords:
    """The records of an extract.

    Args:
        path: a workbook, a CSV or JSON file, or a folder with such files.
        mapping: what its headings and words mean.
        vocabulary: the words of records.
        with_places: whether it is asked for where each record stands.

    Raises:
        RecordsUnreadableError: a file cannot be read, or is not what the mapping says that it is.
        EngineMissingError: what reads workbooks is not installed.
    """
    extract = Extract(path)
    tables = mapped_tables(extract, mapping)
    rows = MappedRows()
    for table in tables:
        add_rows(table, mapping, vocabulary, rows)
    if rows.persons:
        give_to_cases(rows)
    cases = _cases_of(rows)
    given = {"cases": cases, "events": rows.events, "answers": rows.answers}
    records, strays = put_together(given, vocabulary)
    _note(records, rows)
    by_id = {id(record.data): record for record in records}
    good, rejected = records_of_tables(records, strays, vocabulary)
    rejected = tuple(_told_by_cell(one, by_id.get(id(one.record)), rows) for one in rejected)
    known = {str(record.row.cells.get("case_id")) for record in records}
    unused = [one for one in rows.no_event if one.case_id not in known]
    homeless = [Rejected((one.problem,), {"case_id": one.case_id}) for one in unused]
    sha256 = {**extract.sha256, Path(mapping.file).name: mapping.sha256}
    places = places_of_tables(records) if with_places else {}
    in_extract = {str(row.cells.get("type")) for row in rows.events}
    lacking = [table.mapping for table in tables if table.table.lacking]
    not_held = not_held_by(mapping, vocabulary, in_extract, lacking)
    read = Records(good, (*rejected, *homeless), mapping.as_of, sha256, places=places, not_held=not_held)
    return MappedRecords(read, tables, [record.data for record in records], rows.left_out, not_held)


def _cases_of(rows: MappedRows) -> list[TableRow]:
    """The rows of cases; fields that stand in other rows are added to them, or make cases where there are no others."""
    if not rows.facts:
        return rows.cases
    cases = {id(row): row for row in rows.cases}
    first: dict[object, int] = {}
    for key, row in cases.items():
        first.setdefault(row.cells.get("case_id"), key)
    further: dict[int, list[TableRow]] = {}
    for row in rows.facts:
        case_id = row.cells.get("case_id")
        if case_id not in first and not rows.cases and case_id is not None:
            cases[id(row)] = row
            first[case_id] = id(row)
        elif case_id in first and case_id is not None:
            further.setdefault(first[case_id], []).append(row)
        elif id(row) in rows.alone:
            found, expected = of_unknown_case(case_id), "the case_id of a row that is a case"
            problem = Problem(row.file, row.line, "case_id", found, expected)
            rows.no_event.append(Unused(str(case_id or ""), "", problem))
    return [_with_facts(row, further[key], rows) if key in further else row for key, row in cases.items()]


def _with_facts(case: TableRow, further: Sequence[TableRow], rows: MappedRows) -> TableRow:
    """The row of a case with the fields that stand in further rows; one that says something else is a problem."""
    cells = dict(case.cells)
    wrong = dict(rows.wrong.get(id(case), {}))
    for row in further:
        for name, problem in rows.wrong.get(id(row), {}).items():
            wrong.setdefault(name, problem)
        for name, value in row.cells.items():
            if cells.setdefault(name, value) != value and name not in wrong:
                found = ValueLeftOut(
                    f"another {name} than in row {case.line}",
                    f"{name} {value!r}, but {cells[name]!r} in row {case.line}",
                )
                expected = f"one {name} in all rows of a case"
                case_id = str(cells["case_id"])
                wrong[name] = Problem(row.file, row.line, name, found, expected, None, case_id, "differs")
    made = evolve(case, cells=cells)
    if wrong:
        rows.wrong[id(made)] = wrong
    return made


def _note(records: Sequence[TableRecord], rows: MappedRows) -> None:
    """Adds to records what is wrong with their cells, and with rows of theirs that are no event."""
    if rows.wrong:
        for record in records:
            for row in (record.row, *record.parts["events"], *record.parts["answers"]):
                record.problems += rows.wrong.get(id(row), {}).values()
    by_case: dict[str, TableRecord] = {}
    for record in records:
        by_case.setdefault(str(record.row.cells.get("case_id")), record)
    for one in rows.no_event:
        if one.case_id in by_case:
            by_case[one.case_id].problems.append(one.problem)


def _told_by_cell(one: Rejected, record: TableRecord | None, rows: MappedRows) -> Rejected:
    """A rejected record whose cells are told of once: as cells of the extract, not as values of the record too."""
    if record is None:
        return one
    covered = set(_paths(rows.wrong.get(id(record.row), {}), ""))
    for table, parts in record.parts.items():
        for number, row in enumerate(parts):
            covered |= set(_paths(rows.wrong.get(id(row), {}), f"{table}[{number}]."))
    own = {id(problem) for problem in record.problems}
    problems = tuple(
        problem for problem in one.problems if id(problem) in own or _ITEM.sub("", problem.path) not in covered
    )
    return evolve(one, problems=problems)


def _paths(wrong: Problems, within: str) -> list[str]:
    return [f"{within}{name}" for name in wrong]
