"""Folders of Parquet whose names hold a column, as Hive, Spark, Polars and pyarrow write them: `office=Ashford/`."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pyarrow as pa

# They sort files by when they were written or what they are of; where no record has such a field, they say no more.
PARTS_OF_DATES: Final = ("year", "quarter", "month", "week", "day")
_MISSING: Final = "__HIVE_DEFAULT_PARTITION__"


def keys_of_partitions(folder: Path, files: Iterable[Path]) -> tuple[str, ...]:
    """The columns that the names of folders hold, each once.

    Args:
        folder: the folder of a table.
        files: the files in it.
    """
    return tuple(dict.fromkeys(key for file in files for key in values_of_partition(folder, file)))


def values_of_partition(folder: Path, file: Path) -> Mapping[str, str | None]:
    """What the names of the folders in which a file lies say, by column.

    Args:
        folder: the folder of the table, or the file itself.
        file: the file.
    """
    pairs = (part.partition("=") for part in file.relative_to(folder).parts[:-1])
    return {key: None if text == _MISSING else unquote(text) for key, equals, text in pairs if equals}


def with_partition(table: pa.Table, values: Mapping[str, str | None]) -> pa.Table:
    """The rows of a file with what the names of its folders say; what the file itself says stands.

    Args:
        table: the rows.
        values: the values by column, those that are wanted.
    """
    for key, value in values.items():
        if key not in table.column_names:
            table = table.append_column(key, pa.array([value] * table.num_rows, pa.string()))
    return table
