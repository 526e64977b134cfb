"""Cases made from rule files: one in a rule's scope whose clock has started; `strategies/` draws the days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

from attrs import evolve, frozen

from omicheck.authoring.unknown_values import leaves
from omicheck.dates import Period, add, subtract
from omicheck.evaluate.durable.codings import Coding
from omicheck.evaluate.durable.scopes import TRUE, Truth, scope_tree
from omicheck.model.limit import Amount, Limit
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, Rule, Wanted
from omicheck.model.scope import AllOf, OneOf
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.provenance import limit_of
from omicheck.rulebase.edition_folders import editions_on_file
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base

ONE_DAY = timedelta(days=1)


def _of_every_edition() -> RuleBase:
    """The rules of all editions, each as if it stood alone.

    The numbers of later ones are in force from the day of the first edition on, as what is drawn are days of its time.
    """
    first = read_rule_base(packaged_rules())
    others = [read_rule_base(one, beside=first.folder) for one in editions_on_file(first.folder) if one != first.folder]
    rules = sorted((rule for base in (first, *others) for rule in base.rules), key=lambda rule: rule.id)
    begun = first.editions[0].from_
    limits = {
        name: evolve(limit, values=(evolve(limit.values[-1], from_=begun, until=None),))
        for base in others
        for name, limit in base.limits.items()
    }
    return evolve(first, rules=tuple(rules), limits={**first.limits, **limits})


BASE: RuleBase = _of_every_edition()
BY_ID = {rule.id: rule for rule in BASE.rules}
Record = dict[str, Any]


@frozen
class Situation:
    """A case in the scope of a rule whose clock has started, and nothing more.

    Attributes:
        rule: the rule.
        fields: of the case.
        events: that start the clock, and those that set a field on that day.
        day: the trigger's date.
        amount: of the limit, as at that day; None for a rule without a limit.
        by: the field that the limit depends on, and its value.
    """

    rule: Rule
    fields: Mapping[str, Any]
    events: tuple[Mapping[str, Any], ...]
    day: date
    amount: Amount | None
    by: tuple[str, Any] | None = None

    @property
    def due(self) -> date:
        """The latest day that would pass."""
        return due_of(self.rule, self.day, self.amount)

    def record(self, *more: Mapping[str, Any], **fields: Any) -> Record:  # noqa: ANN401, fields of a record
        """The case record, with more events and fields."""
        return {"case_id": "A", **self.fields, **fields, "events": [*self.events, *more]}


def due_of(rule: Rule, day: date, amount: Amount | None) -> date:
    """The due date as the table of the semantics has it."""
    check = rule.check
    if check.window is not None:
        return add(day, check.window) - ONE_DAY
    assert isinstance(amount, Period)
    return subtract(day, amount) if check.kind == "lead_time" else add(day, amount)


def situation_of(rule: Rule, base: RuleBase, day: date, fields: Mapping[str, Any], key: Any) -> Situation:  # noqa: ANN401
    """The situation with a trigger on a day, some fields and a value of the field that the limit depends on."""
    limit = limit_of(rule, base.limits)
    value = None if limit is None else limit.values[-1]
    by = None
    all_fields = dict(fields)
    if value is not None and value.by is not None:
        key = all_fields.get(value.by, key)
        # A value for which the limit has ended has no amount any more.
        key = key if key in value.table else next(iter(value.table))
        all_fields[value.by] = key
        by = (value.by, key)
    amount = None if value is None else value.table[key if value.by is not None else None]
    all_fields, events = with_trigger(rule, base.vocabulary, all_fields, day)
    return Situation(rule, all_fields, tuple(events), day, amount, by)


def with_trigger(
    rule: Rule, vocabulary: Vocabulary, fields: Mapping[str, Any], day: date
) -> tuple[dict[str, Any], list[Record]]:
    """The fields and events of a case whose clock starts on a day."""
    made: dict[str, Any] = {"sentence_type": "community_order", **fields}
    trigger = rule.check.trigger
    if isinstance(trigger, str):
        name = vocabulary.case_dates[trigger].field_for(made)
        if name == "release_date" and "sentence_date" in vocabulary.fields:
            made["sentence_date"] = (day - timedelta(days=400)).isoformat()
        made[name] = day.isoformat()
        return made, []
    if isinstance(trigger, Becomes):
        # What is to hold does so from the first day that is looked at.
        made |= next(iter(fields_of(trigger.scope, vocabulary, TRUE)))
        first = day if trigger.on_or_after.less is None else add(day, trigger.on_or_after.less)
        made[vocabulary.case_dates[trigger.on_or_after.case_date].field_for(made)] = first.isoformat()
        return made, []
    before = (day - timedelta(days=40)).isoformat()
    made["sentence_date"] = before
    if trigger is None:
        return made, []
    if trigger.on_or_after is not None:
        made[vocabulary.case_dates[trigger.on_or_after.case_date].field_for(made)] = before
    number = trigger.nth or 1
    return made, [event_of(trigger.spec, vocabulary, day - step * ONE_DAY) for step in reversed(range(number))]


def event_of(spec: EventSpec, vocabulary: Vocabulary, day: date | str | None, place: int = 0) -> Record:
    """An event that a spec means; of several types and values the one at a place."""
    name = spec.types[place % len(spec.types)]
    where = {
        attribute: _wanted_value(wanted, vocabulary.events[name].attributes[attribute], place)
        for attribute, wanted in spec.where
    }
    needed = {
        attribute: _any_value(wanted)
        for attribute, wanted in vocabulary.events[name].attributes.items()
        if wanted.required and attribute not in where
    }
    return {"type": name, "date": day.isoformat() if isinstance(day, date) else day, **needed, **where}


def _wanted_value(wanted: Wanted, type_: ValueType, place: int) -> Any:  # noqa: ANN401, a value of a record
    """A value that is wanted; of several, the one at a place."""
    if isinstance(wanted, OneOf):
        return _plain(wanted.values[place % len(wanted.values)])
    bound = wanted.at_least if wanted.at_least is not None else wanted.at_most
    return type_.values[int(bound or 0)] if type_.kind == "level" else bound


def fields_with(rule: Rule, vocabulary: Vocabulary, truth: Truth) -> list[dict[str, Any]]:
    """Fields of cases for which the scope of a rule comes to a truth; one for each leaf of its tree."""
    return fields_of(rule.applies, vocabulary, truth)


def fields_of(scope: AllOf, vocabulary: Vocabulary, truth: Truth) -> list[dict[str, Any]]:
    """Fields of cases for which a scope comes to a truth; one for each leaf of its tree."""
    tree = scope_tree(scope, vocabulary)
    box = {
        key: (1 if vocabulary.fields[coding.field].required else 0, coding.highest)
        for key, coding in tree.codings.items()
    }
    found = []
    for leaf in leaves(tree.tree, box):
        if leaf[0] == truth:
            spans = [range(low, high + 1) for low, high in leaf[1].values()]
            found += [
                fields
                for codes in product(*spans)
                if (fields := _fields(list(zip(tree.codings.values(), codes, strict=True)), vocabulary)) is not None
            ]
    return found


def _fields(codes: list[tuple[Coding, int]], vocabulary: Vocabulary) -> dict[str, Any] | None:
    """The fields that codes stand for; None where the codes of a list's items contradict each other."""
    fields: dict[str, Any] = {}
    lists: dict[str, list[tuple[str, int]]] = {}
    for coding, code in codes:
        if coding.item is not None:
            lists.setdefault(coding.field, []).append((coding.item, code))
        elif code:
            known = code <= len(coding.values)
            fields[coding.field] = _plain(
                coding.values[code - 1] if known else _any_value(vocabulary.fields[coding.field])
            )
    for name, items in lists.items():
        given = [code for _, code in items]
        if 0 in given:
            if any(given):
                return None
            continue
        fields[name] = [item for item, code in items if code > 1]
    return fields


def asked_of(rule: Rule) -> Iterator[tuple[str, object]]:
    for part in rule.applies.parts:
        name = getattr(part, "field", None)
        if name is not None:
            yield name, part


def types_of(rule: Rule) -> set[str]:
    specs = [rule.check.outcome, rule.check.unless]
    if isinstance(rule.check.trigger, EventTrigger):
        specs.append(rule.check.trigger.spec)
    return {name for spec in specs if spec is not None for name in spec.types}


def keys_of(limit: Limit | None) -> list[Any]:
    return [None] if limit is None else list(limit.values[-1].table)


def _any_value(wanted: ValueType) -> Any:  # noqa: ANN401, a value of a record
    match wanted.kind:
        case "flag":
            return True
        case "integer":
            return wanted.at_least
        case "date":
            return "2009-01-05"
        case "text":
            return "a text that no rule names"
        case "list":
            return [wanted.values[0]]
    return wanted.values[0]


def _plain(value: Any) -> Any:  # noqa: ANN401, a value of a record
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
