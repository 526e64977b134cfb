"""What became of failures as data for machines: JSON, and a line for each failure in CSV."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from omicheck.output.csv_table import csv_lines
from omicheck.progress import AT_BOTH, EARLIER, LATER, Failure, Line
from omicheck.score.paired import LEVEL
from omicheck.use_cases.progress import ProgressResult

_FIRST: Final = ("standing", "case_id")
_OTHERS: Final = (
    *("rule", "title", "question", "occurrence", "trigger_date", "earlier_trigger_date", "earlier_verdict"),
    *("earlier_reason", "verdict", "reason", "due_date", "outcome_date", "days_late", "days_open", "limit"),
)


def columns_of(fields: Sequence[str]) -> tuple[str, ...]:
    """The columns of a list of failures.

    Args:
        fields: the fields that say whose a case is.
    """
    return (*_FIRST, *fields, *_OTHERS)


def failure_values(failure: Failure, found: ProgressResult) -> dict[str, Any]:
    """A failure by column; its dates are dates. What it was earlier is empty where it was not there, and so on."""
    row, before, now = failure.row, failure.earlier, failure.later
    return {
        "standing": failure.standing,
        "case_id": row.case_id,
        **failure.groups,
        "rule": row.rule,
        "title": None if failure.rule is None else failure.rule.title,
        "question": row.question,
        "occurrence": row.occurrence,
        "trigger_date": row.trigger_date,
        "earlier_trigger_date": None if before is None else before.trigger_date,
        "earlier_verdict": None if before is None else before.verdict,
        "earlier_reason": None if before is None else before.reason,
        "verdict": None if now is None else now.verdict,
        "reason": None if now is None else now.reason,
        "due_date": row.due_date,
        "outcome_date": row.outcome_date,
        "days_late": row.days_late,
        "days_open": failure.days_open(found.as_of),
        "limit": row.limit,
    }


def line_values(line: Line) -> dict[str, Any]:
    """Counts by column: failures, then cases."""
    test = line.test
    return {
        "earlier": line.earlier,
        "later": line.later,
        **{name: line.standings[name] for name in (*AT_BOTH, *EARLIER, *LATER)},
        "cases_compared": line.cases,
        "cases_met_at_both": line.same[0],
        "cases_not_met_at_both": line.same[1],
        "cases_put_right": test.put_right,
        "cases_became_failures": test.became_failures,
        "p_value": test.p_value,
        "change": test.change,
    }


def progress_data(found: ProgressResult, names: tuple[str, str]) -> Mapping[str, Any]:
    """Everything as JSON would hold it.

    Args:
        found: what was found.
        names: what the user called the two.
    """
    both, earlier_only, later_only = found.cases
    counted = found.counted
    return {
        "earlier": {"records": names[0], "as_of": None if found.earlier_as_of is None else str(found.earlier_as_of)},
        "later": {"records": names[1], "as_of": found.as_of.isoformat()},
        "cases": {"at_both_times": both, "earlier_only": earlier_only, "later_only": later_only},
        "all": line_values(counted.all),
        "rules": [{"rule": line.name, **line_values(line)} for line in counted.rules],
        "questions": [{"question": line.name, **line_values(line)} for line in counted.questions],
        "groups": {
            name: [{"group": line.name, **line_values(line)} for line in lines]
            for name, lines in counted.groups.items()
        },
        "chance": {"level": LEVEL, "rules_tested": counted.tests, "changed_by_chance_alone": counted.by_chance},
        "failures": [
            {name: _json(value) for name, value in failure_values(one, found).items()} for one in found.failures
        ],
        "manifest": dict(zip(("earlier", "later"), found.manifests, strict=True)),
    }


def _json(value: Any) -> Any:  # noqa: ANN401, it is data of any shape
    return value.isoformat() if hasattr(value, "isoformat") else value


def csv_of_failures(found: ProgressResult) -> Iterator[str]:
    """The failures as lines of CSV."""
    columns = columns_of(found.fields)
    values = (failure_values(one, found) for one in found.failures)
    return csv_lines(columns, ([one[name] for name in columns] for one in values))
