"""Rows as an Excel workbook: every row, those that call for somebody with what is said of each, rules and run manifest.

The library makes the workbook with its styles and headers; the rows, of which there may be a million, are poured into its
sheets as `sheet_rows` writes them. Every text is a text to Excel, whatever it begins with, and the same rows give the
same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from attrs import define
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from omicheck.authoring.rule_description import describe_rule
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS
from omicheck.findings import path_text
from omicheck.model.row import FLAGGED_VERDICTS
from omicheck.model.rule import Rule
from omicheck.output.audit import Audit, Flagged
from omicheck.output.check_table import accepted_by
from omicheck.output.column_texts import Texts, texts_of, texts_of_fields
from omicheck.output.rule_text import cited, value_of_limit_in_words
from omicheck.output.sheet_rows import CellStyles, CellWriter, SheetRows, cell_text, is_marked
from omicheck.plain_data import FIELDS
from omicheck.provenance import cite_briefly, limit_of, sources_of
from omicheck.records.places import Place
from omicheck.row_files.whole_file import whole_file
from omicheck.rulebase.folder import RuleBase

_WIDTHS: Final[Mapping[str, int]] = {
    "case_id": 16,
    "rule": 36,
    "verdict": 15,
    "reason": 19,
    "trigger_date": 13,
    "due_date": 13,
    "outcome_date": 14,
    "limit": 17,
    "unknown_fields": 28,
    "title": 40,
    "explanation": 90,
    "limit_source": 30,
    "accepted": 40,
    "requirement": 100,
    "applies_to": 60,
    "decides": 60,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 11
_ROWS: Final = "rows"
_OF_FLAGGED: Final = ("failures", "cannot tell", "outcomes")
_OF_MANIFEST: Final = ("name", "value")
_OF_FAILURES: Final = (*FIELDS, "title", "explanation", "limit_source", "accepted")
_OF_RULES: Final = (
    *("rule", "question", "topic", "title", "requirement"),
    *("applies_to", "limit", "limit_source", "decides", "asks"),
)
# An entry of a zip file has a time, and this is the first that it can have.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
# A workbook does not say where records stand.
_NOWHERE: Final = Place("", None)


def write_workbook(path: Path, audit: Audit, parts: Iterable[RowColumns]) -> None:
    """Writes a workbook, some cases at a time.

    Args:
        path: where it is to lie.
        audit: what is said of rows.
        parts: the rows; the records of the cases of a part are at hand for the audit until the next is asked for.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, or a text is longer than a cell can hold.
        OSError: the file cannot be written.
    """
    workbook = _empty_workbook()
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(path)), "w", ZIP_DEFLATED))
        poured = {name: SheetRows() for name in (_ROWS, *_OF_FLAGGED)}
        for sheet in poured.values():
            stack.callback(sheet.close)
        writer = CellWriter(_styles(workbook), workbook.shared_strings.add)
        for rows in parts:
            _append(rows, audit, writer, poured)
        for rule in audit.rules:
            _add_row(workbook["rules"], _rule(rule, audit.rule_base))
        for name, value in _flat(audit.manifest()):
            _add_row(workbook["manifest"], (name, value))
        _SheetsWithRows(workbook, archive, poured).write_data()


def _empty_workbook() -> Workbook:
    """The sheets with their headers, which stay in view."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "omicheck"
    # A time of day would be another in every run.
    workbook.properties.created = workbook.properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001, it is none
    columns = {_ROWS: FIELDS, **dict.fromkeys(_OF_FLAGGED, _OF_FAILURES), "rules": _OF_RULES, "manifest": _OF_MANIFEST}
    for name, headings in columns.items():
        sheet = workbook.create_sheet(name)
        for number, heading in enumerate(headings, 1):
            sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(heading, _OTHER_WIDTH)
            sheet.cell(1, number, heading).font = Font(bold=True)
        sheet.freeze_panes = "A2"
    return workbook


def _styles(workbook: Workbook) -> CellStyles:
    """The styles of the cells of rows, which begin at the top of theirs beside a text of several lines."""
    sheet = workbook.worksheets[0]

    def number(**styles: Any) -> int:  # noqa: ANN401, as the library has them
        cell: Any = Cell(sheet)
        for name, value in {"alignment": Alignment(vertical="top"), **styles}.items():
            setattr(cell, name, value)
        return int(cell.style_id)

    wrapped = Alignment(vertical="top", wrap_text=True)
    return CellStyles(number(), number(number_format="yyyy-mm-dd"), number(quotePrefix=True), number(alignment=wrapped))


