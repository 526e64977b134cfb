"""What a mapping says of JSON: `each`, and paths where a sheet has headings."""

from collections.abc import Mapping
from typing import Any, Final

from omicheck.errors import Problem
from omicheck.findings import Findings, Path
from omicheck.records.mapping.json_paths import PATH_EXPECTED, JsonPath, read_path
from omicheck.records.mapping.model import Place, Source, TableMapping
from omicheck.records.mapping.sources import read_path_at
from omicheck.records.sheets.grid import heading_key

# What only a sheet or a CSV file has.
_OF_SHEETS: Final = ("sheet", "heading_row", "encoding", "separator")


def read_each(body: Mapping[str, Any], findings: Findings, path: Path) -> JsonPath | None:
    """The path of what makes a row of a table in JSON; None where the table is none.

    Args:
        body: what the mapping says of the table.
        findings: takes the problems.
        path: where it stands.
    """
    if body.get("each") is None:
        return None
    for key in _OF_SHEETS:
        if key in body:
            findings.add((*path, key), f"{key} beside each", "one of them: each is for JSON")
    return read_path_at(body["each"], findings, (*path, "each"))


def look_for_paths(table: TableMapping, findings: Findings, *, is_json: bool) -> None:
    """Tells of headings that are no paths where a table is JSON, and of what only JSON has where it is a sheet.

    Args:
        table: the table.
        findings: takes the problems.
        is_json: whether it has `each`, right or wrong.
    """
    sources = [source for source in table.sources() if source.heading is not None]
    if not is_json:
        for source in sources:
            if source.path is not None:
                expected = "column, or `each: PATH` beside the table's case_id"
                _add(findings, source.place, "a path, where the table is no JSON", expected)
        return
    named = [(_path_of(source), source.place) for source in sources]
    named += [(asked.heading, Place(asked.path, asked.line)) for asked in table.conditions()]
    named += table.leave_out.items()
    by_key: dict[str, str] = {}
    for text, place in named:
        if read_path(text) is None:
            _add(findings, place, repr(text), PATH_EXPECTED)
        elif by_key.setdefault(heading_key(text), text) != text:
            found = f"{text!r} beside {by_key[heading_key(text)]!r}"
            _add(findings, place, found, "paths that differ by more than capitals and blanks")


def _path_of(source: Source) -> str:
    return str(source.heading) if source.path is None else source.path.text


def _add(findings: Findings, place: Place, found: str, expected: str) -> None:
    findings.problems.append(Problem(findings.file, place.line, place.path, found, expected))
