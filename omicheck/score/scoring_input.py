"""Answers and verdicts on a caseload, part by part, put together to all that scores are worked out from."""

from collections.abc import Iterable, Sequence

from attrs import frozen

from omicheck.score.agreement import Disagreement, disagreements_of
from omicheck.score.answers_and_verdicts import AnswersAndVerdicts
from omicheck.score.matrix import Matrix, cells_of, matrix_of, one_matrix
from omicheck.score.missing import OpenVerdicts, of_all_parts, open_verdicts
from omicheck.score.settings import Side


@frozen(eq=False)
class ScoringInput:
    """Answers and verdicts on all cases. Of a large caseload this is what memory has to hold: a few bytes a cell.

    Attributes:
        matrix: the codes.
        disagreements: the cases and questions where inspectors and rules differ.
        open_verdicts: the verdicts that cannot be told, by what is missing.
    """

    matrix: Matrix
    disagreements: tuple[Disagreement, ...]
    open_verdicts: OpenVerdicts


def scoring_input_of(parts: Iterable[AnswersAndVerdicts], questions: Sequence[str], side: Side) -> ScoringInput:
    """Puts together answers and verdicts on some cases each.

    Args:
        parts: in the order of the cases; gone through once, none of them kept.
        questions: the questions' numbers, in the wanted order.
        side: which side the scores are of.
    """
    matrices: list[Matrix] = []
    disagreements: list[Disagreement] = []
    open_ones: list[OpenVerdicts] = []
    for of_cases in parts:
        cells = cells_of(of_cases.verdicts, questions)
        matrix = matrix_of(of_cases, questions, cells)
        disagreements += disagreements_of(of_cases, matrix, cells)
        open_ones.append(open_verdicts(of_cases, matrix, matrix.joined(side), cells))
        matrices.append(matrix)
    return ScoringInput(one_matrix(matrices, questions), tuple(disagreements), of_all_parts(open_ones))
