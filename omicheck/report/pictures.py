"""The course of a flagged case: what happened, what was due, what was late, and where the clock stood still."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from attrs import define, field

from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.scopes import FALSE
from omicheck.evaluate.durable.truths import Scopes
from omicheck.explain import ExplanationCache, explain_row, timeline
from omicheck.explain.row import verdict_in_words
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.report.failures import OFFICE, OFFICER, text_of
from omicheck.report.values.cases import Lane, Picture
from omicheck.rulebase.folder import RuleBase

# Where the limit of a rule comes from is told once, with the rule; this begins it in the sentence of a row's limit.
_SOURCE: Final = " Source: "


@define(eq=False)
class Pictures:
    """Draws the course of one case after another; what is worked out for one is kept for the next.

    Attributes:
        rules: the rules by id.
        rule_base: what they speak of.
        as_of: the audit date.
    """

    rules: Mapping[str, Rule]
    rule_base: RuleBase
    as_of: date
    _scopes: Scopes = field(init=False)
    _cache: ExplanationCache = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begins with nothing kept."""
        self._scopes = Scopes(self.rule_base.vocabulary)
        self._cache = ExplanationCache(self.rule_base)

    def of(self, case: Case, rows: Sequence[Row]) -> Picture:
        """The course of a case.

        Args:
            case: the case.
            rows: its flagged rows.
        """
        history = History(case, self.rule_base.vocabulary, self.as_of, self._scopes)
        in_time = sorted(rows, key=lambda row: row.due_date or row.trigger_date or date.max)
        lanes = tuple(self._lane(row, history) for row in in_time)
        days = tuple(sorted({event.day for event in case.events if event.dated}))
        shown = sorted({*days, *_own_dates(case), *_days_of(lanes), self.as_of})
        happened = tuple(timeline(case, self.rule_base.vocabulary, self.as_of))
        return Picture(
            case.case_id, text_of(case, OFFICE), text_of(case, OFFICER), shown[0], shown[-1], happened, days, lanes
        )

    def _lane(self, row: Row, history: History) -> Lane:
        rule = self.rules[row.rule]
        told = explain_row(row, rule, self.rule_base, self.as_of, history, self._cache)
        number = f" ({row.occurrence})" if row.occurrence > 1 else ""
        return Lane(
            row.rule,
            row.question,
            f"{rule.title or rule.id}{number}",
            verdict_in_words(row.verdict, row.reason),
            row.verdict == "not_met",
            tuple(one.partition(_SOURCE)[0] for one in (*told.of_row, *told.settling)),
            row.trigger_date,
            row.due_date,
            row.outcome_date,
            _late(row, self.as_of),
            tuple(_still(row, rule, history, self.as_of)),
        )


def _own_dates(case: Case) -> Iterator[date]:
    return (value for value in case.fields.values() if isinstance(value, date))


def _days_of(lanes: Sequence[Lane]) -> Iterator[date]:
    for lane in lanes:
        yield from (day for day in (lane.started, lane.due, lane.done) if day is not None)


def _late(row: Row, as_of: date) -> tuple[date, date] | None:
    """From the due date until it was done, or until the audit date."""
    if row.verdict != "not_met" or row.due_date is None or row.days_late is None:
        return None
    until = row.outcome_date or as_of
    return (row.due_date, until) if until > row.due_date else None


def _still(row: Row, rule: Rule, history: History, as_of: date) -> Iterator[tuple[date, date]]:
    """The times at which what the duty depends on did not hold, from the day from which it counts."""
    while_, day = rule.check.while_, row.trigger_date
    if not while_.parts or day is None or row.verdict == "error":
        return
    changes = [one for one in history.changes(while_) if day < one <= as_of]
    since: date | None = None
    for one in (day, *changes):
        stands_still = history.truth(while_, one) == FALSE
        if stands_still and since is None:
            since = one
        elif not stands_still and since is not None:
            yield since, one
            since = None
    if since is not None:
        yield since, as_of
