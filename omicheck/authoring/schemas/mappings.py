"""The schema of a mapping file."""

import json
from collections.abc import Iterable, Mapping
from typing import Final

from omicheck.authoring.schemas.parts import DATE, DIALECT, FLAG, TEXT, Schema, closed, documented, one_or_more, or_null
from omicheck.model.case import ANSWERS
from omicheck.model.not_held import SHARES
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.json_reading import ABSENT_IS_NONE
from omicheck.records.mapping.model import PERSON_ID, THE_REST, UNKNOWN_DATE
from omicheck.records.mapping.parts import ANSWER_KEYS
from omicheck.records.mapping.reading import EACH_ROWS, LEFT_OUT
from omicheck.records.mapping.sources import LOOK_UP_KEYS
from omicheck.records.sheets.csv_files import ENCODINGS, SEPARATORS

# What stands in many places of a mapping is defined once.
_HEADING: Final[Schema] = {"$ref": "#/$defs/heading"}
_PATH: Final[Schema] = {"$ref": "#/$defs/path"}
_FORMS: Final[Schema] = {"$ref": "#/$defs/dates"}
_CONDITIONS: Final[Schema] = {"$ref": "#/$defs/conditions"}
_WORD: Final[Schema] = {"type": ["string", "number", "boolean", "null"]}
_LOOK_UP: Final[Schema] = documented(
    closed(dict.fromkeys(LOOK_UP_KEYS, _PATH), LOOK_UP_KEYS), "in JSON, where that stands which the value refers to"
)
_ONE_OF_THEM: Final[Schema] = {"oneOf": [{"required": ["column"]}, {"required": ["path"]}]}
_SHARED: Final[Schema] = {
    "heading": {"anyOf": [TEXT, {"type": "integer"}], "description": "the heading of a column, or in JSON a path"},
    "path": {"type": "string", "description": "a path in JSON, such as sentence.startDate or $.crn"},
    "dates": documented(one_or_more(TEXT), "how dates are written, such as DD/MM/YYYY; serial: as a number"),
    "conditions": {
        "type": "object",
        "additionalProperties": {"anyOf": [one_or_more(_WORD), closed({"not": one_or_more(_WORD)}, ("not",))]},
        "description": "headings, each with the words that its cell may have; null: an empty cell, *: anything",
    },
    "look_up": _LOOK_UP,
}


