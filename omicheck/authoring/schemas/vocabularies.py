"""The schema of a vocabulary file; what one file says there, such as the names of events, another does not."""

from typing import Any, Final, get_args

from omicheck.authoring.schemas.parts import DIALECT, FLAG, TEXT, Schema, closed, documented
from omicheck.model.vocabulary import PERSONAL, ValueKind, Vocabulary

_WORD: Final[Schema] = {"anyOf": [TEXT, {"type": "integer"}]}
_VALUE: Final[Schema] = {"type": ["string", "number", "boolean", "array"]}
_ABOUT: Final[Schema] = {"type": "string", "description": "one line on what it means"}
_TYPE: Final[dict[str, Schema]] = {
    "type": {"enum": list(get_args(ValueKind))},
    "values": {"type": "array", "minItems": 1, "items": _WORD, "description": "of a level, in ascending order"},
    "at_least": {"type": "integer", "description": "the least of an integer or a number"},
    "at_most": {"type": "integer", "description": "the greatest of an integer or a number"},
    "required": documented(FLAG, "whether a record without it is rejected"),
    "about": _ABOUT,
    "personal": {"enum": list(PERSONAL), "description": "whether it tells of a person, or of whom it is a reference"},
    "absent": {"type": "string", "description": "what the absence of a value means where that is not unknown"},
}
_SET_BY: Final[Schema] = {
    "description": "the events that change the field from their date on: each with the attribute whose value it "
    "takes, or with the value itself",
    "anyOf": [
        {
            "type": "string",
            "minLength": 1,
            "description": "an event type whose attribute `value` the field takes, as older files write it",
        },
        {"type": "object", "minProperties": 1, "additionalProperties": _VALUE},
    ],
}
_DEFAULT: Final[Schema] = {**_VALUE, "description": "what it is where nothing else is known; it is then never missing"}


def vocabulary_schema(_vocabulary: Vocabulary) -> Schema:
    """The schema of a vocabulary file, the same whatever vocabulary there is."""
    field = closed({**_TYPE, "set_by": _SET_BY, "default": _DEFAULT}, ("type",))
    like = closed(
        {"field": documented(TEXT, "the field of the case whose type it has"), "required": FLAG, "about": _ABOUT},
        ("field",),
    )
    attribute = {"anyOf": [closed(_TYPE, ("type",)), like]}
    event = closed({"about": _ABOUT, "attributes": _named(attribute)})
    chosen = {
        "by": documented(TEXT, "the field that decides which date it is"),
        "fields": _named(documented(TEXT, "a date field")),
        "otherwise": documented(TEXT, "the date field for every other value"),
        "about": _ABOUT,
    }
    plain = closed({"field": documented(TEXT, "a date field"), "about": _ABOUT}, ("field",))
    case_date = {"anyOf": [plain, closed(chosen, ("by", "fields", "otherwise"))]}
    properties: dict[str, Any] = {
        "fields": documented(_named(field), "the fields of a case"),
        "case_dates": documented(_named(case_date), "the dates of a case that can start a check"),
        "events": documented(_named(event), "the event types and their attributes"),
    }
    words = {"words": documented(_named(TEXT), "how names, and parts of names, are told to people")}
    return {"$schema": DIALECT, "title": "A vocabulary of omicheck", **closed({**properties, **words}, properties)}


def _named(schema: Schema) -> Schema:
    return {"type": "object", "additionalProperties": schema}
