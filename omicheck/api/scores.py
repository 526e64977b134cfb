"""What records came to, as a value to look at."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from omicheck.api.html import paragraph, table
from omicheck.errors import Problem
from omicheck.manifest import with_machine
from omicheck.records.raw_records import Rejected
from omicheck.score.intervals import Interval
from omicheck.score.result import QuestionScore, Score, Scores
from omicheck.score.shown_arithmetic import arithmetic, choose_scores
from omicheck.text import counted
from omicheck.use_cases.score import ScoreRequest, ScoreResult


@frozen(eq=False, repr=False)
class ScoreReport:
    """The scores of records: headline scores, sections and criteria, each with its interval and its bounds.

    Attributes:
        request: what was asked for.
        scored: what was found, as other parts of the package take it.

    Examples:
        >>> import omicheck
        >>> scores = omicheck.check("fixtures/sample/cases.json").score(resamples=200)
        >>> scores
        <omicheck.ScoreReport: 60 cases; roh 71%*; lor 69%*; ce 62%*>
        >>> print(scores.arithmetic("1.2"))  # doctest: +ELLIPSIS
        Criterion 1.2, ...
        The mean of the shares of its questions, ...
    """

    request: ScoreRequest
    scored: ScoreResult

    @property
    def scores(self) -> Scores:
        """All that scoring gives, agreement and disagreements among it."""
        return self.scored.scores

    @property
    def headlines(self) -> tuple[Score, ...]:
        """The headline scores, each an exact fraction from 0 to 1; `percent` is the whole per cent that is printed."""
        return self.scores.headlines

    @property
    def sections(self) -> tuple[Score, ...]:
        """The sections that are scored from cases, in the same form."""
        return self.scores.sections

    @property
    def criteria(self) -> tuple[Score, ...]:
        """The criteria, in the same form."""
        return self.scores.criteria

    @property
    def questions(self) -> tuple[QuestionScore, ...]:
        """The questions, each with its counts, its share from 0 to 1 and its interval."""
        return self.scores.questions

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The records and answers that could not be used."""
        return self.scored.rejected

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with those, and questions that no score has a place for, each a line as text."""
        return self.scored.problems

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The versions, hashes and counts of the run, and the evaluator."""
        return with_machine(self.scored.manifest, self.scored.engine)

    def arithmetic(self, name: str) -> str:
        """A score worked out before the reader's eyes: its terms, their sum and the rounding.

        Args:
            name: a criterion, section or headline, such as `1.2`, `1` or `roh`.

        Raises:
            RequestWrongError: there is none of that name.
        """
        (one,) = choose_scores(self.scores, (name,))
        return "\n".join(arithmetic(one, self.scores))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Headline scores, sections and criteria as plain data, which any library makes a data frame of.

        `score`, `low` and `high`, the ends of the interval of 95%, are from 0 to 1; `percent` is what is printed. What
        cannot be had is None.

        Examples:
            >>> import omicheck
            >>> scores = omicheck.check("fixtures/sample/cases.json").score(resamples=0)
            >>> list(scores.to_dicts()[0])
            ['level', 'id', 'title', 'score', 'percent', 'low', 'high', 'comment', 'may_over_report']
        """
        return [
            {
                "level": one.mean.level,
                "id": one.mean.id,
                "title": one.mean.title,
                "score": None if one.mean.score is None else float(one.mean.score),
                "percent": one.percent,
                "low": None if one.interval is None else one.interval[0],
                "high": None if one.interval is None else one.interval[1],
                "comment": None if one.comment is None else one.comment.comment,
                "may_over_report": one.may_over_report,
            }
            for one in (*self.headlines, *self.sections, *self.criteria)
        ]

    def __repr__(self) -> str:
        shown = "; ".join(f"{one.mean.id} {percent_of(one)}" for one in self.headlines)
        return f"<omicheck.ScoreReport: {counted(self.scores.cases, 'case')}; {shown}>"

    def _repr_html_(self) -> str:
        rows = (
            (one.mean.level, one.mean.id, one.mean.title, percent_of(one), span_of(one.interval), _comment(one))
            for one in (*self.headlines, *self.sections, *self.criteria)
        )
        note = "* has verdicts of rules that may report a failure that is none, so that it may be too low"
        marked = any(one.may_over_report for one in self.scores.every)
        shown = table(("level", "id", "title", "score", "interval", "comment"), rows)
        return paragraph(repr(self).strip("<>")) + shown + (paragraph(note) if marked else "")


def percent_of(one: Score) -> str:
    """The whole per cent, with a star where it may be too low."""
    return "none" if one.percent is None else f"{one.percent}%{'*' * one.may_over_report}"


def _comment(one: Score) -> str | None:
    return None if one.comment is None else one.comment.comment


def span_of(ends: Interval | None) -> str:
    """An interval in tenths of a per cent."""
    return "" if ends is None else f"{ends[0] * 100:.1f} to {ends[1] * 100:.1f}"
