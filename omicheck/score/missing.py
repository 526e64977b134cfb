"""What would have to be known to narrow the bounds: each missing field, and how much of their width it accounts for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen

from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Question, Scheme
from omicheck.score.matrix import OUTCOMES, Codes, Matrix, scoring_rules
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


def missing_fields(
    matrix: Matrix,
    joined: Codes,
    counts: Sequence[Counts],
    rows: Iterable[Row],
    rules: Collection[Rule],
    questions: Sequence[Question],
    scheme: Scheme,
) -> tuple[MissingField, ...]:
    """The fields whose lack keeps verdicts open, the one that narrows the section scores most first.

    Args:
        matrix: answers and verdicts.
        joined: the codes that enter the scores.
        counts: of each question.
        rows: the rules' verdicts.
        rules: the rules that gave them.
        questions: in the order of the columns.
        scheme: the criteria, sections and headline scores.
    """
    open_cells: set[tuple[str, str]] = {
        (matrix.case_ids[at[0]], matrix.questions[at[1]]) for at in np.argwhere(joined == _CANNOT_TELL).tolist()
    }
    entering = {rule.id for rule in scoring_rules(rules)}
    lacked: dict[tuple[str, str], set[str]] = {cell: set() for cell in open_cells}
    for row in rows:
        cell = (row.case_id, row.question)
        if row.verdict == "cannot_tell" and row.rule in entering and cell in lacked:
            lacked[cell].update(row.unknown_fields)

    # Each open verdict makes its question's bounds wider by one part of relevant and open ones.
    part = {
        question.id: Fraction(1, of.relevant + of.cannot_tell)
        for question, of in zip(questions, counts, strict=True)
        if of.relevant + of.cannot_tell
    }
    cells_of: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for cell in sorted(lacked):
        for name in lacked[cell] or (None,):
            cells_of[name].append(cell)
    found = []
    for name, cells in cells_of.items():
        widths = dict.fromkeys(part, Fraction())
        for cell in cells:
            widths[cell[1]] += part[cell[1]] / max(1, len(lacked[cell]))
        means = means_of(widths, questions, scheme)
        narrows = {mean.id: mean.score for mean in means.every if mean.score}
        alone = sum(len(lacked[cell]) <= 1 for cell in cells)
        order = sum((mean.score or Fraction() for mean in means.sections), Fraction())
        found.append((order, MissingField(name, len({case for case, _ in cells}), len(cells), alone, narrows)))
    found.sort(key=lambda one: (-one[0], one[1].field or ""))
    return tuple(field for _, field in found)
