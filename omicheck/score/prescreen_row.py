"""A row of the sheet of a case in an inspectors' workbook, and what in it is not as it was written."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from omicheck.errors import Problem
from omicheck.private_values import ValueLeftOut
from omicheck.records.sheets.grid import BrokenCell, Table, heading_key
from omicheck.records.sheets.texts import text_of
from omicheck.score.prescreen_layout import (
    CASE_KEY,
    CHECK,
    EVIDENCE,
    HIDDEN,
    QUESTION,
    QUESTION_KEY,
    SHOWN,
    TEXT,
    VERDICT,
    VERDICT_KEY,
    check_of,
)
from omicheck.text import printable

AS_WRITTEN: Final = "what omicheck prescreen wrote; copy the answer into a workbook that nobody changed"
# The headings of the workbook by what they are compared by.
HEADINGS: Final[Mapping[str, str]] = {heading_key(name): name for name in (*SHOWN, *HIDDEN)}
_LONGEST_SHOWN: Final = 60


@frozen
class PrescreenRow:
    """A row of a sheet of a case: its texts by the headings of the workbook, and its line."""

    line: int
    cells: Mapping[str, str]
    broken: tuple[str, BrokenCell] | None

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


def rows_of_case(table: Table) -> Iterator[PrescreenRow]:
    """The rows beneath the headings of a sheet."""
    names = {HEADINGS[key]: name for name in table.columns if (key := heading_key(name)) in HEADINGS}
    for place, line in enumerate(table.lines):
        cells = {heading: table.columns[name][place] for heading, name in names.items()}
        broken = next(((heading, cell) for heading, cell in cells.items() if isinstance(cell, BrokenCell)), None)
        yield PrescreenRow(line, {heading: text_of(cell) for heading, cell in cells.items() if cell != ""}, broken)


def what_changed(
    name: str, row: PrescreenRow, where: Mapping[str, str], case_id: str | None, texts: Mapping[str, str]
) -> Iterator[Problem]:
    """What of a row is not as it was written.

    Args:
        name: the sheet, as problems name it.
        row: the row.
        where: the letters of the columns, by heading.
        case_id: the case that the sheet is of; None where it does not say so.
        texts: what the questions ask now.
    """

    def changed(heading: str, found: str, expected: str) -> Problem:
        return problem_at(name, row, where.get(heading, ""), found, expected)

    if row.broken is not None:
        yield changed(row.broken[0], row.broken[1].what, row.broken[1].expected)
        return
    as_written = check_of(row[CASE_KEY], row[QUESTION_KEY], row[TEXT], row[VERDICT_KEY], row[EVIDENCE]) == row[CHECK]
    before = True
    if case_id is not None and case_id != row[CASE_KEY]:
        before = False
        found = ValueLeftOut("a row of another case", f"a row of case {printable(row[CASE_KEY])!r}")
        yield changed(QUESTION, found, f"one of {printable(case_id)!r}, {AS_WRITTEN}")
    for shown, key, what in ((QUESTION, QUESTION_KEY, "question"), (VERDICT, VERDICT_KEY, "verdict")):
        if row[shown] != row[key]:
            before = False
            found = ValueLeftOut(f"another {what}", f"{what} {printable(row[shown])!r}")
            yield changed(shown, found, f"{printable(row[key])!r}, {AS_WRITTEN}")
    text = texts.get(row[QUESTION_KEY])
    if text is not None and " ".join(row[TEXT].split()) != " ".join(text.split()):
        why = f"{text!r}, {AS_WRITTEN}"
        if as_written:
            why = f"{text!r}, as the rules have it now; write the workbook again by these rules"
        found = ValueLeftOut("the question in other words", f"the question {short_text(row[TEXT])!r}")
        yield changed(TEXT, found, why)
    elif before and not as_written:
        yield changed(EVIDENCE, "evidence, or a hidden cell of the row, that was changed", AS_WRITTEN)


def problem_at(name: str, row: PrescreenRow, column: str, found: str, expected: str) -> Problem:
    """A problem in a row, told of the cell where it is."""
    return Problem(
        name, row.line, f"{column}{row.line}" if column else "", found, expected, None, row[CASE_KEY] or None
    )


def short_text(text: str) -> str:
    """A text, short enough for one line."""
    text = printable(text)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
