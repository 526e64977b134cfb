"""The vocabulary file."""

from collections.abc import Mapping
from typing import Any, get_args

from attrs import evolve

from omicheck.decimals import MOST_DIGITS
from omicheck.findings import Findings, Path, is_whole_number, show
from omicheck.model.vocabulary import PERSONAL, CaseDate, EventType, Personal, ValueKind, ValueType, Vocabulary
from omicheck.rulebase.dated_fields import read_dated_fields, with_needed_attributes

_KINDS: tuple[ValueKind, ...] = get_args(ValueKind)
_TYPE_KEYS = ("type", "values", "at_least", "at_most", "required", "about", "set_by", "default", "absent", "personal")
# Of these, what only a field of a case has.
_OF_FIELDS = ("set_by", "default")
_WIDEST = 10_000
_FURTHEST = 10**MOST_DIGITS
_NEEDED = ("case_id", "end_date")


def read_vocabulary(data: object, findings: Findings) -> Vocabulary:
    """The vocabulary that the data of a file stands for; problems go to the findings."""
    document = findings.mapping(data, (), "a mapping of fields, case_dates and events") or {}
    needed = ("fields", "case_dates", "events")
    findings.keys(document, (), (*needed, "words"), needed)
    raw_fields = list(_entries(document.get("fields"), ("fields",), findings))
    fields = {name: _read_type(raw, path, findings) for name, raw, path in raw_fields}
    for name in _NEEDED:
        if name not in fields:
            findings.add(("fields",), f"no {name}", f"{name}, which every vocabulary needs")
    case_dates = {
        name: _read_case_date(raw, path, fields, findings)
        for name, raw, path in _entries(document.get("case_dates"), ("case_dates",), findings)
    }
    events = {
        name: _read_event_type(raw, path, fields, findings)
        for name, raw, path in _entries(document.get("events"), ("events",), findings)
    }
    set_by, defaults = read_dated_fields(raw_fields, fields, events, case_dates, findings)
    words = _read_words(document.get("words"), findings)
    return Vocabulary(fields, set_by, defaults, case_dates, with_needed_attributes(events, set_by), words)


def _read_words(data: object, findings: Findings) -> Mapping[str, str]:
    """How names, and parts of names, are told to people."""
    if data is None:
        return {}
    told = findings.mapping(data, ("words",), "a mapping of names, or parts of names, to words") or {}
    return {str(name): findings.text(words, ("words", str(name))) for name, words in told.items()}


def _entries(data: object, path: Path, findings: Findings) -> list[tuple[str, Mapping[str, Any], Path]]:
    entries = findings.mapping(data, path, "a mapping of names") if data is not None else None
    read = []
    for name, raw in (entries or {}).items():
        entry = findings.mapping(raw, (*path, str(name)), "a mapping")
        if entry is not None:
            read.append((str(name), entry, (*path, str(name))))
    return read


def _read_type(raw: Mapping[str, Any], path: Path, findings: Findings) -> ValueType:
    findings.keys(raw, path, _TYPE_KEYS, ("type",))
    kind = findings.word(raw.get("type"), _KINDS, (*path, "type"), "type", "text")
    values = findings.words(raw.get("values"), (*path, "values"))
    if kind in ("choice", "level", "list") and not values:
        findings.add(path, "no values", f"the values of a {kind}")
    bounds = {"at_least": 0, "at_most": 0}
    for key in bounds if kind in ("integer", "number") else ():
        bound = raw.get(key)
        if is_whole_number(bound):
            bounds[key] = bound
        else:
            findings.add(path, f"{key}: {show(bound)}", f"{key}, a whole number")
    if kind == "number":
        if not -_FURTHEST < bounds["at_least"] <= bounds["at_most"] < _FURTHEST:
            found = f"numbers from {bounds['at_least']} to {bounds['at_most']}"
            findings.add(path, found, f"a range that rises, of numbers of at most {MOST_DIGITS} digits")
    elif not 0 <= bounds["at_most"] - bounds["at_least"] <= _WIDEST:
        # Each value has a code of its own in a decision tree.
        found = f"whole numbers from {bounds['at_least']} to {bounds['at_most']}"
        findings.add(path, found, f"a range that rises, over at most {_WIDEST} whole numbers")
    # A text may hold anything, unless it is said that it tells of nobody.
    personal = _personal(raw, kind, path, findings, otherwise=kind == "text")
    return _described(ValueType(kind, values, bounds["at_least"], bounds["at_most"], personal=personal), raw)


