"""The check of a rule: one of six kinds, and what excuses."""

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from omicheck.dates import LONGEST, UNITS, Period, read_period
from omicheck.errors import one_of
from omicheck.findings import Findings, Path, show
from omicheck.model.rule import KINDS, Check, EventSpec, EventTrigger, Kind, Trigger
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.structure import as_value, describe
from omicheck.rulebase.scope import read_condition

# The keys of each kind: those that must be there, then those that may be.
KEYS: dict[Kind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "deadline": (("from", "to", "limit"), ("early", "late")),
    "interval": (("of", "from", "limit"), ()),
    "lead_time": (("of", "before", "limit"), ()),
    "count": (("of", "from", "window", "at_least"), ("repeat",)),
    "recorded": (("field",), ("is",)),
    "never": (("of", "from"), ()),
}
_SPEC_KEYS = ("event", "where")
_TRIGGER_KEYS = (*_SPEC_KEYS, "first", "nth", "within", "since")


def read_check(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Check | None:
    """The check that the data stands for, or None where anything is wrong with it."""
    before = len(findings.problems)
    mapping = findings.mapping(data, path, f"a mapping with one of {one_of(KINDS)}")
    if mapping is None or not findings.keys(mapping, path, (*KINDS, "unless")):
        return None
    kinds = [kind for kind in KINDS if kind in mapping]
    if len(kinds) != 1:
        found = " and ".join(kinds) or "none of them"
        findings.add(path, found, f"exactly one of {one_of(KINDS)}")
        return None
    kind = kinds[0]
    at = (*path, kind)
    body = findings.mapping(mapping[kind], at, f"a mapping with {', '.join(KEYS[kind][0])}")
    required, optional = KEYS[kind]
    if body is None or not findings.keys(body, at, (*required, *optional), required):
        return None
    check = _read_recorded(body, vocabulary, findings, at) if kind == "recorded" else None
    if check is None:
        check = _read_timed(kind, body, vocabulary, findings, at)
    if mapping.get("unless") is not None:
        if kind == "recorded":
            findings.add((*path, "unless"), "unless", "none, as what is recorded needs no excuse")
        check = evolve(check, unless=_read_spec(mapping["unless"], vocabulary, findings, (*path, "unless"), _SPEC_KEYS))
    _check_separate(check, findings, path)
    return check if len(findings.problems) == before else None


def _read_recorded(body: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path) -> Check:
    name = body["field"]
    wanted = vocabulary.fields.get(name) if isinstance(name, str) else None
    if wanted is None:
        findings.unknown_name((*path, "field"), "field", name, vocabulary.fields)
        return Check("recorded")
    has_condition = body.get("is") is not None
    condition = read_condition(body["is"], wanted, findings, (*path, "is")) if has_condition else None
    return Check("recorded", field=str(name), condition=condition)


def _read_timed(kind: Kind, body: Mapping[str, Any], vocabulary: Vocabulary, findings: Findings, path: Path) -> Check:
    trigger_key = "before" if kind == "lead_time" else "from"
    outcome_key = "to" if kind == "deadline" else "of"
    trigger = _read_trigger(kind, body[trigger_key], vocabulary, findings, (*path, trigger_key))
    outcome = _read_spec(body[outcome_key], vocabulary, findings, (*path, outcome_key), _SPEC_KEYS)
    limit_key = "at_least" if kind == "count" else "limit"
    limit = body.get(limit_key)
    if kind != "never" and not isinstance(limit, str):
        findings.add((*path, limit_key), show(limit), "the id of a limit file, as a number never stands in a check")
    repeat = _read_flag(body, "repeat", findings, path)
    window = _read_period(body, "window", findings, path)
    if repeat and (not isinstance(trigger, str) or window == Period(0, window.unit if window else "days")):
        findings.add((*path, "repeat"), "repeat", "a case date as `from`, and a window of at least one day")
    late = body.get("late")
    if late not in (None, "accepted"):
        findings.add((*path, "late"), show(late), "accepted, or no `late` at all")
    return Check(
        kind,
        trigger=trigger,
        outcome=outcome,
        limit=limit if isinstance(limit, str) else None,
        early=_read_period(body, "early", findings, path),
        late_accepted=late == "accepted",
        window=window,
        repeat=repeat,
    )


def _read_trigger(kind: Kind, data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> Trigger | None:
    if isinstance(data, str) or kind in ("interval", "never"):
        if isinstance(data, str) and data in vocabulary.case_dates:
            return data
        findings.unknown_name(path, "case date", data, vocabulary.case_dates)
        return None
    spec = _read_spec(data, vocabulary, findings, path, _TRIGGER_KEYS)
    if spec is None or not isinstance(data, dict):
        return None
    first = _read_flag(data, "first", findings, path)
    nth = data.get("nth")
    if nth is None:
        for key in ("within", "since"):
            if data.get(key) is not None:
                findings.add((*path, key), f"{key} without nth", f"nth beside {key}")
    elif isinstance(nth, bool) or not isinstance(nth, int) or nth < 1:
        findings.add((*path, "nth"), show(nth), "a whole number from 1")
    elif first:
        findings.add((*path, "nth"), "nth beside first", "one of the two")
    elif kind == "lead_time":
        findings.add((*path, "nth"), "nth", "none in a lead_time, whose trigger may lie ahead")
    since = data.get("since")
    if since is not None and str(since) not in vocabulary.events:
        findings.unknown_name((*path, "since"), "event type", since, vocabulary.events)
    return EventTrigger(spec, first, nth, _read_period(data, "within", findings, path), since)


def _read_spec(
    data: object, vocabulary: Vocabulary, findings: Findings, path: Path, known: tuple[str, ...]
) -> EventSpec | None:
    mapping = findings.mapping(data, path, "a mapping with event, and where if need be")
    if mapping is None or not findings.keys(mapping, path, known, ("event",)):
        return None
    raw = mapping["event"]
    items = list(findings.items(raw, (*path, "event"), "")) if isinstance(raw, list) else [((*path, "event"), raw)]
    types = []
    for at, name in items:
        if not isinstance(name, str) or name not in vocabulary.events:
            findings.unknown_name(at, "event type", name, vocabulary.events)
        elif name not in types:
            types.append(name)
    if not types:
        if not items:
            findings.add(path, "an empty list", "at least one event type")
        return None
    where_data = mapping.get("where")
    where = (
        findings.mapping(where_data, (*path, "where"), "a mapping of attributes to values")
        if where_data is not None
        else None
    )
    wanted = [
        (str(attribute), _read_wanted(str(attribute), raw_values, types, vocabulary, findings, path))
        for attribute, raw_values in (where or {}).items()
    ]
    return EventSpec(tuple(types), tuple(wanted))


def _read_wanted(
    attribute: str,
    data: object,
    types: list[str],
    vocabulary: Vocabulary,
    findings: Findings,
    path: Path,
) -> tuple[Value, ...]:
    at = (*path, "where", attribute)
    kinds: list[ValueType] = []
    for name in types:
        attributes = vocabulary.events[name].attributes
        if attribute in attributes:
            kinds.append(attributes[attribute])
        else:
            findings.unknown_name(at, f"attribute of {name}", attribute, attributes)
    items = list(findings.items(data, at, "")) if isinstance(data, list) else [(at, data)]
    if not items:
        findings.add(at, "an empty list", "at least one value")
    values: list[Value] = []
    for item_at, item in items:
        fitting = [value for kind in kinds if (value := as_value(item, kind)) is not None]
        if fitting:
            values.append(fitting[0])
        elif kinds:
            findings.add(item_at, show(item), " or ".join(dict.fromkeys(map(describe, kinds))))
    return tuple(values)


def _read_period(body: Mapping[str, Any], key: str, findings: Findings, path: Path) -> Period | None:
    raw = body.get(key)
    if raw is None:
        return None
    period = read_period(raw) if isinstance(raw, str) else None
    if period is None:
        findings.add((*path, key), show(raw), PERIOD_EXPECTED)
    return period


PERIOD_EXPECTED = (
    f'a number and a unit in the plural, such as "5 business_days" (units: {one_of(UNITS)}; '
    f"at most {LONGEST['months']} months or as long in another unit)"
)


def _read_flag(body: Mapping[str, Any], key: str, findings: Findings, path: Path) -> bool:
    raw = body.get(key)
    if raw is not None and not isinstance(raw, bool):
        findings.add((*path, key), show(raw), "true or false")
    return raw is True


def _check_separate(check: Check, findings: Findings, path: Path) -> None:
    """Trigger, outcome and unless share no event type; if one event could be two of them, none would be clear."""
    trigger = check.trigger.spec if isinstance(check.trigger, EventTrigger) else None
    specs = (("the trigger", trigger), ("the outcome", check.outcome), ("unless", check.unless))
    named = [(name, spec) for name, spec in specs if spec is not None]
    for number, (name, spec) in enumerate(named):
        for other_name, other in named[number + 1 :]:
            shared = sorted(set(spec.types) & set(other.types))
            if shared:
                findings.add(path, f"{', '.join(shared)} in {name} and in {other_name}", "an event type in one of them")
