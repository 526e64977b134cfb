"""Case records from a folder of CSV tables: `cases`, `events` and, if there is one, `answers`."""

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import define, evolve, field, frozen

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name, one_of
from omicheck.findings import Path as DataPath
from omicheck.model.vocabulary import ValueType, Vocabulary

_TABLES: Final = ("cases", "events", "answers")
_WHOLE_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}")
# The columns of a table of inspectors' answers; the first three must be there.
ANSWER_COLUMNS: Final = ("case_id", "question", "answer", "by", "reason")
# How a list that is known to be empty is written, as an empty cell means that it is not known.
_EMPTY_LIST: Final = "none"


@frozen
class TableRow:
    """A row of a table: the cells that are not empty, by column, and what is wrong with its shape."""

    file: str
    line: int
    cells: Mapping[str, str]
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

    def line_of(self, path: DataPath) -> int:
        """The line on which the part at a path stands."""
        return self._row_of(path).line


@frozen
class Tables:
    """What the tables of a folder hold.

    Attributes:
        records: in the order of `cases`.
        strays: rows that belong to no case, each with its problem.
        sha256: hash of each file's bytes, by name.
    """

    records: tuple[TableRecord, ...]
    strays: tuple[tuple[Problem, Any], ...]
    sha256: Mapping[str, str]


