"""Rows as an Excel workbook: every row, failures and outcomes with what is said of each, the rules, the run manifest.

Every text is a text to Excel, whatever it begins with, and the same rows give the same bytes.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from omicheck.authoring.rule_description import describe_rule
from omicheck.errors import CommandWrongError
from omicheck.findings import path_text
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.output.audit import Audit, Flagged
from omicheck.output.check_table import accepted_by
from omicheck.output.csv_table import FORMULA
from omicheck.output.rule_text import cited, value_of_limit_in_words
from omicheck.plain_data import FIELDS
from omicheck.provenance import cite_briefly, limit_of, sources_of
from omicheck.row_files.whole_file import whole_file
from omicheck.rulebase.folder import RuleBase
from omicheck.text import printable

# What a sheet of Excel can hold (its specifications and limits); one row is the header.
MOST_ROWS: Final = 1_048_576 - 1
_LONGEST_TEXT: Final = 32_767

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
    "explanation": 120,
    "limit_source": 30,
    "accepted": 40,
    "requirement": 100,
    "applies_to": 60,
    "decides": 60,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 11
_OF_FAILURES: Final = (*FIELDS, "title", "explanation", "limit_source", "accepted")
_OF_RULES: Final = (
    *("rule", "question", "topic", "title", "requirement"),
    *("applies_to", "limit", "limit_source", "decides", "asks"),
)
# What Excel would read as a character's code, which no text here is meant as.
_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# An entry of a zip file has a time, and this is the first that it can have.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_workbook(path: Path, audit: Audit) -> None:
    """Writes a workbook, row by row.

    Args:
        path: where it is to lie.
        audit: the rows and what is said of them.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, or a text is longer than a cell can hold.
        OSError: the file cannot be written.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "omicheck"
    # A time of day would be another in every run.
    workbook.properties.created = workbook.properties.modified = datetime(*_NO_TIME)  # noqa: DTZ001, it is none
    with ExitStack() as stack:
        archive = stack.enter_context(_Timeless(stack.enter_context(whole_file(path)), "w", ZIP_DEFLATED))

        def add(name: str, columns: Sequence[str]) -> _Sheet:
            sheet = _Sheet(workbook, name, columns)
            stack.callback(sheet.let_go)
            return sheet

        rows = add("rows", FIELDS)
        failures, outcomes = (add(name, _OF_FAILURES) for name in ("failures", "outcomes"))
        for row, place in audit.rows:
            cells = _cells(row)
            rows.append(cells)
            flagged = audit.flagged(row, place)
            if flagged is not None:
                (outcomes if flagged.is_outcome else failures).append((*cells, *_said(flagged, audit)))
        rules, manifest = add("rules", _OF_RULES), add("manifest", ("name", "value"))
        for rule in audit.rules:
            rules.append(_rule(rule, audit.rule_base))
        for name, value in _flat(audit.manifest()):
            manifest.append((name, value))
        for sheet in (rows, failures, outcomes, rules, manifest):
            sheet.finish()
        ExcelWriter(workbook, archive).write_data()


class _Sheet:
    """A sheet with a header that stays in view and can be filtered by."""

    def __init__(self, workbook: Workbook, name: str, columns: Sequence[str]) -> None:
        self._sheet: Any = workbook.create_sheet(name)
        self._last_column = get_column_letter(len(columns))
        self._rows = 0
        for number, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, _OTHER_WIDTH)
        self._sheet.freeze_panes = "A2"
        self._sheet.append([_bold(self._sheet, column) for column in columns])

    def append(self, cells: Iterable[str | int | date | None]) -> None:
        """Adds a row."""
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise too_many_rows(self._rows)
        self._sheet.append([self._text(cell) if isinstance(cell, str) else cell for cell in cells])

    def finish(self) -> None:
        """Says what can be filtered, once all rows are there."""
        self._sheet.auto_filter.ref = f"A1:{self._last_column}{self._rows + 1}"

    def let_go(self) -> None:
        """Removes the temporary file of a sheet that was not written to its end."""
        # Of one that was there is nothing left to be done, which the library takes for a fault.
        with suppress(Exception):
            self._sheet.close()
        with suppress(OSError):
            self._sheet._writer.cleanup()  # noqa: SLF001, what the library does with a sheet that is written

    def _text(self, text: str) -> Cell | str | None:
        if not text:
            return None
        if len(text) > _LONGEST_TEXT:
            raise CommandWrongError(
                f"--format xlsx: found a text of {len(text)} characters, {text[:40]!r}...; expected {_LONGEST_TEXT} at "
                "most, which is what a cell of Excel can hold; take --format csv or parquet"
            )
        shown = _CODE.sub("_x005F_", "\n".join(map(printable, text.split("\n"))))
        if not shown.startswith((*FORMULA, "#")):
            return shown
        cell = WriteOnlyCell(self._sheet, shown)
        cell.data_type = "s"
        # Without this, Excel would take it for a formula as soon as somebody edits it.
        cell.quotePrefix = True
        return cell


class _Timeless(ZipFile):
    """A zip file whose entries have no time."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:  # noqa: ANN401, as it has them
        """Adds an entry."""
        super().writestr(_entry(zinfo_or_arcname), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:  # noqa: ANN401, the same
        """Adds a file."""
        entry = _entry(arcname)
        entry.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def too_many_rows(number: int) -> CommandWrongError:
    """That a sheet cannot hold so many rows."""
    return CommandWrongError(
        f"--format xlsx: found {number:,} rows or more; expected {MOST_ROWS:,} at most, which is what a sheet of Excel "
        "can hold; choose rules with --only or cases with --case, or take --format csv or parquet"
    )


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _bold(sheet: Any, text: str) -> Cell:  # noqa: ANN401, its type has not all that it can do
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cells(row: Row) -> tuple[str | int | date | None, ...]:
    """The fields of a row, in their order, as cells; a list's items are separated as in CSV."""
    values = (getattr(row, name) for name in FIELDS)
    return tuple(";".join(value) or None if isinstance(value, tuple) else value for value in values)


def _said(flagged: Flagged, audit: Audit) -> tuple[str, ...]:
    rule = audit.rule_of(flagged.row)
    sources = sources_of(flagged.row, limit_of(rule, audit.rule_base.limits))
    return (rule.title, flagged.brief, cite_briefly(sources), accepted_by(flagged.row, audit.accepted))


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
