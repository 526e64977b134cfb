"""The page of the records: every field and event of a vocabulary, in Markdown."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from omicheck.authoring.record_uses import Use, record_uses
from omicheck.errors import one_of
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import EventType, Setting, ValueType, Vocabulary
from omicheck.output.markdown import table
from omicheck.records.structure import describe
from omicheck.records.table_rows import ANSWER_COLUMNS
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted, in_words, plain_text

_EXAMPLE_DAY: Final = "2009-04-06"
# The field that ends a case in every vocabulary.
_END: Final = "end_date"
# Of a longer list nobody reads the names.
_MOST_RULES: Final = 20
_OF_FIELDS: Final[Mapping[Use, str]] = {
    "case date": "The clock starts on it, or counts from it, in",
    "asked for": "Whether it is recorded is asked by",
    "limit": "The limit depends on it in",
    "condition": "Is a condition in",
}
_OF_EVENTS: Final[Mapping[Use, str]] = {
    "starts the clock": "Starts the clock of",
    "asked for": "Is what is asked for, or must not be, in",
    "excuses": "Excuses in",
    "begins anew": "Lets the count or the clock begin anew in",
}


def record_page(rule_base: RuleBase) -> Iterator[str]:
    """The lines of the page, without their ends.

    Args:
        rule_base: the rules and the vocabulary that the records are for.
    """
    vocabulary = rule_base.vocabulary
    rules = rule_base.with_status("in_force", "draft")
    uses = record_uses(rules, rule_base.limits, vocabulary)
    yield from ("", "# The records", "")
    fields, events = counted(len(vocabulary.fields), "field"), counted(len(vocabulary.events), "type")
    yield f"What the record of a case may hold: {fields}, and events of {events}."
    yield from (*_FORMS, "")
    kinds = sorted({wanted.kind for wanted in _types(vocabulary)})
    yield from table(("Type", "JSON", "CSV", "Workbook", "Parquet, databases, data frames"), map(_form, kinds))
    yield from _WHEN.format(answers=one_of([f"`{answer}`" for answer in ANSWERS])).splitlines()
    yield from ("", "## Fields of a case")
    for name, wanted in vocabulary.fields.items():
        yield from _field(name, wanted, vocabulary)
        if name == _END:
            yield "- Every duty ends with it that falls due on that day or later and has not been done by then."
        yield from _uses(uses.fields.get(name, {}), _OF_FIELDS, len(rules))
    yield from ("", "## Events", "")
    yield "Each has a `type` and a `date`."
    for name, event in vocabulary.events.items():
        yield from _event(name, event, vocabulary)
        yield from _uses(uses.events.get(name, {}), _OF_EVENTS, len(rules))


_FORMS: Final = f"""\
A record may hold no others; what else there is in an extract is left out by a mapping.

## How they are written

In JSON a case is an object: its fields, a list `events`, and a list `answers` if inspectors gave any. A file holds \
one case, a list of cases, `{{"as_of": DATE, "cases": [...]}}`, or, as JSON Lines, a case on each line.

Everything else holds tables: `cases`, a row for each case, with a column for each field; `events`, a row for each \
event, with the columns `case_id`, `type`, `date` and one for each attribute; `answers`, a row for each answer of an \
inspector, with the columns {", ".join(f"`{name}`" for name in ANSWER_COLUMNS)}. They are CSV files or Parquet files \
in a folder, the sheets of a workbook, or the tables of a database. A column may be left out, and `answers` whole. \
What happened on one day is in the order of the list, of the rows, or in Parquet and databases of the column `seq`.

`null`, an empty cell and a column that is not there mean that nobody knows, if nothing else is said below.
""".splitlines()
_WHEN: Final = """
An answer is one of {answers}. `by` says who gave it, and `reason` why; both may be missing.

## When they count

A field that no event changes is the same on every day. One that events change is, as at a day, what the latest of \
them on or before it made it; before the first it is what the field itself says, which is how it was at the start.

