"""All of a score: questions, criteria, sections and headlines, how sure each is, and where it comes from."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Ladder, Question, Questions, Scheme
from omicheck.score.agreement import Agreement, Disagreement, agreements_of, disagreements_of
from omicheck.score.bootstrap import intervals_of, resampled_scores
from omicheck.score.given import Grade, Override
from omicheck.score.intervals import Interval, finite_population_factor, wilson
from omicheck.score.matrix import OUTCOMES, UNANSWERED, Codes, Matrix, build_matrix, scoring_rules
from omicheck.score.means import Mean, means_of, whole_percent
from omicheck.score.missing import MissingField, missing_fields
from omicheck.score.settings import Settings, Side
from omicheck.score.shares import Counts, count_outcomes

Bounds = tuple[Fraction, Fraction]
_NO_OVERRIDES: Mapping[str, Override] = {}
_NO_GRADES: Mapping[str, Grade] = {}


@frozen
class QuestionScore:
    """A question's counts and share.

    Attributes:
        question: the question.
        counts: of the cases.
        interval: Wilson's, of the share, 95%; None where there is no share.
        rules: the rules that decide it.
        by_rules: how many of the relevant cases are there by a verdict, the others by an inspector's answer.
        may_over_report: whether verdicts entered of a rule that may report a failure that is none.
    """

    question: Question
    counts: Counts
    interval: Interval | None
    rules: tuple[str, ...]
    by_rules: int
    may_over_report: bool


@frozen
class Comment:
    """The comment on a score.

    Attributes:
        comment: the inspector's, if one was given, else the ladder's; None for a score that there is none of.
        by_ladder: the ladder's.
        override: what the inspector gave, if anything.
        within_bounds: the ladder's comments from the lowest to the highest score that open verdicts leave.
        within_interval: the same over the interval.
    """

    comment: str | None
    by_ladder: str | None
    override: Override | None
    within_bounds: tuple[str, ...]
    within_interval: tuple[str, ...]

    @property
    def could_change(self) -> bool:
        """Whether settling open verdicts could change the ladder's comment."""
        return len(self.within_bounds) > 1


@frozen
class Score:
    """A criterion, section or headline score.

    Attributes:
        mean: the score with its terms.
        interval: by the bootstrap, 95%; None where there is no score or no bootstrap.
        bounds: the scores if every open verdict were not sufficient, and if every one were.
        comment: None for a section, which has none.
        may_over_report: whether verdicts are in it of rules that may report a failure that is none.
    """

    mean: Mean
    interval: Interval | None
    bounds: Bounds | None
    comment: Comment | None
    may_over_report: bool

    @property
    def percent(self) -> int | None:
        """The whole per cent that is printed."""
        return None if self.mean.score is None else whole_percent(self.mean.score)


@frozen
class Scores:
    """Everything that scoring gives.

    Attributes:
        settings: how it was worked out.
        cases: how many cases it is about.
        questions: in the order of the scheme.
        criteria: in the order of the scheme, as sections and headlines are.
        sections: computed ones.
        headlines: all.
        agreement: of the questions that both inspectors and rules have spoken of.
        disagreements: the cases and questions where they differ.
        missing: the fields whose lack keeps verdicts open.
        grades: given by inspectors, by criterion.
        ladder: the comment bands used.
        unlisted: questions that rules name and the list has not, with the rules; their verdicts enter no score.
        resampled: the scores of each resample, for comparing; not part of equality.
    """

    settings: Settings
    cases: int
    questions: tuple[QuestionScore, ...]
    criteria: tuple[Score, ...]
    sections: tuple[Score, ...]
    headlines: tuple[Score, ...]
    agreement: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    missing: tuple[MissingField, ...]
    grades: Mapping[str, Grade]
    ladder: Ladder
    unlisted: Mapping[str, tuple[str, ...]]
    resampled: NDArray[np.float64] = field(eq=False, repr=False)

    @property
    def every(self) -> tuple[Score, ...]:
        """Criteria, then sections, then headlines."""
        return (*self.criteria, *self.sections, *self.headlines)


def in_scheme_order(questions: Questions, scheme: Scheme) -> tuple[Question, ...]:
    """The questions by criterion as the scheme has them; those of no criterion of it come last."""
    place = {one.id: at for at, one in enumerate(one for section in scheme.sections for one in section.criteria)}
    return tuple(sorted(questions.values(), key=lambda question: place.get(question.criterion, len(place))))


