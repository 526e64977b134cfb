"""Puts a score together: from answers, verdicts, questions and a scheme to everything that scoring gives."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.model.scheme import Ladder, Question, Questions, Scheme
from omicheck.score.agreement import agreements_of
from omicheck.score.answers_and_verdicts import answers_and_verdicts_of
from omicheck.score.bootstrap import intervals_of, resampled_scores
from omicheck.score.intervals import Interval, finite_population_factor, wilson
from omicheck.score.matrix import OUTCOMES, UNANSWERED, Codes, Matrix, count_codes, scoring_rules
from omicheck.score.means import Mean, means_of, whole_percent
from omicheck.score.missing import missing_fields
from omicheck.score.overrides_and_grades import Grade, Override
from omicheck.score.result import Bounds, Comment, QuestionScore, Score, Scores
from omicheck.score.scoring_input import ScoringInput, scoring_input_of
from omicheck.score.settings import Settings, Side
from omicheck.score.shares import Counts, count_outcomes

_NO_OVERRIDES: Mapping[str, Override] = {}
_NO_GRADES: Mapping[str, Grade] = {}


def in_scheme_order(questions: Questions, scheme: Scheme) -> tuple[Question, ...]:
    """The questions by criterion as the scheme has them; those of no criterion of it come last."""
    place = {one.id: at for at, one in enumerate(one for section in scheme.sections for one in section.criteria)}
    return tuple(sorted(questions.values(), key=lambda question: place.get(question.criterion, len(place))))


def scores_of_cases(
    cases: Iterable[Case],
    rows: Iterable[Row],
    rules: Collection[Rule],
    questions: Questions,
    scheme: Scheme,
    settings: Settings | None = None,
) -> Scores:
    """The scores of cases, from their own answers and rows.

    Args:
        cases: with inspectors' answers.
        rows: the rules' verdicts on them; gone through once, so that those of a large caseload need not be kept.
        rules: the rules that gave them.
        questions: by number.
        scheme: sections, criteria, headlines, comment bands.
        settings: how; the usual way if None.

    Raises:
        ValueError: there are more cases than the caseload of the settings.
    """
    settings = settings or Settings()
    listed = question_ids(questions, scheme)
    scoring_input = scoring_input_of([answers_and_verdicts_of(cases, rows, rules, listed)], listed, settings.side)
    return scores_of(scoring_input, rules, questions, scheme, settings)


def scores_of(
    scoring_input: ScoringInput,
    rules: Collection[Rule],
    questions: Questions,
    scheme: Scheme,
    settings: Settings,
    overrides: Mapping[str, Override] = _NO_OVERRIDES,
    grades: Mapping[str, Grade] = _NO_GRADES,
    advance: Callable[[int], None] = lambda _: None,
    over_reporting: Collection[str] | None = None,
) -> Scores:
    """The scores of answers and verdicts.

    Args:
        scoring_input: the questions being those of `question_ids`, and the side that of the settings.
        rules: the rules that gave the verdicts.
        questions: by number.
        scheme: sections, criteria, headlines, comment bands.
        settings: how.
        overrides: comments given by inspectors, by criterion or headline.
        grades: given by inspectors, by criterion.
        advance: is told of so many resamples done.
        over_reporting: the rules that may report a failure that is none; those that say so themselves if left out.

    Raises:
        ValueError: there are more cases than the caseload of the settings.
    """
    listed = in_scheme_order(questions, scheme)
    matrix = scoring_input.matrix
    joined = matrix.joined(settings.side)
    counts = count_outcomes(joined)
    factor = finite_population_factor(len(matrix.case_ids), settings.caseload)
    how = {"resamples": settings.resamples, "seed": settings.seed}
    resampled = resampled_scores(joined, listed, scheme, **how, factor=factor, advance=advance)
    by_rules = _relevant_by_rules(matrix, joined, settings.side)
    of_questions = _question_scores(listed, counts, wilson(counts, factor), by_rules, rules, over_reporting)
    return Scores(
        settings,
        len(matrix.case_ids),
        of_questions,
        tuple(_scores(of_questions, scheme, intervals_of(resampled, factor) if len(resampled) else None, overrides)),
        tuple(agreements_of(matrix)),
        scoring_input.disagreements,
        missing_fields(scoring_input.open_verdicts, counts, listed, scheme),
        grades,
        scheme.ladder,
        _unlisted(rules, questions),
        resampled,
    )


def question_ids(questions: Questions, scheme: Scheme) -> tuple[str, ...]:
    """The questions' numbers in the order in which scores have them."""
    return tuple(question.id for question in in_scheme_order(questions, scheme))


