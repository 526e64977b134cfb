"""Rows of tables, whatever holds them, put together to records."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from attrs import define, evolve, field, frozen

from omicheck.decimals import number_of_text
from omicheck.errors import Problem, nearest_name
from omicheck.findings import Path as DataPath
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.private_values import ValueLeftOut, of_unknown_case
from omicheck.records.for_mappings import is_for_mapping
from omicheck.records.table_files import TABLES
from omicheck.records.written_values import whole_number

# The columns of a table of inspectors' answers; the first three must be there.
ANSWER_COLUMNS: Final = ("case_id", "question", "answer", "by", "reason")
# How a list that is known to be empty is written, as an empty cell means that it is not known.
EMPTY_LIST: Final = "none"
# What pandas calls the numbers of the rows, which it writes too if it is not told otherwise.
_INDEX: Final = ("index", "level_0", "Unnamed: 0")
_LEFT_OUT: Final = '; a mapping takes one that is headed otherwise, or leaves it out under "leave_out:"'
_WITHOUT_INDEX: Final = "; index=False leaves out the index of a data frame"
_MOST_NAMES: Final = 1_000
# So many pairs of names are compared, which takes a third of a second.
_MOST_COMPARED: Final = 20_000
_AS_IT_IS: Final = ValueType("text")


@frozen
class TableRow:
    """A row of a table: the cells that are not empty, by column, and what is wrong with its shape."""

    file: str
    line: int | None
    cells: Mapping[str, Any]
    problem: Problem | None = None


@define
class TableRecord:
    """A record put together from its rows.

    Attributes:
        data: the record, as JSON would give it.
        row: the row in `cases`.
        problems: what is wrong with the shape of its rows.
        parts: the rows in `events` and in `answers`, in the order of the record.
    """

    data: dict[str, Any]
    row: TableRow
    problems: list[Problem] = field(factory=list)
    parts: dict[str, list[TableRow]] = field(factory=lambda: {"events": [], "answers": []})

    @property
    def file(self) -> str:
        """The file of the row in `cases`."""
        return self.row.file

    def _row_of(self, path: DataPath) -> TableRow:
        match path:
            case (str(table), int(number), *_) if table in self.parts:
                return self.parts[table][number]
        return self.row

    def file_of(self, path: DataPath) -> str:
        """The file in which the part at a path stands."""
        return self._row_of(path).file

    def line_of(self, path: DataPath) -> int | None:
        """The line on which the part at a path stands."""
        return self._row_of(path).line


@frozen
class Stray:
    """A row of `events` or `answers` that belongs to no case, and its problem."""

    table: str
    row: TableRow
    problem: Problem

    @property
    def place(self) -> tuple[int, int]:
        """The place of its table and its line there."""
        return (TABLES.index(self.table), self.row.line or 0)


@frozen
class Layout:
    """The columns of a table of records: those that it may have, and those that it must have."""

    known: tuple[str, ...]
    needed: tuple[str, ...]


def layouts(vocabulary: Vocabulary) -> Mapping[str, Layout]:
    """The tables of records and their columns, by name; only `answers` may be left out."""
    attributes = {name for event in vocabulary.events.values() for name in event.attributes}
    return {
        "cases": Layout(tuple(vocabulary.fields), ("case_id",)),
        "events": Layout(("case_id", "type", "date", *sorted(attributes)), ("case_id", "type")),
        "answers": Layout(ANSWER_COLUMNS, ANSWER_COLUMNS[:3]),
    }


def put_together(
    rows: Mapping[str, Sequence[TableRow]], vocabulary: Vocabulary, known: Iterable[str] | None = None
) -> tuple[tuple[TableRecord, ...], tuple[Stray, ...]]:
    """The records that rows of tables make up, and the rows that belong to no case.

    Args:
        rows: those of `cases`, `events` and, if there is one, `answers`.
        vocabulary: the words that they may use.
        known: the references of all cases, where the rows are not all there are.
    """
    records = [
        TableRecord(_case_data(row, vocabulary), row, _of_case(row, row.cells.get("case_id"))) for row in rows["cases"]
    ]
    by_id: dict[str, TableRecord] = {}
    for record in records:
        # Of two rows for one case the first is the case; the second is rejected as a double.
        if "case_id" in record.row.cells:
            by_id.setdefault(str(record.row.cells["case_id"]), record)
    names = names_to_tell(by_id if known is None else known)
    strays = list(_attach("events", rows["events"], by_id, names, lambda row: _event_data(row, vocabulary)))
    strays += _attach("answers", rows.get("answers", []), by_id, names, answer_data)
    return tuple(records), tuple(strays)


def names_to_tell(case_ids: Iterable[str]) -> Sequence[str]:
    """The references among which the nearest to a wrong one is looked for: all, or none if they are too many.

    Among thousands of numbers there is always one that is like any other; it would mislead, and take long to find.
    """
    names: dict[str, None] = {}
    for case_id in case_ids:
        names[case_id] = None
        if len(names) > _MOST_NAMES:
            return ()
    return list(names)


def nearest_of(unknown: Iterable[str], names: Collection[str]) -> Mapping[str, str | None]:
    """The nearest known reference of each of some that are not known; none where there are too many of them.

    What is unknown so often was not mistyped, and to look for each would take longer than all the rest.

    Args:
        unknown: the references.
        names: those that are known.
    """
    different = dict.fromkeys(unknown)
    if len(different) * len(names) > _MOST_COMPARED:
        return different
    return {name: nearest_name(name, names) for name in different}


def wrong_columns(name: str, header: Sequence[str], known: Iterable[str], needed: Iterable[str]) -> Iterable[Problem]:
    """What is wrong with the columns of a table."""
    from omicheck.records.near_values import nearest_heading  # noqa: PLC0415, of use only where something is wrong

    known, needed, seen = list(known), dict.fromkeys(needed).keys(), set[str]()
    is_heading = any(column in known for column in header)
    for number, column in enumerate(header):
        if not column:
            found = f"cells without a heading, in column {number + 1}"
            yield Problem(name, 1, "", found, f"a heading for every column that has something in it{_WITHOUT_INDEX}")
        elif column in seen:
            yield Problem(name, 1, column, "the column a second time", "each column once")
        elif column not in known:
            expected = "a column of the table, separated by commas" if len(header) == 1 else "a column of the table"
            expected += _WITHOUT_INDEX if column in _INDEX else ""
            found = f"the column {column!r}"
            # In a table without headings a record stands in their place.
            found = found if is_heading else ValueLeftOut(f"no known heading in column {number + 1}", found)
            # Of what is no table of records, such as inspectors' answers, a mapping says nothing.
            expected += _LEFT_OUT if needed <= {"case_id", "type"} and is_for_mapping(name) else ""
            yield Problem(name, 1, "", found, expected, nearest_heading(column, known))
        seen.add(column)
    for column in needed:
        if column not in header:
            yield Problem(name, 1, "", f"no column {column}", f"the columns {', '.join(needed)} at least")


def _case_data(row: TableRow, vocabulary: Vocabulary) -> dict[str, Any]:
    fields = {name: from_cell(cell, vocabulary.fields[name]) for name, cell in row.cells.items()}
    return {**fields, "events": []}


def _event_data(row: TableRow, vocabulary: Vocabulary) -> dict[str, Any]:
    event = vocabulary.events.get(str(row.cells.get("type")))
    attributes: Mapping[str, ValueType] = event.attributes if event is not None else {}
    return {
        name: from_cell(cell, attributes.get(name, _AS_IT_IS)) for name, cell in row.cells.items() if name != "case_id"
    }


def answer_data(row: TableRow) -> dict[str, Any]:
    """A row of answers as JSON would hold the answer."""
    return {name: cell for name, cell in row.cells.items() if name != "case_id"}


def _of_case(row: TableRow, case_id: str | None) -> list[Problem]:
    return [] if row.problem is None else [evolve(row.problem, case_id=case_id)]


def _attach(
    table: str,
    rows: Sequence[TableRow],
    records: Mapping[str, TableRecord],
    names: Sequence[str],
    data_of: Callable[[TableRow], Any],
) -> Iterable[Stray]:
    """Adds the rows of a table to the records of their cases, and gives those that have none."""
    ids = [str(row.cells.get("case_id", "")) for row in rows]
    nearest = nearest_of((case_id for case_id in ids if case_id not in records), names)
    for row, case_id in zip(rows, ids, strict=True):
        record = records.get(case_id)
        if record is None:
            found = of_unknown_case(case_id)
            expected = "the case_id of a row in cases"
            yield Stray(table, row, Problem(row.file, row.line, "case_id", found, expected, nearest[case_id]))
            continue
        record.problems += _of_case(row, case_id)
        record.parts[table].append(row)
        record.data.setdefault(table, []).append(data_of(row))


def from_cell(cell: object, wanted: ValueType) -> Any:  # noqa: ANN401, it is data of any shape
    """What a cell says, as JSON would say it; a cell that does not fit stays as it is, to be found wrong later."""
    if isinstance(cell, datetime) and cell.time() == time.min:
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return cell
    match wanted.kind:
        case "flag" if cell.lower() in ("true", "false"):
            return cell.lower() == "true"
        case "integer" if (number := whole_number(cell)) is not None:
            return number
        case "number":
            return number_of_text(cell)
        case "list":
            return [] if cell == EMPTY_LIST else [item.strip() for item in cell.split(";")]
    return cell
