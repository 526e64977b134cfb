"""The schema of a mapping file."""

from collections.abc import Iterable, Mapping
from typing import Final

from omicheck.authoring.schemas.parts import DATE, DIALECT, FLAG, TEXT, Schema, closed, documented, one_or_more, or_null
from omicheck.model.case import ANSWERS
from omicheck.model.not_held import SHARES
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.model import THE_REST, UNKNOWN_DATE
from omicheck.records.mapping.parts import ANSWER_KEYS
from omicheck.records.mapping.reading import EACH_ROWS, LEFT_OUT
from omicheck.records.sheets.csv_files import ENCODINGS, SEPARATORS

_HEADING: Final[Schema] = {"anyOf": [TEXT, {"type": "integer"}], "description": "the heading of a column"}
_FORMS: Final[Schema] = documented(one_or_more(TEXT), "how dates that are texts are written, such as DD/MM/YYYY")
_WORD: Final[Schema] = {"type": ["string", "integer", "boolean", "null"]}
_CONDITIONS: Final[Schema] = {
    "type": "object",
    "additionalProperties": one_or_more(_WORD),
    "description": "headings, each with the words that its cell may have; null: an empty cell, *: whatever follows",
}


def mapping_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a mapping file."""
    table = closed(
        {
            "file": documented(TEXT, "the file, where the extract is a folder"),
            "sheet": documented(TEXT, "the sheet; without it, the only one that has the headings"),
            "heading_row": {"type": "integer", "minimum": 1, "description": "without it, the headings are looked for"},
            "encoding": {"enum": list(ENCODINGS), "description": "of a CSV file"},
            "separator": {"enum": list(SEPARATORS), "description": "what stands between the cells of a CSV file"},
            "each_row": {"enum": list(EACH_ROWS), "description": "what a row is; without it, a case"},
            "case_id": documented(_source([ValueType("text")]), "the reference of the case"),
            "fields": _sources({name: [one] for name, one in vocabulary.fields.items() if name != "case_id"}),
            "events": {"type": "array", "items": _event(vocabulary)},
            "answer": _sources({key: _answer_type(key) for key in ANSWER_KEYS}, ANSWER_KEYS[:2]),
            "leave_out": {
                "anyOf": [{"type": "array", "items": _HEADING}, {"const": THE_REST}],
                "description": f"headings that are left out on purpose; `{THE_REST}` for whatever else there is",
            },
            "leave_out_rows": {"type": "array", "items": _CONDITIONS},
        },
        ("case_id",),
    )
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
        "tables": {"type": "array", "minItems": 1, "items": table},
    }
    return {"$schema": DIALECT, "title": "A mapping of omicheck", **closed(properties, ("tables",))}


def _answer_type(key: str) -> list[ValueType]:
    return [ValueType("choice", ANSWERS) if key == "answer" else ValueType("text")]


def _sources(types: Mapping[str, Iterable[ValueType]], required: Iterable[str] = ()) -> Schema:
    return closed({name: _source(wanted) for name, wanted in types.items()}, required)


def _source(types: Iterable[ValueType], *words: str) -> Schema:
    """Where a value of one of some types comes from: a heading, a column with more about it, or a constant."""
    meanings = [_meaning(wanted) for wanted in types]
    value = or_null({"anyOf": meanings} if len(meanings) > 1 else meanings[0])
    if words:
        value = {"anyOf": [value, {"enum": list(words)}]}
    column = closed(
        {
            "column": _HEADING,
            "values": {"type": "object", "additionalProperties": value, "description": "what words in it mean"},
            "dates": _FORMS,
            "empty": documented({"anyOf": [value, {"const": "as_above"}]}, "what an empty cell means"),
            "digits": {"type": "integer", "minimum": 0, "description": "to fill up a number with zeros in front"},
            "separator": documented(TEXT, "what stands between the items of a list"),
            "holds": {"const": "today", "description": "what is so today, and not at the start"},
        },
        ("column",),
    )
    return {"anyOf": [_HEADING, column, closed({"constant": value}, ("constant",))]}


def _meaning(wanted: ValueType) -> Schema:
    match wanted.kind:
        case "flag":
            return FLAG
        case "integer":
            return {"type": "integer", "minimum": wanted.at_least, "maximum": wanted.at_most}
        case "date":
            return DATE
        case "choice" | "level":
            return {"enum": list(wanted.values)}
        case "list":
            one: Schema = {"enum": list(wanted.values)}
            return {"anyOf": [one, {"type": "array", "items": one}]}
    return TEXT


def _event(vocabulary: Vocabulary) -> Schema:
    attributes: dict[str, list[ValueType]] = {}
    for event in vocabulary.events.values():
        for name, wanted in event.attributes.items():
            attributes.setdefault(name, []).append(wanted)
    types: Schema = {"enum": list(vocabulary.events)}
    by_column = closed(
        {
            "column": _HEADING,
            "values": {"type": "object", "additionalProperties": or_null(types)},
            "empty": or_null(types),
        },
        ("column",),
    )
    return closed(
        {
            "event": {"anyOf": [types, by_column], "description": "its type, or the column that tells it"},
            "date": one_or_more(_source([ValueType("date")], UNKNOWN_DATE)),
            "with": documented(_sources(attributes), "its attributes"),
            "when": _CONDITIONS,
            "holds": {"enum": list(SHARES), "description": "how many there are of the events of that type"},
        },
        ("event",),
    )
