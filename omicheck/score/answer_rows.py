"""Inspectors' answers as rows, whatever layout they stand in, and where each stands in its file."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import evolve, frozen

from omicheck.errors import Problem
from omicheck.model.case import ANSWERS
from omicheck.records.answers import ANSWERS_AS_THEY_ARE
from omicheck.records.raw_records import Rejected
from omicheck.records.table_rows import TableRow

_BETWEEN_WORDS: Final = re.compile(r"[\s_-]+")
_NO_PLACES: Final[Mapping[str, str]] = {}


@frozen(eq=False)
class AnswerSource:
    """Part of a file in which answers stand alike.

    Attributes:
        name: the file, with the sheet where there are several, as problems name it.
        columns: where what a row says stands, by `case_id`, `question`, `answer`, `by` and `reason`: letters of columns
            of a sheet, or a heading; what has no place of its own is told by its name.
        is_sheet: whether these are letters, so that a place is a cell.
        answers: the answers, each with how it is written there.
    """

    name: str
    columns: Mapping[str, str] = _NO_PLACES
    is_sheet: bool = False
    answers: Mapping[str, str] = ANSWERS_AS_THEY_ARE

    def placed(self, problem: Problem) -> Problem:
        """A problem of a row, told of the cell or the column where it is."""
        column = self.columns.get(problem.path)
        if column is None:
            return problem
        return evolve(problem, path=f"{column}{problem.line}" if self.is_sheet else column)


@frozen(eq=False)
class AnswerRows:
    """What a file of answers holds.

    Attributes:
        rows: the answers, each with where it stands; gone through once.
        rejected: what else in it cannot be used, each with its problems.
        remarks: what is worth knowing of it.
        sheets: the cases that have a sheet, answered or not, each with the name of the sheet.
    """

    rows: Iterator[tuple[AnswerSource, TableRow]]
    rejected: tuple[Rejected, ...] = ()
    remarks: tuple[str, ...] = ()
    sheets: tuple[tuple[str, str], ...] = ()


def answer_of_words(text: str) -> str:
    """The answer that words stand for, or the words themselves where they are none.

    >>> answer_of_words("Not sufficient"), answer_of_words("n/a")
    ('not_sufficient', 'n/a')
    """
    word = _BETWEEN_WORDS.sub("_", text.strip().casefold())
    return word if word in ANSWERS else text
