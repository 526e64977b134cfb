"""The schema of a rule file."""

from omicheck.authoring.schemas.checks import check_definitions
from omicheck.authoring.schemas.parts import (
    DATE,
    DIALECT,
    ID,
    SOURCE,
    TEXT,
    Schema,
    attributes_schema,
    closed,
    date_of,
    documented,
    fields_schema,
    one_or_more,
)
from omicheck.model.row import VERDICTS
from omicheck.model.rule import ASKS, DECIDES, STATUSES
from omicheck.model.vocabulary import Vocabulary
from omicheck.plain_data import FIELDS


def rule_schema(vocabulary: Vocabulary) -> Schema:
    """The schema of a rule file."""
    properties: Schema = {
        "id": documented(ID, "permanent; equals the file name"),
        "title": TEXT,
        "requirement": documented(TEXT, "a sentence or two"),
        "requirement_note": documented(TEXT, "why its numbers are not those of the limit"),
        "question": {"type": "string", "pattern": r"^\S+$", "description": "the inspection question it answers"},
        "decides": {"enum": list(DECIDES)},
        "decides_note": documented(TEXT, "why not fully"),
        "asks": {
            "enum": list(ASKS),
            "description": "a duty, which can be failed, or an outcome, which cannot",
        },
        "status": {"enum": list(STATUSES)},
        "successor": documented(ID, "the rule that took the place of a withdrawn one"),
        "replaces": documented({"type": "array", "items": ID}, "the rules of the edition before, in whose place it is"),
        "applies": {"$ref": "#/$defs/scope"},
        "check": {"$ref": "#/$defs/check"},
        "sources": {"type": "array", "items": SOURCE},
        "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
        "equivalent_mutants": {
            "type": "array",
            "items": closed({"mutant": TEXT, "reason": TEXT}, ("mutant", "reason")),
        },
    }
    return {
        "$schema": DIALECT,
        "title": "A rule of omicheck",
        **closed(properties, ("id", "question", "check")),
        "$defs": {**check_definitions(vocabulary), "example": _example(vocabulary)},
    }


def _example(vocabulary: Vocabulary) -> Schema:
    row: Schema = {
        **closed({name: {} for name in FIELDS} | {"verdict": {"enum": list(VERDICTS)}}, ("verdict",)),
        "description": "fields of a row and their values",
    }
    events = [_event(name, vocabulary) for name in vocabulary.events]
    return closed(
        {
            "name": TEXT,
            "case": documented(closed(fields_schema(vocabulary)), "the fields of the case"),
            "events": {"type": "array", "items": {"anyOf": events}},
            "as_of": documented(DATE, "the audit date"),
            "expect": one_or_more(row),
        },
        ("name", "case", "as_of", "expect"),
    )


def _event(name: str, vocabulary: Vocabulary) -> Schema:
    """An event as a rule file writes it: `{contact: 2009-04-06}`."""
    event_type = vocabulary.events[name]
    attributes, required = attributes_schema(event_type)
    date = date_of(name, vocabulary)
    about = f"{event_type.about} {date.get('description', 'YYYY-MM-DD')}".strip()
    return closed({name: {**date, "description": about}, **attributes}, (name, *required))
