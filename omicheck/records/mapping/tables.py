"""The tables of an extract that a mapping speaks of: which file, which sheet, under which headings."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.records.event_logs import XES_SUFFIXES, is_xes
from omicheck.records.event_logs.xes_files import read_xes_file
from omicheck.records.mapping.model import RecordMapping, TableMapping
from omicheck.records.sheets import SUFFIXES, is_workbook
from omicheck.records.sheets.csv_files import read_csv_file
from omicheck.records.sheets.grid import Grid, Table, heading_key, row_of_headings, table_under, with_declared
from omicheck.records.sheets.workbooks import read_workbook, sheets_in_words
from omicheck.records.tables import not_readable

CSV_SUFFIXES: Final = (".csv", ".tsv", ".txt")
_EXPECTED: Final = "a workbook (.xlsx or .ods), a CSV file, an event log (.xes or .xes.gz), or a folder with such files"


@frozen(eq=False)
class MappedTable:
    """A table of an extract and what the mapping says of it.

    Attributes:
        mapping: what the mapping says.
        table: what was found.
        headings: its headings as it has them, by their keys.
    """

    mapping: TableMapping
    table: Table
    headings: Mapping[str, str]


@define(eq=False)
class Extract:
    """The files of an extract, each of which is read once.

    Attributes:
        path: what the user named.
        sha256: hash of the bytes of each file that was read, by name.
    """

    path: Path
    sha256: dict[str, str] = field(factory=dict)
    _sheets: dict[tuple[Path, str, str], tuple[Grid, ...]] = field(init=False, factory=dict)

    def files(self) -> Sequence[Path]:
        """The files that it may be read from."""
        if not self.path.is_dir():
            return [self.path]
        return [
            file
            for file in sorted(self.path.iterdir())
            if file.name.lower().endswith((*SUFFIXES, *CSV_SUFFIXES, *XES_SUFFIXES))
        ]

    def sheets(self, file: Path, encoding: str = "utf-8", separator: str = ",") -> tuple[Grid, ...]:
        """The sheets of a file; a CSV file is one.

        Raises:
            RecordsUnreadableError: it cannot be read.
            EngineMissingError: what reads workbooks is not installed.
        """
        key = (file, encoding, separator)
        if key not in self._sheets:
            try:
                with file.open("rb") as content:
                    self.sha256[file.name] = hashlib.file_digest(content, "sha256").hexdigest()
            except OSError as error:
                missing = Problem(str(file), None, "", "no such file or folder", _EXPECTED)
                problem = not_readable(str(file), error) if file.exists() else missing
                raise RecordsUnreadableError((problem,)) from error
            if is_workbook(file.name):
                self._sheets[key] = read_workbook(file)
            elif is_xes(file.name):
                self._sheets[key] = read_xes_file(file)
            else:
                self._sheets[key] = (read_csv_file(file, encoding, separator),)
        return self._sheets[key]


def mapped_tables(extract: Extract, mapping: RecordMapping) -> tuple[MappedTable, ...]:
    """The tables of an extract, each with what the mapping says of it.

    Raises:
        RecordsUnreadableError: a file cannot be read, or a sheet or a heading is not there, or one is there of which
            the mapping does not speak.
        EngineMissingError: what reads workbooks is not installed.
    """
    problems: list[Problem] = []
    found = []
    for one in mapping.tables:
        grid = _sheet_of(one, extract, mapping, problems)
        table = None if grid is None else _table_of(one, grid, mapping, problems)
        if table is not None:
            headings = {heading_key(name): name for name in table.columns}
            found.append(MappedTable(one, table, headings))
            problems += _missing(found[-1], mapping)
            problems += _not_spoken_of(found[-1], mapping)
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return tuple(found)


def _wrong(one: TableMapping, mapping: RecordMapping, found: str, expected: str, nearest: str | None = None) -> Problem:
    return Problem(mapping.file, one.place.line, one.place.path, found, expected, nearest)


def _file_of(one: TableMapping, extract: Extract, mapping: RecordMapping, problems: list[Problem]) -> Path | None:
    files = extract.files()
    if one.file is None:
        if len(files) == 1:
            return files[0]
        names = ", ".join(file.name for file in files) if files else "no file that could be read"
        problems.append(_wrong(one, mapping, f"{names} in {extract.path}", "`file: NAME`, which of them it is"))
        return None
    named = [file for file in files if file.name == one.file]
    if not named:
        nearest = nearest_name(one.file, [file.name for file in files])
        problems.append(_wrong(one, mapping, f"no file {one.file} in {extract.path}", _EXPECTED, nearest))
        return None
    return named[0]


def _sheet_of(one: TableMapping, extract: Extract, mapping: RecordMapping, problems: list[Problem]) -> Grid | None:
    file = _file_of(one, extract, mapping, problems)
    if file is None:
        return None
    sheets = extract.sheets(file, one.encoding, one.separator)
    if one.sheet is not None and (is_workbook(file.name) or is_xes(file.name)):
        named = [sheet for sheet in sheets if heading_key(sheet.title) == heading_key(one.sheet)]
        if not named:
            nearest = nearest_name(one.sheet, [sheet.title for sheet in sheets])
            found = f"no sheet {one.sheet} with anything in it in {file}"
            problems.append(_wrong(one, mapping, found, f"one of {sheets_in_words(sheets)}", nearest))
        return named[0] if named else None
    if len(sheets) == 1:
        return sheets[0]
    fit = [sheet for sheet in sheets if _heading_of(one, sheet) is not None]
    if len(fit) != 1:
        which = sheets_in_words(fit) if fit else f"none of {sheets_in_words(sheets)}"
        found = f"{which} with the heading {one.case_id.heading}"
        problems.append(_wrong(one, mapping, found, f"one such sheet in {file}, or `sheet: NAME`"))
    return fit[0] if len(fit) == 1 else None


def _wanted(one: TableMapping) -> set[str]:
    """The keys of all headings that a table of the mapping speaks of."""
    named = [source.heading for source in one.sources() if source.heading is not None]
    return {heading_key(name) for name in (*named, *(asked.heading for asked in one.conditions()))} | set(one.leave_out)


def _heading_of(one: TableMapping, sheet: Grid) -> int | None:
    wanted = _wanted(one)
    needed = wanted if one.case_id.heading is None else {heading_key(one.case_id.heading)}
    return row_of_headings(sheet, wanted, lambda keys: bool(needed & set(keys)))


def _table_of(one: TableMapping, sheet: Grid, mapping: RecordMapping, problems: list[Problem]) -> Table | None:
    if one.heading_row is not None:
        if one.heading_row in sheet.lines:
            return with_declared(table_under(sheet, sheet.lines.index(one.heading_row)), sheet, _wanted(one))
        problems.append(_wrong(one, mapping, f"no row {one.heading_row} in {sheet.name}", "the row of its headings"))
        return None
    place = _heading_of(one, sheet)
    if place is not None:
        return with_declared(table_under(sheet, place), sheet, _wanted(one))
    texts = {str(cell).strip() for row in sheet.rows[:50] for cell in row if isinstance(cell, str) and cell.strip()}
    nearest = nearest_name(one.case_id.heading, texts)
    source = one.case_id.place
    found = f"the heading {one.case_id.heading!r}, which no row near the top of {sheet.name} has"
    problems.append(Problem(mapping.file, source.line, source.path, found, "a heading that is there", nearest))
    return None


def _missing(found: MappedTable, mapping: RecordMapping) -> list[Problem]:
    """The headings of which the mapping speaks that are not there."""
    named = [(source.heading, source.place.path, source.place.line) for source in found.mapping.sources()]
    named += [(asked.heading, asked.path, asked.line) for asked in found.mapping.conditions()]
    return [
        Problem(
            mapping.file,
            line,
            path,
            f"the heading {heading!r}, which {found.table.name} does not have",
            f"one of its headings, in row {found.table.heading_line}",
            nearest_name(heading, found.table.columns),
        )
        for heading, path, line in named
        if heading is not None and heading_key(heading) not in found.headings
    ]


def _not_spoken_of(found: MappedTable, mapping: RecordMapping) -> list[Problem]:
    """That there are headings of which the mapping does not speak, which would be passed over in silence."""
    rest = headings_left(found)
    if not rest or found.mapping.leave_out_the_rest:
        return []
    names = ", ".join(map(repr, rest))
    expected = "each under fields, events or leave_out; `leave_out: the rest` leaves out whatever else there is"
    return [
        _wrong(found.mapping, mapping, f"headings of {found.table.name} of which nothing is said: {names}", expected)
    ]


def headings_left(found: MappedTable) -> list[str]:
    """The headings of a table of which the mapping does not speak."""
    wanted = _wanted(found.mapping)
    return [name for key, name in found.headings.items() if key not in wanted]
