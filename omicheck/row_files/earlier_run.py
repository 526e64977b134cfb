"""The run manifest of an earlier run, read again: as JSON, or from the folder of rows in Parquet that has it."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from omicheck.errors import Problem, SupplementWrongError
from omicheck.files import content_of, is_folder, why_unreadable
from omicheck.records.json_files import JsonError, parse_json
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
        raise _wrong(file, "a file that is no Parquet, or is damaged") from error
    return told.decode()


def _require_run(file: Path, data: Mapping[str, Any]) -> None:
    run = data.get("run")
    if run is None:
        raise _wrong(file, "a manifest that does not say how the command was given, as those of older versions")
    changed = [".".join(path) for path, is_right in _SHAPE if not is_right(_at(data, path))]
    if changed:
        raise _wrong(file, f"a manifest that was changed or is not whole: {changed[0]} is not as it was written")


def _at(data: object, path: Sequence[str]) -> object:
    """What stands at a path; `_NOT_THERE` where nothing does, `_NO_GROUP` where what it would stand in is not there."""
    for name in path[:-1]:
        data = data.get(name) if isinstance(data, dict) else None
    return data.get(path[-1], _NOT_THERE) if isinstance(data, dict) else _NO_GROUP


def is_word(data: object) -> bool:
    """Whether data are a text that can be a word of a command line, or the name of a file."""
    if not isinstance(data, str) or "\0" in data:
        return False
    try:
        os.fsencode(data)
    except UnicodeEncodeError:
        return False
    return True


def _is_text(data: object) -> bool:
    return isinstance(data, str)


def _is_mapping(data: object) -> bool:
    return isinstance(data, dict)


def _are_texts(data: object) -> bool:
    return isinstance(data, list) and all(map(_is_text, data))


def _is_number(data: object) -> bool:
    return isinstance(data, int)


def _are_versions(data: object) -> bool:
    return isinstance(data, dict) and all(one is None or isinstance(one, str) for one in data.values())


def _are_hashes(data: object) -> bool:
    return isinstance(data, dict) and all(map(_is_text, data.values()))


def _if_there(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda data: data is _NOT_THERE or data is _NO_GROUP or is_right(data)


def _of_group(is_right: Callable[[object], bool]) -> Callable[[object], bool]:
    """Of what has to be there if the group is that it stands in."""
    return lambda data: data is _NO_GROUP or is_right(data)


_NOT_THERE: Final = object()
_NO_GROUP: Final = object()
# All that is read of a manifest, each with what it has to be.
_SHAPE: Final[Sequence[tuple[Sequence[str], Callable[[object], bool]]]] = (
    (("as_of",), _is_text),
    (("python",), _if_there(_is_text)),
    (("engine",), _if_there(_is_text)),
    (("libraries",), _if_there(_are_versions)),
    (("rules",), _is_mapping),
    (("rules", "sha256"), _is_text),
    (("rules", "evaluated"), _are_texts),
    (("input",), _is_mapping),
    (("input", "sha256"), _are_hashes),
    (("run",), _is_mapping),
    (("run", "command"), _is_text),
    (("run", "options"), _is_mapping),
    (("run", "files"), _if_there(_is_mapping)),
    (("run", "cases"), _if_there(_is_text)),
    (("rows",), _if_there(_is_mapping)),
    (("rows", "sha256"), _of_group(_is_text)),
    (("rows", "cases"), _of_group(_is_number)),
    (("rows", "by_rule"), _of_group(_are_hashes)),
    (("rows", "by_cases"), _of_group(_are_texts)),
    (("result",), _if_there(_is_mapping)),
    (("result", "sha256"), _of_group(_is_text)),
    (("result", "parts"), _of_group(_if_there(_are_hashes))),
    (("output",), _if_there(_is_mapping)),
    (("output", "path"), _of_group(is_word)),
    (("output", "sha256"), _of_group(_are_hashes)),
    (("output", "written_by"), _if_there(_is_text)),
)


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
