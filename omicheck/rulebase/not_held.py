"""Rules for records that are known not to hold everything that the rules ask about.

That an event is not among the events of a case means that there was none, as long as such events are held at all. For
records that do not hold them rules and vocabulary are changed once, here, so that whatever evaluates them cannot take
the one for the other: each event type that is not held becomes a field of its own name, a flag without a value, and
what depends on the event comes to depend on the flag, which is unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Final

from attrs import define, evolve

from omicheck.model.not_held import NotHeld
from omicheck.model.rule import Becomes, Check, EventSpec, EventTrigger, Rule
from omicheck.model.scope import AllOf, FieldCondition, OneOf, Recorded, asserted, conditions_in, fields_in
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.rulebase.folder import RuleBase
from omicheck.rulebase.scopes_of_rules import with_scopes
from omicheck.rulebase.unknown_scopes import Parts, each_condition, has_value, unknown, wants_value

_START: Final = "start"
_END: Final = frozenset(("end_date",))
# The kinds of check that read the fields of a case from a case date on as at that date and no other.
_READ_ONCE: Final = ("deadline", "lead_time", "count", "never")


def as_held(rule_base: RuleBase, not_held: NotHeld) -> RuleBase:
    """The rules as records can answer them that do not hold everything.

    A rule that reads events that are not held gives no verdict but `not_applicable` and `cannot_tell`. Where such an
    event would start its clock it gives one row for each case.

    Args:
        rule_base: the rules.
        not_held: what the records do not hold.
    """
    lacking = _Lacking(rule_base, not_held)
    return evolve(
        rule_base,
        vocabulary=lacking.told,
        rules=tuple(lacking.rule(rule) for rule in rule_base.rules),
        not_held=evolve(not_held, flags=lacking.flags),
    )


@define(eq=False, slots=False)
class _Lacking:
    """What rules do not find in records.

    Attributes:
        rule_base: the rules.
        not_held: what the records do not hold.
    """

    rule_base: RuleBase
    not_held: NotHeld

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the rules."""
        return self.rule_base.vocabulary

    @cached_property
    def adrift(self) -> Mapping[str, tuple[str, ...]]:
        """The dated fields that events set that are not held, with the names of these events."""
        found = {
            field: tuple(sorted(self.name(type_) for type_ in by if not self.not_held.holds(type_)))
            for field, by in self.vocabulary.set_by.items()
        }
        return {field: names for field, names in found.items() if names}

    @cached_property
    def told(self) -> Vocabulary:
        """The vocabulary with the flags of events that are not held, and without defaults that nothing speaks for."""
        flags = dict.fromkeys(self.flags, ValueType("flag", about="Events that the records do not hold."))
        defaults = {
            field: value
            for field, value in self.vocabulary.defaults.items()
            if field not in self.adrift and (field in self.vocabulary.set_by or field not in self.not_held.fields)
        }
        return evolve(self.vocabulary, fields={**self.vocabulary.fields, **flags}, defaults=defaults)

    @cached_property
    def flags(self) -> Mapping[str, str]:
        """The event types that are not held, or not all of them, by the names of their flags."""
        return {self.name(type_): type_ for type_ in sorted((*self.not_held.events, *self.not_held.in_part))}

    def name(self, type_: str) -> str:
        """The name of the flag of an event type."""
        return type_ if type_ not in self.vocabulary.fields else f"{type_}_events"

    def rule(self, rule: Rule) -> Rule:
        """A rule as the records can answer it."""
        at_start = self._reads_at_start(rule)
        changed = with_scopes(rule, partial(self._scope, at_start=at_start), partial(self._scope, at_start=False))
        starting, others = self._starting(rule.check), self._others(rule, at_start=at_start)
        is_open = tuple(map(self._unknown, sorted({*starting, *others})))
        wanted = AllOf((*changed.applies.parts, *self._of_recorded(rule.check), *is_open))
        if starting:
            # As at which day its scope would be read is not known, so that only what never changes can be asked.
            wanted = each_condition(wanted, lambda one: is_open if one.field in self.vocabulary.set_by else (one,))
        check = Check("recorded", field=min(starting)) if starting else changed.check
        return evolve(changed, applies=wanted, check=check, not_held=self._read_by(rule, changed, wanted))

    def _unknown(self, name: str) -> FieldCondition:
        """What is unknown of every case, as it depends on events or on a field that the records do not hold."""
        return unknown(name, self.told.fields[name])

    def _reads_at_start(self, rule: Rule) -> bool:
        """Whether a rule asks of each field what it was at the start of the case, and on no later day."""
        check, dates = rule.check, self.vocabulary.case_dates
        if check.kind not in _READ_ONCE or check.repeat or not isinstance(check.trigger, str) or _START not in dates:
            return False
        start, trigger = dates[_START], dates[check.trigger]
        if check.trigger == _START or start.by is None or trigger.by is not None:
            return check.trigger == _START or start == trigger
        asked = [
            one.condition.values
            for one in rule.applies.parts
            if isinstance(one, FieldCondition) and one.field == start.by and isinstance(one.condition, OneOf)
        ]
        return bool(asked) and all(
            start.fields.get(str(value), start.otherwise) == trigger.otherwise for value in asked[0]
        )

    def _is_known(self, field: str, *, at_start: bool) -> bool:
        """Whether events that are not held leave the value of a field as the records have it."""
        by = self.vocabulary.set_by.get(field, {})
        own = field not in self.vocabulary.defaults or field not in self.not_held.fields
        return field not in self.adrift or (at_start and own and not any(map(self.not_held.holds, by)))

    def _scope(self, scope: AllOf, *, at_start: bool) -> AllOf:
        """A scope that asks for flags in place of fields that are not known."""

        def changed(one: FieldCondition) -> Parts:
            if not self._is_known(one.field, at_start=at_start):
                return tuple(map(self._unknown, self.adrift[one.field]))
            if one.field in self.not_held.fields and isinstance(asserted(one.condition), Recorded):
                return has_value(one.field, self.vocabulary.fields[one.field], wanted=wants_value(one.condition))
            return (one,)

        return each_condition(scope, changed)

    @cached_property
    def silent(self) -> frozenset[str]:
        """The end of the case, if it is not held: that a record has none means that the case has not ended."""
        return _END & self.not_held.fields

    def _starting(self, check: Check) -> set[str]:
        """What is not held of that which gives a check its occurrences: events, or the date of a case."""
        specs: list[EventSpec | None] = [check.outcome, check.restart] if check.kind == "interval" else []
        if isinstance(check.trigger, EventTrigger):
            specs += [check.trigger.spec, *check.trigger.since]
        found = self._not_held(specs)
        if isinstance(check.trigger, Becomes):
            found |= {name for field in fields_in(check.trigger.scope) for name in self.adrift.get(field, ())}
        named = check.trigger if isinstance(check.trigger, str) else _first_day(check.trigger)
        if named is not None:
            date = self.vocabulary.case_dates[named]
            found |= {date.otherwise, *date.fields.values()} & self.silent
        return found

    def _others(self, rule: Rule, *, at_start: bool) -> set[str]:
        """What is not held of that which a check asks about besides."""
        check = rule.check
        # Of a case date from which each event counts, the first of them is the one that is asked for.
        is_first = check.kind in ("deadline", "never") and at_start and check.early is None
        plain = check.outcome is not None and not check.outcome.where and not check.outcome.when.parts
        found = self._not_held([check.outcome], first_will_do=is_first and plain) | self._not_held([check.unless])
        asked = [value.by for value in self.rule_base.limits[check.limit].values] if check.limit else []
        for field in (*asked, check.field):
            if field is not None and not self._is_known(field, at_start=at_start):
                found |= set(self.adrift[field])
        # Until when a duty stands depends on the end of the case.
        return found if check.kind == "recorded" else found | self.silent

    def _not_held(self, specs: Iterable[EventSpec | None], *, first_will_do: bool = False) -> set[str]:
        types = {type_ for spec in specs if spec is not None for type_ in spec.types}
        return {self.name(type_) for type_ in types if not self.not_held.holds(type_, first_will_do=first_will_do)}

    def _of_recorded(self, check: Check) -> Parts:
        """What has to hold for it to be told whether a field is recorded."""
        field = check.field
        if check.kind != "recorded" or field is None:
            return ()
        return has_value(field, self.vocabulary.fields[field], wanted=True) if field in self.not_held.fields else ()

    def _read_by(self, rule: Rule, changed: Rule, applies: AllOf) -> tuple[str, ...]:
        """The names of what a rule asks about and the records do not hold, where their absence would say something."""
        found = {one.field for one in (*_conditions(changed), *conditions_in(applies))} & {*self.flags, *self.silent}
        says_something = set(self.vocabulary.defaults) - set(self.vocabulary.set_by)
        asked = {
            one.field
            for one in _conditions(rule)
            if one.field in says_something or isinstance(asserted(one.condition), Recorded)
        }
        if rule.check.kind == "recorded" and rule.check.field is not None:
            asked.add(rule.check.field)
        return tuple(sorted(found | (asked & self.not_held.fields)))


def _first_day(trigger: EventTrigger | Becomes | None) -> str | None:
    """The case date from which a trigger counts, if there is one."""
    return None if trigger is None or trigger.on_or_after is None else trigger.on_or_after.case_date


def _conditions(rule: Rule) -> Sequence[FieldCondition]:
    """The conditions in all scopes of a rule."""
    found: list[FieldCondition] = []

    def note(scope: AllOf) -> AllOf:
        found.extend(conditions_in(scope))
        return scope

    with_scopes(rule, note, note)
    return found
