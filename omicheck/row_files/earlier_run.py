"""The run manifest of an earlier run, read again: as JSON, or from the folder of rows in Parquet that has it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from omicheck.errors import Problem, SupplementWrongError
from omicheck.files import content_of, is_folder, why_unreadable
from omicheck.records.json_files import JsonError, parse_json
from omicheck.row_files.manifest_shape import changed_in
from omicheck.text import decoded

# As the folder of rows of a check has it.
IN_FOLDER: Final = "manifest.parquet"
_PARQUET: Final = b"PAR1"
_EXPECTED: Final = "a run manifest as --manifest writes it, or manifest.parquet of a folder of rows"


@frozen(eq=False)
class EarlierRun:
    """An earlier run, as its manifest tells of it.

    Attributes:
        file: the manifest, as the user named it.
        manifest: all that it says.
        folder: the folder of rows in Parquet that it lies in; None where it is a file of its own.
    """

    file: str
    manifest: Mapping[str, Any]
    folder: Path | None = None
    command: str = field(init=False)
    options: Mapping[str, Any] = field(init=False)

    @command.default
    def _command_of_manifest(self) -> str:
        return str(self.manifest["run"]["command"])

    @options.default
    def _options_of_manifest(self) -> Mapping[str, Any]:
        options: Mapping[str, Any] = self.manifest["run"]["options"]
        return options

    @property
    def also(self) -> Sequence[Mapping[str, Any]]:
        """The further files that it wrote, each with its format, path and hashes."""
        found: Sequence[Mapping[str, Any]] = self.manifest.get("also", ())
        return found

    @property
    def written(self) -> str | None:
        """Where its output was written, as the user named it; None where it went to standard output."""
        if self.folder is not None:
            return str(self.folder)
        path = self.manifest.get("output", {}).get("path")
        return None if path is None else str(path)


def read_earlier_run(name: str) -> EarlierRun:
    """The run that a manifest tells of.

    Args:
        name: the file, or a folder of rows in Parquet.

    Raises:
        SupplementWrongError: it cannot be read, is something else, or is of a version that did not say how it was run.
    """
    file = Path(name)
    if is_folder(file):
        file /= IN_FOLDER
    try:
        content = content_of(file)
    except OSError as error:
        raise _wrong(file, why_unreadable(error)) from error
    is_parquet = content.startswith(_PARQUET)
    try:
        data = parse_json(_in_parquet(file, content) if is_parquet else decoded(content))
    except (UnicodeDecodeError, JsonError) as error:
        raise _wrong(file, "something else") from error
    if not isinstance(data, dict) or not isinstance(data.get("omicheck"), str):
        raise _wrong(file, "something else")
    if is_parquet and "run" not in data:
        raise _wrong(file, "one file of rows, which does not say how the command was given")
    _require_run(file, data)
    return EarlierRun(name, data, file.parent.absolute() if is_parquet else None)


def _in_parquet(file: Path, content: bytes) -> str:
    """The manifest in the metadata of a file of Parquet."""
    import pyarrow as pa  # noqa: PLC0415, heavy
    import pyarrow.parquet as pq  # noqa: PLC0415, heavy

    try:
        told: bytes = (pq.read_metadata(pa.BufferReader(content)).metadata or {}).get(b"omicheck", b"")
    except (pa.ArrowException, OSError) as error:
        raise _wrong(file, "a file that is not Parquet, or is damaged") from error
    return told.decode()


def _require_run(file: Path, data: Mapping[str, Any]) -> None:
    run = data.get("run")
    if run is None:
        raise _wrong(file, "a manifest that does not say how the command was given, as those of older versions")
    changed = changed_in(data)
    if changed is not None:
        raise _wrong(file, f"a manifest that was changed or is not whole: {changed} is not as it was written")


def _wrong(file: Path, found: str) -> SupplementWrongError:
    return SupplementWrongError((Problem(str(file), None, "", found, _EXPECTED),))


def rows_in(path: Path) -> Mapping[tuple[str, str, int], Mapping[str, Any]] | None:
    """The rows in an output of `check`, by case, rule and occurrence, with what the output says of each.

    Args:
        path: the file, or a folder of Parquet.

    Returns:
        The rows; None of a format in which they cannot be told apart, or of a file that is damaged.
    """
    try:
        rows = _rows_in(path)
        found = {(str(row["case_id"]), str(row["rule"]), int(row["occurrence"])): row for row in rows}
    except (OSError, ValueError, KeyError, TypeError, OverflowError, JsonError, SupplementWrongError):
        return None
    return found or None


def _rows_in(path: Path) -> Sequence[Mapping[str, Any]]:
    if is_folder(path) or path.suffix.lower() in (".parquet", ".pq"):
        import pyarrow as pa  # noqa: PLC0415, heavy
        import pyarrow.parquet as pq  # noqa: PLC0415, heavy

        files = sorted(path.glob("*.parquet")) if is_folder(path) else [path]
        try:
            return [row for file in files for row in pq.read_table(file).to_pylist()]
        except pa.ArrowException as error:
            raise ValueError(str(path)) from error
    text = decoded(content_of(path))
    if text.startswith("case_id,"):
        import csv  # noqa: PLC0415, of use only here
        import io  # noqa: PLC0415, of use only here

        return list(csv.DictReader(io.StringIO(text, newline="")))
    if text.startswith('{"case_id"'):
        return [_mapping(parse_json(line)) for line in text.split("\n") if line]
    rows = _mapping(parse_json(text))["rows"]
    return [_mapping(row) for row in rows]


def _mapping(data: object) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise TypeError(data)
    return data