def read_tables(folder: Path, vocabulary: Vocabulary) -> Tables:
    """The records in the CSV tables of a folder.

    Raises:
        RecordsUnreadableError: a table is missing, or cannot be read, or has a column that it should not have.
    """
    attributes = {name for event in vocabulary.events.values() for name in event.attributes}
    columns = {
        "cases": tuple(vocabulary.fields),
        "events": ("case_id", "type", "date", *sorted(attributes)),
        "answers": ANSWER_COLUMNS,
    }
    needed = {"cases": ("case_id",), "events": ("case_id", "type"), "answers": ANSWER_COLUMNS[:3]}
    problems: list[Problem] = []
    sha256: dict[str, str] = {}
    rows: dict[str, list[TableRow]] = {}
    for table, known in columns.items():
        file = folder / f"{table}.csv"
        if file.is_file():
            sha256[file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
            rows[table] = read_table(file, known, needed[table], problems)
        elif table != "answers":
            problems.append(_no_table(folder, table))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    records = [
        TableRecord(_case_data(row, vocabulary), row, _of_case(row, row.cells.get("case_id"))) for row in rows["cases"]
    ]
    by_id: dict[str, TableRecord] = {}
    for record in records:
        # Of two rows for one case the first is the case; the second is rejected as a double.
        by_id.setdefault(str(record.data.get("case_id")), record)
    strays = list(_attach("events", rows["events"], by_id, lambda row: _event_data(row, vocabulary)))
    strays += _attach("answers", rows.get("answers", []), by_id, answer_data)
    return Tables(tuple(records), tuple(strays), sha256)


def _no_table(folder: Path, table: str) -> Problem:
    files = [file.name for file in sorted(folder.iterdir())]
    nearest = nearest_name(f"{table}.csv", set(files) - {f"{one}.csv" for one in _TABLES})
    among = f" among {len(files)} file{'s' * (len(files) != 1)}" if files else ", as the folder is empty"
    return Problem(str(folder), None, "", f"no {table}.csv{among}", "a folder with cases.csv and events.csv", nearest)


def read_table(
    file: Path,
    known: Iterable[str],
    needed: Iterable[str],
    problems: list[Problem],
) -> list[TableRow]:
    """The rows of a CSV table that have something in them.

    Args:
        file: the file, which is there.
        known: the columns that it may have.
        needed: the columns that it must have.
        problems: takes what is wrong with the table as a whole; what is wrong with a row stays with the row.
    """
    name = str(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes().count(b"\n", 0, error.start) + 1
        problems.append(Problem(name, line, "", "a byte that is not UTF-8", "a CSV table saved as UTF-8"))
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows = []
    started = 0
    try:
        for cells in reader:
            line, started = started + 1, reader.line_num
            if not header:
                header = [cell.strip() for cell in cells]
                problems += wrong_columns(name, header, known, needed)
                continue
            filled = [cell.strip() for cell in cells]
            if not any(filled):
                continue
            # Cells that a row lacks or has too many may belong in any column: its case is rejected.
            wrong = None
            if len(filled) != len(header):
                wrong = Problem(name, line, "", f"{len(filled)} cells", f"{len(header)}, one for each column")
            row = {column: cell for column, cell in zip(header, filled, strict=False) if cell}
            rows.append(TableRow(name, line, row, wrong))
    except csv.Error as error:
        problems.append(Problem(name, reader.line_num, "", f"a row that cannot be read: {error}", "CSV"))
    if not header:
        problems.append(Problem(name, None, "", "an empty file", "a CSV table with a header"))
    return rows


def wrong_columns(name: str, header: list[str], known: Iterable[str], needed: Iterable[str]) -> Iterable[Problem]:
    """What is wrong with the header of a table: doubled, unknown and missing columns."""
    known = list(known)
    for number, column in enumerate(header):
        if column in header[:number]:
            yield Problem(name, 1, column, "the column a second time", "each column once")
        elif column not in known:
            expected = "a column of the table, separated by commas" if len(header) == 1 else "a column of the table"
            yield Problem(name, 1, "", f"the column {column!r}", expected, nearest_name(column, known))
    for column in needed:
        if column not in header:
            yield Problem(name, 1, "", f"no column {column}", f"the columns {one_of(needed)} at least")


def _case_data(row: TableRow, vocabulary: Vocabulary) -> dict[str, Any]:
    fields = {name: _from_cell(cell, vocabulary.fields[name]) for name, cell in row.cells.items()}
    return {**fields, "events": []}


def _event_data(row: TableRow, vocabulary: Vocabulary) -> dict[str, Any]:
    event = vocabulary.events.get(row.cells.get("type", ""))
    attributes: Mapping[str, ValueType] = event.attributes if event is not None else {}
    return {
        name: _from_cell(cell, attributes[name]) if name in attributes else cell
        for name, cell in row.cells.items()
        if name != "case_id"
    }


def answer_data(row: TableRow) -> dict[str, Any]:
    """A row of answers as JSON would hold the answer."""
    return {name: cell for name, cell in row.cells.items() if name != "case_id"}


def _of_case(row: TableRow, case_id: str | None) -> list[Problem]:
    return [] if row.problem is None else [evolve(row.problem, case_id=case_id)]


def _attach(
    table: str,
    rows: list[TableRow],
    records: Mapping[str, TableRecord],
    data_of: Any,  # noqa: ANN401
) -> Iterable[tuple[Problem, Any]]:
    """Adds the rows of a table to the records of their cases, and gives those that have none."""
    missing: dict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        case_id = row.cells.get("case_id", "")
        record = records.get(case_id)
        if record is None:
            missing[case_id].append(row)
            continue
        record.problems += _of_case(row, case_id)
        record.parts[table].append(row)
        record.data.setdefault(table, []).append(data_of(row))
    for case_id, strays in missing.items():
        for row in strays:
            found = f"a row for case {case_id!r}" if case_id else "a row without a case_id"
            expected = "the case_id of a row in cases.csv"
            problem = Problem(row.file, row.line, "case_id", found, expected, nearest_name(case_id, records))
            yield problem, dict(row.cells)


def _from_cell(cell: str, wanted: ValueType) -> Any:  # noqa: ANN401, it is data of any shape
    """What a cell says, as JSON would say it; a cell that does not fit stays text, to be found wrong later."""
    match wanted.kind:
        case "flag" if cell.lower() in ("true", "false"):
            return cell.lower() == "true"
        case "integer" if _WHOLE_NUMBER.fullmatch(cell):
            return int(cell)
        case "list":
            return [] if cell == _EMPTY_LIST else [item.strip() for item in cell.split(";")]
    return cell
