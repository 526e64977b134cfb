"""The part of a rule's schema that is its check: scopes, events, triggers and the six kinds."""

from typing import Final

from omicheck.authoring.schemas.parts import (
    FLAG,
    PERIOD,
    TEXT,
    Schema,
    bounds_schema,
    closed,
    documented,
    has_bounds,
    one_or_more,
    value_schema,
)
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.rulebase.checks import BESIDE, KEYS, ONE_OF

_LIMIT: Final = documented(TEXT, "the id of a limit file")
_NTH: Final[Schema] = {"type": "integer", "minimum": 1}
_SCOPE: Final[Schema] = {"$ref": "#/$defs/scope"}
_SPEC: Final[Schema] = {"$ref": "#/$defs/spec"}


def check_definitions(vocabulary: Vocabulary) -> Schema:
    """The definitions that the schema of a rule refers to."""
    return {
        "scope": _scope(vocabulary),
        "spec": closed(_spec_properties(vocabulary), ("event",)),
        "from_day": _from_day(vocabulary),
        "trigger": _trigger(vocabulary),
        "becomes": _becomes(),
        "check": _check(vocabulary),
    }


def _scope(vocabulary: Vocabulary) -> Schema:
    conditions = {name: _condition(wanted) for name, wanted in vocabulary.fields.items()}
    alternatives = {"type": "array", "minItems": 1, "items": _SCOPE, "description": "one of these has to hold"}
    return closed({**conditions, "any": alternatives})


def _condition(wanted: ValueType) -> Schema:
    forms = [closed({"recorded": FLAG}, ("recorded",)), closed({"not": {}}, ("not",))]
    if wanted.kind == "list":
        forms.append(closed({"has": one_or_more({"enum": list(wanted.values)})}, ("has",)))
    else:
        forms.insert(0, one_or_more(value_schema(wanted)))
    if has_bounds(wanted):
        forms.append(bounds_schema(wanted))
    return {"anyOf": forms, "description": wanted.about}


def _spec_properties(vocabulary: Vocabulary) -> Schema:
    where: dict[str, list[Schema]] = {}
    for event_type in vocabulary.events.values():
        for name, wanted in event_type.attributes.items():
            schemas = [one_or_more(value_schema(wanted))]
            if has_bounds(wanted):
                schemas.append(bounds_schema(wanted))
            known = where.setdefault(name, [])
            known += (schema for schema in schemas if schema not in known)
    wheres = {name: {"anyOf": schemas} for name, schemas in where.items()}
    return {
        "event": one_or_more(_types(vocabulary)),
        "where": documented(closed(wheres), "what its attributes must be: a value, a list of values, or bounds"),
        "when": {**_SCOPE, "description": "what must hold of the case as at the date of the event"},
    }


def _types(vocabulary: Vocabulary) -> Schema:
    return {"enum": list(vocabulary.events)}


def _from_day(vocabulary: Vocabulary) -> Schema:
    dates = {"enum": list(vocabulary.case_dates)}
    before = closed(
        {"date": dates, "less": documented(PERIOD, "how long before that date the day is")}, ("date", "less")
    )
    return {"anyOf": [dates, before], "description": "what is dated before that day does not count"}


def _trigger(vocabulary: Vocabulary) -> Schema:
    runs = ["nth", "from_nth"]
    options: Schema = {
        "on_or_after": {"$ref": "#/$defs/from_day"},
        "first": documented(FLAG, "only the first counts"),
        "nth": documented(_NTH, "only one that is the n-th of its run counts"),
        "from_nth": documented(_NTH, "only the n-th of a run and each later one of it count"),
        "within": documented(PERIOD, "how far back a run reaches"),
        "since": {
            **one_or_more({"anyOf": [_types(vocabulary), _SPEC]}),
            "description": "what ends a run: an event type, an event with where or when, or a list of these",
        },
        "distinct": {"const": "days", "description": "several on one day are one"},
    }
    return {
        **closed({**_spec_properties(vocabulary), **options}, ("event",)),
        "not": {"anyOf": [{"required": runs}, *({"required": ["first", run]} for run in runs)]},
        "dependentSchemas": {
            option: {"anyOf": [{"required": [run]} for run in runs]} for option in ("within", "since", "distinct")
        },
    }


def _becomes() -> Schema:
    about = "the clock starts on the day on which this begins to hold; one of its fields is set by events"
    scope = {"allOf": [_SCOPE], "minProperties": 1, "description": about}
    first = {"$ref": "#/$defs/from_day", "description": "the first day looked at (start, where nothing is said)"}
    return closed({"becomes": scope, "on_or_after": first}, ("becomes",))


def _check(vocabulary: Vocabulary) -> Schema:
    kinds: Schema = {}
    for kind, (required, optional) in KEYS.items():
        parts = _parts(vocabulary)
        if kind == "interval":
            parts["from"] = {"enum": list(vocabulary.case_dates)}
        kinds[kind] = closed({name: parts[name] for name in (*required, *optional)}, required)
        if kind in ONE_OF:
            kinds[kind]["oneOf"] = [{"required": [key]} for key in ONE_OF[kind]]
    about = {
        "unless": "what excuses: an event between the trigger and the due date",
        "while": "the duty stands for as long as this holds of the case",
    }
    beside: Schema = {"unless": _SPEC, "while": _SCOPE}
    return {
        **closed({**kinds, **{key: {**schema, "description": about[key]} for key, schema in beside.items()}}),
        "oneOf": [{"required": [kind]} for kind in kinds],
        "not": {"anyOf": [{"required": [key, kind]} for key, without in BESIDE.items() for kind in without]},
    }


def _parts(vocabulary: Vocabulary) -> dict[str, Schema]:
    either: Schema = {
        "anyOf": [{"enum": list(vocabulary.case_dates)}, {"$ref": "#/$defs/trigger"}, {"$ref": "#/$defs/becomes"}]
    }
    return {
        "from": {**either, "description": "what starts the clock: a date of the case, an event, or becomes"},
        "before": {**either, "description": "before what: a date of the case, an event, or becomes"},
        "after": {**either, "description": "as from, but the day itself does not count"},
        "to": {**_SPEC, "description": "what has to be done"},
        "of": {**_SPEC, "description": "what is looked for"},
        "limit": _LIMIT,
        "at_least": {**_LIMIT, "description": "the id of a limit file: the least that there must be"},
        "at_most": {**_LIMIT, "description": "the id of a limit file: the most that there may be"},
        "restart": {**_SPEC, "description": "what starts the clock anew, beside what is asked for"},
        "early": documented(PERIOD, "what was done as long before the trigger counts too"),
        "late": {"const": "accepted", "description": "a late outcome counts too"},
        "absent": {"const": "not_asked", "description": "what was never done is not asked about, but by another rule"},
        "window": documented(PERIOD, "how long is counted"),
        "repeat": documented(FLAG, "whether the window repeats"),
        "within": documented(PERIOD, "for how long it must not happen; without it, for as long as the case runs"),
        "field": {"enum": list(vocabulary.fields), "description": "the field that must be recorded"},
        "is": {"description": "what its value must be: a condition as in a scope"},
    }
