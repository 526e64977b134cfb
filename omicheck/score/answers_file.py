"""Inspectors' answers in a file, as columns; what cannot be used is told in the same words wherever the records are.

The file is read once. Which of its answers can be used depends on the cases, of which a large caseload gives some at a
time: each part takes the answers of its cases, and what no part has taken is told at the end.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import define, field

from omicheck.arrays import Flags, Numbers
from omicheck.errors import nearest_name
from omicheck.findings import Findings
from omicheck.model.case import ANSWERS
from omicheck.records.raw import Rejected
from omicheck.records.structure import read_answer
from omicheck.records.table_rows import ANSWER_COLUMNS, TableRow, answer_data
from omicheck.score.answers_and_verdicts import AnswerColumns, Texts

# Stands for a text that is not there.
NO_TEXT: Final = -1
# Looking for the nearest of very many references takes seconds, so it is done for so many of those that are not known.
_MANY: Final = 10_000
_SOUGHT: Final = 20


@define(eq=False)
class AnswersFile:
    """The answers of a file, and which of them the cases so far had.

    Attributes:
        name: the file, as problems name it.
        sha256: hash of its bytes, by name.
        questions: the questions' numbers.
        cases: the number of each case that a usable answer is about.
        texts: by whom and why, each different text once.
        shapes: the columns that rows have something in, in their order.
        columns: of the answers that can be used if their cases are among the records, in the order of the file: line,
            case, question, answer, the two texts (-1 for none) and shape.
        odd: the other rows by their case.
    """

    name: str
    sha256: Mapping[str, str]
    questions: Sequence[str]
    cases: Mapping[str, int]
    texts: Sequence[str]
    shapes: Sequence[tuple[str, ...]]
    columns: Numbers
    odd: Mapping[str | None, Sequence[TableRow]]
    _case_ids: Sequence[str] = field(init=False)
    _by_case: Numbers = field(init=False)
    _starts: Numbers = field(init=False)
    _seen: Flags = field(init=False)
    _before: dict[int | None, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._case_ids = tuple(self.cases)
        self._by_case = np.argsort(self.columns[1], kind="stable")
        self._starts = np.searchsorted(self.columns[1][self._by_case], np.arange(len(self.cases) + 1))
        self._seen = np.zeros(len(self.cases), dtype=np.bool_)

    def added_to(self, own: AnswerColumns, case_ids: Sequence[str], whose: str) -> AnswerColumns:
        """The answers that cases hold themselves with those of the file added; of two to a question the first counts.

        Args:
            own: the cases' own answers.
            case_ids: the cases, each of which is asked for once.
            whose: what the user called the records.
        """
        in_file, case = self._of(case_ids)
        line, _, question, answer = self.columns[:4, in_file]
        cells = np.concatenate((self._cells(own.case, own.question), self._cells(case, question)))
        where = np.concatenate((np.zeros_like(own.case), line))
        cells, first, which = np.unique(cells, return_index=True, return_inverse=True)
        firsts = first[which][len(own.case) :]
        is_first = firsts == np.arange(len(in_file)) + len(own.case)
        before = zip(line[~is_first].tolist(), where[firsts[~is_first]].tolist(), strict=True)
        self._before.update({second: f"line {earlier}" if earlier else whose for second, earlier in before})
        self._look_at_odd(case_ids, dict(zip(cells.tolist(), where[first].tolist(), strict=True)), whose)
        added = in_file[is_first]

        def texts(places: Sequence[int]) -> Sequence[Texts]:
            mine = iter(own.texts([place for place in places if place < len(own.case)]))
            return [
                next(mine) if place < len(own.case) else self._texts_of(added[place - len(own.case)])
                for place in places
            ]

        return AnswerColumns(
            np.concatenate((own.case, case[is_first])),
            np.concatenate((own.question, question[is_first])),
            np.concatenate((own.answer, answer[is_first])),
            texts,
        )

    def rejected(self, known: Collection[str], refused: Collection[str]) -> tuple[Rejected, ...]:
        """The rows that cannot be used, in the order of the file, each with everything that is wrong with it.

        Args:
            known: the references of all cases.
            refused: those of records that were rejected.
        """
        line, case = self.columns[:2]
        second = np.isin(line, [one for one in self._before if one is not None])
        rows = [self._row(place) for place in np.flatnonzero(~self._seen[case] | second).tolist()]
        rows += [row for of_case in self.odd.values() for row in of_case]
        nearest = _nearest(known)
        return tuple(
            self._rejected(row, known, refused, nearest) for row in sorted(rows, key=lambda row: row.line or 0)
        )

    def _of(self, case_ids: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The places of the answers about cases, in the order of the file, and the place of the case of each."""
        number = np.array([self.cases.get(case_id, -1) for case_id in case_ids], dtype=np.int64)
        here = np.flatnonzero(number >= 0)
        self._seen[number[here]] = True
        starts = self._starts[number[here]]
        lengths = self._starts[number[here] + 1] - starts
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found, case = self._by_case[np.repeat(starts, lengths) + within], np.repeat(here, lengths)
        order = np.argsort(found)
        return found[order], case[order]

    def _cells(self, case: Numbers, question: Numbers) -> Numbers:
        cells: Numbers = case * np.int64(len(self.questions)) + question
        return cells

    def _look_at_odd(self, case_ids: Sequence[str], first: Mapping[int, int], whose: str) -> None:
        """Notes which of the odd rows come after an answer to the same question."""
        if not self.odd:
            return
        for place, case_id in enumerate(case_ids):
            for row in self.odd.get(case_id, ()):
                if row.cells.get("question") in self.questions:
                    column = self.questions.index(row.cells["question"])
                    earlier = first.get(place * len(self.questions) + column)
                    if earlier is not None and earlier < (row.line or 0):
                        self._before[row.line] = f"line {earlier}" if earlier else whose

    def _texts_of(self, place: int) -> Texts:
        by, reason = self.columns[4:6, place].tolist()
        return (None if by == NO_TEXT else self.texts[by], None if reason == NO_TEXT else self.texts[reason])

    def _row(self, place: int) -> TableRow:
        """The row of an answer, as it was read."""
        line, case, question, answer, _, _, shape = self.columns[:, place].tolist()
        values = (self._case_ids[case], self.questions[question], ANSWERS[answer], *self._texts_of(place))
        cells = dict(zip(ANSWER_COLUMNS, values, strict=True))
        return TableRow(self.name, line, {column: cells[column] for column in self.shapes[shape]})

    def _rejected(
        self,
        row: TableRow,
        known: Collection[str],
        refused: Collection[str],
        nearest: Callable[[str], str | None],
    ) -> Rejected:
        findings = Findings(row.file, lambda _: row.line)
        if row.problem is not None:
            return Rejected((row.problem,), dict(row.cells))
        case_id = row.cells.get("case_id")
        if case_id is None:
            findings.add((), "no case_id", "case_id, which must be there")
        elif case_id not in known:
            why = ", whose record was rejected" if case_id in refused else ""
            findings.add(("case_id",), f"case {case_id!r}{why}", "a case among the records", nearest(case_id))
        findings.case_id = case_id
        answer = read_answer(answer_data(row), findings, ())
        if answer is not None and answer.question:
            if answer.question not in self.questions:
                closest = nearest_name(answer.question, self.questions)
                findings.add(("question",), f"question {answer.question!r}", "a question in the list", closest)
            if row.line in self._before:
                found = f"a second answer to {answer.question} (the first: {self._before[row.line]})"
                findings.add(("question",), found, "one answer to a question for a case; the first is used")
        return Rejected(tuple(findings.problems), dict(row.cells))


def _nearest(known: Collection[str]) -> Callable[[str], str | None]:
    """What gives the nearest of the known cases, each case being sought once."""
    found: dict[str, str | None] = {}

    def nearest(case_id: str) -> str | None:
        if case_id not in found:
            may_seek = len(known) < _MANY or len(found) < _SOUGHT
            found[case_id] = nearest_name(case_id, known) if may_seek else None
        return found[case_id]

    return nearest
