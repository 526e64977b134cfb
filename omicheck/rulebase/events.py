"""Which events a rule means: `event`, `where` and `when`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from omicheck.findings import Findings, Path, show
from omicheck.model.rule import EventSpec, Wanted
from omicheck.model.scope import NO_CONDITION, OneOf
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.structure import as_value, describe
from omicheck.rulebase.scope import read_between, read_scope

SPEC_KEYS: Final = ("event", "where", "when")
# What a trigger alone can say in their place, and beside them.
BECOMES: Final = "becomes"
TRIGGER_KEYS: Final = ("on_or_after", "first", "nth", "from_nth", "within", "since", "distinct")
_BOUNDS: Final = ("at_least", "at_most")


def read_spec(
    data: object, vocabulary: Vocabulary, findings: Findings, path: Path, known: Sequence[str] = SPEC_KEYS
) -> EventSpec | None:
    """The events that a mapping means, or None where it means none.

    Args:
        data: the mapping.
        vocabulary: the words that it may use.
        findings: takes the problems.
        path: where it stands.
        known: the keys that it may have: more than `SPEC_KEYS` for a trigger.
    """
    mapping = findings.mapping(data, path, "a mapping with event, and where or when if need be")
    if mapping is None:
        return None
    misplaced = [key for key in mapping if key in (BECOMES, *TRIGGER_KEYS) and key not in known]
    for key in misplaced:
        findings.add((*path, key), key, "none here, as only the trigger of a check has it")
    required = () if BECOMES in misplaced else ("event",)
    findings.keys({key: raw for key, raw in mapping.items() if key not in misplaced}, path, known, required)
    # What stands beside a type that is not known is read too, so that all that is wrong is told in one go.
    types = [] if mapping.get("event") is None else _read_types(mapping["event"], vocabulary, findings, path)
    raw_where = mapping.get("where")
    where = None if raw_where is None else findings.mapping(raw_where, (*path, "where"), _WHERE_EXPECTED)
    wanted = [
        (str(attribute), read)
        for attribute, raw in (where or {}).items()
        if (read := _read_wanted(str(attribute), raw, types, vocabulary, findings, path)) is not None
    ]
    raw_when = mapping.get("when")
    when = NO_CONDITION if raw_when is None else read_scope(raw_when, vocabulary, findings, (*path, "when"))
    return EventSpec(tuple(types), tuple(wanted), when) if types else None


_WHERE_EXPECTED: Final = "a mapping of attributes to values"


def _read_types(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> list[str]:
    is_list = isinstance(data, list)
    items = list(findings.items(data, (*path, "event"), "")) if is_list else [((*path, "event"), data)]
    types: list[str] = []
    for at, name in items:
        if not isinstance(name, str) or name not in vocabulary.events:
            findings.unknown_name(at, "event type", name, vocabulary.events)
        elif name not in types:
            types.append(name)
    if not items:
        findings.add(path, "an empty list", "at least one event type")
    return types


def _read_wanted(
    attribute: str, data: object, types: list[str], vocabulary: Vocabulary, findings: Findings, path: Path
) -> Wanted | None:
    at = (*path, "where", attribute)
    kinds: list[ValueType] = []
    for name in types:
        attributes = vocabulary.events[name].attributes
        if attribute in attributes:
            kinds.append(attributes[attribute])
        else:
            findings.unknown_name(at, f"attribute of {name}", attribute, attributes)
    if isinstance(data, dict):
        return _read_bounds(data, kinds, findings, at)
    values: list[Value] = []
    for item_at, item in findings.one_or_more(data, at, "at least one value"):
        fitting = [value for kind in kinds if (value := as_value(item, kind)) is not None]
        if fitting:
            # To two event types the same word may mean a number of two sorts.
            values += {type(value): value for value in fitting}.values()
        elif kinds:
            findings.add(item_at, show(item), " or ".join(dict.fromkeys(map(describe, kinds))))
    return OneOf(tuple(values))


def _read_bounds(data: Mapping[str, Any], kinds: list[ValueType], findings: Findings, at: Path) -> Wanted | None:
    """Bounds, which have to mean the same in every event type that is named."""
    if not kinds:
        return None
    if not data or not findings.keys(data, at, _BOUNDS):
        if not data:
            findings.add(at, "an empty mapping", "a value, a list of values, or at_least, at_most or both")
        return None
    orders = {(kind.kind, kind.values if kind.kind == "level" else ()) for kind in kinds}
    if len(orders) > 1:
        found = f"bounds on {' and '.join(dict.fromkeys(kind.kind for kind in kinds))}"
        findings.add(at, found, "bounds only where all the event types have one kind of number or one order of levels")
        return None
    widest = kinds[0]
    if widest.kind in ("integer", "number"):
        # A bound may lie where any of the types has values.
        least, most = min(kind.at_least for kind in kinds), max(kind.at_most for kind in kinds)
        widest = ValueType(widest.kind, at_least=least, at_most=most)
    return read_between(data, widest, findings, at)
