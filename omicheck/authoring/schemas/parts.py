"""What several schemas are made of: dates, periods, sources, values of a type."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from omicheck.dates import UNITS
from omicheck.model.limit import STANDINGS
from omicheck.model.rule import ID_FORM
from omicheck.model.vocabulary import EventType, ValueType, Vocabulary

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string", "minLength": 1}
FLAG: Final[Schema] = {"type": "boolean"}
ID: Final[Schema] = {"type": "string", "pattern": f"^{ID_FORM}$"}
DATE: Final[Schema] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
EVENT_DATE: Final[Schema] = {
    "description": "YYYY-MM-DD; or YYYY-MM, YYYY or null, where no more is known",
    "anyOf": [
        {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"},
        {"type": "integer", "minimum": 1990, "maximum": 2050},
        {"type": "null"},
    ],
}
PERIOD: Final[Schema] = {
    "type": "string",
    "pattern": rf"^\d{{1,6}} ({'|'.join(UNITS)})$",
    "description": "a number and a unit in the plural, such as 5 business_days",
}
SOURCE: Final[Schema] = {
    "type": "object",
    "properties": {
        "document": {**TEXT, "description": "the id of a document in documents.yaml"},
        "place": TEXT,
        "status": {"enum": list(STANDINGS), "description": "how far the number can be trusted"},
        "note": TEXT,
    },
    "required": ["document", "status"],
    "additionalProperties": False,
}


def documented(schema: Schema, description: str) -> Schema:
    """A schema with what an editor says of it, in front of what it says already."""
    more = schema.get("description")
    return {**schema, "description": description if more is None else f"{description}: {more}"}


def closed(properties: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def or_null(schema: Schema) -> Schema:
    """What a schema permits, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def one_or_more(schema: Schema) -> Schema:
    """One of what a schema permits, or a list of them."""
    return {"anyOf": [schema, {"type": "array", "minItems": 1, "items": schema}]}


def value_schema(wanted: ValueType) -> Schema:
    """The schema of a value of a field or an attribute."""
    about: Schema = {"description": wanted.about} if wanted.about else {}
    match wanted.kind:
        case "flag":
            return {**FLAG, **about}
        case "integer":
            return {"type": "integer", "minimum": wanted.at_least, "maximum": wanted.at_most, **about}
        case "number":
            return {"type": "number", "minimum": wanted.at_least, "maximum": wanted.at_most, **about}
        case "date":
            return {**DATE, **about}
        case "text":
            return {**TEXT, **about}
        case "choice" | "level":
            return {"enum": list(wanted.values), **about}
        case "list":
            return {"type": "array", "items": {"enum": list(wanted.values)}, **about}


def bounds_schema(wanted: ValueType) -> Schema:
    """The schema of bounds on a number or an ordered level: `at_least`, `at_most` or both."""
    value = value_schema(wanted)
    return {**closed({"at_least": value, "at_most": value}), "minProperties": 1}


def has_bounds(wanted: ValueType) -> bool:
    """Whether values of a type have an order that bounds can speak of."""
    return wanted.kind in ("integer", "number", "level")


def fields_schema(vocabulary: Vocabulary) -> Schema:
    """The fields of a case, each of which may be null unless it must be there."""
    fields = {name: value_schema(wanted) for name, wanted in vocabulary.fields.items()}
    return {name: schema if vocabulary.fields[name].required else or_null(schema) for name, schema in fields.items()}


def attributes_schema(event_type: EventType) -> tuple[Schema, list[str]]:
    """The attributes of an event type, and those of them that must be there."""
    attributes = {key: or_null(value_schema(wanted)) for key, wanted in event_type.attributes.items()}
    return attributes, [key for key, wanted in event_type.attributes.items() if wanted.required]


def date_of(name: str, vocabulary: Vocabulary) -> Schema:
    """The dates that an event of a type can have: one that sets a field to an attribute has a full one."""
    return DATE if name in vocabulary.always_dated else EVENT_DATE
