"""The schema of a file of case records, and of one record."""

from omicheck.authoring.schemas.parts import (
    DATE,
    DIALECT,
    EVENT_DATE,
    TEXT,
    Schema,
    attributes_schema,
    closed,
    fields_schema,
    or_null,
)
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import Vocabulary


def case_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a file of case records, and of one record."""
    events = {"type": "array", "items": {"anyOf": [_event(name, vocabulary) for name in vocabulary.events]}}
    answer = closed(
        {"question": TEXT, "answer": {"enum": list(ANSWERS)}, "by": or_null(TEXT), "reason": or_null(TEXT)},
        ("question", "answer"),
    )
    fields = fields_schema(vocabulary)
    properties = {**fields, "events": events, "answers": or_null({"type": "array", "items": answer})}
    required = [name for name, wanted in vocabulary.fields.items() if wanted.required]
    document = closed(
        {"as_of": or_null(DATE), "note": {}, "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}}},
        ("cases",),
    )
    return {
        "$schema": DIALECT,
        "title": "Case records of omicheck",
        "anyOf": [document, {"type": "array", "items": {"$ref": "#/$defs/case"}}, {"$ref": "#/$defs/case"}],
        "$defs": {"case": closed(properties, (*required, "events"))},
    }


def _event(name: str, vocabulary: Vocabulary) -> Schema:
    """An event as a case record holds it: `{"type": "contact", "date": "2009-04-06"}`."""
    event_type = vocabulary.events[name]
    attributes, required = attributes_schema(event_type)
    kind = {"const": name, "description": event_type.about}
    if name in vocabulary.always_dated:
        return closed({"type": kind, "date": DATE, **attributes}, ("type", "date", *required))
    date = {"anyOf": [EVENT_DATE["anyOf"][0], {"type": "null"}]}
    return closed({"type": kind, "date": date, **attributes}, ("type", *required))
