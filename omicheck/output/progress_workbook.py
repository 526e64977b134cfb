"""What became of failures as a workbook: a summary, then what is open, what was put right and all else, each listed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from omicheck.arrays import Numbers
from omicheck.errors import CommandWrongError
from omicheck.groups import group_name
from omicheck.output.column_texts import Texts
from omicheck.output.flat_values import flat_values
from omicheck.output.progress_data import columns_of, failure_values, line_values
from omicheck.output.progress_table import STANDINGS_IN_WORDS
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell, lines_needed, paragraph
from omicheck.output.workbook_about import add_about, say_empty
from omicheck.output.workbook_file import add_row, cell_styles, new_workbook, write_sheets
from omicheck.progress import AT_BOTH, LATER, Line, Standing
from omicheck.row_files.whole_file import whole_file
from omicheck.text import counted, in_words, long_date
from omicheck.use_cases.progress import ProgressResult

_SUMMARY: Final = "summary"
_MANIFEST: Final = "manifest"
# What somebody has to do something about stands first.
_SHEETS: Final[Mapping[str, tuple[Standing, ...]]] = {
    "open now": (*AT_BOTH, *LATER),
    "put right": ("put_right",),
    "gone or untold": (
        "cannot_tell_now",
        "no_longer_asked",
        "trigger_gone",
        "gone_with_case",
        "not_read",
        "not_evaluated",
    ),
}
_WIDTHS: Final[Mapping[str, int]] = {
    "standing": 34,
    "case id": 16,
    "office": 20,
    "offender manager": 18,
    "rule": 34,
    "title": 44,
    "limit": 20,
    "of": 18,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 13
_WRAPPED: Final = ("standing", "title")
_CODES: Final = ("earlier_verdict", "earlier_reason", "verdict", "reason")
_ABOUT: Final[Mapping[str, str]] = {
    _SUMMARY: "how many failures became what: of all, of each group, rule and question",
    "open now": "failures that are there now, those that were there before first",
    "put right": "failures that were there before and are met now",
    "gone or untold": "failures of which nobody can say that they were put right, and why",
    _MANIFEST: "versions, hashes and counts of both times",
}
_MEANINGS: Final = (
    ("earlier, later", "how many failures there were then, and how many there are now"),
    ("cases put right", "b: cases that were not met then and are met now"),
    ("cases became failures", "c: cases that were met then and are not met now"),
    ("cases compared", "those that could be told at both times; no other case is in b, c or p"),
    ("p value", "p: how often chance alone would make b and c at least so unequal (McNemar's exact test, two-sided)"),
    ("change", "better or worse where p is 0.05 or less; above that the change may be chance"),
    ("days open", "calendar days since the latest day, of what is still not done"),
)


def write_progress_workbook(file: str, found: ProgressResult) -> None:
    """Writes a workbook.

    Args:
        file: the file, as the user named it.
        found: what was found.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, a text is too long for a cell, or the file cannot
            be written.
    """
    columns = columns_of(found.fields)
    headings: dict[str, Sequence[str]] = {
        _SUMMARY: ("of", "name", *map(in_words, line_values(found.counted.all))),
        **dict.fromkeys(_SHEETS, tuple(map(in_words, columns))),
        _MANIFEST: ("name", "value"),
    }
    workbook = new_workbook(headings, _WIDTHS, _OTHER_WIDTH)
    for of, name, line in _lines(found):
        values = (in_words(value) if isinstance(value, str) else value for value in line_values(line).values())
        add_row(workbook[_SUMMARY], (of, name, *values))
    for value in flat_values(dict(zip(("earlier", "later"), found.manifests, strict=True))):
        add_row(workbook[_MANIFEST], value)
    styles = cell_styles(workbook)
    rows = {
        name: [failure_values(one, found) for one in found.failures if one.standing in standings]
        for name, standings in _SHEETS.items()
    }
    numbers = {name: workbook[name].max_row - 1 for name in (_SUMMARY, _MANIFEST)}
    numbers |= {name: len(some) for name, some in rows.items()}
    add_about(workbook, _told(found), [(name, numbers[name], about) for name, about in _ABOUT.items()], _MEANINGS)
    try:
        with ExitStack() as stack:
            archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(Path(file))), "w", ZIP_DEFLATED))
            poured = {name: SheetRows() for name in _SHEETS}
            for sheet in poured.values():
                stack.callback(sheet.close)
            for name, some in rows.items():
                if some:
                    poured[name].append([_cells(column, some, styles) for column in columns], _heights(some))
                else:
                    say_empty(poured[name], styles)
            write_sheets(workbook, archive, poured)
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror or error}") from error


def _told(found: ProgressResult) -> tuple[str, ...]:
    both, earlier_only, later_only = found.cases
    then = "a day that is not known" if found.earlier_as_of is None else long_date(found.earlier_as_of)
    return (
        "What became of failures",
        f"Then: as at {then}. Now: as at {long_date(found.as_of)}.",
        f"{counted(both, 'case')} at both times, {earlier_only:,} then only, {later_only:,} now only.",
    )


def _heights(failures: Sequence[Mapping[str, Any]]) -> Numbers:
    """How many lines each row has room for."""
    needed = [
        max(
            lines_needed(STANDINGS_IN_WORDS[one["standing"]], _WIDTHS["standing"]),
            lines_needed(one["title"] or "", _WIDTHS["title"]),
        )
        for one in failures
    ]
    return np.array(needed, dtype=np.int64)


def _lines(found: ProgressResult) -> Iterator[tuple[str, str, Line]]:
    """The lines of the summary, each with what it is of and its name."""
    counted = found.counted
    yield "all", "all", counted.all
    for field, lines in counted.groups.items():
        for line in lines:
            yield in_words(field), group_name(line.name), line
    for of, lines in (("rule", counted.rules), ("question", counted.questions)):
        for line in lines:
            yield of, line.name or "", line


def _cells(name: str, failures: Sequence[Mapping[str, Any]], styles: CellStyles) -> Texts:
    values = [failure[name] for failure in failures]
    if name == "standing":
        values = [STANDINGS_IN_WORDS[value] for value in values]
    elif name in _CODES:
        values = [value and in_words(value) for value in values]
    written = [paragraph(value, styles) if name in _WRAPPED and value else cell(value, styles) for value in values]
    return Texts(np.array(written, dtype=object), np.arange(len(written)))
