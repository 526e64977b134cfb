"""Records in tables too large to be read all at once: some cases at a time, with all that belongs to them.

The tables are cut into parts by ranges of `case_id`, so that memory depends on the size of a part and not on that of
the whole. Parquet in the order of `case_id` is read where it lies. Anything else is first dealt out to a temporary
file for each part, in one pass. It reads in this order:

1. `sources`   what rows come from, and Parquet
2. `databases` DuckDB and SQLite
3. `opening`   the tables that a user names
4. `parts`     the tables cut into parts
5. `rejects`   what is wrong with the records of a part, by the same rules as everywhere
"""

from pathlib import Path
from typing import Final

ADDRESSES: Final = ("duckdb:///", "sqlite:///")
BULK_MISSING: Final = "Parquet and databases need pyarrow, which is not installed: pip install 'omicheck[bulk]'"


def parquet_files(folder: Path, table: str) -> tuple[Path, ...]:
    """The files of a table in a folder: `TABLE.parquet`, or all Parquet in the folder `TABLE`."""
    one = folder / f"{table}.parquet"
    return (one,) if one.is_file() else tuple(sorted((folder / table).glob("*.parquet")))


def is_bulk(name: str) -> bool:
    """Whether records are in tables that can be read in parts: Parquet in a folder, or a database's address."""
    return name.startswith(ADDRESSES) or bool(Path(name).is_dir() and parquet_files(Path(name), "cases"))
