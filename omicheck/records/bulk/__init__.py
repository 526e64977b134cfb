"""Records in tables too large to be read all at once: some cases at a time, with all that belongs to them.

The tables are cut into parts by ranges of `case_id`, so that memory depends on the size of a part and not on that of
the whole. Parquet in the order of `case_id` is read where it lies. Anything else is first dealt out to a temporary
file for each part, in one pass. It reads in this order:

1. `sources`   what rows come from; `plain_types`, the types that their columns are made into
2. `parquet`   Parquet, also in `partitions`; `databases`, with `duckdb_tables` and `sqlite_tables`, which
               `open_databases` keeps open
3. `copies`    tables that are first copied to temporary Parquet: PostgreSQL (`addresses`, `postgresql_columns`,
               `postgresql`), CSV (`csv_blocks`, `csv_tables`)
4. `opening`   the tables that a user names
5. `parts`     the tables cut into parts
6. `cells`     the cells of a part's columns
7. `rejects`   what is wrong with the records of a part, by the same rules as everywhere
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from omicheck.files import is_file, is_folder
from omicheck.records.json_files import LINES, begins_with_record
from omicheck.records.table_files import TABLES, csv_file, parquet_files

ADDRESSES: Final = ("duckdb:///", "sqlite:///")
POSTGRESQL: Final = ("postgresql://", "postgres://")
# From so many bytes of events on, CSV is read in parts: measured in docs/evaluators.md.
LARGE_CSV: Final = 2_000_000
# From so many bytes on, JSON Lines are copied to tables.
LARGE_LINES: Final = 1_000_000
BULK_MISSING: Final = "Parquet and databases need pyarrow, which is not installed: pip install 'omicheck[bulk]'"


def is_postgresql(name: str) -> bool:
    """Whether a name is the address of a PostgreSQL database, if only one with a driver in it, which is wrong."""
    scheme, colon, _ = name.partition("://")
    return bool(colon) and scheme.partition("+")[0] in ("postgresql", "postgres")


def is_bulk(name: str) -> bool:
    """Whether records are in tables that can be read in parts: Parquet in a folder, or a database's address."""
    if name.startswith(ADDRESSES) or is_postgresql(name):
        return True
    # Beside Parquet a table may be CSV.
    return is_folder(name) and any(parquet_files(Path(name), table) for table in TABLES)


def is_csv(name: str) -> bool:
    """Whether a folder has the records as CSV, and not as Parquet."""
    folder = Path(name)
    return is_folder(folder) and all(csv_file(folder, table) for table in ("cases", "events")) and not is_bulk(name)


def is_read_in_parts(name: str, engine: str) -> bool:
    """Whether records are read and evaluated in parts.

    Args:
        name: what the user named.
        engine: the evaluator that is asked for; CSV that is not large is read whole if that is left open.
    """
    if engine not in ("auto", "columnar"):
        return False
    if is_bulk(name) or not is_csv(name):
        return is_bulk(name)
    events = csv_file(Path(name), "events")
    is_large = events is not None and events.stat().st_size >= LARGE_CSV
    # Without pyarrow CSV is read whole, whatever its size.
    return (engine == "columnar" or is_large) and _has_pyarrow()


def is_many_lines(name: str, standard_input: bytes | None) -> bool:
    """Whether records are JSON Lines that are so many that it pays to copy them to tables, if pyarrow is there.

    Args:
        name: what the user named.
        standard_input: what came there, for the name `-`, or in the pipe of that name.
    """
    path = Path(name)
    if standard_input is not None:
        are_lines = name == "-" or path.suffix.lower() in LINES
        is_large = are_lines and len(standard_input) >= LARGE_LINES and _has_pyarrow()
        return is_large and _are_lines(BytesIO(standard_input))
    is_large = path.suffix.lower() in LINES and is_file(path) and path.stat().st_size >= LARGE_LINES
    if not is_large or not _has_pyarrow():
        return False
    try:
        with path.open("rb") as file:
            return _are_lines(file)
    except OSError:
        # What reads it tells why it cannot.
        return True


def _are_lines(file: BinaryIO) -> bool:
    """Whether a file begins with a record on a line; one document, whatever its name, is read as a whole."""
    first = next(filter(bytes.strip, file), b"")
    return begins_with_record(first.decode("utf-8-sig", errors="replace"))


def _has_pyarrow() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415, of use here alone

    return find_spec("pyarrow") is not None
