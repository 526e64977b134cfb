"""Which files of a folder hold the tables of records: CSV, Parquet, or folders of Parquet, as tools write them.

Names are taken in any case, as in `CASES.CSV`. A table in several forms is never read from one of them in silence.
"""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import Problem, RecordsUnreadableError
from omicheck.files import is_folder, why_not_entered, why_unreadable

TABLES: Final = ("cases", "events", "answers")
CSV: Final = (".csv",)
PARQUET: Final = (".parquet", ".parq", ".pq")
_MAY_BE_ENTERED: Final = "a folder that this user may enter"


@frozen
class TableFiles:
    """What holds a table.

    Attributes:
        path: the file, or the folder of files.
        files: the files in their order.
    """

    path: Path
    files: tuple[Path, ...]

    @property
    def is_csv(self) -> bool:
        """Whether it is CSV, and not Parquet."""
        return self.path.suffix.lower() in CSV


def holders(folder: Path, table: str) -> tuple[TableFiles, ...]:
    """Whatever holds a table in a folder: mostly one; more if it is there in several forms.

    Args:
        folder: the folder, which is there.
        table: the name of the table.

    Raises:
        RecordsUnreadableError: something has the name of the table, and what it is cannot be told, or it cannot be
            looked into.
    """
    found = []
    for path in _entries(folder):
        name, suffix = (path.stem, path.suffix) if path.suffix.lower() in (*CSV, *PARQUET) else (path.name, "")
        if name.lower() != table:
            continue
        mode = _mode(path)
        if stat.S_ISDIR(mode) and suffix.lower() not in CSV:
            found.append(TableFiles(path, _parquet_within(path)))
        elif stat.S_ISREG(mode) and suffix:
            found.append(TableFiles(path, (path,)))
        elif suffix:
            what = "a folder" if stat.S_ISDIR(mode) else "no file"
            raise _unreadable(path, what, f"a file, as it has the name of the table {table}")
    return tuple(one for one in found if one.files)


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, in its order."""
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise _unreadable(folder, why_not_entered(error), _MAY_BE_ENTERED) from error


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError as error:
        found = "a link to nothing" if path.is_symlink() else why_unreadable(error)
        raise _unreadable(path, found, "a file or a folder, as it has the name of a table") from error


def _unreadable(path: Path, found: str, expected: str) -> RecordsUnreadableError:
    return RecordsUnreadableError((Problem(str(path), None, "", found, expected),))


def _parquet_within(folder: Path) -> tuple[Path, ...]:
    """The Parquet files of a folder and of its folders, without those that tools pass over by their names."""
    found: list[Path] = []
    for path in _entries(folder):
        if path.name.startswith(("_", ".")):
            continue
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            if path.is_symlink():
                raise _unreadable(path, "a link to a folder", "the folder itself, as links may lead anywhere")
            found += _parquet_within(path)
        elif path.suffix.lower() in PARQUET:
            found.append(path)
    return tuple(sorted(found))


def parquet_files(folder: Path, table: str) -> tuple[Path, ...]:
    """The Parquet files of a table in a folder; none if it is in no Parquet."""
    return next((one.files for one in holders(folder, table) if not one.is_csv), ())


def csv_file(folder: Path, table: str) -> Path | None:
    """The CSV file of a table in a folder; None if it is in no CSV."""
    return next((one.path for one in holders(folder, table) if one.is_csv), None)


def several(folder: Path, table: str, found: Sequence[TableFiles]) -> Problem | None:
    """That a table is there in several forms; None if it is not."""
    if len(found) <= 1:
        return None
    names = " and ".join(one.path.name + ("/" if is_folder(one.path) else "") for one in found)
    return Problem(str(folder), None, "", f"the table {table} in {names}", "one of them; move the others elsewhere")


def names_of(folder: Path) -> list[str]:
    """The names of what is in a folder, in their order."""
    return [path.name for path in _entries(folder)]


def names_in(folder: Path, most: int = 8) -> str:
    """The names of what is in a folder, for messages."""
    names = [path.name + ("/" if is_folder(path) else "") for path in _entries(folder)]
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return ", ".join(shown) if names else "nothing"