def score(
    cases: Sequence[Case],
    rows: Iterable[Row],
    rules: Collection[Rule],
    questions: Questions,
    scheme: Scheme,
    settings: Settings | None = None,
    overrides: Mapping[str, Override] = _NO_OVERRIDES,
    grades: Mapping[str, Grade] = _NO_GRADES,
) -> Scores:
    """The scores of cases.

    Args:
        cases: with inspectors' answers.
        rows: the rules' verdicts on them; gone through once, so that those of a large caseload need not be kept.
        rules: the rules that gave them.
        questions: by number.
        scheme: sections, criteria, headlines, comment bands.
        settings: how; the usual way if None.
        overrides: comments given by inspectors, by criterion or headline.
        grades: given by inspectors, by criterion.

    Raises:
        ValueError: there are more cases than the caseload of the settings.
    """
    settings = settings or Settings()
    listed = in_scheme_order(questions, scheme)
    kept: list[Row] = []
    matrix = build_matrix(cases, _keeping(rows, cases, kept), rules, [question.id for question in listed])
    joined = matrix.joined(settings.side)
    counts = count_outcomes(joined)
    factor = finite_population_factor(len(cases), settings.caseload)
    resampled = resampled_scores(
        joined, listed, scheme, resamples=settings.resamples, seed=settings.seed, factor=factor
    )
    by_rules = _relevant_by_rules(matrix, joined, settings.side)
    question_scores = _question_scores(listed, counts, wilson(counts, factor), by_rules, rules)
    every = _scores(question_scores, scheme, intervals_of(resampled), overrides)
    criteria, sections, headlines = (
        tuple(one for one in every if one.mean.level == level) for level in ("criterion", "section", "headline")
    )
    return Scores(
        settings,
        len(cases),
        question_scores,
        criteria,
        sections,
        headlines,
        tuple(agreements_of(matrix)),
        disagreements_of(matrix, cases, kept, rules),
        missing_fields(matrix, joined, counts, kept, rules, listed, scheme),
        grades,
        scheme.ladder,
        _unlisted(rules, questions),
        resampled,
    )


def _keeping(rows: Iterable[Row], cases: Iterable[Case], kept: list[Row]) -> Iterator[Row]:
    """The rows, unchanged; those that can differ from an answer or keep a verdict open are kept."""
    answered = {(case.case_id, answer.question) for case in cases for answer in case.answers}
    for row in rows:
        if row.verdict == "cannot_tell" or (row.case_id, row.question) in answered:
            kept.append(row)
        yield row


def _scores(
    of_questions: Sequence[QuestionScore],
    scheme: Scheme,
    intervals: Sequence[Interval | None],
    overrides: Mapping[str, Override],
) -> list[Score]:
    questions = [one.question for one in of_questions]
    bounds = [(one.question.id, one.counts.bounds or (None, None)) for one in of_questions]
    means, low, high = (
        means_of(shares, questions, scheme).every
        for shares in (
            {one.question.id: one.counts.share for one in of_questions},
            {name: ends[0] for name, ends in bounds},
            {name: ends[1] for name, ends in bounds},
        )
    )
    marked = {one.question.id for one in of_questions if one.may_over_report}
    scores = []
    # Criteria come before sections, so that a section finds its criteria marked.
    for mean, lowest, highest, interval in zip(means, low, high, intervals, strict=True):
        between = None if lowest.score is None or highest.score is None else (lowest.score, highest.score)
        of = None if mean.score is None else interval
        comment = None if mean.level == "section" else comment_on(mean, between, of, scheme.ladder, overrides)
        may_over_report = not marked.isdisjoint(dict(mean.terms))
        if may_over_report:
            marked.add(mean.id)
        scores.append(Score(mean, of, between, comment, may_over_report))
    return scores


def comment_on(
    mean: Mean,
    bounds: Bounds | None,
    interval: Interval | None,
    ladder: Ladder,
    overrides: Mapping[str, Override] = _NO_OVERRIDES,
) -> Comment:
    """The comment on a score, and which others its uncertainty leaves open."""
    by_ladder = None if mean.score is None else ladder.comment(whole_percent(mean.score))
    override = overrides.get(mean.id)
    between = None if interval is None else (Fraction(interval[0]), Fraction(interval[1]))
    return Comment(
        by_ladder if override is None else override.comment,
        by_ladder,
        override,
        _comments_between(bounds, ladder),
        _comments_between(between, ladder),
    )


def _comments_between(bounds: Bounds | None, ladder: Ladder) -> tuple[str, ...]:
    if bounds is None:
        return ()
    low, high = (ladder.comment(whole_percent(one)) for one in bounds)
    comments = [band.comment for band in reversed(ladder.bands)]
    return tuple(comments[comments.index(low) : comments.index(high) + 1])


def _question_scores(
    questions: Sequence[Question],
    counts: Sequence[Counts],
    intervals: Sequence[Interval | None],
    by_rules: Sequence[int],
    rules: Collection[Rule],
) -> tuple[QuestionScore, ...]:
    of_question: dict[str, list[Rule]] = defaultdict(list)
    for rule in scoring_rules(rules):
        of_question[rule.question].append(rule)
    scores = []
    for question, of, interval, number in zip(questions, counts, intervals, by_rules, strict=True):
        deciding = of_question[question.id]
        marked = number > 0 and any(rule.decides == "may_over_report" for rule in deciding)
        scores.append(QuestionScore(question, of, interval, tuple(rule.id for rule in deciding), number, marked))
    return tuple(scores)


def _relevant_by_rules(matrix: Matrix, joined: Codes, side: Side) -> list[int]:
    if side == "answers_only":
        return [0] * len(matrix.questions)
    relevant = np.isin(joined, [OUTCOMES.index(name) for name in ("sufficient", "not_sufficient")])
    unanswered = matrix.answers == UNANSWERED if side == "both" else True
    return [int(number) for number in (relevant & unanswered).sum(axis=0)]


def _unlisted(rules: Collection[Rule], questions: Questions) -> Mapping[str, tuple[str, ...]]:
    unlisted: dict[str, tuple[str, ...]] = {}
    for rule in scoring_rules(rules):
        if rule.question not in questions:
            unlisted[rule.question] = (*unlisted.get(rule.question, ()), rule.id)
    return unlisted
