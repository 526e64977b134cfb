"""Two record sets, scored by the same rules and set side by side."""

from attrs import evolve, frozen

from omicheck.errors import AuditDateError, ExitStatus, RequestWrongError
from omicheck.records.raw_records import Rejected
from omicheck.score.compare import Comparison, compare_scores
from omicheck.text import counted
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules
from omicheck.use_cases.score import ScoreRequest, ScoreResult, score


@frozen(eq=False, repr=False)
class CompareRequest:
    """What is to be set side by side.

    Attributes:
        first: the one record set.
        second: the other. Rules and resamples are those of the first, and its seed is the one after the first's, as
            the bootstraps of the two must be drawn apart.
    """

    first: ScoreRequest
    second: ScoreRequest


@frozen(eq=False, repr=False)
class CompareResult:
    """Two record sets side by side.

    Attributes:
        comparison: what differs.
        first: what the one came to.
        second: what the other came to.
        in_both: how many cases are in both.
    """

    comparison: Comparison
    first: ScoreResult
    second: ScoreResult
    in_both: int

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Records and answers of both that could not be used."""
        return (*self.first.rejected, *self.second.rejected)

    @property
    def status(self) -> ExitStatus:
        """The exit status that this calls for."""
        return max(self.first.status, self.second.status)


def compare(request: CompareRequest, observer: Observer) -> CompareResult:
    """Scores both and compares.

    Args:
        request: what is to be set side by side.
        observer: is told of progress, remarks and problems, first of the one and then of the other.

    Raises:
        OmicheckError: as scoring either raises it.
    """
    one, other = request.first, request.second
    rule_base = read_rules(one.evaluation.rules)
    one = evolve(one, evaluation=evolve(one.evaluation, rules=rule_base))
    other = evolve(
        other,
        evaluation=evolve(other.evaluation, rules=rule_base),
        resamples=one.resamples,
        seed=one.seed + 1,
    )
    first = score(one, observer)
    try:
        second = score(other, observer)
    except AuditDateError as error:
        if error.by_records or other.evaluation.as_of == one.evaluation.as_of:
            raise
        raise RequestWrongError(("other_as_of",), repr(error.stated), error.expected) from error
    in_both = len(first.case_ids & second.case_ids)
    comparison = compare_scores(first.scores, second.scores)
    if in_both:
        are = f"{counted(in_both, 'case')} {'is' if in_both == 1 else 'are'} in both"
        observer.remark(f"{are}: the intervals suppose two samples drawn apart, and may be too wide")
    return CompareResult(comparison, first, second, in_both)