def _scores(
    of_questions: Sequence[QuestionScore],
    scheme: Scheme,
    bootstrapped: Sequence[Interval | None] | None,
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
    intervals = [None] * len(means) if bootstrapped is None else _intervals(of_questions, means, bootstrapped)
    scores = []
    # Criteria come before sections, so that a section finds its criteria marked.
    for mean, lowest, highest, of in zip(means, low, high, intervals, strict=True):
        between = None if lowest.score is None or highest.score is None else (lowest.score, highest.score)
        comment = None if mean.level == "section" else comment_on(mean, between, of, scheme.ladder, overrides)
        may_over_report = not marked.isdisjoint(dict(mean.terms))
        if may_over_report:
            marked.add(mean.id)
        scores.append(Score(mean, of, between, comment, may_over_report))
    return scores


def _intervals(
    of_questions: Sequence[QuestionScore], means: Sequence[Mean], bootstrapped: Sequence[Interval | None]
) -> list[Interval | None]:
    """The interval of each mean; that of one term is the term's own, as nobody can be surer of it than of the term."""
    questions = {one.question.id: one.interval for one in of_questions}
    criteria: dict[str, Interval | None] = {}
    intervals = []
    # Criteria come before sections.
    for mean, interval in zip(means, bootstrapped, strict=True):
        of_terms = criteria if mean.level == "section" else questions
        of = None if mean.score is None else interval
        if len(mean.terms) == 1:
            ((only, _),) = mean.terms
            of = of_terms[only]
        if mean.level == "criterion":
            criteria[mean.id] = of
        intervals.append(of)
    return intervals


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
    over_reporting: Collection[str] | None,
) -> tuple[QuestionScore, ...]:
    if over_reporting is None:
        over_reporting = [rule.id for rule in rules if rule.decides == "may_over_report"]
    of_question: dict[str, list[Rule]] = defaultdict(list)
    for rule in scoring_rules(rules):
        of_question[rule.question].append(rule)
    scores = []
    for question, of, interval, number in zip(questions, counts, intervals, by_rules, strict=True):
        deciding = of_question[question.id]
        marked = number > 0 and any(rule.id in over_reporting for rule in deciding)
        scores.append(QuestionScore(question, of, interval, tuple(rule.id for rule in deciding), number, marked))
    return tuple(scores)


def _relevant_by_rules(matrix: Matrix, joined: Codes, side: Side) -> list[int]:
    if side == "answers_only":
        return [0] * len(matrix.questions)
    if side == "rules_only":
        by_rules = count_codes((joined,), (len(OUTCOMES),))
    else:
        by_rules = count_codes((matrix.answers, matrix.verdicts), (len(OUTCOMES), len(OUTCOMES)))[:, UNANSWERED]
    relevant = [OUTCOMES.index(name) for name in ("sufficient", "not_sufficient")]
    return [int(number) for number in by_rules[:, relevant].sum(axis=1)]


def _unlisted(rules: Collection[Rule], questions: Questions) -> Mapping[str, tuple[str, ...]]:
    unlisted: dict[str, tuple[str, ...]] = {}
    for rule in scoring_rules(rules):
        if rule.question not in questions:
            unlisted[rule.question] = (*unlisted.get(rule.question, ()), rule.id)
    return unlisted
