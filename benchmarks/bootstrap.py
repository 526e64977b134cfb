"""How long the bootstrap of the scores takes beside a plain loop and beside scipy's, in one run on one machine.

The plain loop draws the same cases from the same generator, so its intervals must be equal; the program stops if
they are not. scipy's bootstrap copies the matrix for every resample; it draws otherwise, so its time alone is shown.

    python benchmarks/bootstrap.py [CASES QUESTIONS RESAMPLES]
"""

import math
import sys
from collections.abc import Sequence
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.stats import bootstrap

from omicheck.model.scheme import Criterion, Headline, Ladder, Question, Scheme, Section
from omicheck.score.bootstrap import intervals_of, resampled_scores
from omicheck.score.intervals import Interval
from omicheck.score.matrix import OUTCOMES, Codes

_CRITERIA = 10
_SEED = 1


def scheme_and_questions(questions: int) -> tuple[Scheme, tuple[Question, ...]]:
    """Ten criteria in two sections, with a headline that takes every second question."""
    criteria = [Criterion(f"c{number}", "") for number in range(_CRITERIA)]
    half = _CRITERIA // 2
    sections = (Section("s1", "", tuple(criteria[:half])), Section("s2", "", tuple(criteria[half:])))
    scheme = Scheme("", sections, (Headline("h", "", ("s1", "s2")),), Ladder((), "assumed", ""))
    return scheme, tuple(
        Question(str(number), f"c{number * _CRITERIA // questions}", "", "rule", ("h",) * (number % 2))
        for number in range(questions)
    )


def plain_loop(codes: Codes, questions: tuple[Question, ...], resamples: int) -> list[Interval | None]:
    """The intervals by going through resamples, questions and cases one by one."""
    rows = codes.tolist()
    generator = np.random.default_rng(_SEED)
    members = [
        [at for at, question in enumerate(questions) if question.criterion == f"c{number}"]
        for number in range(_CRITERIA)
    ]
    tagged = [at for at, question in enumerate(questions) if question.headlines]
    scores = []
    for _ in range(resamples):
        drawn = generator.integers(len(rows), size=len(rows)).tolist()
        sufficient, relevant = [0] * len(questions), [0] * len(questions)
        for case in drawn:
            for at, code in enumerate(rows[case]):
                if code <= 1:
                    relevant[at] += 1
                    sufficient[at] += 1 - code
        shares = [good / all_ if all_ else None for good, all_ in zip(sufficient, relevant, strict=True)]
        criteria = [_mean([shares[at] for at in of]) for of in members]
        half = _CRITERIA // 2
        sections = [_mean(criteria[:half]), _mean(criteria[half:])]
        scores.append([*criteria, *sections, _mean([shares[at] for at in tagged])])
    return intervals_of(np.array(scores, dtype=float))


def with_scipy(codes: Codes, questions: tuple[Question, ...], resamples: int) -> None:
    """The intervals of the criteria alone by `scipy.stats.bootstrap`, twenty resamples at a time."""
    member = np.array([[q.criterion == f"c{number}" for q in questions] for number in range(_CRITERIA)], dtype=float)

    def criteria(drawn: Codes, axis: int) -> NDArray[np.float64]:
        sufficient = (drawn == 0).sum(axis=axis)
        shares = sufficient / (drawn <= 1).sum(axis=axis)
        there = ~np.isnan(shares)
        means: NDArray[np.float64] = (member @ np.where(there, shares, 0)) / (member @ there.astype(float))
        return means

    bootstrap((codes,), criteria, n_resamples=resamples, batch=20, axis=0, method="percentile", rng=_SEED)


def _mean(values: Sequence[float | None]) -> float:
    there = [value for value in values if value is not None and not math.isnan(value)]
    return sum(there) / len(there) if there else math.nan


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    cases, questions_wanted, resamples = (int(one) for one in arguments or ("200", "200", "2000"))
    scheme, questions = scheme_and_questions(questions_wanted)
    shares = [0.35, 0.2, 0.25, 0.05, 0.05, 0.0, 0.1]
    codes = np.random.default_rng(0).choice(len(OUTCOMES), p=shares, size=(cases, questions_wanted)).astype(np.int8)
    print(f"{cases} cases, {questions_wanted} questions, {resamples} resamples")
    times = []
    for _ in range(3):
        began = perf_counter()
        vectorised = intervals_of(resampled_scores(codes, questions, scheme, resamples=resamples, seed=_SEED))
        times.append(perf_counter() - began)
    began = perf_counter()
    plain = plain_loop(codes, questions, resamples)
    loop = perf_counter() - began
    began = perf_counter()
    with_scipy(codes, questions, resamples)
    scipy = perf_counter() - began
    if plain != vectorised:
        sys.exit("the two give different intervals")
    print(f"omicheck.score.bootstrap: {min(times):.3f} s (best of 3)")
    print(f"plain loop:               {loop:.3f} s")
    print(f"scipy.stats.bootstrap:    {scipy:.3f} s (criteria alone)")
    print(f"ratios: {loop / min(times):.0f} to the plain loop, {scipy / min(times):.0f} to scipy")


if __name__ == "__main__":
    main(sys.argv[1:])
