"""The schema of a limit file."""

from typing import Final

from omicheck.authoring.schemas.parts import DATE, DIALECT, ID, PERIOD, SOURCE, TEXT, Schema, closed, documented
from omicheck.model.limit import MOST_COUNTED
from omicheck.model.vocabulary import Vocabulary

_COUNTED: Final[Schema] = {"type": "integer", "minimum": 0, "maximum": MOST_COUNTED, "description": "of a count"}
_AMOUNT: Final[Schema] = {"anyOf": [PERIOD, _COUNTED]}
_ITSELF: Final[Schema] = {"const": "itself", "description": "the number that the field is, which the record gives"}


def limit_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a limit file."""
    value = closed(
        {
            "from": documented(DATE, "the first day on which it is in force"),
            "until": documented(DATE, "the last day on which it is in force; without it, until the next value begins"),
            "by": {"enum": list(vocabulary.fields), "description": "the field that it depends on"},
            "limit": {"anyOf": [_AMOUNT, {"type": "object", "additionalProperties": _AMOUNT}, _ITSELF]},
            "source": {"anyOf": [SOURCE, {"type": "object", "additionalProperties": SOURCE}]},
        },
        ("from", "limit"),
    )
    properties: Schema = {"id": ID, "what": TEXT, "values": {"type": "array", "minItems": 1, "items": value}}
    return {"$schema": DIALECT, "title": "A limit of omicheck", **closed(properties, ("id", "values"))}
