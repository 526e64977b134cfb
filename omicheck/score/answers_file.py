"""Inspectors' answers in files, as columns; what cannot be used is told in the same words wherever the records are.

Files are read once. Which of their answers can be used depends on the cases, of which a large caseload gives some at a
time: each part takes the answers of its cases, and what no part has taken is told at the end.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import define, field

from omicheck.arrays import Flags, Numbers
from omicheck.errors import Problem, nearest_name
from omicheck.findings import Findings
from omicheck.model.case import ANSWERS
from omicheck.private_values import ValueLeftOut
from omicheck.records.answers import read_answer
from omicheck.records.raw_records import Rejected
from omicheck.records.table_rows import ANSWER_COLUMNS, TableRow, answer_data, nearest_of
from omicheck.score.answer_rows import AnswerSource
from omicheck.score.answers_and_verdicts import AnswerColumns, Texts
from omicheck.score.answers_of_part import AnswersOfPart
from omicheck.score.second_readings import SecondReading
from omicheck.score.unlisted_answers import unlisted_question

# Stands for a text that is not there.
NO_TEXT: Final = -1


@define(eq=False)
class AnswersFile:
    """The answers of one or several files, and which of them the cases so far had.

    Attributes:
        sha256: hash of the bytes of each file, by name.
        questions: the questions' numbers.
        cases: the number of each case that a usable answer is about.
        texts: by whom and why, each different text once.
        shapes: the columns that rows have something in, in their order.
        sources: where answers stand.
        columns: of the answers that can be used if their cases are among the records, in the order of the files: number
            of the row, case, question, answer, the two texts (-1 for none), shape, line and source.
        odd: the other rows by their case, each with its number and where it stands.
        unusable: what else in the files cannot be used.
        remarks: what is worth knowing of the files.
        sheets: the cases that have a sheet of their own, answered or not, each with its name.
        second_readings: the answers so far of further readers.
    """

    sha256: Mapping[str, str]
    questions: Sequence[str]
    cases: Mapping[str, int]
    texts: Sequence[str]
    shapes: Sequence[tuple[str, ...]]
    sources: Sequence[AnswerSource]
    columns: Numbers
    odd: Mapping[str | None, Sequence[tuple[int, AnswerSource, TableRow]]]
    unusable: Sequence[Rejected] = ()
    remarks: Sequence[str] = ()
    sheets: Mapping[str, str] = field(factory=dict)
    second_readings: list[SecondReading] = field(init=False, factory=list)
    _case_ids: Sequence[str] = field(init=False)
    _by_case: Numbers = field(init=False)
    _starts: Numbers = field(init=False)
    _seen: Flags = field(init=False)
    _before: dict[int, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self._case_ids = tuple(self.cases)
        self._by_case = np.argsort(self.columns[1], kind="stable")
        self._starts = np.searchsorted(self.columns[1][self._by_case], np.arange(len(self.cases) + 1))
        self._seen = np.zeros(len(self.cases), dtype=np.bool_)

    def added_to(self, own: AnswerColumns, case_ids: Sequence[str], whose: str) -> AnswerColumns:
        """The answers that cases hold themselves and those of the files; of several to a question the first counts.

        Args:
            own: the cases' own answers.
            case_ids: the cases, each of which is asked for once.
            whose: what the user called the records.
        """
        in_file, case = self._of(case_ids)
        question, answer = self.columns[2, in_file], self.columns[3, in_file]
        part = AnswersOfPart(own, case, question, answer, len(self.questions), lambda at: self.texts_at(in_file[at]))
        for place, earlier in part.again():
            self._before[int(self.columns[0, in_file[place]])] = self._told(place, earlier, part, in_file, whose)
        self.second_readings += part.second_readings(case_ids, self.questions)
        self._look_at_odd(case_ids, part, in_file, whose)
        return part.firsts()

    def rejected(self, known: Collection[str], refused: Collection[str]) -> tuple[Rejected, ...]:
        """The rows that cannot be used, in the order of the files, each with everything that is wrong with it.

        Args:
            known: the references of all cases.
            refused: those of records that were rejected.
        """
        number, case = self.columns[:2]
        second = np.isin(number, list(self._before))
        rows = [self._row(place) for place in np.flatnonzero(~self._seen[case] | second).tolist()]
        rows += [row for of_case in self.odd.values() for row in of_case]
        in_order = sorted(rows, key=lambda row: row[0])
        named = (*self.sheets, *(row.cells.get("case_id") for _, _, row in in_order))
        nearest = nearest_of((name for name in named if name is not None and name not in known), known).get
        unknown = (
            self._without_record(name, case_id, nearest)
            for case_id, name in self.sheets.items()
            if case_id not in known
        )
        return (
            *self.unusable,
            *filter(None, unknown),
            *(self._rejected(*row, known, refused, nearest) for row in in_order),
        )

    def _of(self, case_ids: Sequence[str]) -> tuple[Numbers, Numbers]:
        """The places of the answers about cases, in the order of the files, and the place of the case of each."""
        number = np.array([self.cases.get(case_id, -1) for case_id in case_ids], dtype=np.int64)
        here = np.flatnonzero(number >= 0)
        self._seen[number[here]] = True
        starts = self._starts[number[here]]
        lengths = self._starts[number[here] + 1] - starts
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        found, case = self._by_case[np.repeat(starts, lengths) + within], np.repeat(here, lengths)
        order = np.argsort(found)
        return found[order], case[order]

    def _told(self, place: int, earlier: int, part: AnswersOfPart, in_file: Numbers, whose: str) -> str:
        """Where the answer stands that came before one, and what it is if that is another."""
        of = int(self.columns[8, in_file[place]])
        where = self._where_earlier(earlier, of, part, in_file, whose)
        code = part.answer_of(earlier)
        return (
            where if code == self.columns[3, in_file[place]] else f"{where}, {self.sources[of].answers[ANSWERS[code]]}"
        )

    def _where_earlier(self, earlier: int, source: int, part: AnswersOfPart, in_file: Numbers, whose: str) -> str:
        """Where an answer stands, as it is told beside one of some source."""
        if earlier < part.number_of_own:
            return whose
        line, of = self.columns[7:9, in_file[earlier - part.number_of_own]].tolist()
        here = self.sources[of]
        column = here.columns.get("answer", "")
        cell = f"{column}{line}" if here.is_sheet else f"line {line}"
        same = self.sources[source].name == here.name
        return cell if same else f"{here.name} {cell}"

    def _look_at_odd(self, case_ids: Sequence[str], part: AnswersOfPart, in_file: Numbers, whose: str) -> None:
        """Notes which of the odd rows come after an answer of the same reader to the same question."""
        if not self.odd:
            return
        numbers = self.columns[0, in_file]
        for place, case_id in enumerate(case_ids):
            for number, source, row in self.odd.get(case_id, ()):
                if row.cells.get("question") not in self.questions:
                    continue
                cell = place * len(self.questions) + self.questions.index(row.cells["question"])
                before = int(np.searchsorted(numbers, number))
                earlier = part.read_before(cell, row.cells.get("by"), part.number_of_own + before)
                if earlier is not None:
                    of = self.sources.index(source) if source in self.sources else -1
                    self._before[number] = self._where_earlier(earlier, of, part, in_file, whose)

    def texts_at(self, places: Numbers) -> Sequence[Texts]:
        """By whom and why the answers at some places were given."""
        texts = (*self.texts, None)
        return [(texts[by], texts[reason]) for by, reason in self.columns[4:6, places].T.tolist()]

    def _row(self, place: int) -> tuple[int, AnswerSource, TableRow]:
        """The row of an answer, as it was read."""
        number, case, question, answer, _, _, shape, line, source = self.columns[:, place].tolist()
        (texts,) = self.texts_at(np.array([place]))
        values = (self._case_ids[case], self.questions[question], ANSWERS[answer], *texts)
        cells = dict(zip(ANSWER_COLUMNS, values, strict=True))
        here = self.sources[source]
        return number, here, TableRow(here.name, line, {column: cells[column] for column in self.shapes[shape]})

    def _without_record(self, name: str, case_id: str, nearest: Callable[[str], str | None]) -> Rejected | None:
        """That a sheet is of a case that is not among the records; None where each answer in it tells so."""
        if case_id in self.cases or case_id in self.odd:
            return None
        found = ValueLeftOut("a sheet of a case that is not there", f"a sheet of case {case_id!r}")
        expected = "a case among the records; nothing in it is answered"
        return Rejected((Problem(name, None, "", found, expected, nearest(case_id)),), {"case_id": case_id})

    def _rejected(
        self,
        number: int,
        source: AnswerSource,
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
            whose = ValueLeftOut(f"a case that is not there{why}", f"case {case_id!r}{why}")
            findings.add(("case_id",), whose, "a case among the records", nearest(case_id))
        findings.case_id = case_id
        answer = read_answer(answer_data(row), findings, (), source.answers)
        if answer is not None and answer.question:
            if answer.question not in self.questions:
                closest = nearest_name(answer.question, self.questions)
                findings.add(
                    ("question",), unlisted_question(answer.question, self.questions), "a question in the list", closest
                )
            if number in self._before:
                found = f"a second answer to {answer.question} (the first: {self._before[number]})"
                # In a sheet it is the cell of the answer that is looked for.
                findings.add(
                    ("answer" if source.is_sheet else "question",),
                    found,
                    "one answer to a question for a case; the first is used",
                )
        return Rejected(tuple(map(source.placed, findings.problems)), dict(row.cells))
