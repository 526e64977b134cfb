"""What several rows are explained with, worked out once: phrases of rules, and what was found in the last case.

What something is kept by is its identity; it stands beside what is kept, so that its identity is no other's.
"""

from typing import Final

from attrs import define, field

from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.occurrences import Occurrence, occurrences
from omicheck.model.limit import Limit, LimitValue
from omicheck.model.row import Row
from omicheck.model.rule import Check, EventSpec, Rule
from omicheck.model.scope import AllOf
from omicheck.provenance import cite_each, limit_of, reservation
from omicheck.rulebase.folder import RuleBase
from omicheck.wording import spec_in_words, whole_scope_in_words

# Sources in a line each, behind the amounts that rest on each.
Cited = tuple[tuple[str, str], ...]

_MOST_SCOPES: Final = 5_000


@define(eq=False)
class ExplanationCache:
    """Phrases of rules, and what was found in the last case.

    Attributes:
        rule_base: what the rules speak of.
    """

    rule_base: RuleBase
    _specs: dict[int, tuple[EventSpec, str]] = field(init=False, factory=dict)
    _scopes: dict[int, tuple[AllOf, str]] = field(init=False, factory=dict)
    _rules: dict[int, tuple[Rule, str, Limit | None]] = field(init=False, factory=dict)
    _sources: dict[tuple[int, str | None], tuple[LimitValue, Cited]] = field(init=False, factory=dict)
    _history: History | None = field(init=False, default=None)
    _occurrences: dict[int, tuple[Check, tuple[Occurrence, ...]]] = field(init=False, factory=dict)

    def spec(self, spec: EventSpec) -> str:
        """Which events are meant."""
        kept = self._specs.get(id(spec))
        if kept is None:
            kept = self._specs[id(spec)] = (spec, spec_in_words(spec, self.rule_base.vocabulary))
        return kept[1]

    def scope(self, scope: AllOf) -> str:
        """What has to hold."""
        kept = self._scopes.get(id(scope))
        if kept is None:
            # Some are made for one row, and so in any number.
            if len(self._scopes) >= _MOST_SCOPES:
                self._scopes.clear()
            kept = self._scopes[id(scope)] = (scope, whole_scope_in_words(scope, self.rule_base.vocabulary))
        return kept[1]

    def reservation(self, rule: Rule) -> str:
        """How far a rule decides its question; empty where it decides fully."""
        return self._of_rule(rule)[1]

    def limit(self, rule: Rule) -> Limit | None:
        """The limit of a rule."""
        return self._of_rule(rule)[2]

    def _of_rule(self, rule: Rule) -> tuple[Rule, str, Limit | None]:
        kept = self._rules.get(id(rule))
        if kept is None:
            limits = self.rule_base.limits
            kept = self._rules[id(rule)] = (rule, reservation(rule, limits), limit_of(rule, limits))
        return kept

    def cited(self, row: Row, limit: Limit | None) -> Cited:
        """The sources of the amount that a row used, each behind the amounts that rest on it; none if it used none."""
        value = None if limit is None or row.trigger_date is None else limit.latest(row.trigger_date)
        if value is None:
            return ()
        kept = self._sources.get((id(value), row.limit))
        if kept is None:
            cited = cite_each(row, limit, self.rule_base.documents)
            kept = self._sources[id(value), row.limit] = (value, cited)
        return kept[1]

    def occurrences(self, check: Check, history: History) -> tuple[Occurrence, ...]:
        """The occurrences of a check in a case; those of the last case are kept."""
        if history is not self._history:
            self._history = history
            self._occurrences.clear()
        kept = self._occurrences.get(id(check))
        if kept is None:
            kept = self._occurrences[id(check)] = (check, occurrences(check, history))
        return kept[1]
