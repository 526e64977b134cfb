"""Cases that two inspectors have read: how far they agree, and where they differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import frozen

from omicheck.model.case import ANSWERS, Answer
from omicheck.score.agreement import kappa_with_interval
from omicheck.score.intervals import Interval


@frozen
class SecondReading:
    """Two readers' answers to a question about a case.

    Attributes:
        case_id: the case.
        question: the number of the question.
        first: the answer that counts: of the reader whose answer came first.
        second: the other reader's.
    """

    case_id: str
    question: str
    first: Answer
    second: Answer

    @property
    def is_agreed(self) -> bool:
        """Whether both give the same answer."""
        return self.first.answer == self.second.answer


@frozen
class ReadersAgreement:
    """How far readers agree on some questions.

    Attributes:
        of: the number of the question, or the names of two readers; empty for all together.
        table: how often the one gave each answer where the other gave each: the answer that counts first, or that of
            the first of two named readers.
        compared: how many pairs of answers there are.
        agreed: how many of them are the same.
        kappa: Cohen's kappa; None where it has no value, as all answers of both are the same one.
        interval: of kappa, 95%, within -1 and 1; None where kappa is, or where its error comes out as none.
    """

    of: str
    table: Mapping[str, Mapping[str, int]]
    compared: int
    agreed: int
    kappa: float | None
    interval: Interval | None


@frozen
class ReadTwice:
    """What came of reading cases twice.

    Attributes:
        readings: the pairs of answers, by case, question and reader.
        together: the agreement over all questions and readers.
        by_question: that on each question that was answered twice, in the order of the questions.
        by_readers: that of each two readers, by their names.
    """

    readings: tuple[SecondReading, ...]
    together: ReadersAgreement
    by_question: tuple[ReadersAgreement, ...]
    by_readers: tuple[ReadersAgreement, ...]

    @property
    def cases(self) -> int:
        """How many cases have a question that was answered twice."""
        return len({one.case_id for one in self.readings})

    @property
    def disagreements(self) -> tuple[SecondReading, ...]:
        """The pairs that differ."""
        return tuple(one for one in self.readings if not one.is_agreed)


def read_twice(readings: Iterable[SecondReading], questions: Sequence[str]) -> ReadTwice | None:
    """The agreement of readers; None where no question was answered twice.

    Args:
        readings: in any order.
        questions: the numbers of the questions, in their order.
    """
    place = {question: number for number, question in enumerate(questions)}
    in_order = sorted(readings, key=lambda one: (one.case_id, place[one.question], one.second.by or ""))
    if not in_order:
        return None
    by_question: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_readers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in in_order:
        by_question[one.question].append((one.first.answer, one.second.answer))
        # Whose answer counts may change from case to case; the table of two readers has one of them on one side.
        pair = sorted(((one.first.by or "", one.first.answer), (one.second.by or "", one.second.answer)))
        by_readers[f"{pair[0][0]} and {pair[1][0]}"].append((pair[0][1], pair[1][1]))
    return ReadTwice(
        tuple(in_order),
        _agreement("", [(one.first.answer, one.second.answer) for one in in_order]),
        tuple(_agreement(name, by_question[name]) for name in sorted(by_question, key=place.__getitem__)),
        tuple(_agreement(name, by_readers[name]) for name in sorted(by_readers)),
    )


_PLACE: Final = {answer: place for place, answer in enumerate(ANSWERS)}


def _agreement(of: str, pairs: Sequence[tuple[str, str]]) -> ReadersAgreement:
    square = np.zeros((len(ANSWERS), len(ANSWERS)), dtype=np.int64)
    for first, second in pairs:
        square[_PLACE[first], _PLACE[second]] += 1
    table = {first: {second: int(square[_PLACE[first], _PLACE[second]]) for second in ANSWERS} for first in ANSWERS}
    return ReadersAgreement(of, table, len(pairs), int(np.trace(square)), *kappa_with_interval(square))
