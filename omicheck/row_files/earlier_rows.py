"""Rows that `check` wrote at an earlier time, as JSON Lines or Parquet, read again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, get_args

from attrs import frozen

from omicheck.dates import read_date
from omicheck.errors import AcceptedWrongError, Problem
from omicheck.files import content_of, is_file, is_folder, why_unreadable
from omicheck.model.row import VERDICTS, Reason, Row
from omicheck.plain_data import FIELDS
from omicheck.records.json_files import JsonError, parse_json
from omicheck.text import counted, decoded

_PARQUET: Final = ".parquet"
# What a folder of rows begins with.
_FIRST_PART: Final = "part-00000.parquet"
_EXPECTED: Final = "rows as check --format jsonl or parquet writes them"
_REASONS: Final = frozenset(get_args(Reason))
_DATES: Final = ("trigger_date", "due_date", "outcome_date")
_NUMBERS: Final = ("days_late", "count")
# More problems of one file are not told.
_MOST: Final = 10


@frozen(eq=False)
class EarlierRows:
    """The rows of an earlier run.

    Attributes:
        rows: in order of case, rule and occurrence.
        as_of: the audit date that they were found for; None where the file does not say.
        rules_sha256: hash of the rules that found them; None where the file does not say.
        sha256: hash of the file, or of the files of a folder one after the other.
    """

    rows: Sequence[Row]
    as_of: date | None
    rules_sha256: str | None
    sha256: str


def are_rows(file: Path) -> bool:
    """Whether a file or folder holds rows, and not case records.

    Those are a folder of rows as Parquet, a single file of Parquet, and lines whose first is a row.
    """
    if is_folder(file):
        return is_file(file / _FIRST_PART)
    if not is_file(file):
        return False
    if file.suffix.lower() == _PARQUET:
        return True
    try:
        with file.open("rb") as opened:
            first = opened.readline()
    except OSError:
        # Whoever reads it as case records says why it cannot be read.
        return False
    try:
        data = parse_json(decoded(first.rstrip(b"\r\n\x00")))
    except (UnicodeDecodeError, JsonError):
        return False
    return isinstance(data, dict) and set(data) == set(FIELDS)


def read_earlier_rows(file: Path) -> EarlierRows:
    """The rows that `check` wrote: whole, with a row at least for each of its cases and rules.

    Args:
        file: the file, or the folder of files of Parquet.

    Raises:
        AcceptedWrongError: it cannot be read, holds something else, or only some of the rows.
    """
    files = sorted(file.glob(f"*{_PARQUET}")) if is_folder(file) else [file]
    try:
        contents = [content_of(one) for one in files]
    except OSError as error:
        raise _wrong(file, None, why_unreadable(error)) from error
    rows: list[Row] = []
    manifest: Mapping[str, Any] = {}
    for one, content in zip(files, contents, strict=True):
        is_parquet = one.suffix.lower() == _PARQUET
        some, described = _of_parquet(one, content) if is_parquet else (_of_lines(one, content), {})
        rows += some
        # Of a folder one file has the manifest; the others say what is in them.
        manifest = described if "as_of" in described else manifest
    if is_folder(file) and not manifest:
        raise _wrong(file, None, "a folder without a manifest, whose run was not finished", "that of a finished check")
    rows.sort(key=attrgetter("key"))
    _require_all(file, rows)
    as_of = read_date(manifest.get("as_of")) or _audit_date(rows)
    about_rules = manifest.get("rules")
    rules = about_rules.get("sha256") if isinstance(about_rules, dict) else None
    return EarlierRows(rows, as_of, rules, hashlib.sha256(b"".join(contents)).hexdigest())


def _wrong(file: Path, line: int | None, found: str, expected: str = _EXPECTED) -> AcceptedWrongError:
    return AcceptedWrongError((Problem(str(file), line, "", found, expected),))


def _of_lines(file: Path, content: bytes) -> list[Row]:
    try:
        lines = decoded(content).split("\n")
    except UnicodeDecodeError as error:
        raise _wrong(file, None, "bytes that are not text in UTF-8") from error
    rows, problems = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _row_of_line(line)
        if row is None:
            problems.append(Problem(str(file), number, "", "something else than a row", _EXPECTED))
            if len(problems) == _MOST:
                break
        else:
            rows.append(row)
    if problems:
        raise AcceptedWrongError(tuple(problems))
    return rows


def _row_of_line(line: str) -> Row | None:
    try:
        data = parse_json(line)
    except JsonError:
        return None
    if not isinstance(data, dict) or set(data) != set(FIELDS):
        return None
    return _row(data, {name: read_date(data[name]) for name in _DATES})


def _row(data: Mapping[str, Any], dates: Mapping[str, date | None]) -> Row | None:
    """The row that fields stand for; None if they are those of no row."""
    unknown = data["unknown_fields"]
    is_right = (
        all(data[name] is None or dates[name] is not None for name in _DATES)
        and all(isinstance(data[name], str) for name in ("case_id", "rule", "question", "reason"))
        and all(data[name] is None or type(data[name]) is int for name in _NUMBERS)
        and type(data["occurrence"]) is int
        and _may_be_late(dates["due_date"], data["days_late"])
        and data["verdict"] in VERDICTS
        and data["reason"] in _REASONS
        and isinstance(unknown, list)
        and all(isinstance(one, str) for one in unknown)
    )
    return Row(**{**data, **dates, "unknown_fields": tuple(unknown)}) if is_right else None


def _may_be_late(due: date | None, days: int | None) -> bool:
    """Whether there is a day that is so many days after another."""
    return due is None or days is None or 1 <= due.toordinal() + days <= date.max.toordinal()


def _of_parquet(file: Path, content: bytes) -> tuple[list[Row], Mapping[str, Any]]:
    import pyarrow as pa  # noqa: PLC0415, heavy
    import pyarrow.parquet as pq  # noqa: PLC0415, heavy

    try:
        table = pq.read_table(pa.BufferReader(content))
        table.validate(full=True)
        if set(table.column_names) != set(FIELDS):
            raise _wrong(file, None, f"the columns {', '.join(table.column_names)}")
        rows = list(_rows_of(table, file))
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError, TypeError) as error:
        raise _wrong(file, None, "a file that is not Parquet, or is damaged") from error
    metadata = (table.schema.metadata or {}).get(b"omicheck", b"{}")
    try:
        manifest = parse_json(metadata.decode())
    except (UnicodeDecodeError, JsonError):
        manifest = {}
    return rows, manifest if isinstance(manifest, dict) else {}


def _rows_of(table: Any, file: Path) -> Iterator[Row]:  # noqa: ANN401, the library has no types
    for batch in table.select(list(FIELDS)).to_batches():
        for values in zip(*(batch.column(name).to_pylist() for name in FIELDS), strict=True):
            data = dict(zip(FIELDS, values, strict=True))
            dates = {name: data[name] if type(data[name]) is date else None for name in _DATES}
            row = _row({**data, "unknown_fields": list(data["unknown_fields"] or ())}, dates)
            if row is None:
                raise _wrong(file, None, "something else than a row")
            yield row


def _require_all(file: Path, rows: Sequence[Row]) -> None:
    """Refuses a file of some rows only, in which a case or rule would seem not to have been there."""
    if not rows:
        raise _wrong(file, None, "no row")
    rules = {row.rule for row in rows}
    for case_id, some in groupby(rows, attrgetter("case_id")):
        missing = sorted(rules - {row.rule for row in some})
        if missing:
            found = f"no row of case {case_id} and {counted(len(missing), 'rule')}, such as {missing[0]}"
            raise _wrong(file, None, found, "all rows of each case, as check writes them without a choice of verdicts")


def _audit_date(rows: Sequence[Row]) -> date | None:
    """The audit date, which what is absent tells: it is so many days late on it."""
    found = {
        date.fromordinal(row.due_date.toordinal() + row.days_late)
        for row in rows
        if row.reason == "absent" and row.due_date is not None and row.days_late is not None
    }
    return found.pop() if len(found) == 1 else None
