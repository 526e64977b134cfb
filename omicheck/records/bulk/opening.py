"""Finds the tables of records that a user names, and says what is wrong with them as a whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from omicheck.errors import Problem, RecordsUnreadableError, nearest_name
from omicheck.files import sha256_of
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk import ADDRESSES, is_postgresql
from omicheck.records.bulk.copies import CopiedSource
from omicheck.records.bulk.csv_tables import sources_of_csv
from omicheck.records.bulk.databases import sources_of_database
from omicheck.records.bulk.parquet import ParquetSource
from omicheck.records.bulk.partitions import PARTS_OF_DATES, keys_of_partitions
from omicheck.records.bulk.sources import Source, wrong_types
from omicheck.records.bulk.sqlite_tables import SqliteSource, is_written_ahead
from omicheck.records.table_files import TableFiles, holders, names_in, several
from omicheck.records.table_rows import Layout, layouts, wrong_columns
from omicheck.records.unchanged import FileState, changed_meanwhile, require_unchanged


def open_sources(name: str, vocabulary: Vocabulary) -> Mapping[str, Source]:
    """The tables of records, by name.

    Raises:
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
        EngineMissingError: what reads the database is not installed.
    """
    if is_postgresql(name):
        from omicheck.records.bulk.postgresql import sources_of_postgresql  # noqa: PLC0415, heavy

        return sources_of_postgresql(name, vocabulary)
    is_database = name.startswith(ADDRESSES)
    sources = sources_of_database(name, vocabulary) if is_database else _of_folder(Path(name), vocabulary)
    problems: list[Problem] = []
    for table, layout in layouts(vocabulary).items():
        if isinstance(sources.get(table), CopiedSource):
            # What is wrong with CSV was told when it was copied.
            continue
        if table in sources:
            known = (*layout.known, "seq")
            schema = sources[table].schema()
            problems += _wrong_columns(sources[table], schema.names, known, layout)
            problems += wrong_types(sources[table].name, schema)
        elif table != "answers":
            found = f"no table {table}" + ("" if is_database else f" among {names_in(Path(name))}")
            expected = "the tables cases and events" + ("" if is_database else ", each as Parquet or CSV")
            problems.append(Problem(name, None, "", found, expected, nearest_name(table, sources)))
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return sources


def _wrong_columns(source: Source, header: Sequence[str], known: Sequence[str], layout: Layout) -> Iterable[Problem]:
    for problem in wrong_columns(source.name, header, known, layout.needed):
        keys = source.keys if isinstance(source, ParquetSource) else ()
        if problem.found in (f"the column {key!r}" for key in keys):
            remedy = "; name the folders without '=' if it is no part of the records"
            yield evolve(problem, line=None, expected=problem.expected + remedy)
        else:
            yield problem


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
        if isinstance(source, SqliteSource) and is_written_ahead(source.file):
            if source.file.name not in found:
                found[source.file.name] = source.digest()
            continue
        for file in source.files:
            files.setdefault(_name_of(file, table, source), file)
    try:
        of_files = list(map(sha256_of, files.values()) if digests is None else digests(list(files.values())))
    except OSError as error:
        raise RecordsUnreadableError((changed_meanwhile(str(error.filename)),)) from error
    require_unchanged(state for source in sources.values() for state in source.states)
    return found | dict(zip(files, of_files, strict=True))


def _name_of(file: Path, table: str, source: Source) -> str:
    """The name of a file in the run manifest: below its table where that is a folder."""
    if isinstance(source, ParquetSource) and source.within is not None and source.within != file:
        return f"{table}/{file.relative_to(source.within).as_posix()}"
    return file.name


def _of_folder(folder: Path, vocabulary: Vocabulary) -> Mapping[str, Source]:
    problems: list[Problem] = []
    csv: dict[str, Path] = {}
    sources: dict[str, Source] = {}
    for table, layout in layouts(vocabulary).items():
        found = holders(folder, table)
        if (twice := several(folder, table, found)) is not None:
            problems.append(twice)
        elif found and found[0].is_csv:
            csv[table] = found[0].path
        elif found:
            sources[table] = _of_parquet(found[0], layout)
    if problems:
        raise RecordsUnreadableError(tuple(problems))
    return {**sources, **sources_of_csv(csv, vocabulary)}


def _of_parquet(found: TableFiles, layout: Layout) -> ParquetSource:
    keys = keys_of_partitions(found.path, found.files)
    taken = tuple(key for key in keys if key in layout.known or key not in PARTS_OF_DATES)
    left_out = tuple(key for key in keys if key not in taken)
    name = str(found.path if len(found.files) > 1 else found.files[0])
    states = tuple(map(FileState.of, found.files))
    source = ParquetSource(name, found.files, found.path, taken, left_out, states)
    source.schema()
    return source
