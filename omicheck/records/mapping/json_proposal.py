"""A mapping for JSON documents, from their keys and words: which list is the cases, which are events, what is left."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.json_documents import Documents
from omicheck.records.mapping.json_keys import unspoken
from omicheck.records.mapping.json_lists import (
    Items,
    Taken,
    date_of,
    fields_of,
    lists_of,
    number_of,
    person_of,
    type_of,
)
from omicheck.records.mapping.json_paths import TOP, Kind, kind_text
from omicheck.records.mapping.likeness import SURE, meaning
from omicheck.records.mapping.model import PERSON_ID
from omicheck.records.mapping.proposed_absences import Asked, lines_of_events, lines_of_fields
from omicheck.records.mapping.proposed_lines import lines_of_dates, lines_of_flags, scalar, source_lines

if TYPE_CHECKING:
    from omicheck.records.mapping.profile import Profile


def propose_for_json(files: Sequence[tuple[Path, Documents]], vocabulary: Vocabulary, asked: Asked) -> str:
    """A mapping for the JSON files of an extract, as YAML.

    Args:
        files: the files and their documents.
        vocabulary: the words of records.
        asked: says how many rules ask about what an extract does not hold.

    Raises:
        EngineMissingError: what compares names is not installed.
    """
    found = [
        one
        for file, documents in files
        for one in lists_of(file.name if len(files) > 1 else "", documents)
        if one.columns
    ]
    lines = ["# Proposed from the keys of JSON. Read it, settle what a comment asks, then: omicheck map check"]
    taken = [fields_of(one, vocabulary) for one in found]
    best = max(range(len(found)), key=lambda number: taken[number].rank, default=None)
    if best is None or not taken[best].fields:
        return "\n".join([*lines, "tables: []  # no list of objects whose keys look like fields of a case"]) + "\n"
    cases = found[best]
    if any(column.timed for one in found for column in one.columns.values()):
        lines.append("time_of_day: left_out   # some dates have a time of day")
    events = [one for one in found if _is_of_events(one, cases, vocabulary)]
    lines += _of_all(_fields(cases, taken[best], found, vocabulary), events, vocabulary)
    not_held = _not_held(taken[best], cases, events, vocabulary)
    rules = asked(not_held)
    lines += lines_of_events(not_held, vocabulary, rules)
    lines.append("tables:")
    spoken: dict[str, set[Kind]] = {}
    lines += _of_cases(cases, taken[best], found, vocabulary, spoken)
    lines += lines_of_fields(not_held, vocabulary, rules)
    for one in events:
        lines += _of_events(one, cases, found, vocabulary, spoken)
    lines += [f"  # {file}: nothing in it looks like events; not read." for file in _not_read(files, spoken)]
    if "sentence_type" in vocabulary.fields and "sentence_type" not in taken[best].fields:
        lines.insert(1, "# Every case needs sentence_type; no key looks like it. A constant would do: {constant: ...}")
    return "\n".join(_with_left_out(lines, cases, found, spoken)) + "\n"


def _fields(
    cases: Items, taken: Taken, found: Sequence[Items], vocabulary: Vocabulary
) -> Mapping[str, tuple[Items, str, float]]:
    """Where each field of a case stands, and how sure that is: in the case, or in the person above it."""
    top = next(one for one in found if one.documents is cases.documents)
    of_person = fields_of(top, vocabulary).fields if cases.each and not top.each else {}
    return {name: (top, *where) for name, where in of_person.items()} | {
        name: (cases, *where) for name, where in taken.fields.items()
    }


def _of_all(
    fields: Mapping[str, tuple[Items, str, float]], events: Sequence[Items], vocabulary: Vocabulary
) -> Iterator[str]:
    """How dates are written in all lists, and which words mean yes and no."""
    of_kind: dict[str, list[Profile]] = {}
    for name, (one, path, _) in fields.items():
        of_kind.setdefault(vocabulary.fields[name].kind, []).append(one.columns[path])
    of_events = [one.columns[day] for one in events if (day := date_of(one)) is not None]
    yield from lines_of_dates([*of_kind.get("date", ()), *of_events])
    yield from lines_of_flags(of_kind.get("flag", ()))


def _is_of_events(one: Items, cases: Items, vocabulary: Vocabulary) -> bool:
    """Whether objects look like events; what stands at the top beside a list of cases is of the person."""
    is_person = not one.each and one.documents is cases.documents
    return one is not cases and not is_person and type_of(one, vocabulary) is not None


def _not_held(taken: Taken, cases: Items, events: Sequence[Items], vocabulary: Vocabulary) -> NotHeld:
    """What the documents do not hold, if their lists are what they are taken for."""
    wanted = ValueType("choice", tuple(vocabulary.events))
    words = [word for one in events for word in one.columns[type_of(one, vocabulary) or ""].words]
    types = {one.value for word in words if (one := meaning(word, wanted)) is not None and one.value is not None}
    fields = {*taken.fields, "case_id", *((PERSON_ID,) if cases.each else ())}
    return NotHeld(frozenset(vocabulary.events) - types, fields=frozenset(vocabulary.fields) - fields)


def _not_read(files: Sequence[tuple[Path, Documents]], spoken: Mapping[str, set[Kind]]) -> list[str]:
    return [file.name for file, _ in files if file.name not in spoken] if len(files) > 1 else []


def _references(one: Items, cases: Items, found: Sequence[Items], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """What `case_id` and `person_id` of a table may be, as paths."""
    person = person_of(one, found, vocabulary)
    number = number_of(cases) if cases.each else None
    if person is None:
        return
    top = person if not one.each else f"{TOP}.{person}"
    if number is None:
        yield "case_id", scalar(top)
        return
    own = one.each[: len(cases.each)] == cases.each and one.documents is cases.documents
    if one is cases or number in one.columns:
        yield "case_id", f"[{scalar(top)}, {scalar(number)}]"
    elif own:
        yield "case_id", f"[{scalar(top)}, {scalar(kind_text(cases.kind(number)))}]"
    if one is not cases and not own:
        yield PERSON_ID, scalar(top)


def _head(one: Items, each_row: str) -> Iterator[str]:
    first = [f"file: {scalar(one.file)}"] if one.file else []
    for number, line in enumerate([*first, f"each: {scalar(one.path)}", f"each_row: {each_row}"]):
        yield f"  {'-' if number == 0 else ' '} {line}"


def _of_cases(
    cases: Items, taken: Taken, found: Sequence[Items], vocabulary: Vocabulary, spoken: dict[str, set[Kind]]
) -> Iterator[str]:
    known = spoken.setdefault(cases.file, set())
    yield from _head(cases, "case")
    references = dict(_references(cases, cases, found, vocabulary))
    yield f"    case_id: {references.get('case_id', '...   # no key looks like the reference of a person or a case')}"
    person, number = person_of(cases, found, vocabulary), number_of(cases)
    known |= {(person,)} if person else set()
    yield "    fields:"
    if cases.each and person and number and PERSON_ID in vocabulary.fields:
        known.add(cases.kind(number))
        yield f"      {PERSON_ID}: {scalar(f'{TOP}.{person}')}"
    for name, (holder, path, likeness) in _fields(cases, taken, found, vocabulary).items():
        known.add(holder.kind(path))
        doubts = [] if likeness >= SURE else ["likely, not sure"]
        if vocabulary.set_by.get(name):
            doubts.append("is it what held at the start? If it is today's: {path: ..., holds: today}")
        yield from _source(
            "      ", name, holder, path, [vocabulary.fields[name]], doubts, is_above=holder is not cases
        )


def _of_events(
    one: Items, cases: Items, found: Sequence[Items], vocabulary: Vocabulary, spoken: dict[str, set[Kind]]
) -> Iterator[str]:
    date, type_ = date_of(one), type_of(one, vocabulary)
    if date is None or type_ is None:
        return
    known = spoken.setdefault(one.file, set())
    yield from _head(one, "event")
    for name, path in _references(one, cases, found, vocabulary):
        yield f"    {name}: {path}"
    person, number = person_of(one, found, vocabulary), number_of(cases)
    known |= {(person,)} if person else set()
    known |= {one.kind(number)} if number and number in one.columns else set()
    known |= {one.kind(date), one.kind(type_)}
    yield "    events:"
    wanted = [ValueType("choice", tuple(vocabulary.events))]
    lines = list(_source("        ", "event", one, type_, wanted, ()))
    if len(lines) == 1:
        # A bare word would be an event type, not a path.
        lines = ["        event:", f"          path: {scalar(type_)}"]
    yield lines[0].replace("        event", "      - event", 1)
    yield from lines[1:]
    yield f"        date: {scalar(date)}"


def _source(
    indent: str,
    name: str,
    one: Items,
    path: str,
    types: Sequence[ValueType],
    doubts: Sequence[str],
    *,
    is_above: bool = False,
) -> Iterator[str]:
    column = evolve(one.columns[path], heading=f"{TOP}.{path}" if is_above else path)
    for line in source_lines(indent, name, column, types, doubts):
        yield line.replace(f"{indent}  column: ", f"{indent}  path: ", 1)


def _with_left_out(
    lines: Sequence[str], cases: Items, found: Sequence[Items], spoken: Mapping[str, set[Kind]]
) -> Iterator[str]:
    """The lines with what is left out of each file in its first table."""
    first = {one.file: one.documents for one in found if one.file in spoken}
    left = {file: unspoken(spoken[file], (), documents) for file, documents in first.items()}
    file = cases.file
    for number, line in enumerate(lines):
        starts = line.startswith("  - ") and number > lines.index("tables:") + 1
        if starts:
            yield from _leave_out(left.pop(file, []))
            file = line.removeprefix("  - file: ").strip('"') if line.startswith("  - file: ") else file
        yield line
    yield from _leave_out(left.pop(file, []))


def _leave_out(kinds: Sequence[Kind]) -> Iterator[str]:
    if kinds:
        yield "    leave_out:"
        yield from (f"      - {scalar(kind_text(kind))}" for kind in kinds)
