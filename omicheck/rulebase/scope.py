"""The scope of a rule (`applies`), and the conditions in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from omicheck.findings import Findings, Path, show
from omicheck.model.scope import AllOf, AnyOf, Between, Condition, FieldCondition, Has, Not, OneOf, Recorded
from omicheck.model.vocabulary import Value, ValueType, Vocabulary
from omicheck.records.structure import as_value, describe, nearest_value

_FORMS = ("at_least", "at_most", "has", "not", "recorded")


def read_scope(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> AllOf:
    """The scope that a mapping of fields to conditions stands for; nothing stands for every case."""
    if data is None:
        return AllOf(())
    mapping = findings.mapping(data, path, "a mapping of fields to conditions")
    parts: list[FieldCondition | AnyOf] = []
    for name, raw in (mapping or {}).items():
        at = (*path, str(name))
        if name == "any":
            alternatives = [
                read_scope(item, vocabulary, findings, item_at) if item is not None else _nothing(findings, item_at)
                for item_at, item in findings.items(raw, at, "a list of mappings, one of which has to hold")
            ]
            if not alternatives:
                findings.add(at, show(raw), "at least one mapping")
            parts.append(AnyOf(tuple(alternatives)))
        elif name in vocabulary.fields:
            condition = read_condition(raw, vocabulary.fields[name], findings, at)
            if condition is not None:
                parts.append(FieldCondition(name, condition))
        else:
            findings.unknown_name(at, "field", name, (*vocabulary.fields, "any"))
    return AllOf(tuple(parts))


def _nothing(findings: Findings, path: Path) -> AllOf:
    findings.add(path, "nothing", "a mapping of fields to conditions")
    return AllOf(())


def read_condition(data: object, wanted: ValueType, findings: Findings, path: Path) -> Condition | None:
    """The condition on a field of a type, or None where it is none."""
    if isinstance(data, dict):
        return _read_form(data, wanted, findings, path)
    if wanted.kind == "list":
        findings.add(path, show(data), "{has: value}, {recorded: true} or a `not` of one, as the field is a list")
        return None
    values = read_values(data, wanted, findings, path)
    return OneOf(values) if values else None


def read_values(data: object, wanted: ValueType, findings: Findings, path: Path) -> tuple[Value, ...]:
    """One value or a list of them, each of the wanted type."""
    values = []
    for at, item in findings.one_or_more(data, path, f"at least one value: {describe(wanted)}"):
        value = as_value(item, wanted)
        if value is None:
            findings.add(at, show(item), describe(wanted), nearest_value(item, wanted))
        else:
            values.append(value)
    return tuple(values)


def _read_form(data: Mapping[str, Any], wanted: ValueType, findings: Findings, path: Path) -> Condition | None:
    if not findings.keys(data, path, _FORMS):
        return None
    if not data or (len(data) > 1 and not set(data) <= {"at_least", "at_most"}):
        expected = "one of at_least with or without at_most, at_most, has, not, recorded"
        findings.add(path, f"a mapping of {', '.join(data)}" if data else "an empty mapping", expected)
        return None
    if "not" in data:
        inner = read_condition(data["not"], wanted, findings, (*path, "not"))
        return None if inner is None else Not(inner)
    if "recorded" in data:
        if not isinstance(data["recorded"], bool):
            findings.add((*path, "recorded"), show(data["recorded"]), "true or false")
            return None
        return Recorded(data["recorded"])
    if "has" in data:
        if wanted.kind != "list":
            findings.add((*path, "has"), "has", "a value or a list of values, as the field is no list")
            return None
        one = ValueType("choice", wanted.values)
        values = read_values(data["has"], one, findings, (*path, "has"))
        return Has(tuple(str(value) for value in values)) if values else None
    return read_between(data, wanted, findings, path)


def read_between(data: Mapping[str, Any], wanted: ValueType, findings: Findings, path: Path) -> Between | None:
    """The bounds on a number or an ordered level, or None where they are wrong."""
    if wanted.kind not in ("integer", "number", "level"):
        findings.add(path, ", ".join(data), "a value, as only numbers and ordered levels have bounds")
        return None
    bounds: dict[str, int | Decimal] = {}
    for key, raw in data.items():
        value = as_value(raw, wanted)
        if value is None:
            findings.add((*path, key), show(raw), describe(wanted))
        else:
            bounds[key] = value if isinstance(value, int | Decimal) else wanted.values.index(str(value))
    if len(bounds) < len(data):
        return None
    return Between(bounds.get("at_least"), bounds.get("at_most"))
