"""A score worked out before the reader's eyes: its terms, their sum, how many they are, and the rounding."""

from collections.abc import Iterator, Mapping, Sequence

from omicheck.errors import RequestWrongError, nearest_name
from omicheck.score.matrix import OUTCOMES
from omicheck.score.result import QuestionScore, Score, Scores
from omicheck.score.shares import Counts
from omicheck.text import in_words

_WHAT = {"criterion": "criterion", "section": "section", "headline": "headline score"}
_OF = {"criterion": "question", "section": "criterion", "headline": "question"}
_PLURAL = {"question": "questions", "criterion": "criteria"}


def choose_scores(scores: Scores, names: Sequence[str]) -> tuple[Score, ...]:
    """The criteria, sections or headlines that are named; a headline's name may be in capitals.

    Raises:
        RequestWrongError: a name is not known.
    """
    by_name = {one.mean.id.casefold(): one for one in scores.every}
    for name in names:
        if name.casefold() not in by_name:
            known = ", ".join(one.mean.id for one in scores.every)
            expected = f"a criterion, section or headline: {known}"
            raise RequestWrongError(("explain",), repr(name), expected, nearest_name(name, by_name))
    return tuple(by_name[name] for name in dict.fromkeys(name.casefold() for name in names))


def arithmetic(one: Score, scores: Scores) -> Iterator[str]:
    """The lines that work a score out."""
    mean = one.mean
    questions = {of.question.id: of for of in scores.questions}
    titles = {of.question.id: of.question.text for of in scores.questions}
    titles |= {of.mean.id: of.mean.title for of in scores.criteria}
    width = max((len(name) for name in (*dict(mean.terms), *mean.without)), default=0)
    yield f"{_WHAT[mean.level].capitalize()} {mean.id}, {mean.title}"
    kind = _OF[mean.level]
    what = f"{'share' if kind == 'question' else 'score'}s of its {_PLURAL[kind]}"
    total = len(mean.terms) + len(mean.without)
    yield (
        f"The mean of the {what}, {len(mean.terms)} of {total} of which have one:"
        if mean.terms
        else (f"No score: none of its {total} {_PLURAL[kind]} has a {'share' if kind == 'question' else 'score'}.")
    )
    for name, value in mean.terms:
        term = f"{float(value):.6f}"
        if name in questions:
            counts = questions[name].counts
            mark = "*" if questions[name].may_over_report else " "
            left_out = excluded_in_words(counts)
            term = f"{counts.sufficient:>5} / {counts.relevant:<5} = {term}{mark}"
            yield f"  {name:<{width}} {term} {titles[name]}" + (f" (not counted: {left_out})" if left_out else "")
        else:
            yield f"  {name:<{width}} {term} {titles[name]}"
    if mean.score is not None:
        total_of_terms = float(sum(value for _, value in mean.terms))
        yield (
            f"  sum {total_of_terms:.6f} / {len(mean.terms)} = {float(mean.score):.6f}, "
            f"which is {float(mean.score * 100):.4f}% and printed, half up, as {one.percent}%"
        )
    if mean.without and mean.terms:
        yield f"Without a {'share' if kind == 'question' else 'score'}, so not in the mean:"
    for name in mean.without:
        reason = f": {excluded_in_words(questions[name].counts)}" if name in questions else ""
        yield f"  {name:<{width}} {titles[name]}{reason}"
    if any(name in questions and questions[name].may_over_report for name, _ in mean.terms):
        yield "* its rule may report a failure that is none, or has an assumed limit, so the share may be too low"


def excluded_in_words(counts: Counts) -> str:
    """What is not in the share: `2 not due, 1 cannot tell`."""
    return ", ".join(f"{counts.of(name)} {in_words(name)}" for name in OUTCOMES[2:] if counts.of(name))


def arithmetic_data(one: Score, scores: Scores) -> Mapping[str, object]:
    """The same as data: terms, sum, number and mean, as fractions."""
    questions: Mapping[str, QuestionScore] = {of.question.id: of for of in scores.questions}
    terms = []
    for name, value in one.mean.terms:
        if name in questions:
            counts = questions[name].counts
            terms.append(
                {"question": name, "sufficient": counts.sufficient, "relevant": counts.relevant, "share": float(value)}
            )
        else:
            terms.append({"criterion": name, "score": float(value)})
    return {
        one.mean.level: one.mean.id,
        "terms": terms,
        "sum": float(sum(value for _, value in one.mean.terms)),
        "number": len(terms),
        "score": None if one.mean.score is None else float(one.mean.score),
        "percent": one.percent,
        "without": list(one.mean.without),
    }