def mapping_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a mapping file."""
    properties: Schema = {
        "about": TEXT,
        "as_of": documented(DATE, "the audit date of the extract"),
        "dates": _FORMS,
        "time_of_day": {"const": LEFT_OUT, "description": "a date with a time of day is its day"},
        "values": {"type": "object", "additionalProperties": _WORD, "description": "what words mean in every column"},
        "no_events_of": {
            "type": "array",
            "items": {"enum": list(vocabulary.events)},
            "description": "event types that the extract has no column for, as there were none in any case",
        },
        "tables": {"type": "array", "minItems": 1, "items": _table(vocabulary)},
    }
    return {
        "$schema": DIALECT,
        "title": "A mapping of omicheck",
        **closed(properties, ("tables",)),
        "$defs": {**_SHARED, **_definitions(vocabulary)},
    }


def _table(vocabulary: Vocabulary) -> Schema:
    fields = [name for name in vocabulary.fields if name != "case_id"]
    table = closed(
        {
            "file": documented(TEXT, "the file, where the extract is a folder"),
            "each": documented(_PATH, "of JSON: what makes a row, from the top of a document; $ for the document"),
            "absent": {"const": ABSENT_IS_NONE, "description": "of JSON: a list that is not there is an empty one"},
            "sheet": documented(TEXT, "the sheet; without it, the only one that has the headings"),
            "heading_row": {"type": "integer", "minimum": 1, "description": "without it, the headings are looked for"},
            "encoding": {"enum": list(ENCODINGS), "description": "of a CSV file"},
            "separator": {"enum": list(SEPARATORS), "description": "what stands between the cells of a CSV file"},
            "each_row": {"enum": list(EACH_ROWS), "description": "what a row is; without it, a case"},
            "case_id": documented(_named("reference"), "the reference of the case; of a list the texts together"),
            PERSON_ID: documented(_named("reference"), "of rows about each case of a person that have no case_id"),
            "fields": closed({name: _named(f"field.{name}") for name in fields}),
            "events": {"type": "array", "items": _event(vocabulary)},
            "answer": closed({key: _named(f"answer.{key}") for key in ANSWER_KEYS}, ANSWER_KEYS[:2]),
            "leave_out": {
                "anyOf": [{"type": "array", "items": _HEADING}, {"const": THE_REST}],
                "description": f"headings that are left out on purpose; `{THE_REST}` for whatever else there is",
            },
            "leave_out_rows": {"type": "array", "items": _CONDITIONS},
            "repeated_rows": {"const": LEFT_OUT, "description": "a row that is like one above it, cell for cell"},
        },
    )
    return {**table, "anyOf": [{"required": ["case_id"]}, {"required": [PERSON_ID]}]}


def _event(vocabulary: Vocabulary) -> Schema:
    types: Schema = {"enum": list(vocabulary.events)}
    by_column = closed(
        {
            "column": _HEADING,
            "path": _PATH,
            "values": {"type": ["object", "null"], "additionalProperties": or_null(types)},
            "empty": or_null(types),
        },
    )
    return closed(
        {
            "event": {"anyOf": [types, {**by_column, **_ONE_OF_THEM}], "description": "its type, or what tells it"},
            "date": _named("date"),
            "with": documented(
                closed({name: _named(f"attribute.{name}") for name in _attributes(vocabulary)}), "its attributes"
            ),
            "when": _CONDITIONS,
            "holds": {"enum": list(SHARES), "description": "how many there are of the events of that type"},
        },
        ("event",),
    )


def _attributes(vocabulary: Vocabulary) -> Mapping[str, list[ValueType]]:
    """The types that attributes have, by their names."""
    attributes: dict[str, list[ValueType]] = {}
    for event in vocabulary.events.values():
        for name, wanted in event.attributes.items():
            attributes.setdefault(name, []).append(wanted)
    return attributes


def _named(name: str) -> Schema:
    """A source that is defined under a name, or a list of such sources."""
    return one_or_more({"$ref": f"#/$defs/{name}"})


def _definitions(vocabulary: Vocabulary) -> Schema:
    """Where each value comes from, by what it is."""
    text = ValueType("text")
    return {
        "reference": _source([text]),
        "date": _source([ValueType("date")], UNKNOWN_DATE),
        **{f"field.{name}": _source([one]) for name, one in vocabulary.fields.items() if name != "case_id"},
        **{f"attribute.{name}": _source(types) for name, types in _attributes(vocabulary).items()},
        **{
            f"answer.{key}": _source([ValueType("choice", ANSWERS) if key == "answer" else text]) for key in ANSWER_KEYS
        },
    }


def _source(types: Iterable[ValueType], *words: str) -> Schema:
    """Where a value of one of some types comes from: a heading, a column with more about it, or a constant."""
    meanings = list({json.dumps(meaning): meaning for meaning in map(_meaning, types)}.values())
    value = or_null({"anyOf": meanings} if len(meanings) > 1 else meanings[0])
    if words:
        value = {"anyOf": [value, {"enum": list(words)}]}
    column = closed(
        {
            "column": _HEADING,
            "path": _PATH,
            "values": {
                "type": ["object", "null"],
                "additionalProperties": value,
                "description": "what words in it mean",
            },
            "dates": _FORMS,
            "empty": documented({"anyOf": [value, {"const": "as_above"}]}, "what an empty cell means"),
            "digits": {"type": "integer", "minimum": 0, "description": "to fill up a number with zeros in front"},
            "separator": documented(TEXT, "what stands between the items of a list"),
            "holds": {"const": "today", "description": "what is so today, and not at the start"},
            "when": _CONDITIONS,
            "look_up": {"$ref": "#/$defs/look_up"},
        },
    )
    constant = closed({"constant": value, "when": _CONDITIONS}, ("constant",))
    return {"anyOf": [_HEADING, {**column, **_ONE_OF_THEM}, constant]}


def _meaning(wanted: ValueType) -> Schema:
    match wanted.kind:
        case "flag":
            return FLAG
        case "integer":
            return {"type": "integer", "minimum": wanted.at_least, "maximum": wanted.at_most}
        case "number":
            return {"type": "number", "minimum": wanted.at_least, "maximum": wanted.at_most}
        case "date":
            return DATE
        case "choice" | "level":
            return {"enum": list(wanted.values)}
        case "list":
            one: Schema = {"enum": list(wanted.values)}
            return {"anyOf": [one, {"type": "array", "items": one}]}
    return TEXT
