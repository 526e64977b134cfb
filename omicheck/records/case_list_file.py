"""The references in a file that says which cases are asked for, such as a sample that was drawn."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from omicheck.errors import Problem, RecordsUnreadableError, SupplementWrongError
from omicheck.files import content_of, why_unreadable
from omicheck.findings import value_left_out
from omicheck.records.case_list import CaseList
from omicheck.records.json_files import LINES, JsonError, parse_json
from omicheck.records.sample_file import IN_SAMPLE, REPLACEMENT
from omicheck.records.sheets import is_workbook
from omicheck.records.sheets.csv_files import read_csv_file
from omicheck.records.sheets.grid import Grid, heading_key, row_of_headings, table_under
from omicheck.records.sheets.texts import texts_of
from omicheck.records.structure import BLANKS, reference_of
from omicheck.text import decoded

EXPECTED: Final = (
    "what `omicheck sample` writes, a CSV file or workbook with a column case_id, JSON with case_id, or a text with a "
    "reference on each line"
)
_HEADINGS: Final = ("case_id", "case id")
# The lists in a document that may be of cases: what `sample` writes, and records.
_LISTS: Final = ("sample", "cases")


def read_case_list(file: str) -> CaseList:
    """The references in a file, whatever form it has.

    Args:
        file: as the user named it.

    Raises:
        SupplementWrongError: it cannot be read, or names no case.
        EngineMissingError: what reads workbooks is not installed.
    """
    path = Path(file)
    try:
        content = content_of(path)
    except OSError as error:
        raise _wrong(file, None, why_unreadable(error)) from error
    named = list(_named(path, content))
    references = dict.fromkeys(name for name, role in named if role != REPLACEMENT and name)
    if not references:
        raise _wrong(file, None, "no reference of a case")
    reserve = {name for name, role in named if role == REPLACEMENT} - references.keys()
    return CaseList(file, tuple(references), hashlib.sha256(content).hexdigest(), len(reserve))


def _wrong(file: str, line: int | None, found: str) -> SupplementWrongError:
    return SupplementWrongError((Problem(file, line, "", found, EXPECTED),))


def _named(path: Path, content: bytes) -> Iterator[tuple[str, str]]:
    """The references, each with its role in a sample."""
    if is_workbook(path.name) or path.suffix.lower() == ".csv":
        yield from _of_tables(path)
        return
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        raise _wrong(str(path), None, "a file that is not text") from error
    if path.suffix.lower() in (*LINES, ".json"):
        yield from _of_json(path, text)
        return
    for line in text.splitlines():
        name = line.strip(BLANKS)
        if name and not name.startswith("#"):
            yield name, IN_SAMPLE


def _of_tables(path: Path) -> Iterator[tuple[str, str]]:
    try:
        grids = _grids(path)
    except RecordsUnreadableError as error:
        raise SupplementWrongError(error.problems) from error
    for grid in grids:
        place = row_of_headings(grid, _HEADINGS, lambda keys: any(name in keys for name in _HEADINGS))
        if place is None:
            continue
        table = table_under(grid, place)
        columns = {heading_key(name): texts_of(cells) for name, cells in table.columns.items()}
        names = next(columns[name] for name in _HEADINGS if name in columns)
        roles = columns.get("role", [IN_SAMPLE] * len(names))
        for name, role, line in zip(names, roles, table.lines, strict=True):
            if role not in (IN_SAMPLE, REPLACEMENT, ""):
                problem = Problem(
                    grid.name,
                    line,
                    "role",
                    value_left_out(role, (IN_SAMPLE, REPLACEMENT)),
                    f"{IN_SAMPLE} or {REPLACEMENT}",
                )
                raise SupplementWrongError((problem,))
            yield name.strip(BLANKS), role
        return
    raise _wrong(str(path), None, "no heading case_id")


def _grids(path: Path) -> Sequence[Grid]:
    if not is_workbook(path.name):
        return (read_csv_file(path),)
    from omicheck.records.sheets.workbooks import read_workbook  # noqa: PLC0415, of use only for these

    return read_workbook(path)


def _of_json(path: Path, text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines() if path.suffix.lower() in LINES else [text]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = parse_json(line)
        except JsonError as error:
            raise _wrong(str(path), number, "text that is not JSON") from error
        for one in _listed(data):
            name = one if isinstance(one, str) else reference_of(one)
            if name is None:
                raise _wrong(str(path), number, "an item without case_id")
            yield name.strip(BLANKS), IN_SAMPLE
        if isinstance(data, dict) and isinstance(data.get("replacements"), list):
            yield from ((name, REPLACEMENT) for one in data["replacements"] if (name := reference_of(one)))


def _listed(data: Any) -> Sequence[Any]:  # noqa: ANN401, whatever JSON gives
    if isinstance(data, dict):
        return next((data[name] for name in _LISTS if isinstance(data.get(name), list)), [data])
    return data if isinstance(data, list) else [data]
