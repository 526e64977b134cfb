"""The verdict on one occurrence: all verdicts and all reasons there are, and how verdicts are put together."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, get_args

from attrs import frozen

Verdict = Literal["met", "not_met", "not_applicable", "not_due", "cannot_tell", "error"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)

Reason = Literal[
    "in_time",
    "late_accepted",
    "enough",
    "not_too_many",
    "recorded",
    "none",
    "late",
    "absent",
    "too_few",
    "too_many",
    "not_recorded",
    "wrong_value",
    "happened",
    "not_due",
    "out_of_scope",
    "no_trigger",
    "exempt",
    "ended_before_due",
    "interrupted",
    "not_asked",
    "either_way",
    "unknown_scope",
    "missing_date",
    "incomplete_event",
    "no_limit_in_force",
    "unknown_limit",
    "evaluator_failed",
    "no_verdict",
    "two_verdicts",
    "evaluators_disagree",
]

# What somebody is told of: what failed, what may have, and what could not be worked out.
FLAGGED_VERDICTS: Final[tuple[Verdict, ...]] = ("not_met", "cannot_tell", "error")

# What the verdict on a case is when its occurrences, or a question's rules, differ: the first that any gives.
PRECEDENCE: Final[tuple[Verdict, ...]] = (
    "error",
    "not_met",
    "cannot_tell",
    "met",
    "not_due",
    "not_applicable",
)


def put_together(verdicts: Iterable[Verdict]) -> Verdict:
    """The one verdict for several: on the occurrences of one rule, or the rules of one question.

    Raises:
        ValueError: there is none to put together.
    """
    return min(verdicts, key=PRECEDENCE.index)


Key = tuple[str, str, int]


@frozen(slots=False)  # with a dictionary it is made in half the time, and there are some eighty to a case
class Row:
    """The verdict on one occurrence, with what it rests on.

    Attributes:
        case_id: the case.
        rule: the rule.
        question: the inspection question that the rule answers.
        occurrence: its number within case and rule, from 1.
        verdict: one of `VERDICTS`.
        reason: why, in one word.
        trigger_date: the day from which the occurrence counts, if it has one.
        due_date: the latest day that would have passed.
        outcome_date: the day of the outcome that was found.
        days_late: calendar days from the due date to the outcome, or to the audit date where there is none.
        limit: the value used, such as `5 business_days`, or `10` for a count.
        count: how many outcomes a count found.
        unknown_fields: what would have to be known, in alphabetical order.
    """

    case_id: str
    rule: str
    question: str
    occurrence: int
    verdict: Verdict
    reason: Reason
    trigger_date: date | None = None
    due_date: date | None = None
    outcome_date: date | None = None
    days_late: int | None = None
    limit: str | None = None
    count: int | None = None
    unknown_fields: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What no other row of a run has: case, rule and occurrence, by which rows are in order."""
        return self.case_id, self.rule, self.occurrence
