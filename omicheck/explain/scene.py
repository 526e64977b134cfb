"""A row with what it is about: its rule, and the record that it was found in, where that is at hand.

What happened is asked of the evaluator's own functions, so that no sentence can say another thing than the verdict.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from attrs import define, field

from omicheck.evaluate.durable.events import MatchingEvents
from omicheck.evaluate.durable.history import NO_BREAK, Breaks, History
from omicheck.evaluate.durable.occurrences import Occurrence
from omicheck.evaluate.durable.spans import Window, window_of
from omicheck.explain.cache import ExplanationCache
from omicheck.model.limit import Amount, Limit
from omicheck.model.row import Row
from omicheck.model.rule import Check, EventSpec, Rule
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.folder import RuleBase
from omicheck.text import long_date


@define(eq=False, slots=False)
class Scene:
    """A row and what is known of it.

    Attributes:
        row: the row.
        rule: the rule that gave it.
        rule_base: what the rule speaks of.
        as_of: the audit date.
        history: the case; None where its record is not at hand, so that only what the row says can be said.
        cache: what other rows were explained with.
        check: what the rule asks.
        vocabulary: the words.
        limit: the limit of the rule.
    """

    row: Row
    rule: Rule
    rule_base: RuleBase
    as_of: date
    history: History | None
    cache: ExplanationCache
    check: Check = field(init=False)
    vocabulary: Vocabulary = field(init=False)
    limit: Limit | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Has at hand what nearly every sentence asks for."""
        self.check, self.vocabulary = self.rule.check, self.rule_base.vocabulary
        self.limit = self.cache.limit(self.rule)

    @property
    def audit(self) -> str:
        """The audit date in words."""
        return f"the audit date, {long_date(self.as_of)}"

    @property
    def outcome(self) -> str:
        """What is asked for, in words."""
        return "" if self.check.outcome is None else self.spec(self.check.outcome)

    def spec(self, spec: EventSpec) -> str:
        """Which events are meant."""
        return self.cache.spec(spec)

    def scope(self, scope: AllOf) -> str:
        """What has to hold."""
        return self.cache.scope(scope)

    # --- what the evaluator found in the record ----------------------------------------------------------------

    @cached_property
    def occurrence(self) -> Occurrence | None:
        """The occurrence that the row is of."""
        if self.history is None:
            return None
        found = self.cache.occurrences(self.check, self.history)
        return found[self.row.occurrence - 1] if self.row.occurrence <= len(found) else None

    @cached_property
    def breaks(self) -> Breaks:
        """When `while` stopped to hold."""
        if self.history is None or self.row.trigger_date is None:
            return NO_BREAK
        return self.history.breaks(self.check.while_, self.row.trigger_date)

    @cached_property
    def window(self) -> Window | None:
        """The days that mattered, of a row that was worked out from a date."""
        occurrence, check = self.occurrence, self.check
        if self.history is None or occurrence is None or occurrence.day is None or check.outcome is None:
            return None
        if check.kind == "never":
            return window_of(check, occurrence, None, self.history, self.breaks.certain)
        if self.row.due_date is None:
            return None
        for amount in self._amounts():
            window = window_of(check, occurrence, amount, self.history)
            if window.due == self.row.due_date:
                return window
        return None

    def _amounts(self) -> Iterator[Amount]:
        """The amounts that may have given the due date of the row, which tells them apart."""
        for value in self.limit.values if self.limit is not None else ():
            yield from (amount for amount in value.table.values() if self.row.limit in (None, str(amount)))

    def found(self, spec: EventSpec | None) -> MatchingEvents:
        """The events that fit a spec; none where the record is not at hand."""
        return MatchingEvents() if self.history is None else self.history.found(spec)
