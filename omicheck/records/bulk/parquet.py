"""The rows of Parquet files, whatever wrote them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

from omicheck.records.bulk.partitions import values_of_partition, with_partition
from omicheck.records.bulk.plain_types import is_text, plain_type
from omicheck.records.bulk.sources import ROW, not_in_utf8, numbered, unreadable
from omicheck.records.structure import BLANKS
from omicheck.records.unchanged import FileState

# Very many rows may stand in few bytes; programs write a million at a time, or fewer.
MOST_ROWS: Final = 20_000_000
# Those of texts that can be read with each different one once.
_ENCODINGS: Final = frozenset(("PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED"))


@frozen
class ParquetSource:
    """The rows of Parquet files, one after the other.

    Attributes:
        name: the table as the user would know it.
        files: the files.
        within: the folder in which they are, if the names of folders in it may hold columns.
        keys: those of such columns that are taken.
        left_out: the others, which are left out even if the files have them too.
        states: what the files were when reading began.
    """

    name: str
    files: tuple[Path, ...]
    within: Path | None = None
    keys: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    states: tuple[FileState, ...] = ()

    def open(self, file: Path) -> pq.ParquetFile:
        """A file, its texts as they are stored, each different one once, where that can be read so."""
        with parquet_errors(file):
            metadata = pq.read_metadata(file)
            schema = pq.read_schema(file)
            return pq.ParquetFile(file, read_dictionary=[one.name for one in schema if _is_stored_once(one, metadata)])

    def schema(self) -> pa.Schema:
        """The columns and their types, which all files have to share."""
        schemas = [self._schema_of(file) for file in self.files]
        plain = [pa.schema([(one.name, plain_type(one.type)) for one in schema]) for schema in schemas]
        for file, schema in zip(self.files, plain, strict=True):
            if schema != plain[0]:
                raise unreadable(str(file), _difference(schema, plain[0]), _shared(self.files[0]))
        return schemas[0]

    def _schema_of(self, file: Path) -> pa.Schema:
        with parquet_errors(file, "a file that is not Parquet"):
            schema = pq.read_schema(file).remove_metadata()
        return self._without_left_out(with_partition(schema.empty_table(), self._partition(file))).schema

    def _without_left_out(self, table: pa.Table) -> pa.Table:
        return table.drop_columns([key for key in self.left_out if key in table.column_names])

    def _partition(self, file: Path) -> Mapping[str, str | None]:
        found = {} if self.within is None else values_of_partition(self.within, file)
        return {key: found[key] for key in self.keys if key in found}

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, a row group at a time."""
        first = 1
        for file in self.files:
            opened = self.open(file)
            for group in range(opened.num_row_groups):
                wanted = columns if columns is None or ROW not in opened.schema_arrow.names else [*columns, ROW]
                table = self.read(opened, file, group, first, wanted)
                yield table
                first += table.num_rows

    def read(
        self, opened: pq.ParquetFile, file: Path, group: int, first: int, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """The rows of a row group, with `ROW`.

        Args:
            opened: the file, as `open` gives it.
            file: the file.
            group: the place of the row group in it.
            first: the number of its first row in the table, from 1.
            columns: those that are wanted; None for all.

        Raises:
            RecordsUnreadableError: the file is damaged there.
        """
        with parquet_errors(file):
            rows = opened.metadata.row_group(group).num_rows
            if rows > MOST_ROWS:
                expected = f"row groups of {MOST_ROWS:,} rows at most, as each is held in memory as a whole"
                raise unreadable(str(file), f"a row group of {rows:,} rows", expected)
            table = opened.read_row_group(group, columns=columns)
            # Texts that are not UTF-8, and places beyond the different texts, would be met much later.
            table.validate(full=True)
        partition = {key: value for key, value in self._partition(file).items() if columns is None or key in columns}
        table = numbered(self.name, self._without_left_out(with_partition(table, partition)), first)
        for place, column in enumerate(table.schema):
            if pa.types.is_string(column.type):
                # As the texts of the other row groups are, whatever the encoding of each.
                table = table.set_column(place, column.name, table.column(place).dictionary_encode())
        return table

    def row_groups(self) -> "tuple[RowGroup, ...]":
        """The row groups of all files, as the files tell of them; no row is read."""
        groups = []
        start = 1
        for file in self.files:
            with parquet_errors(file):
                metadata = pq.read_metadata(file)
                column = metadata.schema.to_arrow_schema().get_field_index("case_id")
                for number in range(metadata.num_row_groups):
                    group = metadata.row_group(number)
                    groups.append(RowGroup(self, file, number, start, _ids_of(metadata, number, column)))
                    start += group.num_rows
        return tuple(groups)


@frozen
class RowGroup:
    """Some rows that lie together in a Parquet file.

    Attributes:
        source: the table.
        file: the file.
        number: the place of the row group in the file.
        start: the number of its first row in the table, from 1.
        ids: the least and the greatest `case_id`, or None where the file does not say.
    """

    source: ParquetSource
    file: Path
    number: int
    start: int
    ids: tuple[str, str] | None

    def read(self, opened: pq.ParquetFile) -> pa.Table:
        """The rows, with `ROW`.

        Args:
            opened: the file, as the table opens it.
        """
        return self.source.read(opened, self.file, self.number, self.start)


def _ids_of(metadata: pq.FileMetaData, number: int, column: int) -> tuple[str, str] | None:
    """The least and the greatest reference of a row group, or None where the file does not say."""
    if column < 0:
        return None
    told = metadata.row_group(number).column(column)
    if told.physical_type != metadata.schema.column(column).physical_type:
        # To ask on for what such a damaged file says of itself would end the process.
        raise pa.ArrowInvalid("the type of a column is not that of its values")
    found = told.statistics
    return None if found is None or found.null_count or not found.has_min_max else _ids(found.min, found.max)


@contextmanager
def parquet_errors(file: Path, found: str = "rows that cannot be read") -> Iterator[None]:
    """Tells what the library says of a file that is damaged, or is no Parquet, as a problem of the user's file.

    Args:
        file: the file.
        found: what is said of it.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise not_in_utf8(file, "Parquet") from error
    except (OSError, pa.ArrowException, UnicodeDecodeError, OverflowError) as error:
        why = "text that is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise unreadable(str(file), f"{found} ({why})", "a Parquet file that is whole") from error


def _ids(least: Any, most: Any) -> tuple[str, str] | None:  # noqa: ANN401, what a file tells
    """The least and the greatest reference as they are read; None where blanks in front of them are out of order."""
    if not isinstance(least, str) or not isinstance(most, str):
        return least, most
    return None if least != least.lstrip(BLANKS) else (least.rstrip(BLANKS), most.rstrip(BLANKS))


def _is_stored_once(column: pa.Field, metadata: pq.FileMetaData) -> bool:
    """Whether a column is one of texts that can be read with each different one once, which not every encoding can."""
    if not is_text(column.type) or pa.types.is_string_view(column.type) or pa.types.is_dictionary(column.type):
        return False
    place = next((at for at in range(metadata.num_columns) if metadata.schema.column(at).path == column.name), None)
    groups = range(metadata.num_row_groups)
    return place is not None and all(
        _ENCODINGS.issuperset(metadata.row_group(group).column(place).encodings) for group in groups
    )


def _difference(schema: pa.Schema, first: pa.Schema) -> str:
    """In which columns a file differs from another."""
    names = dict.fromkeys((*first.names, *schema.names))
    told = []
    for name in names:
        of, other = (one.field(name).type if name in one.names else None for one in (schema, first))
        if of != other:
            told.append(
                f"no {name}" if of is None else f"{name} of type {of}" + ("" if other else ", a further column")
            )
    return f"other columns or other types: {', '.join(told)}" if told else "the columns in another order"


def _shared(file: Path) -> str:
    return f"those of {file.name}, as the files of a table have to share them"
