"""Finds the tables of records that a user names, and says what is wrong with them as a whole."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES, is_csv, is_postgresql, parquet_files
from omicheck.records.bulk.copies import CopiedSource
from omicheck.records.bulk.csv_tables import sources_of_csv
from omicheck.records.bulk.databases import sources_of_database
from omicheck.records.bulk.sources import ParquetSource, Source, unreadable, wrong_types
from omicheck.records.table_rows import TABLES, layouts, wrong_columns


def open_sources(name: str, vocabulary: Vocabulary) -> Mapping[str, Source]:
    """The tables of records, by name.

    Raises:
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
        EngineMissingError: what reads the database is not installed.
    """
    if is_postgresql(name):
        from omicheck.records.bulk.postgresql import sources_of_postgresql  # noqa: PLC0415, heavy

        return sources_of_postgresql(name, vocabulary)
    if is_csv(name):
        return sources_of_csv(Path(name), vocabulary)
    sources = sources_of_database(name, vocabulary) if name.startswith(ADDRESSES) else _of_folder(Path(name))
    problems: list[Problem] = []
    for table, layout in layouts(vocabulary).items():
        if table in sources:
            known = (*layout.known, "seq")
            schema = sources[table].schema()
            problems += wrong_columns(sources[table].name, schema.names, known, layout.needed)
            problems += wrong_types(sources[table].name, schema)
        elif table != "answers":
            nearest = nearest_name(table, sources)
            problems.append(Problem(name, None, "", f"no table {table}", "the tables cases and events", nearest))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return sources


def places_of_cases(sources: Mapping[str, Source]) -> Mapping[str, int]:
    """The place of each case, by its reference, in the order in which the rows of `cases` first name them."""
    tables = sources["cases"].batches(["case_id"])
    found = dict.fromkeys(case_id for table in tables for case_id in table.column("case_id").to_pylist())
    return {case_id: place for place, case_id in enumerate(found) if case_id is not None}


def hashes(
    sources: Mapping[str, Source], digests: Callable[[Sequence[Path]], Iterable[str]] | None = None
) -> Mapping[str, str]:
    """The hash of each file's bytes, by name, and by folder where a table is a folder of files.

    A table that is in no file has the hash of its content, by its own name.

    Args:
        sources: the tables.
        digests: gives the hashes of files, where that is not done here.
    """
    found: dict[str, str] = {}
    files: dict[str, Path] = {}
    for table, source in sources.items():
        if isinstance(source, CopiedSource) and source.sha256 is not None:
            found[table] = source.sha256
        for file in source.files:
            files.setdefault(f"{table}/{file.name}" if len(source.files) > 1 else file.name, file)
    of_files = map(digest, files.values()) if digests is None else digests(list(files.values()))
    return found | dict(zip(files, of_files, strict=True))


def digest(file: Path) -> str:
    """The hash of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _of_folder(folder: Path) -> dict[str, Source]:
    found = {table: parquet_files(folder, table) for table in TABLES}
    sources: dict[str, Source] = {}
    for table, files in found.items():
        if not files:
            continue
        try:
            sources[table] = ParquetSource(str(files[0] if len(files) == 1 else folder / table), files)
            sources[table].schema()
        except (OSError, pa.ArrowInvalid) as error:
            raise unreadable(str(files[0]), f"a file that is no Parquet ({error})", "a Parquet file") from error
    return sources
