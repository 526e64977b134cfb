"""Case records from tables in memory: data frames and Arrow tables of cases, events and answers.

They are read by the rules of tables in files: the same columns, the same problems, and records that are rejected whole.
A problem names the table, `cases`, `events` or `answers`, and the number of the row, from 1.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from attrs import evolve

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import show, value_left_out
from omicheck.model.vocabulary import Vocabulary
from omicheck.private_values import ValueLeftOut
from omicheck.records.columns import Column, columns_of, is_pandas
from omicheck.records.plain_values import hash_of, is_plain, plain_value
from omicheck.records.raw_records import records_of_tables
from omicheck.records.read import Records
from omicheck.records.record_lines import places_of_tables
from omicheck.records.table_rows import Layout, TableRow, layouts, put_together, wrong_columns

# What must be texts for rows to be told apart and put together.
_TEXTS: Final = ("case_id", "type", "question", "answer")
_ORDER: Final = "seq"
_DAYS: Final = (
    "dates, as the day of a moment depends on the time zone: for pandas dt.tz_convert('Europe/London').dt.date, for "
    "polars dt.convert_time_zone('Europe/London').dt.date(), says of which"
)
_A_CELL: Final = "a text, a number, a flag, a day without a time or a time zone, or a list of texts"


def read_frames(
    tables: Mapping[str, object], vocabulary: Vocabulary, name: str = "tables", *, with_places: bool = False
) -> Records:
    """The records of tables in memory.

    Events and answers are tables of their own, or columns of the cases that hold a list of mappings for each case.

    Args:
        tables: `cases`, and `events` and `answers` where they are tables.
        vocabulary: the words that records may use.
        name: what the run manifest calls them.
        with_places: whether it is asked for where each record stands.

    Raises:
        RecordsUnreadableError: there are no events, or a table cannot be read or has a column that it should not have.
    """
    problems: list[Problem] = []
    rows: dict[str, list[TableRow]] = {}
    for table, layout in layouts(vocabulary).items():
        if tables.get(table) is not None:
            columns = columns_of(tables[table], table)
            lists = _taken_out(columns, tables) if table == "cases" else {}
            kept = [column for column in columns if column.name not in lists]
            problems += _wrong_columns(table, kept, layout, tables[table])
            if not problems:
                rows[table] = list(_rows(table, kept, lists))
                rows |= {name: list(_rows_of_lists(name, lists[name], columns)) for name in lists}
    if "events" not in rows and not problems:
        expected = "the events as a second table, or as a column events that holds a list of them for each case"
        problems.append(Problem("cases", None, "", "a table of cases alone", expected))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    records, strays = put_together(rows, vocabulary)
    hashes = {name: hash_of((*(one.data for one in records), *(dict(one.row.cells) for one in strays)))}
    cases, rejected = records_of_tables(records, strays, vocabulary)
    return Records(cases, rejected, None, hashes, places=places_of_tables(records) if with_places else {})


def _taken_out(columns: Sequence[Column], tables: Mapping[str, object]) -> Mapping[str, Column]:
    """The columns of cases that hold events and answers, where these are no tables of their own."""
    return {one.name: one for one in columns if one.name in ("events", "answers") and tables.get(one.name) is None}


def _wrong_columns(table: str, columns: Sequence[Column], layout: Layout, of: Any) -> Iterator[Problem]:  # noqa: ANN401
    names = [column.name for column in columns]
    in_index = [name for name in layout.needed if is_pandas(of) and name not in names and name in of.index.names]
    for problem in wrong_columns(table, [*names, *in_index], (*layout.known, _ORDER), layout.needed):
        yield evolve(problem, line=None, expected=problem.expected.replace(", separated by commas", ""))
    for name in in_index:
        found = f"{name} in the index of the data frame"
        yield Problem(table, None, "", found, "a column of this name: reset_index() makes one of the index")
    for column in columns:
        if column.is_zoned:
            yield Problem(table, None, column.name, "moments in a time zone", _DAYS)
        if column.name not in (*_TEXTS, _ORDER):
            continue
        values = [value for value in map(plain_value, column.values) if value is not None]
        if column.name != _ORDER and values and not any(isinstance(value, str) for value in values):
            expected = "a column of texts, as a number does not keep the zeros that a reference may begin with"
            yield Problem(table, None, column.name, _such_as(values[0]), expected)
        elif column.name == _ORDER and not all(type(value) is int for value in values):
            yield Problem(table, None, column.name, "values that are no whole numbers", "a column of whole numbers")


def _such_as(value: object) -> str:
    kind = value_left_out(value)
    return ValueLeftOut(f"values such as {kind}", f"values such as {show(value)}")


def _rows(table: str, columns: Sequence[Column], lists: Mapping[str, Column]) -> Iterator[TableRow]:
    """The rows that have something in them, in the order of the record."""
    names = [column.name for column in columns]
    numbered = list(enumerate(zip(*(column.values for column in columns), strict=True), 1))
    if _ORDER in names:
        place = names.index(_ORDER)
        # Rows with the same number stay as they are.
        numbered = sorted(numbered, key=lambda one: plain_value(one[1][place]) or 0)
    for number, values in numbered:
        row = _row(table, number, zip(names, values, strict=True))
        if row.cells or row.problem is not None:
            wrong = [name for name in lists if not _is_list(plain_value(lists[name].values[number - 1]), name)]
            if wrong and row.problem is None:
                found = value_left_out(plain_value(lists[wrong[0]].values[number - 1]))
                row = evolve(row, problem=Problem(table, number, wrong[0], found, "a list of mappings, perhaps empty"))
            yield row


def _is_list(items: object, name: str) -> bool:
    """Whether something is a list of mappings; a case need have no answers, but it has a list of its events."""
    if items is None:
        return name == "answers"
    return isinstance(items, list) and all(isinstance(item, dict) for item in items)


def _row(table: str, number: int, values: Iterable[tuple[str, Any]]) -> TableRow:
    """A row of values by column; those that are missing, or that stand for the order of rows, are no cells of it."""
    cells: dict[str, Any] = {}
    problem = None
    for name, value in values:
        cell = None if value is None or name == _ORDER else plain_value(value)
        if name == "case_id" and isinstance(cell, str):
            cell = cell.strip()
        if cell is None or cell == "":
            continue
        if is_plain(cell):
            cells[name] = cell
        elif problem is None:
            # Such as a length of time, whose text might be taken for a value.
            remedy = "; .dt.date makes days of moments" if isinstance(cell, datetime) else ""
            problem = Problem(table, number, name, value_left_out(str(cell)), _A_CELL + remedy)
    return TableRow(table, number, cells, problem)


def _rows_of_lists(table: str, column: Column, columns: Sequence[Column]) -> Iterator[TableRow]:
    """What a column of lists holds, as rows of a table of their own; each has the number of the row of its case."""
    case_ids = next((one.values for one in columns if one.name == "case_id"), [None] * len(column.values))
    seen = set()
    for number, (case_id, items) in enumerate(zip(case_ids, map(plain_value, column.values), strict=True), 1):
        # The second row for a case is rejected as a double, and what it lists with it.
        if _is_list(items, table) and case_id not in seen:
            yield from (_row("cases", number, {**item, "case_id": case_id}.items()) for item in items or ())
        seen.add(case_id)