def _personal(
    raw: Mapping[str, Any], kind: ValueKind, path: Path, findings: Findings, *, otherwise: Personal
) -> Personal:
    """Whether a value tells of a person, and of whom it is a reference."""
    stated = raw.get("personal")
    if stated is None:
        return otherwise
    # True is 1 for Python, and no word.
    for known in PERSONAL:
        if stated is known or (isinstance(known, str) and stated == known):
            if isinstance(known, str) and kind != "text":
                findings.add(
                    (*path, "personal"), f"{known} of a {kind}", "true or false, as only a text is a reference"
                )
            return known
    findings.add((*path, "personal"), show(stated), "true, false, case, person or officer")
    return otherwise


def _described(kind: ValueType, raw: Mapping[str, Any]) -> ValueType:
    """The type with what an entry says beside it."""
    about, absent = str(raw.get("about") or ""), str(raw.get("absent") or "")
    return evolve(kind, required=raw.get("required") is True, about=about, absent=absent)


def _read_case_date(
    raw: Mapping[str, Any], path: Path, fields: Mapping[str, ValueType], findings: Findings
) -> CaseDate:
    about = str(raw.get("about") or "")
    dates = [name for name, wanted in fields.items() if wanted.kind == "date"]
    if "by" in raw:
        findings.keys(raw, path, ("by", "fields", "otherwise", "about"), ("by", "fields", "otherwise"))
        named = findings.mapping(raw.get("fields") or {}, (*path, "fields"), "a mapping of values to date fields") or {}
        chosen = {str(key): str(value) for key, value in named.items()}
        case_date = CaseDate(str(raw["by"]), chosen, str(raw.get("otherwise")), about)
        if str(raw["by"]) not in fields:
            findings.unknown_name((*path, "by"), "field", raw["by"], fields)
    else:
        findings.keys(raw, path, ("field", "about"), ("field",))
        case_date = CaseDate(None, {}, str(raw.get("field")), about)
    for name in (*case_date.fields.values(), case_date.otherwise):
        if name not in dates:
            findings.unknown_name(path, "date field", name, dates)
    return case_date


def _read_event_type(
    raw: Mapping[str, Any], path: Path, fields: Mapping[str, ValueType], findings: Findings
) -> EventType:
    findings.keys(raw, path, ("about", "attributes"))
    attributes = {}
    for name, entry, at in _entries(raw.get("attributes"), (*path, "attributes"), findings):
        if name in ("type", "date"):
            findings.add(at, name, "an attribute with another name")
        attributes[name] = _read_attribute(entry, at, fields, findings)
    return EventType(attributes, str(raw.get("about") or ""))


def _read_attribute(
    raw: Mapping[str, Any], path: Path, fields: Mapping[str, ValueType], findings: Findings
) -> ValueType:
    misplaced = [key for key in _OF_FIELDS if key in raw]
    for key in misplaced:
        findings.add((*path, key), f"{key} of an attribute", "none here, as only fields change from day to day")
    raw = {key: value for key, value in raw.items() if key not in misplaced}
    if "field" not in raw:
        return _read_type(raw, path, findings)
    findings.keys(raw, path, ("field", "required", "about"), ("field",))
    # Whether it is personal it has from the field too.
    like = fields.get(str(raw["field"]))
    if like is None:
        findings.unknown_name((*path, "field"), "field", raw["field"], fields)
        like = ValueType("text")
    return _described(like, raw)
