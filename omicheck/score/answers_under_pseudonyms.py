"""Inspectors' answers under pseudonyms, by which the records have their cases."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve

from omicheck.records.pseudonymised import rejected_under_pseudonyms
from omicheck.records.pseudonyms import Pseudonyms
from omicheck.records.raw_records import Rejected
from omicheck.records.table_rows import TableRow
from omicheck.score.answer_rows import AnswerRows, AnswerSource

# A sheet of an inspectors' workbook is named for its case.
_SHEET: Final = re.compile(r"\[([^\[\]]*)\]$")


def answers_under_pseudonyms(read: AnswerRows, pseudonyms: Pseudonyms) -> AnswerRows:
    """Answers with pseudonyms of cases and readers, and without reasons, in which anybody may be named.

    Args:
        read: what a file holds.
        pseudonyms: what gives them.
    """
    named = {name for case_id, name in read.sheets}
    sheets = tuple((pseudonyms.of("case", case_id), _told(name, named)) for case_id, name in read.sheets)
    rejected = tuple(_rejected(one, named) for one in rejected_under_pseudonyms(read.rejected, pseudonyms))
    remarks = tuple(_without_sheets(text, named) for text in read.remarks)
    return AnswerRows(_rows(read.rows, pseudonyms, named), rejected, remarks, sheets)


def _rows(
    rows: Iterator[tuple[AnswerSource, TableRow]], pseudonyms: Pseudonyms, named: set[str]
) -> Iterator[tuple[AnswerSource, TableRow]]:
    sources: dict[int, tuple[AnswerSource, AnswerSource]] = {}
    for source, row in rows:
        # The source is kept too, as another may come to have its number.
        _, told = sources.setdefault(id(source), (source, evolve(source, name=_told(source.name, named))))
        cells = {name: cell for name, cell in row.cells.items() if name != "reason"}
        for name, kind in (("case_id", "case"), ("by", "inspector")):
            if isinstance(cells.get(name), str):
                cells[name] = pseudonyms.of("case" if kind == "case" else "inspector", cells[name])
        problem = (
            None
            if row.problem is None
            else _rejected(rejected_under_pseudonyms([Rejected((row.problem,), {})], pseudonyms)[0], named).problems[0]
        )
        yield told, evolve(row, file=_told(row.file, named), cells=cells, problem=problem)


def _rejected(one: Rejected, named: set[str]) -> Rejected:
    problems = tuple(evolve(problem, file=_told(problem.file, named)) for problem in one.problems)
    return evolve(one, problems=problems)


def _told(name: str, named: set[str]) -> str:
    """A file and its sheet, without the sheet where that is named for a case."""
    return _SHEET.sub("", name) if name in named else name


def _without_sheets(text: str, named: set[str]) -> str:
    for name in named:
        text = text.replace(name, _told(name, named))
    return text
