"""Rows as Parquet: the fields of a row as columns, the run manifest among the file's metadata."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from omicheck.evaluate.row_schema import SCHEMA
from omicheck.model.row import Row
from omicheck.plain_data import FIELDS, compact_json
from omicheck.row_files.utf8_paths import not_for_parquet
from omicheck.row_files.whole_file import whole_file

# What a file says of itself in its metadata.
ABOUT: Final = "omicheck"
RUN: Final = "omicheck.run"
_ROWS_AT_A_TIME: Final = 50_000
# Values that the writer encodes at a time; its own default of 1,024 takes a tenth longer, and more gain nothing.
_VALUES_AT_A_TIME: Final = 16_384


def tables_of(rows: Iterable[Row]) -> Iterator[pa.Table]:
    """Rows as tables with `SCHEMA`, some rows at a time."""
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS_AT_A_TIME)):
        columns = {name: [getattr(row, name) for row in some] for name in FIELDS}
        yield pa.table({name: pa.array(columns[name], SCHEMA.field(name).type) for name in FIELDS}, schema=SCHEMA)


@attrs.frozen(eq=False)
class ParquetRows:
    """A file of rows while it is written."""

    writer: pq.ParquetWriter

    def write(self, table: pa.Table) -> None:
        """Adds rows."""
        self.writer.write_table(table)

    def describe(self, told: Mapping[str, Any], run: str | None = None) -> None:
        """Adds to the file's metadata.

        Args:
            told: the run manifest or what else the file is about, under `omicheck`.
            run: the mark of the run that it belongs to, under `omicheck.run`.
        """
        self.writer.add_key_value_metadata({ABOUT: compact_json(told), **({} if run is None else {RUN: run})})


@contextmanager
def parquet_file(path: Path, *, in_row_order: bool = True) -> Iterator[ParquetRows]:
    """A file of rows, written beside and renamed at the end, so that whatever stops it leaves no half a file.

    Args:
        path: where it is to lie.
        in_row_order: whether the rows come in the order of their cases, which the file then tells of.
    """
    # The least and greatest value of a column say something where it is in order, and take time to find.
    statistics = ["case_id"] if in_row_order else False
    # Texts are written by their dictionaries, but are texts to whoever reads them: with the schema of Arrow beside that
    # of Parquet they would be categories to some, which join with no text.
    options = {"write_statistics": statistics, "write_batch_size": _VALUES_AT_A_TIME, "store_schema": False}
    with whole_file(path) as part, _writer(part, options) as writer:
        yield ParquetRows(writer)


def _writer(part: Path, options: Mapping[str, Any]) -> pq.ParquetWriter:
    try:
        return pq.ParquetWriter(part, SCHEMA, **options)
    except UnicodeEncodeError:
        raise not_for_parquet(part.parent) from None
