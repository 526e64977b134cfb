"""Case records from JSON Lines, one line after the other: the definition of what such a line means."""

from collections.abc import Mapping

from omicheck.dates import read_date
from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.findings import Findings, value_left_out
from omicheck.findings import Path as DataPath
from omicheck.private_values import ValueLeftOut
from omicheck.records.json_files import JsonError, parse_document, parse_json
from omicheck.records.raw_records import Raw, Rejected


def read_lines(text: str, name: str) -> tuple[str | None, list[Raw], list[Rejected]]:
    """The records of a text of JSON Lines.

    Args:
        text: the text.
        name: what problems call the file.

    Returns:
        The audit date that they state, the records, and the lines that are none.

    Raises:
        RecordsUnreadableError: records state different audit dates.
    """
    raws: list[Raw] = []
    rejected: list[Rejected] = []
    stated: dict[str, int] = {}
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        found = read_line(line, number, name, stated)
        if isinstance(found, Raw):
            raws.append(found)
        else:
            rejected.append(found)
    return the_audit_date(stated, name), raws, rejected


def is_document(text: str) -> bool:
    """Whether a text that should be JSON Lines is one document: on many lines, or with its records in one list."""
    first, _, rest = text.strip().partition("\n")
    try:
        data = parse_document(first)[0]
    except JsonError:
        return bool(rest) and _is_json(text)
    return not rest and (
        isinstance(data, list) or (isinstance(data, dict) and {"cases", "case_id"} & {*data} == {"cases"})
    )


def _is_json(text: str) -> bool:
    try:
        parse_document(text)
    except JsonError:
        return False
    return True


def lines_of(text: str) -> list[str]:
    """The lines of a text."""
    # Only these end a line: the other separators that splitlines knows may stand inside a JSON text.
    return text.replace("\r\n", "\n").split("\n")


def read_line(line: str, number: int, name: str, stated: dict[str, int]) -> Raw | Rejected:
    """The record on a line that is not blank; a line that is no JSON is rejected.

    Args:
        line: the line.
        number: its number, from 1.
        name: what problems call the file.
        stated: takes the audit date that the record states, with the first line that states it.
    """
    try:
        data = parse_json(line, number)
    except JsonError as error:
        problem = Problem(name, error.line, "", error.message, f"one whole record on a line: {error.expected}")
        return Rejected((problem,), line)
    findings = Findings(name, lambda _: number)
    if isinstance(data, dict) and "as_of" in data:
        as_of = stated_date(data.pop("as_of"), findings, ("as_of",))
        if as_of is not None:
            stated.setdefault(as_of, number)
    return Raw(data, (), findings)


def the_audit_date(stated: Mapping[str, int], name: str) -> str | None:
    """The one audit date that lines state, if any does.

    Raises:
        RecordsUnreadableError: they state several.
    """
    if len(stated) > 1:
        problem = Problem(name, None, "", different_dates(stated, "line"), "one audit date for all records")
        raise RecordsUnreadableError((problem,))
    return next(iter(stated), None)


def different_dates(stated: Mapping[str, int], what: str) -> str:
    """That records state different audit dates; what is no date is left out of it.

    Args:
        stated: the dates, each with where it stands first.
        what: what is numbered there.
    """
    dates = {as_of: as_of if read_date(as_of) else value_left_out(as_of) for as_of in stated}
    told = " and ".join(f"{dates[as_of]} ({what} {place})" for as_of, place in stated.items())
    whole = " and ".join(f"{as_of} ({what} {place})" for as_of, place in stated.items())
    start = "records with different as_of: "
    return ValueLeftOut(start + told, start + whole)


def stated_date(data: object, findings: Findings, path: DataPath) -> str | None:
    """The audit date that records carry, as text; whether it is a date is asked where it is used."""
    if data is None or isinstance(data, str):
        return data
    findings.add(path, value_left_out(data), "a date YYYY-MM-DD")
    return None
