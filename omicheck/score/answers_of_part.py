"""Answers on some cases, those that the records hold and those of files, and which of them is whose first.

Of the answers to a question about a case, that which comes first counts. One of another named reader is a second
reading; one of the same reader, or where a name is missing, cannot be used beside the first.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from attrs import define, field

from omicheck.arrays import Numbers
from omicheck.model.case import ANSWERS, Answer
from omicheck.records.answers import answer_in_the_way
from omicheck.score.answers_and_verdicts import AnswerColumns, Texts, first_answers
from omicheck.score.second_readings import SecondReading


@define(eq=False)
class AnswersOfPart:
    """Answers on some cases: the records' own, and after them those of files, in their order.

    Attributes:
        own: those that the records hold.
        case: the place of the case of each of the others.
        question: the place of its question.
        answer: its place in `ANSWERS`.
        questions: how many questions there are.
        texts: by whom and why, of those of files at some places.
    """

    own: AnswerColumns
    case: Numbers
    question: Numbers
    answer: Numbers
    questions: int
    texts: Callable[[Numbers], Sequence[Texts]]
    _cells: Numbers = field(init=False)
    _later: Numbers = field(init=False)
    _firsts: Numbers = field(init=False)
    # The first answer of each reader, of the cells that have several answers.
    _readers: dict[int, dict[str | None, int]] = field(init=False, factory=dict)
    _second: list[tuple[int, int]] = field(init=False, factory=list)
    _again: list[tuple[int, int]] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        case, question = np.concatenate((self.own.case, self.case)), np.concatenate((self.own.question, self.question))
        self._cells = case * np.int64(self.questions) + question
        _, first, which = np.unique(self._cells, return_index=True, return_inverse=True)
        self._firsts = first[which]
        self._later = np.flatnonzero(self._firsts != np.arange(len(self._cells)))
        for place in self._later.tolist():
            cell, earliest = int(self._cells[place]), int(self._firsts[place])
            readers = self._readers.setdefault(cell, {self._reader(earliest): earliest})
            reader = self._reader(place)
            earlier = answer_in_the_way(reader, readers)
            if earlier is None:
                readers[reader] = place
                self._second.append((earliest, place))
            else:
                self._again.append((place - self.number_of_own, earlier))

    @property
    def number_of_own(self) -> int:
        """How many answers the records hold, which come first."""
        return len(self.own.case)

    def again(self) -> Iterator[tuple[int, int]]:
        """The answers of files that cannot be used beside an earlier one: the place of each, and that of the earlier.

        The first is counted among those of files, the second among all.
        """
        return iter(self._again)

    def answer_of(self, place: int) -> int:
        """The place in `ANSWERS` of an answer, counted among all."""
        own = self.number_of_own
        return int(self.own.answer[place] if place < own else self.answer[place - own])

    def read_before(self, cell: int, reader: str | None, place: int) -> int | None:
        """The answer that keeps another from being used; None where there is none, or it is one of another reader.

        Args:
            cell: the place of case and question.
            reader: whose the other is.
            place: as many answers come before it.
        """
        places = np.flatnonzero(self._cells[:place] == cell)
        if not len(places):
            return None
        readers = self._readers.get(cell) or {self._reader(int(places[0])): int(places[0])}
        return answer_in_the_way(reader, {name: at for name, at in readers.items() if at < place})

    def second_readings(self, case_ids: Sequence[str], questions: Sequence[str]) -> Iterator[SecondReading]:
        """The answers of further readers, each beside the one that counts.

        Args:
            case_ids: the cases, in the order of their places.
            questions: the numbers of the questions.
        """
        for first, second in self._second:
            case, question = divmod(int(self._cells[first]), self.questions)
            name = questions[question]
            yield SecondReading(case_ids[case], name, self._answer(first, name), self._answer(second, name))

    def firsts(self) -> AnswerColumns:
        """The answers that count."""
        own = self.number_of_own

        def texts(places: Sequence[int]) -> Sequence[Texts]:
            of_own = iter(self.own.texts([place for place in places if place < own]))
            of_files = iter(self.texts(np.array([place - own for place in places if place >= own], dtype=np.int64)))
            return [next(of_own if place < own else of_files) for place in places]

        answer = np.concatenate((self.own.answer, self.answer))
        case, question = np.divmod(self._cells, np.int64(self.questions))
        return first_answers(AnswerColumns(case, question, answer, texts), self.questions)

    def _texts(self, place: int) -> Texts:
        own = self.number_of_own
        return self.own.texts([place])[0] if place < own else self.texts(np.array([place - own]))[0]

    def _reader(self, place: int) -> str | None:
        return self._texts(place)[0]

    def _answer(self, place: int, question: str) -> Answer:
        return Answer(question, ANSWERS[self.answer_of(place)], *self._texts(place))