An event counts on its day, if that is on or before the audit date. Where only the month or the year of an event is \
known, or not even that, it counts as what may have been on each of these days: a verdict that depends on the day \
is then `cannot_tell`.
"""
_WORD: Final = "the word, as a text, dictionary or enumeration"
_FORM_OF_KINDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "text": ('`"West"`', "`West`", "a text, or a whole number as its digits", "a text"),
    "date": (
        f'`"{_EXAMPLE_DAY}"`',
        f"`{_EXAMPLE_DAY}`",
        "a date, or a text as in CSV",
        "a date, a time at midnight without a zone, or a text as in CSV",
    ),
    "flag": (
        "`true`, `false`",
        "`true`, `false`, in small letters or capitals",
        "true or false, or a text as in CSV",
        "true or false, or a text as in CSV; in SQLite also 1 and 0",
    ),
    "integer": ("`3`", "`3`", "a whole number", "a whole number of any type"),
    "number": ("`2.5`", "`2.5`", "a number", "a number of any type"),
    "choice": ("one of its words, as a text", "the word", "the word", _WORD),
    "level": ("one of its words, which are in order, as a text", "the word", "the word", _WORD),
    "list": (
        '`["supervision", "curfew"]`; `[]` if it is known to be empty',
        "`supervision;curfew`; `none` if it is known to be empty",
        "as in CSV",
        "a list, or a text as in CSV",
    ),
}


def _form(kind: str) -> tuple[str, ...]:
    return (kind, *_FORM_OF_KINDS[kind])


def _types(vocabulary: Vocabulary) -> Iterator[ValueType]:
    yield from vocabulary.fields.values()
    for event in vocabulary.events.values():
        yield from event.attributes.values()


def _field(name: str, wanted: ValueType, vocabulary: Vocabulary) -> Iterator[str]:
    yield from ("", f"### `{name}`", "", wanted.about or f"{vocabulary.named(name)}.", "")
    yield f"- Is {describe(wanted)}: `{_in_json(name, wanted)}`, in a table `{_in_cell(wanted)}`."
    default = vocabulary.defaults.get(name)
    settings = vocabulary.set_by.get(name, {})
    if wanted.required:
        yield "- Every case must have it."
    elif default is not None:
        yield f"- Not recorded: it counts as {in_words(plain_text(default))}."
    elif wanted.absent:
        yield f"- Not recorded: {wanted.absent}."
    else:
        yield "- Not recorded: not known. A rule for which it matters cannot tell."
    for event, setting in settings.items():
        yield f"- From the day of [{vocabulary.named(event)}](#{event}) on it is {_made(setting)}."


def _made(setting: Setting) -> str:
    if setting.attribute is not None:
        return f"what `{setting.attribute}` of that event says"
    return in_words(plain_text(setting.value))


def _event(name: str, event: EventType, vocabulary: Vocabulary) -> Iterator[str]:
    yield from ("", f"### `{name}`", "", event.about or f"{vocabulary.named(name)}.", "")
    written = {"type": name, "date": _EXAMPLE_DAY} | {one: _value(wanted) for one, wanted in event.attributes.items()}
    yield f"- In JSON `{json.dumps(written, ensure_ascii=False)}`."
    if name in vocabulary.always_dated:
        yield "- Its date must be a full one: it changes what the case is from that day on."
    else:
        yield "- Its date may be `2009-04`, `2009` or missing where no more is known."
    for attribute, wanted in event.attributes.items():
        must = "Must be there." if wanted.required else "May be missing where it is not known."
        yield f"- `{attribute}`: {wanted.about or vocabulary.named(attribute)} It is {describe(wanted)}. {must}"
    for field, by in vocabulary.set_by.items():
        if name in by:
            yield f"- Changes [{vocabulary.named(field)}](#{field}) to {_made(by[name])}."


def _uses(uses: Mapping[Use, tuple[str, ...]], words: Mapping[Use, str], of_rules: int) -> Iterator[str]:
    if not uses:
        yield "- No rule asks for it by its name."
    for use, rules in uses.items():
        told = f"{words[use]} {len(rules)} of {counted(of_rules, 'rule')}"
        links = ", ".join(f"[{rule}]({rule}.md)" for rule in rules)
        yield f"- {told}." if len(rules) > _MOST_RULES else f"- {told}: {links}."


def _value(wanted: ValueType) -> Any:  # noqa: ANN401, as JSON has it
    match wanted.kind:
        case "flag":
            return True
        case "integer" | "number":
            return wanted.at_least
        case "date":
            return _EXAMPLE_DAY
        case "choice" | "level":
            return wanted.values[0]
        case "list":
            return list(wanted.values[:2])
    return "A-17"


def _in_json(name: str, wanted: ValueType) -> str:
    return f'"{name}": {json.dumps(_value(wanted), ensure_ascii=False)}'


def _in_cell(wanted: ValueType) -> str:
    value = _value(wanted)
    return ";".join(value) if isinstance(value, list) else plain_text(value)
