"""The tables of records in a DuckDB or SQLite file."""

from collections.abc import Mapping
from pathlib import Path

from omicheck.files import is_file
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES
from omicheck.records.bulk.duckdb_tables import duckdb_sources
from omicheck.records.bulk.sources import Source, unreadable
from omicheck.records.bulk.sqlite_tables import sqlite_sources


def sources_of_database(name: str, vocabulary: Vocabulary) -> Mapping[str, Source]:
    """The tables of records in a database, by name.

    Raises:
        RecordsUnreadableError: there is no such file, or it is no database.
        EngineMissingError: what reads it is not installed.
    """
    address = next(one for one in ADDRESSES if name.startswith(one))
    file = Path(name.removeprefix(address))
    if not is_file(file):
        raise unreadable(name, "no such file", f"{address}FILE, the path of a database")
    return duckdb_sources(name, file) if address == "duckdb:///" else sqlite_sources(name, file, vocabulary)
