"""Scores of the cases of each group, and which groups differ by more than chance from all cases."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np
from attrs import evolve, frozen

from omicheck.groups import Group, members_of_groups
from omicheck.model.rule import Rule
from omicheck.model.scheme import Questions, Scheme
from omicheck.score.funnel import LEVELS, Funnel, funnel_of
from omicheck.score.matrix import Matrix
from omicheck.score.missing import OpenVerdicts
from omicheck.score.result import Scores
from omicheck.score.scores import scores_of
from omicheck.score.scoring_input import ScoringInput
from omicheck.score.settings import Settings

# What would narrow the bounds of a group is not asked: it is what would narrow those of all.
_NOTHING_OPEN: Final = OpenVerdicts({}, {})


@frozen(eq=False)
class ScoresBy:
    """The scores by the groups of a text field.

    Attributes:
        field: the field.
        groups: the scores of each group, by name; every case is in one.
        funnels: of each question that has a relevant case, the shares of the groups beside that of all cases.
    """

    field: str
    groups: Mapping[Group, Scores]
    funnels: Mapping[str, Funnel]

    @property
    def compared(self) -> int:
        """How many shares of groups were held against limits."""
        return sum(bool(one.base) for funnel in self.funnels.values() for one in funnel.groups)

    @property
    def by_chance(self) -> tuple[float, ...]:
        """How many of them would lie beyond each pair of limits if groups differed by chance alone."""
        each = [funnel.by_chance for funnel in self.funnels.values()]
        # As sum() adds numbers with decimals otherwise from Python 3.12 on.
        return tuple(math.fsum(chances[level] for chances in each) for level in range(len(LEVELS)))


def scores_by(
    field: str,
    groups: Sequence[Group],
    scoring_input: ScoringInput,
    rules: Collection[Rule],
    questions: Questions,
    scheme: Scheme,
    settings: Settings,
    over_reporting: Collection[str] | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> ScoresBy:
    """The scores by the groups of a text field.

    Args:
        field: the field.
        groups: the group of each case.
        scoring_input: answers and verdicts on all cases.
        rules: the rules that gave the verdicts.
        questions: by number.
        scheme: the criteria, sections and headline scores.
        settings: how; the caseload is that of all cases, and how large that of a group is, is not known.
        over_reporting: the rules that may report a failure that is none.
        advance: is told of so many resamples done.
    """
    of_group = evolve(settings, caseload=None)
    asked = (rules, questions, scheme, of_group)
    found = {
        group: scores_of(_of_cases(scoring_input, cases), *asked, advance=advance, over_reporting=over_reporting)
        for group, cases in members_of_groups(groups, range(len(groups))).items()
    }
    return ScoresBy(field, found, _funnels(found))


def _of_cases(whole: ScoringInput, places: Sequence[int]) -> ScoringInput:
    """What there is on the cases at some places."""
    matrix, rows = whole.matrix, np.array(places, dtype=np.int64)
    case_ids = tuple(matrix.case_ids[place] for place in places)
    some = Matrix(case_ids, matrix.questions, matrix.answers[rows], matrix.verdicts[rows])
    known = frozenset(case_ids)
    disagreements = tuple(one for one in whole.disagreements if one.case_id in known)
    return ScoringInput(some, disagreements, _NOTHING_OPEN)


def _funnels(found: Mapping[Group, Scores]) -> Mapping[str, Funnel]:
    funnels = {}
    for of_question in zip(*(scores.questions for scores in found.values()), strict=True):
        counts = {
            group: (one.counts.sufficient, one.counts.relevant) for group, one in zip(found, of_question, strict=True)
        }
        funnel = funnel_of(counts)
        if funnel.base:
            funnels[of_question[0].question.id] = funnel
    return funnels
