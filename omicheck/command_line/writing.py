"""What a command writes: to standard output, or to files named by the user."""

from collections.abc import Iterable
from pathlib import Path

from omicheck.command_line.standard_streams import write_output
from omicheck.errors import CommandWrongError
from omicheck.plain_data import compact_json
from omicheck.records.raw_records import Rejected, rejects_lines


def write(file: str | None, lines: Iterable[str], *, private: bool = True) -> None:
    """Writes lines as UTF-8 to a file, or to standard output.

    Args:
        file: the file; None for standard output.
        lines: the lines, each with its end.
        private: whether a new file is for its owner alone, as whatever tells of cases is.

    Raises:
        CommandWrongError: it cannot be written.
    """
    if file is None:
        write_output(lines)
        return
    from omicheck.row_files.whole_file import write_whole  # noqa: PLC0415, of use only for files

    write_whole(file, lines, private=private)


def refuse_no_workbook(file: str | None, needed: str) -> None:
    """Says that a workbook needs a file which Excel would open.

    Args:
        file: the file that was named, if one was.
        needed: what is needed, with the name of a file as an example.

    Raises:
        CommandWrongError: no file was named, or its name has another ending.
    """
    if file is None or not file.lower().endswith(".xlsx"):
        found = "" if file is None else f"; found {file}, which Excel would not open"
        raise CommandWrongError(f"{needed}{found}")


def write_rejects(file: str, rejected: Iterable[Rejected]) -> None:
    """Writes what was rejected, each with its problems, as JSON Lines to a file.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    write(file, (f"{compact_json(line)}\n" for line in rejects_lines(tuple(rejected))))


def from_here(file: str) -> str:
    """A file as seen from the working folder, if it is in it, as what points into a repository needs it."""
    path = Path(file)
    inside = path.is_absolute() and path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()).as_posix() if inside else file
