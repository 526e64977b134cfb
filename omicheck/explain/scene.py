"""A row with what it is about: its rule, and the record that it was found in, where that is at hand.

What happened is asked of the evaluator's own functions, so that no sentence can say another thing than the verdict.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from attrs import define

from omicheck.evaluate.durable.events import MatchingEvents
from omicheck.evaluate.durable.history import NO_BREAK, Breaks, History
from omicheck.evaluate.durable.occurrences import Occurrence, occurrences
from omicheck.evaluate.durable.spans import Window, window_of
from omicheck.model.limit import Amount, Limit
from omicheck.model.row import Row
from omicheck.model.rule import Check, EventSpec, Rule
from omicheck.model.scope import AllOf
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.folder import RuleBase
from omicheck.text import long_date
from omicheck.wording import scope_in_words, spec_in_words


@define(eq=False, slots=False)
class Scene:
    """A row and what is known of it.

    Attributes:
        row: the row.
        rule: the rule that gave it.
        rule_base: what the rule speaks of.
        as_of: the audit date.
        history: the case; None where its record is not at hand, so that only what the row says can be said.
    """

    row: Row
    rule: Rule
    rule_base: RuleBase
    as_of: date
    history: History | None

    @property
    def check(self) -> Check:
        """What the rule asks."""
        return self.rule.check

    @property
    def vocabulary(self) -> Vocabulary:
        """The words."""
        return self.rule_base.vocabulary

    @property
    def audit(self) -> str:
        """The audit date in words."""
        return f"the audit date, {long_date(self.as_of)}"

    @cached_property
    def outcome(self) -> str:
        """What is asked for, in words."""
        return "" if self.check.outcome is None else self.spec(self.check.outcome)

    @cached_property
    def limit(self) -> Limit | None:
        """The limit of the rule."""
        return limit_of(self.rule, self.rule_base.limits)

    def spec(self, spec: EventSpec) -> str:
        """Which events are meant."""
        return spec_in_words(spec, self.vocabulary)

    def scope(self, scope: AllOf) -> str:
        """What has to hold."""
        return " and ".join(scope_in_words(scope, self.vocabulary))

    # --- what the evaluator found in the record ----------------------------------------------------------------

    @cached_property
    def occurrence(self) -> Occurrence | None:
        """The occurrence that the row is of."""
        if self.history is None:
            return None
        found = occurrences(self.check, self.history)
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
