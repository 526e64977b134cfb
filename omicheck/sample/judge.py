"""How a sample is made up beside the cases that it could be drawn from, and what is short."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.rulebase.folder import RuleBase
from omicheck.sample.expected import ExpectedScore, ExpectedShare, expected_scores, expected_shares
from omicheck.sample.frame import CASE_KINDS, COMPARED, Candidate, Frame, count_kinds
from omicheck.score.answers_and_verdicts import answers_and_verdicts_of
from omicheck.score.intervals import DEVIATE, finite_population_factor
from omicheck.score.matrix import build_matrix
from omicheck.score.scores import in_scheme_order
from omicheck.score.shares import count_outcomes


@frozen
class CaseGroup:
    """A group of cases, such as those on licence.

    Attributes:
        field: what the cases are divided by: a field, or `kind`.
        value: the value of the field, or the kind.
        frame: how many of the cases that can be drawn.
        sample: how many of the sample.
        expected: the least and the largest number that 95% of random samples of this size would have.
    """

    field: str
    value: str
    frame: int
    sample: int
    expected: tuple[int, int]

    @property
    def outside(self) -> bool:
        """Whether chance alone would hardly give this number."""
        return not self.expected[0] <= self.sample <= self.expected[1]


@frozen
class Minimum:
    """A kind of case with its minimum number.

    Attributes:
        kind: its name.
        title: in words.
        minimum: the number asked for.
        frame: how many of the cases that can be drawn.
        sample: how many of the sample.
        not_recorded: of how many of the cases that can be drawn it is not recorded whether they are of the kind.
    """

    kind: str
    title: str
    minimum: int
    frame: int
    sample: int
    not_recorded: int = 0

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.minimum - self.sample)


@frozen
class Judgement:
    """How a sample is made up, what it is short of, and how wide intervals can be expected to be.

    Attributes:
        cases: how many it has.
        groups: how it is made up beside the cases that can be drawn.
        minimums: the kinds with their minimum numbers.
        other_age: cases of it that are too young, too old or undated.
        not_in_caseload: cases of it that the caseload has not.
        population: how many cases it stands for: those that can be drawn, and its own.
        shares: the expected interval of each question.
        scores: the expected width of each score.
    """

    cases: int
    groups: tuple[CaseGroup, ...]
    minimums: tuple[Minimum, ...]
    other_age: tuple[str, ...]
    not_in_caseload: tuple[str, ...]
    population: int
    shares: tuple[ExpectedShare, ...]
    scores: tuple[ExpectedScore, ...]


def judge(
    sample: Collection[Candidate],
    cases: Sequence[Case],
    frame: Frame,
    caseload: Collection[str],
    minimums: Mapping[str, int],
    rows: Iterable[Row],
    rules: Collection[Rule],
    rule_base: RuleBase,
) -> Judgement:
    """Judges a sample.

    Args:
        sample: its cases as candidates.
        cases: its cases, with answers, if there are any already.
        frame: the cases that it could be drawn from.
        caseload: the references of all cases of the caseload.
        minimums: the least number of each kind.
        rows: the rules' verdicts on the sample.
        rules: the rules that gave them.
        rule_base: questions and scheme.
    """
    can_be_drawn = {one.case_id for one in frame.candidates}
    own = {one.case_id for one in sample}
    population = len(can_be_drawn | own)
    listed = in_scheme_order(rule_base.questions, rule_base.scheme)
    questions = [one.id for one in listed]
    counts = count_outcomes(
        build_matrix(answers_and_verdicts_of(cases, rows, rules, questions), questions).joined("both")
    )
    shares = expected_shares(listed, counts, len(cases), finite_population_factor(len(cases), population))
    return Judgement(
        len(cases),
        groups_of(frame.candidates, sample),
        minimums_of(frame.candidates, sample, minimums),
        tuple(sorted((own - can_be_drawn) & set(caseload))),
        tuple(sorted(own - set(caseload))),
        population,
        shares,
        expected_scores(shares, rule_base.scheme) if rule_base.scheme.has_arithmetic else (),
    )


def groups_of(frame: Collection[Candidate], sample: Collection[Candidate]) -> tuple[CaseGroup, ...]:
    """How both are made up, by every field that samples are compared by and by kind.

    The expected numbers are those of a simple random sample, by the normal approximation with the finite population
    correction (Cochran, 1977, section 3.2), rounded outwards.
    """
    groups: list[CaseGroup] = []
    for name in COMPARED:
        in_frame, in_sample = (Counter(one.values[name] for one in of) for of in (frame, sample))
        groups += _groups(name, in_frame, in_sample, len(frame), len(sample))
    return (*groups, *_groups("kind", count_kinds(frame), count_kinds(sample), len(frame), len(sample)))


def _groups(
    name: str, in_frame: Mapping[str, int], in_sample: Mapping[str, int], frame: int, sample: int
) -> Sequence[CaseGroup]:
    values = list(in_frame) if name == "kind" else sorted({*in_frame, *in_sample})
    return [
        CaseGroup(
            name, value, in_frame.get(value, 0), in_sample.get(value, 0), _range(in_frame.get(value, 0), frame, sample)
        )
        for value in values
    ]


def _range(part: int, frame: int, sample: int) -> tuple[int, int]:
    if not frame:
        return 0, 0
    share = part / frame
    factor = finite_population_factor(min(sample, frame), frame)
    half = DEVIATE * math.sqrt(sample * share * (1 - share) * factor)
    middle = sample * share
    return max(0, math.floor(middle - half)), min(sample, math.ceil(middle + half))


def minimums_of(
    frame: Collection[Candidate], sample: Collection[Candidate], minimums: Mapping[str, int]
) -> tuple[Minimum, ...]:
    """The kinds with their minimum numbers."""
    in_frame, in_sample = count_kinds(frame), count_kinds(sample)
    return tuple(
        Minimum(
            kind.id,
            kind.title,
            minimums.get(kind.id, 0),
            in_frame[kind.id],
            in_sample[kind.id],
            sum(kind.id in one.unknown_kinds for one in frame),
        )
        for kind in CASE_KINDS
    )
