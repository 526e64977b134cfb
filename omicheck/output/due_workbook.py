"""What is still to be done as a workbook: a summary, then overdue, due and what cannot be told, each on a sheet."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from openpyxl.utils import get_column_letter

from omicheck.arrays import Numbers
from omicheck.due import DUE_STANDINGS, DueStanding, Duty
from omicheck.errors import CommandWrongError
from omicheck.groups import group_name, members_of_groups
from omicheck.output.column_texts import Texts
from omicheck.output.due_data import columns_of, duty_values
from omicheck.output.flat_values import flat_values
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell, lines_needed, paragraph
from omicheck.output.workbook_about import add_about, say_empty
from omicheck.output.workbook_file import add_row, cell_styles, new_workbook, write_sheets
from omicheck.row_files.whole_file import whole_file
from omicheck.text import in_words, long_date
from omicheck.use_cases.due import DueResult

_SUMMARY: Final = "summary"
_MANIFEST: Final = "manifest"
_SHEETS: Final[Mapping[DueStanding, str]] = {"overdue": "overdue", "due": "due", "cannot_tell": "cannot tell"}
# What a person asks first stands first, and what is empty on a sheet is not there.
_FIRST: Final = ("case_id", "act", "latest_day")
_ONLY_ON: Final[Mapping[str, DueStanding]] = {
    "days_left": "due",
    "business_days_left": "due",
    "days_late": "overdue",
    "settled_by": "cannot_tell",
}
_WRAPPED: Final = ("act", "clock", "notes", "settled_by", "limit_source", "title")
_WIDTHS: Final[Mapping[str, int]] = {
    "case id": 16,
    "act": 40,
    "rule": 34,
    "title": 36,
    "limit": 20,
    "limit source": 60,
    "clock": 60,
    "notes": 60,
    "settled by": 50,
    "office": 20,
    "offender manager": 18,
    "reason": 18,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 12
# What cannot be told is printed whole: what would settle it stands last.
_PRINTED_TO_LIMIT: Final[tuple[DueStanding, ...]] = ("overdue", "due")
_ABOUT: Final[Mapping[str, str]] = {
    _SUMMARY: "how many duties of each kind there are",
    "overdue": "what was not done by its latest day and can still be done",
    "due": "what is to be done by a day that is still to come",
    "cannot tell": "what may be to be done, and what record would settle it",
    _MANIFEST: "what was asked, versions, hashes and counts",
}
_MEANINGS: Final = (
    ("act", "what is to be done"),
    ("latest day", "the last day on which it would be in time"),
    ("days left", "calendar days up to the latest day; business days leave out weekends and bank holidays"),
    ("days late", "calendar days since the latest day"),
    ("settled by", "what would have to be recorded for it to be told"),
)


def write_due_workbook(file: str, found: DueResult, duties: Sequence[Duty]) -> None:
    """Writes a workbook.

    Args:
        file: the file, as the user named it.
        found: what was found.
        duties: those of its duties that are told of.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, a text is too long for a cell, or the file cannot
            be written.
    """
    columns = {standing: _columns(found.fields, standing) for standing in DUE_STANDINGS}
    headings: dict[str, Sequence[str]] = {_SUMMARY: (in_words(found.by or "all cases"), *_SHEETS.values())}
    headings |= {_SHEETS[standing]: tuple(map(in_words, names)) for standing, names in columns.items()}
    workbook = new_workbook({**headings, _MANIFEST: ("name", "value")}, _WIDTHS, _OTHER_WIDTH)
    for values in _summary(found, duties):
        add_row(workbook[_SUMMARY], values)
    asked = {"as_of": found.as_of.isoformat(), "within": str(found.within), "until": found.until.isoformat()}
    for value in flat_values({**asked, "left_out": dict(found.left_out), "manifest": found.manifest}):
        add_row(workbook[_MANIFEST], value)
    for standing in _PRINTED_TO_LIMIT:
        # What somebody needs to act; the source of the limit and all after it stand to the right.
        last = get_column_letter(columns[standing].index("limit") + 1)
        workbook[_SHEETS[standing]].print_area = f"A1:{last}1"
    styles = cell_styles(workbook)
    numbers = {name: workbook[name].max_row - 1 for name in (_SUMMARY, _MANIFEST)}
    numbers |= {name: sum(duty.standing == standing for duty in duties) for standing, name in _SHEETS.items()}
    told = ("What is still to be done", f"As at {long_date(found.as_of)}, looking ahead to {long_date(found.until)}.")
    add_about(workbook, told, [(name, numbers[name], about) for name, about in _ABOUT.items()], _MEANINGS)
    try:
        with ExitStack() as stack:
            archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(Path(file))), "w", ZIP_DEFLATED))
            poured = {name: SheetRows() for name in _SHEETS.values()}
            for sheet in poured.values():
                stack.callback(sheet.close)
            for standing, names in columns.items():
                some = [duty_values(duty) | {"title": duty.rule.title} for duty in duties if duty.standing == standing]
                if some:
                    lines = _heights(names, some)
                    poured[_SHEETS[standing]].append([_cells(name, some, styles) for name in names], lines)
                else:
                    say_empty(poured[_SHEETS[standing]], styles)
            write_sheets(workbook, archive, poured)
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror or error}") from error


def _columns(fields: Sequence[str], standing: DueStanding) -> tuple[str, ...]:
    there = [name for name in columns_of(fields) if _ONLY_ON.get(name, standing) == standing and name != "standing"]
    others = [name for name in there if name not in _FIRST]
    place = others.index("rule")
    return (*_FIRST, *others[:place], "title", *others[place:])


def _summary(found: DueResult, duties: Sequence[Duty]) -> list[tuple[str | int, ...]]:
    """How many duties of each standing each group has, and all together."""
    groups = [None if found.by is None else duty.groups[found.by] for duty in duties]
    by_group = members_of_groups(groups, duties)
    rows = [_counts(group_name(group), some) for group, some in by_group.items()] if found.by is not None else []
    return [*rows, _counts("all", duties)]


def _counts(name: str, duties: Sequence[Duty]) -> tuple[str | int, ...]:
    return name, *(sum(duty.standing == standing for duty in duties) for standing in DUE_STANDINGS)


def _cells(name: str, duties: Sequence[Mapping[str, Any]], styles: CellStyles) -> Texts:
    values = [duty[name] for duty in duties]
    if name in ("verdict", "reason"):
        values = [value and in_words(value) for value in values]
    texts = [" ".join(value) if isinstance(value, list) else value for value in values]
    written = [paragraph(text, styles) if name in _WRAPPED and text else cell(text, styles) for text in texts]
    return Texts(np.array(written, dtype=object), np.arange(len(written)))


def _heights(names: Sequence[str], duties: Sequence[Mapping[str, Any]]) -> Numbers:
    """How many lines each row has room for."""
    wrapped = [name for name in _WRAPPED if name in names]
    needed = [max(_lines_of(name, duty[name]) for name in wrapped) for duty in duties]
    return np.array(needed, dtype=np.int64)


def _lines_of(name: str, value: Any) -> int:  # noqa: ANN401, a text, several or none
    text = " ".join(value) if isinstance(value, list) else value or ""
    return lines_needed(text, _WIDTHS[in_words(name)])
