"""A comparison as plain data, for JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from omicheck.errors import Problem
from omicheck.output.score_data import number, pair
from omicheck.score.compare import CAUTION, Comparison, Difference
from omicheck.score.scores import QuestionScore, Score


def comparison_data(
    comparison: Comparison,
    names: tuple[str, str],
    manifests: tuple[Mapping[str, Any], Mapping[str, Any]],
    problems: tuple[Iterable[Problem], Iterable[Problem]],
) -> dict[str, Any]:
    """A comparison as JSON would hold it: shares, scores and differences as fractions, the second less the first."""
    levels: dict[str, list[dict[str, Any]]] = {"criterion": [], "section": [], "headline": []}
    for first, second, difference in comparison.scores:
        levels[first.mean.level].append(
            {
                first.mean.level: first.mean.id,
                "title": first.mean.title,
                "first": _score(first),
                "second": _score(second),
                **_difference(difference),
            }
        )
    return {
        "first": {"records": names[0], "cases": comparison.first.cases},
        "second": {"records": names[1], "cases": comparison.second.cases},
        "caution": CAUTION,
        "questions": [
            {
                "question": first.question.id,
                "text": first.question.text,
                "first": _question(first),
                "second": _question(second),
                **_difference(difference),
            }
            for first, second, difference in comparison.questions
        ],
        "criteria": levels["criterion"],
        "sections": levels["section"],
        "headlines": levels["headline"],
        "share_in_first_only": list(comparison.only_first),
        "share_in_second_only": list(comparison.only_second),
        "problems": {
            name: [str(problem) for problem in of] for name, of in zip(("first", "second"), problems, strict=True)
        },
        "manifest": dict(zip(("first", "second"), manifests, strict=True)),
    }


def _question(one: QuestionScore) -> dict[str, Any]:
    return {
        "relevant": one.counts.relevant,
        "sufficient": one.counts.sufficient,
        "share": number(one.counts.share),
        "interval": pair(one.interval),
    }


def _score(one: Score) -> dict[str, Any]:
    return {
        "score": number(one.mean.score),
        "percent": one.percent,
        "comment": None if one.comment is None else one.comment.comment,
        "interval": pair(one.interval),
        "terms": len(one.mean.terms),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "difference": difference.difference,
        "interval": pair(difference.interval),
        "intervals_overlap": difference.intervals_overlap,
        "change": difference.change,
    }
