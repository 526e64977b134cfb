"""Scores as plain data, for JSON and CSV: shares and scores as unrounded fractions, `percent` as printed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from omicheck.errors import Problem
from omicheck.output.csv_table import csv_lines
from omicheck.output.second_readings import readers_data
from omicheck.score.agreement import Agreement, Disagreement
from omicheck.score.intervals import Interval
from omicheck.score.matrix import OUTCOMES
from omicheck.score.missing import MissingField
from omicheck.score.result import Bounds, QuestionScore, Score, Scores
from omicheck.score.shown_arithmetic import arithmetic_data

# Standing of a comment that an inspector gave, beside the standings of a ladder.
BY_INSPECTOR: Final = "given_by_inspector"

CSV_COLUMNS: Final = (
    "level", "name", "question", "criterion", "headlines", "text", "relevant", "sufficient", "share", "percent",
    "comment", *OUTCOMES[2:], "interval_low", "interval_high", "bounds_low", "bounds_high", "relevant_by_rules",
    "may_over_report", "rules",
)  # fmt: skip


def score_data(
    scores: Scores,
    manifest: Mapping[str, Any],
    problems: Iterable[Problem],
    explained: Iterable[Score],
    by: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """All of a score as JSON would hold it.

    Args:
        scores: the scores.
        manifest: of the run.
        problems: what could not be used.
        explained: the scores whose arithmetic is asked for.
        by: the scores of groups of cases, as data.
    """
    ladder = scores.ladder
    arithmetic = [arithmetic_data(one, scores) for one in explained]
    return {
        "questions": [question_data(one) for one in scores.questions],
        **summary_data(scores),
        "disagreements": [_disagreement(one, scores) for one in scores.disagreements],
        "agreement": [_agreement(one) for one in scores.agreement],
        **({} if scores.read_twice is None else {"readers": readers_data(scores.read_twice)}),
        "missing_fields": [_missing(one) for one in scores.missing],
        "grades": [
            {"criterion": one.criterion, "grade": one.grade, "evidence": list(one.evidence), "by": one.by}
            for one in scores.grades.values()
        ],
        "comments": {
            "status": ladder.status,
            "note": ladder.note,
            "bands": [{"at_least": band.at_least, "comment": band.comment} for band in ladder.bands],
        },
        **({"by": list(by)} if by else {}),
        "problems": [str(problem) for problem in problems],
        **({"arithmetic": arithmetic} if arithmetic else {}),
        "manifest": manifest,
    }


def summary_data(scores: Scores) -> dict[str, Any]:
    """The scores of criteria, sections and headlines."""
    return {
        "criteria": [_score_data(one, scores) for one in scores.criteria],
        "sections": [_score_data(one, scores) for one in scores.sections],
        "headlines": [_score_data(one, scores) for one in scores.headlines],
    }


def question_data(one: QuestionScore) -> dict[str, Any]:
    """A question: its counts, share, interval and bounds."""
    counts = one.counts
    return {
        "question": one.question.id,
        "text": one.question.text,
        "relevant": counts.relevant,
        "sufficient": counts.sufficient,
        "share": number(counts.share),
        **{name: counts.of(name) for name in OUTCOMES[2:]},
        "interval": pair(one.interval),
        "bounds": pair(counts.bounds),
        "criterion": one.question.criterion,
        "headlines": list(one.question.headlines),
        "rules": list(one.rules),
        "relevant_by_rules": one.by_rules,
        "may_over_report": one.may_over_report,
    }


def _score_data(one: Score, scores: Scores) -> dict[str, Any]:
    comment = one.comment
    override = None if comment is None else comment.override
    shown = None if comment is None else comment.comment
    status = scores.ladder.status if override is None else BY_INSPECTOR
    return {
        one.mean.level: one.mean.id,
        "title": one.mean.title,
        "score": number(one.mean.score),
        "percent": one.percent,
        "comment": shown,
        "comment_status": None if shown is None else status,
        "interval": pair(one.interval),
        "bounds": pair(one.bounds),
        "comment_by_ladder": None if comment is None else comment.by_ladder,
        "comment_reason": None if override is None else override.reason,
        "comment_given_by": None if override is None else override.by,
        "comment_could_change": None if comment is None else comment.could_change,
        "comments_within_bounds": [] if comment is None else list(comment.within_bounds),
        "comments_within_interval": [] if comment is None else list(comment.within_interval),
        "may_over_report": one.may_over_report,
        "terms": [name for name, _ in one.mean.terms],
        "without": list(one.mean.without),
    }


def _disagreement(one: Disagreement, scores: Scores) -> dict[str, Any]:
    return {
        "case_id": one.case_id,
        "question": one.question,
        "answer": one.answer.answer,
        "by": one.answer.by,
        "reason": one.answer.reason,
        "verdict": one.verdict,
        "rules": [{"rule": rule, "reason": reason} for rule, reason in one.reasons],
        "used": "verdict" if scores.settings.side == "rules_only" else "answer",
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    return {
        "question": one.question,
        "compared": one.compared,
        "agreed": one.agreed,
        "kappa": one.kappa,
        "interval": pair(one.interval),
        "table": {answer: dict(verdicts) for answer, verdicts in one.table.items()},
    }


def _missing(one: MissingField) -> dict[str, Any]:
    return {
        "field": one.field,
        "cases": one.cases,
        "verdicts": one.verdicts,
        "alone": one.alone,
        "narrows": {name: float(width) for name, width in one.narrows.items()},
    }


def csv_of_scores(scores: Scores) -> Iterator[str]:
    """Headlines, sections and criteria, then the questions, as CSV; `level` says what a line is of."""
    return csv_lines(CSV_COLUMNS, csv_records(scores))


def csv_records(scores: Scores) -> Iterator[Sequence[Any]]:
    """The cells of headlines, sections and criteria, then of the questions, by `CSV_COLUMNS`.

    A cell is empty where there is no share, and where a score has no such thing.
    """
    for score in (*scores.headlines, *scores.sections, *scores.criteria):
        data = _score_data(score, scores)
        mean = score.mean
        head = {"level": mean.level, "name": mean.id, "text": mean.title, "share": data["score"]}
        yield _with_ends({**data, **head, "criterion": mean.id if mean.level == "criterion" else None})
    for one in scores.questions:
        yield _with_ends({"level": "question", "name": one.question.id, **question_data(one)})


def _with_ends(record: dict[str, Any]) -> Sequence[Any]:
    ends = {f"{name}_{end}": value for name in ("interval", "bounds") for end, value in _ends(record[name])}
    return [(record | ends).get(column) for column in CSV_COLUMNS]


def _ends(pair_of: Sequence[float] | None) -> Iterator[tuple[str, float | None]]:
    return zip(("low", "high"), pair_of or (None, None), strict=True)


def number(fraction: Fraction | None) -> float | None:
    """A fraction as a JSON number."""
    return None if fraction is None else float(fraction)


def pair(ends: Interval | Bounds | None) -> list[float] | None:
    """An interval or bounds as a list of two numbers."""
    return None if ends is None else [float(ends[0]), float(ends[1])]
