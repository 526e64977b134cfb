"""JSON Schemas of rule, limit and case files, made from a vocabulary: for editors, and for other programs.

They say no more than the readers do, which remain the judges: a schema cannot look into another file.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from omicheck.dates import UNITS
from omicheck.model.case import ANSWERS
from omicheck.model.limit import STANDINGS
from omicheck.model.row import VERDICTS
from omicheck.model.rule import DECIDES, STATUSES
from omicheck.model.vocabulary import EventType, ValueType, Vocabulary
from omicheck.output.fields import FIELDS
from omicheck.rulebase.checks import KEYS

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Schema] = {"type": "string", "minLength": 1}
_FLAG: Final[Schema] = {"type": "boolean"}
_ID: Final[Schema] = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_DATE: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_EVENT_DATE: Final[Schema] = {
    "description": "YYYY-MM-DD; or YYYY-MM, YYYY or null, where no more is known",
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"},
        {"type": "integer", "minimum": 1990, "maximum": 2050},
        {"type": "null"},
    ],
}
_PERIOD: Final[Schema] = {
    "type": "string",
    "pattern": rf"^\d{{1,6}} ({'|'.join(UNITS)})$",
    "description": "a number and a unit in the plural, such as 5 business_days",
}
_AMOUNT: Final[Schema] = {"anyOf": [_PERIOD, {"type": "integer", "minimum": 0}]}
_SOURCE: Final[Schema] = {
    "type": "object",
    "properties": {
        "document": {**_TEXT, "description": "the id of a document in documents.yaml"},
        "place": _TEXT,
        "status": {"enum": list(STANDINGS), "description": "how far the number can be trusted"},
        "note": _TEXT,
    },
    "required": ["document", "status"],
    "additionalProperties": False,
}


def rule_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a rule file."""
    properties: Schema = {
        "id": {**_ID, "description": "permanent; equals the file name"},
        "title": _TEXT,
        "requirement": {**_TEXT, "description": "a sentence or two"},
        "requirement_note": {**_TEXT, "description": "why its numbers are not those of the limit"},
        "question": {"type": "string", "pattern": r"^\S+$", "description": "the inspection question it answers"},
        "decides": {"enum": list(DECIDES)},
        "decides_note": {**_TEXT, "description": "why not fully"},
        "status": {"enum": list(STATUSES)},
        "successor": {**_ID, "description": "the rule that took the place of a withdrawn one"},
        "applies": {"$ref": "#/$defs/scope"},
        "check": {"$ref": "#/$defs/check"},
        "sources": {"type": "array", "items": _SOURCE},
        "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
        "equivalent_mutants": {
            "type": "array",
            "items": _closed({"mutant": _TEXT, "reason": _TEXT}, ("mutant", "reason")),
        },
    }
    return {
        "$schema": _DIALECT,
        "title": "A rule of omicheck",
        **_closed(properties, ("id", "question", "check")),
        "$defs": {
            "scope": _scope(vocabulary),
            "spec": _spec(vocabulary),
            "trigger": _trigger(vocabulary),
            "check": _check(vocabulary),
            "example": _example(vocabulary),
        },
    }


def limit_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a limit file."""
    value = _closed(
        {
            "from": {**_DATE, "description": "the first day on which it is in force"},
            "by": {"enum": list(vocabulary.fields), "description": "the field that it depends on"},
            "limit": {"anyOf": [_AMOUNT, {"type": "object", "additionalProperties": _AMOUNT}]},
            "source": {"anyOf": [_SOURCE, {"type": "object", "additionalProperties": _SOURCE}]},
        },
        ("from", "limit"),
    )
    properties: Schema = {"id": _ID, "what": _TEXT, "values": {"type": "array", "minItems": 1, "items": value}}
    return {"$schema": _DIALECT, "title": "A limit of omicheck", **_closed(properties, ("id", "values"))}


def case_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a file of case records, and of one record."""
    events = {"type": "array", "items": {"anyOf": _each_event(vocabulary, _record_event)}}
    answer = _closed(
        {"question": _TEXT, "answer": {"enum": list(ANSWERS)}, "by": _or_null(_TEXT), "reason": _or_null(_TEXT)},
        ("question", "answer"),
    )
    fields = _fields(vocabulary, with_null=True)
    properties = {**fields, "events": events, "answers": _or_null({"type": "array", "items": answer})}
    required = [name for name, wanted in vocabulary.fields.items() if wanted.required]
    document = _closed(
        {"as_of": _or_null(_DATE), "note": {}, "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}}},
        ("cases",),
    )
    return {
        "$schema": _DIALECT,
        "title": "Case records of omicheck",
        "anyOf": [document, {"type": "array", "items": {"$ref": "#/$defs/case"}}, {"$ref": "#/$defs/case"}],
        "$defs": {"case": _closed(properties, (*required, "events"))},
    }


SCHEMAS: Final[Mapping[str, Callable[[Vocabulary], Schema]]] = {
    "rule": rule_schema,
    "limit": limit_schema,
    "case": case_schema,
}


def value_schema(wanted: ValueType) -> Schema:
    """The schema of a value of a field or an attribute."""
    about: Schema = {"description": wanted.about} if wanted.about else {}
    match wanted.kind:
        case "flag":
            return {**_FLAG, **about}
        case "integer":
            return {"type": "integer", "minimum": wanted.at_least, "maximum": wanted.at_most, **about}
        case "date":
            return {**_DATE, **about}
        case "text":
            return {**_TEXT, **about}
        case "choice" | "level":
            return {"enum": list(wanted.values), **about}
        case "list":
            return {"type": "array", "items": {"enum": list(wanted.values)}, **about}


def _closed(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_or_more(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "array", "minItems": 1, "items": schema}]}


