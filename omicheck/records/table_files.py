"""Which files of a folder hold the tables of records: CSV, Parquet, or folders of Parquet, as tools write them.

Names are taken in any case, as in `CASES.CSV`. A table in several forms is never read from one of them in silence.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from omicheck.errors import Problem

TABLES: Final = ("cases", "events", "answers")
CSV: Final = (".csv",)
PARQUET: Final = (".parquet", ".parq", ".pq")


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
    """
    found = []
    for path in sorted(folder.iterdir()):
        name, suffix = (path.stem, path.suffix) if path.suffix.lower() in (*CSV, *PARQUET) else (path.name, "")
        if name.lower() != table:
            continue
        if path.is_dir() and suffix.lower() not in CSV:
            found.append(TableFiles(path, _parquet_within(path)))
        elif path.is_file() and suffix:
            found.append(TableFiles(path, (path,)))
    return tuple(one for one in found if one.files)


def _parquet_within(folder: Path) -> tuple[Path, ...]:
    """The Parquet files of a folder and of its folders, without those that tools pass over by their names."""
    found = (file for file in folder.rglob("*") if file.suffix.lower() in PARQUET and file.is_file())
    return tuple(sorted(file for file in found if not _is_passed_over(file.relative_to(folder))))


def _is_passed_over(path: Path) -> bool:
    return any(part.startswith(("_", ".")) for part in path.parts)


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
    names = " and ".join(one.path.name + ("/" if one.path.is_dir() else "") for one in found)
    return Problem(str(folder), None, "", f"the table {table} in {names}", "one of them; move the others elsewhere")


def names_in(folder: Path, most: int = 8) -> str:
    """The names of what is in a folder, for messages."""
    names = [path.name + ("/" if path.is_dir() else "") for path in sorted(folder.iterdir())]
    shown = [*names[:most], *([f"{len(names) - most} more"] if len(names) > most else [])]
    return ", ".join(shown) if names else "nothing"
