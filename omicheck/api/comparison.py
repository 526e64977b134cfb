"""Two record sets side by side."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from omicheck.api.html import paragraph, table
from omicheck.api.scores import ScoreReport, percent_of, span_of
from omicheck.errors import RequestWrongError
from omicheck.records.columns import in_words as in_words_of
from omicheck.score.compare import CAUTION, Comparison, Difference
from omicheck.score.result import QuestionScore, Score
from omicheck.text import counted, in_words
from omicheck.use_cases.compare import CompareRequest, CompareResult
from omicheck.use_cases.compare import compare as compare_requests
from omicheck.use_cases.observer import Silent


@frozen(eq=False, repr=False)
class ComparisonReport:
    """What differs between two record sets, and how sure that is.

    Attributes:
        compared: what was found, as other parts of the package take it.
    """

    compared: CompareResult

    @property
    def comparison(self) -> Comparison:
        """All that comparing gives, questions that have a share in one of the two alone among it."""
        return self.compared.comparison

    @property
    def questions(self) -> Sequence[tuple[QuestionScore, QuestionScore, Difference]]:
        """Each question of both with what differs: the second less the first, from -1 to 1, with its interval."""
        return self.comparison.questions

    @property
    def scores(self) -> Sequence[tuple[Score, Score, Difference]]:
        """Criteria, sections and headline scores of both with what differs, in the same form."""
        return self.comparison.scores

    def to_dicts(self) -> list[dict[str, Any]]:
        """Criteria, sections and headline scores as plain data, which any library makes a data frame of.

        `first` and `second` are from 0 to 1, `difference` is the second less the first, `low` and `high` are the ends
        of its interval of 95%. What cannot be had is None. `change` is `higher` or `lower` where it is more than chance
        explains, `not_shown` where it may be chance, and `unknown` where there is no interval.

        Examples:
            >>> import omicheck
            >>> scores = omicheck.check("fixtures/sample/cases.json").score(resamples=0)
            >>> list(omicheck.compare(scores, scores).to_dicts()[0])
            ['level', 'id', 'title', 'first', 'second', 'difference', 'low', 'high', 'change']
        """
        return [
            {
                "level": first.mean.level,
                "id": first.mean.id,
                "title": first.mean.title,
                "first": None if first.mean.score is None else float(first.mean.score),
                "second": None if second.mean.score is None else float(second.mean.score),
                "difference": difference.difference,
                "low": None if difference.interval is None else difference.interval[0],
                "high": None if difference.interval is None else difference.interval[1],
                "change": difference.change,
            }
            for first, second, difference in self.scores
        ]

    def __repr__(self) -> str:
        first, second = (counted(one.cases, "case") for one in (self.comparison.first, self.comparison.second))
        changed = sum(one.change in ("higher", "lower") for _, _, one in self.scores)
        scores = counted(len(self.scores), "score")
        return f"<omicheck.ComparisonReport: {first} and {second}; {changed} of {scores} changed>"

    def _repr_html_(self) -> str:
        rows = (
            (
                *(first.mean.level, first.mean.id, first.mean.title, percent_of(first), percent_of(second)),
                *(span_of(difference.interval), in_words(difference.change)),
            )
            for first, second, difference in self.scores
        )
        columns = ("level", "id", "title", "first", "second", "interval of the difference", "change")
        return paragraph(repr(self).strip("<>")) + table(columns, rows) + paragraph(CAUTION)


def compare(first: ScoreReport, second: ScoreReport) -> ComparisonReport:
    """Sets the scores of two record sets side by side. Both are scored once more, by the rules of the first.

    Args:
        first: the scores of the one.
        second: those of the other. As many resamples are drawn of it as of the first, apart from those.

    Raises:
        RequestWrongError: one of them is something else than scores.
        OmicheckError: what `Result.score` raises, as a file of records or answers that is there no more.

    Examples:
        >>> import omicheck
        >>> scores = omicheck.check("fixtures/sample/cases.json").score(resamples=0)
        >>> omicheck.compare(scores, scores)
        <omicheck.ComparisonReport: 60 cases and 60 cases; 0 of 17 scores changed>
    """
    for name, one in (("first", first), ("second", second)):
        if not isinstance(one, ScoreReport):
            raise RequestWrongError((name,), in_words_of(one), "scores, as the method score of a result gives them")
    return ComparisonReport(compare_requests(CompareRequest(first.request, second.request), Silent()))