def _fields(vocabulary: Vocabulary, *, with_null: bool) -> Schema:
    fields = {name: value_schema(wanted) for name, wanted in vocabulary.fields.items()}
    if not with_null:
        return fields
    return {name: schema if vocabulary.fields[name].required else _or_null(schema) for name, schema in fields.items()}


def _scope(vocabulary: Vocabulary) -> Schema:
    conditions = {name: _condition(wanted) for name, wanted in vocabulary.fields.items()}
    alternatives = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/scope"}}
    return _closed({**conditions, "any": alternatives})


def _condition(wanted: ValueType) -> Schema:
    forms = [_closed({"recorded": _FLAG}, ("recorded",)), _closed({"not": {}}, ("not",))]
    if wanted.kind == "list":
        forms.append(_closed({"has": _one_or_more({"enum": list(wanted.values)})}, ("has",)))
    else:
        forms.insert(0, _one_or_more(value_schema(wanted)))
    if wanted.kind in ("integer", "level"):
        value = value_schema(wanted)
        forms.append({**_closed({"at_least": value, "at_most": value}), "minProperties": 1})
    return {"anyOf": forms, "description": wanted.about}


def _types(vocabulary: Vocabulary) -> Schema:
    return {"enum": list(vocabulary.events)}


def _spec_properties(vocabulary: Vocabulary) -> Schema:
    where: dict[str, list[Schema]] = {}
    for event_type in vocabulary.events.values():
        for name, wanted in event_type.attributes.items():
            schema = _one_or_more(value_schema(wanted))
            if schema not in where.setdefault(name, []):
                where[name].append(schema)
    wheres = {name: {"anyOf": schemas} for name, schemas in where.items()}
    return {"event": _one_or_more(_types(vocabulary)), "where": _closed(wheres)}


def _spec(vocabulary: Vocabulary) -> Schema:
    return _closed(_spec_properties(vocabulary), ("event",))


def _trigger(vocabulary: Vocabulary) -> Schema:
    more: Schema = {
        "first": _FLAG,
        "nth": {"type": "integer", "minimum": 1},
        "within": _PERIOD,
        "since": _types(vocabulary),
    }
    return _closed({**_spec_properties(vocabulary), **more}, ("event",))


def _check(vocabulary: Vocabulary) -> Schema:
    case_date: Schema = {"enum": list(vocabulary.case_dates)}
    spec: Schema = {"$ref": "#/$defs/spec"}
    either: Schema = {"anyOf": [case_date, {"$ref": "#/$defs/trigger"}]}
    limit = {**_TEXT, "description": "the id of a limit file"}
    parts: dict[str, Schema] = {
        "from": either,
        "before": either,
        "to": spec,
        "of": spec,
        "limit": limit,
        "at_least": limit,
        "early": _PERIOD,
        "late": {"const": "accepted"},
        "window": _PERIOD,
        "repeat": _FLAG,
        "field": {"enum": list(vocabulary.fields)},
        "is": {},
    }
    kinds: Schema = {}
    for kind, (required, optional) in KEYS.items():
        names = {name: parts[name] for name in (*required, *optional)}
        if kind in ("interval", "never"):
            names["from"] = case_date
        kinds[kind] = _closed(names, required)
    return {
        **_closed({**kinds, "unless": spec}),
        "oneOf": [{"required": [kind]} for kind in kinds],
    }


def _example(vocabulary: Vocabulary) -> Schema:
    row: Schema = {
        **_closed({name: {} for name in FIELDS} | {"verdict": {"enum": list(VERDICTS)}}, ("verdict",)),
        "description": "fields of a row and their values",
    }
    return _closed(
        {
            "name": _TEXT,
            "case": {**_closed(_fields(vocabulary, with_null=True)), "description": "the fields of the case"},
            "events": {"type": "array", "items": {"anyOf": _each_event(vocabulary, _example_event)}},
            "as_of": {**_DATE, "description": "the audit date"},
            "expect": _one_or_more(row),
        },
        ("name", "case", "as_of", "expect"),
    )


def _each_event(vocabulary: Vocabulary, form: Callable[[str, EventType], Schema]) -> list[Schema]:
    return [form(name, event_type) for name, event_type in vocabulary.events.items()]


def _example_event(name: str, event_type: EventType) -> Schema:
    """An event as a rule file writes it: `{contact: 2009-04-06}`."""
    attributes = {key: _or_null(value_schema(wanted)) for key, wanted in event_type.attributes.items()}
    date = {**_EVENT_DATE, "description": f"{event_type.about} {_EVENT_DATE['description']}".strip()}
    required = [key for key, wanted in event_type.attributes.items() if wanted.required]
    return _closed({name: date, **attributes}, (name, *required))


def _record_event(name: str, event_type: EventType) -> Schema:
    """An event as a case record holds it: `{"type": "contact", "date": "2009-04-06"}`."""
    attributes = {key: _or_null(value_schema(wanted)) for key, wanted in event_type.attributes.items()}
    required = [key for key, wanted in event_type.attributes.items() if wanted.required]
    kind = {"const": name, "description": event_type.about}
    date = {"anyOf": [_EVENT_DATE["anyOf"][0], {"type": "null"}]}
    return _closed({"type": kind, "date": date, **attributes}, ("type", *required))
