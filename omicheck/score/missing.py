"""What would have to be known to narrow the bounds: each missing field, and how much of their width it accounts for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.model.row import VERDICTS
from omicheck.model.scheme import Question, Scheme
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.matrix import OUTCOMES, Codes, Matrix
from omicheck.score.means import means_of
from omicheck.score.shares import Counts

_CANNOT_TELL = OUTCOMES.index("cannot_tell")


@frozen
class MissingField:
    """A field that records lack, and what knowing it everywhere would settle.

    Attributes:
        field: its name as in a row's `unknown_fields`; None for verdicts that no record can settle, as no limit was in
            force.
        cases: the cases that lack it.
        verdicts: how many verdicts on a case and question it keeps open, alone or with other fields.
        alone: how many of them it alone keeps open.
        narrows: by criterion, section and headline the part of the width of the bounds that it accounts for, as a
            fraction of 1; where several fields keep a verdict open they share its part equally.
    """

    field: str | None
    cases: int
    verdicts: int
    alone: int
    narrows: Mapping[str, Fraction]


@frozen
class OpenVerdicts:
    """The verdicts on cases and questions that cannot be told, put together by what is missing.

    Attributes:
        verdicts: how many there are by question and by all the fields that keep one open.
        cases: how many cases lack each field; None stands for verdicts that no record can settle.
    """

    verdicts: Mapping[tuple[str, tuple[str, ...]], int]
    cases: Mapping[str | None, int]


def open_verdicts(of_cases: AnswersAndVerdicts, matrix: Matrix, joined: Codes, cells: Numbers) -> OpenVerdicts:
    """The open verdicts among those that enter the scores.

    Args:
        of_cases: their answers and the rows.
        matrix: what they come to.
        joined: the codes that enter the scores.
        cells: the cell of each row.
    """
    questions = len(matrix.questions)
    is_open = (joined == _CANNOT_TELL).reshape(-1)
    rows = np.flatnonzero((of_cases.verdicts.verdict == VERDICTS.index("cannot_tell")) & (cells >= 0))
    rows = rows[is_open[cells[rows]]]
    places, codes, names = _fields_of(cells[rows], of_cases.verdicts.unknown[rows], of_cases.verdicts.unknown_fields)
    both, times = np.unique((places % max(1, questions)) * len(names) + codes, return_counts=True)
    verdicts = {
        (matrix.questions[one // len(names)], names[one % len(names)]): number
        for one, number in zip(both.tolist(), times.tolist(), strict=True)
    }
    # A case may lack a field for several questions.
    lacking = np.unique(places // max(1, questions) * len(names) + codes)
    case, code = lacking // len(names), lacking % len(names)
    cases: dict[str | None, int] = {}
    for name in dict.fromkeys(name for one in np.unique(code).tolist() for name in names[one] or (None,)):
        has = np.array([name in (one or (None,)) for one in names])
        cases[name] = len(np.unique(case[has[code]]))
    return OpenVerdicts(verdicts, cases)


def _fields_of(
    cells: Numbers, codes: Numbers, lists: Sequence[tuple[str, ...]]
) -> tuple[Numbers, Numbers, Sequence[tuple[str, ...]]]:
    """Each cell once, with the code of all that its rows lack, and the lists of names by these codes."""
    pairs = np.unique(cells * np.int64(len(lists)) + codes)
    cells, codes = pairs // len(lists), pairs % len(lists)
    names = {one: code for code, one in enumerate(lists)}
    every = list(lists)
    places, first, lengths = np.unique(cells, return_index=True, return_counts=True)
    found = codes[first]
    # Cells with several lists: the first is put together with the second, that with the third, and so on.
    for step in range(1, int(lengths.max(initial=0))):
        several = np.flatnonzero(lengths > step)
        width = len(every)
        two, inverse = np.unique(found[several] * width + codes[first[several] + step], return_inverse=True)
        put_together = []
        for one in two.tolist():
            names_of_both = tuple(sorted({*every[one // width], *every[one % width]}))
            if names_of_both not in names:
                names[names_of_both] = len(every)
                every.append(names_of_both)
            put_together.append(names[names_of_both])
        found[several] = np.array(put_together, dtype=np.int64)[inverse]
    return places, found, every


def of_all_parts(parts: Iterable[OpenVerdicts]) -> OpenVerdicts:
    """The open verdicts of all cases, from those of some each."""
    verdicts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    cases: Counter[str | None] = Counter()
    for part in parts:
        verdicts.update(part.verdicts)
        cases.update(part.cases)
    return OpenVerdicts(verdicts, cases)


def missing_fields(
    open_ones: OpenVerdicts, counts: Sequence[Counts], questions: Sequence[Question], scheme: Scheme
) -> tuple[MissingField, ...]:
    """The fields whose lack keeps verdicts open, the one that narrows the section scores most first.

    Args:
        open_ones: the open verdicts.
        counts: of each question.
        questions: in the order of the counts.
        scheme: the criteria, sections and headline scores.
    """
    # Each open verdict makes its question's bounds wider by one part of relevant and open ones.
    part = {
        question.id: Fraction(1, of.relevant + of.cannot_tell)
        for question, of in zip(questions, counts, strict=True)
        if of.relevant + of.cannot_tell
    }
    by_name: dict[str | None, list[tuple[str, int, int]]] = defaultdict(list)
    for (question_id, names), number in open_ones.verdicts.items():
        for name in names or (None,):
            by_name[name].append((question_id, max(1, len(names)), number))
    fields = []
    for name, lacking in by_name.items():
        widths = dict.fromkeys(part, Fraction())
        for question_id, sharing, number in lacking:
            widths[question_id] += part[question_id] * number / sharing
        means = means_of(widths, questions, scheme)
        narrows = {mean.id: mean.score for mean in means.every if mean.score}
        alone = sum(number for _, sharing, number in lacking if sharing == 1)
        order = sum((mean.score or Fraction() for mean in means.sections), Fraction())
        verdicts = sum(number for _, _, number in lacking)
        fields.append((order, MissingField(name, open_ones.cases[name], verdicts, alone, narrows)))
    fields.sort(key=lambda one: (-one[0], one[1].field or ""))
    return tuple(field for _, field in fields)
