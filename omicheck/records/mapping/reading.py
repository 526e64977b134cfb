"""The data of a mapping file to a mapping, with everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve

from omicheck.dates import read_date
from omicheck.findings import Findings, Path, show
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.held import look_for_contradictions
from omicheck.records.mapping.json_reading import look_for_paths, read_each, reads_absent
from omicheck.records.mapping.model import (
    PERSON_ID,
    THE_REST,
    EachRow,
    Place,
    RecordMapping,
    Source,
    TableMapping,
)
from omicheck.records.mapping.parts import read_mapped_answer, read_mapped_events, read_mapped_fields
from omicheck.records.mapping.sources import (
    Fits,
    fits_type,
    place_at,
    read_conditions,
    read_forms,
    read_reference,
    read_words,
)
from omicheck.records.sheets.csv_files import ENCODINGS, SEPARATORS
from omicheck.records.sheets.grid import heading_key

MAPPING_KEYS: Final = ("about", "as_of", "dates", "time_of_day", "values", "no_events_of", "tables")
TABLE_KEYS: Final = (
    "file",
    "each",
    "absent",
    "sheet",
    "heading_row",
    "encoding",
    "separator",
    "each_row",
    "case_id",
    "person_id",
    "fields",
    "events",
    "answer",
    "leave_out",
    "leave_out_rows",
    "repeated_rows",
)
EACH_ROWS: Final[tuple[EachRow, ...]] = ("case", "event", "answer")
LEFT_OUT: Final = "left_out"
# What a row of each kind may be taken for.
_MAY_HAVE: Final = {"case": ("fields", "events"), "event": ("fields", "events"), "answer": ("answer",)}
_TEXT: Final = ValueType("text")


def read_mapping(data: object, vocabulary: Vocabulary, findings: Findings, sha256: str = "") -> RecordMapping | None:
    """The mapping that the data of a file stands for, or None where anything is wrong with it.

    Args:
        data: the data of the file.
        vocabulary: the words of records.
        findings: takes the problems.
        sha256: hash of the file's bytes.
    """
    before = len(findings.problems)
    body = findings.mapping(data, (), "a mapping: what headings and words of an extract mean")
    if body is None:
        return None
    findings.keys(body, (), MAPPING_KEYS, ("tables",))
    tables = [
        table
        for path, raw in findings.items(body.get("tables") or [], ("tables",), "a list of tables")
        if (table := _read_table(raw, vocabulary, findings, path)) is not None
    ]
    if body.get("tables") is not None and not body["tables"]:
        findings.add(("tables",), "no table", "at least one table")
    if body.get("time_of_day") not in (None, LEFT_OUT):
        findings.add(("time_of_day",), show(body["time_of_day"]), LEFT_OUT)
    as_of = body.get("as_of")
    if as_of is not None and (not isinstance(as_of, str) or read_date(as_of) is None):
        findings.add(("as_of",), show(as_of), "a date YYYY-MM-DD")
    values = read_words(body.get("values"), findings, ("values",), _fits_any(vocabulary))
    dates = read_forms(body.get("dates"), findings, ("dates",))
    none = _read_no_events_of(body.get("no_events_of"), vocabulary, findings)
    if len(findings.problems) == before:
        _look_for_required(tables, vocabulary, findings)
        look_for_contradictions(tables, values, none, findings)
    if len(findings.problems) > before:
        return None
    left_out = body.get("time_of_day") == LEFT_OUT
    read = RecordMapping(findings.file, tuple(tables), values, dates, left_out, sha256=sha256, as_of=as_of)
    return evolve(read, no_events_of=none)


def _read_no_events_of(data: object, vocabulary: Vocabulary, findings: Findings) -> tuple[str, ...]:
    names = findings.words(data, ("no_events_of",))
    for number, name in enumerate(names):
        if name not in vocabulary.events:
            findings.unknown_name(("no_events_of", number), "event type", name, vocabulary.events)
    return tuple(dict.fromkeys(names))


def _look_for_required(tables: list[TableMapping], vocabulary: Vocabulary, findings: Findings) -> None:
    if all(table.each_row == "answer" for table in tables):
        findings.add(("tables",), "no table with cases", "a table of which each row is a case, or an event of one")
        return
    named = {name for table in tables for name in table.fields}
    for name, wanted in vocabulary.fields.items():
        if wanted.required and name not in (*named, "case_id"):
            expected = f"{name} among the fields of a table, which every case must have"
            findings.add(("tables",), f"no {name}", expected)


def _read_table(data: object, vocabulary: Vocabulary, findings: Findings, path: Path) -> TableMapping | None:
    body = findings.mapping(data, path, "a table: a mapping with case_id, and fields, events or answer")
    if body is None:
        return None
    findings.keys(body, path, TABLE_KEYS)
    if body.get("case_id") is None and body.get(PERSON_ID) is None:
        findings.add(path, "no case_id", f"case_id, which must be there; or {PERSON_ID}, for each case of a person")
    each_row = _one_of(body, "each_row", EACH_ROWS, findings, path) or "case"
    for key in ("fields", "events", "answer"):
        if key in body and key not in _MAY_HAVE[each_row]:
            findings.add((*path, key), f"{key} where each row is one {each_row}", " and ".join(_MAY_HAVE[each_row]))
    case_id, person_id = _read_references(body, each_row, vocabulary, findings, path)
    if case_id is None and person_id is None:
        return None
    heading_row = body.get("heading_row")
    if heading_row is not None and (isinstance(heading_row, bool) or not isinstance(heading_row, int)):
        findings.add((*path, "heading_row"), show(heading_row), "the number of a row, from 1")
    each = read_each(body, findings, path)
    is_json = body.get("each") is not None
    leave_out, the_rest = _read_leave_out(body.get("leave_out"), findings, (*path, "leave_out"), as_paths=is_json)
    rows = body.get("leave_out_rows")
    table = TableMapping(
        place=place_at(findings, path),
        file=_text(body, "file", findings, path),
        sheet=_text(body, "sheet", findings, path),
        heading_row=heading_row,
        encoding=_one_of(body, "encoding", ENCODINGS, findings, path) or ENCODINGS[0],
        separator=_one_of(body, "separator", SEPARATORS, findings, path) or SEPARATORS[0],
        each_row=next((one for one in EACH_ROWS if one == each_row), "case"),
        each=each,
        absent_is_none=reads_absent(body, findings, path),
        case_id=case_id or Source(None),
        person_id=person_id,
        fields=read_mapped_fields(body.get("fields"), vocabulary, findings, (*path, "fields")),
        events=read_mapped_events(body.get("events"), vocabulary, findings, (*path, "events")),
        answer=read_mapped_answer(body.get("answer"), findings, (*path, "answer"), is_asked=each_row == "answer"),
        leave_out=leave_out,
        leave_out_the_rest=the_rest,
        leave_out_rows=tuple(
            read_conditions(raw, findings, at)
            for at, raw in findings.items([] if rows is None else rows, (*path, "leave_out_rows"), "a list of mappings")
        ),
    )
    if body.get("repeated_rows") is not None:
        _read_repeated_rows(body["repeated_rows"], each_row, findings, (*path, "repeated_rows"), is_json=is_json)
        table = evolve(table, repeated_rows_left_out=True)
    look_for_paths(table, findings, is_json=is_json)
    return table


def _read_references(
    body: Mapping[str, Any], each_row: str, vocabulary: Vocabulary, findings: Findings, path: Path
) -> tuple[Source | None, Source | None]:
    """Where the references of a case and of a person come from."""
    if body.get(PERSON_ID) is not None and (each_row == "case" or PERSON_ID not in vocabulary.fields):
        has_field = PERSON_ID in vocabulary.fields
        expected = f"{PERSON_ID} among the fields" if has_field else f"none, as no field is called {PERSON_ID}"
        findings.add((*path, PERSON_ID), f"{PERSON_ID} beside case_id", expected)
    case_id, person_id = (
        read_reference(body[key], findings, (*path, key)) if body.get(key) is not None else None
        for key in ("case_id", PERSON_ID)
    )
    return case_id, person_id


def _read_repeated_rows(data: object, each_row: str, findings: Findings, path: Path, *, is_json: bool) -> None:
    """Looks for what is wrong with what is said of rows that stand twice: two events of one day are two."""
    if each_row != "case" or is_json:
        findings.add(path, "repeated_rows", "none, but in a sheet or a CSV file of which each row is a case")
    elif data != LEFT_OUT:
        findings.add(path, show(data), LEFT_OUT)


def _text(body: Mapping[str, Any], key: str, findings: Findings, path: Path) -> str | None:
    return None if body.get(key) is None else findings.text(body[key], (*path, key))


def _one_of(body: Mapping[str, Any], key: str, known: tuple[str, ...], findings: Findings, path: Path) -> str | None:
    value = body.get(key)
    if value is None or value in known:
        return value
    findings.unknown_name((*path, key), key.replace("_", " "), value, known)
    return None


def _read_leave_out(
    data: object, findings: Findings, path: Path, *, as_paths: bool
) -> tuple[Mapping[str, Place], bool]:
    if data == THE_REST:
        return {}, True
    names = findings.words(data, path)
    keys = names if as_paths else map(heading_key, names)
    return {key: place_at(findings, (*path, number)) for number, key in enumerate(keys)}, False


def _fits_any(vocabulary: Vocabulary) -> Fits:
    types = (
        *vocabulary.fields.values(),
        *(one for event in vocabulary.events.values() for one in event.attributes.values()),
    )
    words = {word: None for wanted in types for word in wanted.values} | dict.fromkeys((*vocabulary.events, *ANSWERS))
    known = ValueType("choice", tuple(words))
    wrong = fits_type(known)

    def fits(value: Any) -> tuple[str, str | None] | None:  # noqa: ANN401, it is data of any shape
        if isinstance(value, bool | int):
            return None
        found = wrong(value)
        return None if found is None else ("a value that some field can have, true, false, a number or null", found[1])

    return fits
