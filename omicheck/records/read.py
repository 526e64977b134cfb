"""Case records from wherever they are: chooses what reads them; good ones as cases, others with all that is wrong."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from omicheck.errors import EngineMissingError, Problem, RecordsUnreadableError
from omicheck.files import content_of, is_folder, why_unreadable
from omicheck.findings import Findings, path_text
from omicheck.findings import Path as DataPath
from omicheck.model.case import Case
from omicheck.model.not_held import NotHeld
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import BULK_MISSING, is_bulk
from omicheck.records.event_logs import is_xes
from omicheck.records.json_files import EACH_KEY_ONCE, LINES, DoubledKey, JsonError, parse_document
from omicheck.records.json_lines import is_document, read_lines, stated_date
from omicheck.records.json_places import JsonPlaces
from omicheck.records.other_files import PATHS_EXPECTED, other_file
from omicheck.records.raw_records import Raw, Rejected, in_order, records_of_tables, structured
from omicheck.records.record_lines import Place, places_in_text, places_of_tables
from omicheck.records.sheets import is_workbook

if TYPE_CHECKING:
    from omicheck.records.case_list import Listed
    from omicheck.records.pseudonyms import Pseudonyms

# In a file, and on standard input.
_LINES_EXPECTED = (
    "a record on each line; rename a document so that it ends with .json",
    "a record on each line; a document goes by the name of its file, or in bash as <(COMMAND) in the place of -",
)
_DOCUMENT_KEYS = ("as_of", "cases", "note")


@frozen
class Records:
    """What was read.

    Attributes:
        cases: the good records, in their order.
        rejected: the others, in their order.
        as_of: the audit date that the records carry, as they state it, or None.
        sha256: hash of each file's bytes, by name.
        read_in_parts: how many good records there were, where they were read in parts and none was kept.
        places: where each good record stands, by its reference, if that was asked for; others may be among them.
        not_held: what they are known not to hold; None where an event that is not there did not happen.
        listed: what became of the list of cases that was asked for; None where all were.
        pseudonyms: what gave their references pseudonyms; None where they are what the records say.
        texts_left_out: how many texts were left out under pseudonyms, by what they are.
    """

    cases: tuple[Case, ...]
    rejected: tuple[Rejected, ...]
    as_of: str | None
    sha256: Mapping[str, str]
    read_in_parts: int | None = None
    places: Mapping[str, Place] = field(factory=dict)
    not_held: NotHeld | None = None
    listed: "Listed | None" = None
    pseudonyms: "Pseudonyms | None" = None
    texts_left_out: Mapping[str, int] = field(factory=dict)

    @property
    def taken(self) -> int:
        """How many records were taken, whether or not they were kept."""
        return len(self.cases) if self.read_in_parts is None else self.read_in_parts


def read_records(
    name: str, vocabulary: Vocabulary, standard_input: bytes | None = None, *, with_places: bool = False
) -> Records:
    """The records of a JSON or JSON Lines file, a workbook, a folder of tables, a database, or standard input (`-`).

    Args:
        name: what the user named.
        vocabulary: the words that records may use.
        standard_input: what came there, for the name `-`, or in the pipe of that name.
        with_places: whether it is asked for where each record stands.

    Raises:
        RecordsUnreadableError: nothing can be read: no such file, an empty one, no JSON, no tables.
    """
    path = Path(name)
    if is_bulk(name):
        return _from_parts(name, vocabulary, with_places=with_places)
    if name == "-" and standard_input is not None:
        content = standard_input
    elif is_folder(path) or is_workbook(name):
        return _from_tables(path, vocabulary, with_places=with_places)
    elif is_xes(path.name):
        expected = "`--mapping FILE`, with what its events mean; `omicheck map propose` begins one"
        raise _unreadable(name, None, "an event log", expected)
    else:
        content = _content(path) if standard_input is None else standard_input
        _refuse_other(name, content)
    sha256 = {"-" if name == "-" else path.name: hashlib.sha256(content).hexdigest()}
    text = _decode(content, name)
    if not text.strip():
        raise _unreadable(name, None, "an empty file", "case records as JSON or JSON Lines")
    if name == "-" or path.suffix.lower() in LINES:
        if is_document(text):
            raise _unreadable(name, 1, "a JSON document, which is no JSON Lines", _LINES_EXPECTED[name == "-"])
        as_of, raws, rejected = read_lines(text, name)
    else:
        as_of, raws, rejected = _from_document(text, name)
    cases, more = structured(raws, vocabulary)
    places = places_in_text(raws, text) if with_places else {}
    return Records(cases, (*rejected, *more), as_of, sha256, places=places)


def _content(path: Path) -> bytes:
    try:
        return content_of(path)
    except OSError as error:
        found = why_unreadable(error, "no such file or folder")
        raise _unreadable(str(path), None, found, PATHS_EXPECTED) from error


def _refuse_other(name: str, content: bytes) -> None:
    problem = other_file(name, content)
    if problem is not None:
        raise RecordsUnreadableError((problem,))


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"a byte that is not UTF-8 (0x{content[error.start]:02x})"
        raise _unreadable(name, line, found, "a text in UTF-8; save it again with that encoding") from error


def _unreadable(file: str, line: int | None, found: str, expected: str) -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem(file, line, "", found, expected),))


def _from_document(text: str, name: str) -> tuple[str | None, list[Raw], list[Rejected]]:
    try:
        data, doubled = parse_document(text)
    except JsonError as error:
        if _is_lines(text):
            return read_lines(text, name)
        raise _unreadable(name, error.line, error.message, error.expected) from error
    stands = JsonPlaces(text)
    findings = Findings(name, stands.line_of)
    as_of = None
    path: DataPath = ()
    if isinstance(data, dict) and "cases" in data:
        findings.keys(data, (), _DOCUMENT_KEYS, ())
        as_of = stated_date(data.get("as_of"), findings, ("as_of",))
        data, path = data["cases"], ("cases",)
    elif isinstance(data, dict) and "case_id" in data:
        _refuse_outside(doubled, (), 1, name)
        return None, [_raw_of_document(data, (), findings, doubled, stands)], []
    _refuse_outside(doubled, path, len(path) + 1, name)
    expected = 'a list of case records, or {"as_of": DATE, "cases": [...]}'
    of_records: dict[DataPath, list[DoubledKey]] = {}
    for one in doubled:
        of_records.setdefault(one.path[: len(path) + 1], []).append(one)
    raws = [
        _raw_of_document(record, at, findings, of_records.get(at, ()), stands)
        for at, record in findings.items(data, path, expected)
    ]
    if findings.problems:
        raise RecordsUnreadableError(tuple(findings.problems))
    return as_of, raws, []


def _refuse_outside(doubled: Sequence[DoubledKey], within: DataPath, depth: int, name: str) -> None:
    """Refuses a document in which a key is doubled outside its records, which lie within a path, so many steps deep."""
    for one in doubled:
        if len(one.path) < depth or one.path[: len(within)] != within:
            raise _unreadable(name, one.line, one.found, EACH_KEY_ONCE)


def _raw_of_document(
    record: object, path: DataPath, findings: Findings, mine: Sequence[DoubledKey], stands: JsonPlaces
) -> Raw:
    """A record; one with a doubled key is wrong already, and is shown as it stands, as its data have lost a value."""
    if not mine:
        return Raw(record, path, findings)
    problems = [Problem(findings.file, one.line, path_text(one.path), one.found, EACH_KEY_ONCE) for one in mine]
    return Raw(record, path, findings, tuple(problems), text=stands.text_at(path))


def _is_lines(text: str) -> bool:
    first, _, rest = text.lstrip().partition("\n")
    try:
        return isinstance(parse_document(first)[0], dict) and bool(rest.strip())
    except JsonError:
        return False


def _from_tables(folder: Path, vocabulary: Vocabulary, *, with_places: bool) -> Records:
    if is_workbook(folder.name):
        from omicheck.records.sheets.standard_workbook import read_standard_workbook  # noqa: PLC0415, of use only for workbooks

        tables = read_standard_workbook(folder, vocabulary)
    else:
        from omicheck.records.tables import read_tables  # noqa: PLC0415, of use only for tables

        tables = read_tables(folder, vocabulary)
    cases, rejected = records_of_tables(tables.records, tables.strays, vocabulary)
    places = places_of_tables(tables.records) if with_places else {}
    return Records(cases, rejected, None, tables.sha256, places=places)


def _from_parts(name: str, vocabulary: Vocabulary, *, with_places: bool) -> Records:
    """All records of tables that could be read in parts, for what needs them all."""
    try:
        from omicheck.records.bulk.opening import hashes, open_sources, places_of_cases  # noqa: PLC0415, heavy
        from omicheck.records.bulk.parts import CASES_IN_A_PART, cut, row_numbers  # noqa: PLC0415, heavy
        from omicheck.records.bulk.rejects import read_part  # noqa: PLC0415, heavy
    except ImportError as error:
        raise EngineMissingError(BULK_MISSING) from error
    sources = open_sources(name, vocabulary)
    cases: list[Case] = []
    rejected: list[Rejected] = []
    rows: dict[str, int] = {}
    for _, part in cut(sources, CASES_IN_A_PART).read():
        good, wrong = read_part(part, sources, vocabulary)
        cases += good
        rejected += wrong
        rows |= row_numbers(part) if with_places else {}
    places = places_of_cases(sources)
    cases.sort(key=lambda case: places.get(case.case_id, len(places)))
    stand = {case_id: Place(sources["cases"].name, row) for case_id, row in rows.items()}
    return Records(tuple(cases), in_order(rejected), None, hashes(sources), places=stand)