def _append(rows: RowColumns, audit: Audit, writer: CellWriter, poured: Mapping[str, SheetRows]) -> None:
    """Rows of some cases, and those of them that call for somebody with what is said of each."""

    def cell(name: str, value: object) -> str:
        if isinstance(value, list):
            return writer.cell(";".join(value))
        return writer.cell(date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value)

    for columns in texts_of_fields(rows, cell):
        poured[_ROWS].append(columns)
    flagged = rows.of_verdicts(*FLAGGED_VERDICTS)
    told = [one for row in flagged if (one := audit.flagged(row, _NOWHERE)) is not None]
    (fields,) = texts_of_fields(flagged, cell)
    columns = [*fields, *_said(told, audit, writer)]
    sheets = np.array([_sheet_of(one) for one in told], dtype=object)
    for name in _OF_FLAGGED:
        places = np.flatnonzero(sheets == name)
        poured[name].append([texts.at(places) for texts in columns])


def _sheet_of(flagged: Flagged) -> str:
    if flagged.is_outcome:
        return "outcomes"
    return "cannot tell" if flagged.row.verdict == "cannot_tell" else "failures"


def _said(told: Sequence[Flagged], audit: Audit, writer: CellWriter) -> Iterator[Texts]:
    """What is said of rows: the title of the rule, the explanation, the source of the limit, who accepted it."""
    rules = [audit.rule_of(one.row) for one in told]
    limits = audit.rule_base.limits
    cited = [cite_briefly(sources_of(one.row, limit_of(rule, limits))) for one, rule in zip(told, rules, strict=True)]
    accepted = [accepted_by(one.row, audit.accepted) for one in told]
    yield _shared([rule.title for rule in rules], writer)
    yield Texts(np.array([writer.paragraph(one.brief) for one in told], dtype=object), np.arange(len(told)))
    yield _shared(cited, writer)
    yield _shared(accepted, writer)


def _shared(each: Sequence[str], writer: CellWriter) -> Texts:
    texts = texts_of(each)
    return Texts(np.array([writer.cell(text) for text in texts.different], dtype=object), texts.places)


class _SheetsWithRows(ExcelWriter):
    """Writes a workbook whose sheets have only headers, and pours rows into some."""

    def __init__(self, workbook: Workbook, archive: ZipFile, poured: Mapping[str, SheetRows]) -> None:
        super().__init__(workbook, _Timeless(archive))
        self._poured = poured

    def write_worksheet(self, ws: Worksheet) -> None:
        """Writes a sheet; the library would let it wait in a file of its own."""
        rows = self._poured.get(ws.title)
        last_row = ws.max_row if rows is None else rows.number + 1
        ws.auto_filter.ref = f"A1:{get_column_letter(ws.max_column)}{last_row}"
        out, ws._drawing = BytesIO(), None  # noqa: SLF001, as the library does
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001, the same
        with self._archive.open(ws.path[1:]) as target:
            if rows is None:
                target.write(out.getvalue())
            else:
                rows.pour_into(out.getvalue(), target)
        self.manifest.append(ws)


@define(eq=False)
class _Timeless:
    """A zip file whose entries have no time, as the library writes to one."""

    _archive: ZipFile

    def writestr(self, name: str, data: bytes | str) -> None:
        """Adds an entry."""
        self._archive.writestr(_entry(name), data)

    def open(self, name: str) -> IO[bytes]:
        """An entry to be written to."""
        return self._archive.open(_entry(name), "w", force_zip64=True)

    def namelist(self) -> list[str]:
        """The names of the entries."""
        return self._archive.namelist()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _add_row(sheet: Worksheet, values: Iterable[str | int | None]) -> None:
    """Adds a row to a sheet that the library writes."""
    row = sheet.max_row + 1
    for column, value in enumerate(values, 1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value, cell.data_type = cell_text(value), "s"
            # Without this, Excel would take it for a formula as soon as somebody edits it.
            cell.quotePrefix = is_marked(value)
        else:
            cell.value = value


def _rule(rule: Rule, rule_base: RuleBase) -> tuple[str, ...]:
    told = describe_rule(rule, rule_base)
    values = [] if told["limit"] is None else told["limit"]["values"]
    amounts = "; ".join(value_of_limit_in_words(value) for value in values)
    sources = "; ".join(dict.fromkeys(cited(value["source"]) for value in values))
    note = f": {rule.decides_note}" if rule.decides_note else ""
    applies = "; and ".join(told["applies"]) or "every case"
    names = (rule.id, rule.question, rule.topic, rule.title, rule.requirement)
    return (*names, applies, amounts, sources, f"{told['decides_in_words']}{note}", rule.asks)


def _flat(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, str | int | None]]:  # noqa: ANN401, of any shape
    """What nested data holds, each with its path."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _flat(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _flat(value, (*path, number))
    else:
        yield path_text(path), data
