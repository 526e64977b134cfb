"""What rules use each field and event of a case record for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, get_args

from attrs import field, frozen

from omicheck.authoring.parts_of_rules import scopes_of
from omicheck.model.limit import Limit
from omicheck.model.rule import EventSpec, EventTrigger, Rule
from omicheck.model.scope import fields_in
from omicheck.model.vocabulary import Vocabulary

# In the order in which a reader wants them.
Use = Literal["starts the clock", "asked for", "excuses", "begins anew", "case date", "limit", "condition"]
USES: Final[tuple[Use, ...]] = get_args(Use)


@frozen
class RecordUses:
    """What the words of a record are used for.

    Attributes:
        fields: by field, the rules of each use: `case date` where the clock of a check starts on it, `limit` where a
            limit depends on it, `asked for` where a check asks whether it is recorded, `condition` anywhere else.
        events: by event type, the rules of each use: `begins anew` where it ends a run of triggers, or starts an
            interval anew.
    """

    fields: Mapping[str, Mapping[Use, tuple[str, ...]]] = field(factory=dict)
    events: Mapping[str, Mapping[Use, tuple[str, ...]]] = field(factory=dict)


def record_uses(rules: Iterable[Rule], limits: Mapping[str, Limit], vocabulary: Vocabulary) -> RecordUses:
    """What rules use each field and event type for; the ids of rules are in the order of the rules, each once.

    Args:
        rules: the rules.
        limits: by id.
        vocabulary: the words of records.
    """
    rules = tuple(rules)
    fields = ((rule.id, use, name) for rule in rules for use, name in _fields(rule, limits, vocabulary))
    events = ((rule.id, use, name) for rule in rules for use, name in _events(rule))
    return RecordUses(_by_name(fields), _by_name(events))


def _by_name(uses: Iterable[tuple[str, Use, str]]) -> Mapping[str, Mapping[Use, tuple[str, ...]]]:
    found: dict[str, dict[Use, dict[str, None]]] = {}
    for rule, use, name in uses:
        found.setdefault(name, {}).setdefault(use, {})[rule] = None
    return {name: {use: tuple(by[use]) for use in USES if use in by} for name, by in found.items()}


def _fields(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> Iterator[tuple[Use, str]]:
    check = rule.check
    trigger = check.trigger
    days = [] if not isinstance(trigger, EventTrigger) or trigger.on_or_after is None else [trigger.on_or_after]
    for name in [trigger] if isinstance(trigger, str) else [day.case_date for day in days]:
        case_date = vocabulary.case_dates[name]
        for one in (*case_date.fields.values(), case_date.otherwise):
            yield "case date", one
    if check.field is not None:
        yield "asked for", check.field
    limit = limits.get(check.limit or "")
    for value in () if limit is None else limit.values:
        if value.by is not None:
            yield "limit", value.by
    for _, scope in scopes_of(rule):
        for name in sorted(fields_in(scope)):
            yield "condition", name


def _events(rule: Rule) -> Iterator[tuple[Use, str]]:
    check = rule.check
    trigger = check.trigger if isinstance(check.trigger, EventTrigger) else None
    anew = (*(trigger.since if trigger else ()), check.restart)
    specs: tuple[tuple[Use, EventSpec | None], ...] = (
        ("starts the clock", trigger.spec if trigger else None),
        ("asked for", check.outcome),
        ("excuses", check.unless),
        *(("begins anew", spec) for spec in anew),
    )
    for use, spec in specs:
        for name in () if spec is None else spec.types:
            yield use, name
