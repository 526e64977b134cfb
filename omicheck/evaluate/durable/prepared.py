"""Rules made ready, so that what several of them ask alike is one object, and is answered once in a case."""

from collections.abc import Hashable
from typing import Final

from attrs import define, evolve, field, frozen

from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, Rule
from omicheck.model.scope import AllOf

# Beyond so many rules (those who try out changed rules make thousands) it is begun anew.
_KEPT: Final = 5_000


@frozen(eq=False)
class Prepared:
    """A rule made ready.

    Attributes:
        rule: the rule.
        check: its check, in which what other rules ask too is the same object.
        applies: its scope, alone.
        scope: what has to hold on the day of the trigger: its scope and `while`.
        clock: a number that those rules share whose clock starts in the same way, so that a case has the same
            occurrences for all of them.
    """

    rule: Rule
    check: Check
    applies: AllOf
    scope: AllOf
    clock: int


@define(eq=False)
class Preparations:
    """The rules that were made ready, by identity, and what they share, by value."""

    _rules: dict[int, Prepared] = field(init=False, factory=dict)
    _specs: dict[EventSpec, EventSpec] = field(init=False, factory=dict)
    _scopes: dict[AllOf, AllOf] = field(init=False, factory=dict)
    _clocks: dict[Hashable, int] = field(init=False, factory=dict)

    def of(self, rule: Rule) -> Prepared:
        """A rule made ready."""
        prepared = self._rules.get(id(rule))
        if prepared is None:
            if len(self._rules) >= _KEPT:
                self._rules.clear()
            prepared = self._rules[id(rule)] = self._prepare(rule)
        return prepared

    def _prepare(self, rule: Rule) -> Prepared:
        check = rule.check
        trigger = check.trigger
        if isinstance(trigger, EventTrigger):
            since = tuple(self._shared(spec) for spec in trigger.since)
            trigger = evolve(trigger, spec=self._shared(trigger.spec), since=since)
        elif isinstance(trigger, Becomes):
            trigger = evolve(trigger, scope=self._shared_scope(trigger.scope))
        outcome, unless, restart = (
            None if spec is None else self._shared(spec) for spec in (check.outcome, check.unless, check.restart)
        )
        check = evolve(
            check,
            trigger=trigger,
            outcome=outcome,
            unless=unless,
            restart=restart,
            while_=self._shared_scope(check.while_),
        )
        scope = AllOf((*rule.applies.parts, *check.while_.parts))
        clock = self._clocks.setdefault(_clock(check), len(self._clocks))
        return Prepared(rule, check, self._shared_scope(rule.applies), self._shared_scope(scope), clock)

    def _shared(self, spec: EventSpec) -> EventSpec:
        return self._specs.setdefault(spec, evolve(spec, when=self._shared_scope(spec.when)))

    def _shared_scope(self, scope: AllOf) -> AllOf:
        return self._scopes.setdefault(scope, scope)


def _clock(check: Check) -> Hashable:
    """What the occurrences of a check depend on."""
    links = (check.outcome, check.restart) if check.kind == "interval" else ()
    return (check.trigger, check.kind == "lead_time", check.window, check.repeat, links)
