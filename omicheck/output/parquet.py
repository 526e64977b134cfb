"""Rows as Parquet: the fields of a row as columns, the run manifest among the file's metadata."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import attrs
import pyarrow as pa
import pyarrow.parquet as pq

from omicheck.model.row import Row
from omicheck.output.fields import FIELDS, compact_json

_TEXT: Final = pa.dictionary(pa.int32(), pa.string())
SCHEMA: Final = pa.schema(
    [
        ("case_id", _TEXT),
        ("rule", _TEXT),
        ("question", _TEXT),
        ("occurrence", pa.int32()),
        ("verdict", _TEXT),
        ("reason", _TEXT),
        ("trigger_date", pa.date32()),
        ("due_date", pa.date32()),
        ("outcome_date", pa.date32()),
        ("days_late", pa.int32()),
        ("limit", _TEXT),
        ("count", pa.int32()),
        ("unknown_fields", pa.list_(pa.string())),
    ]
)
_ROWS_AT_A_TIME: Final = 50_000


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

    def describe(self, manifest: Mapping[str, Any]) -> None:
        """Adds the run manifest to the file's metadata, under `omicheck`."""
        self.writer.add_key_value_metadata({"omicheck": compact_json(manifest)})


@contextmanager
def parquet_file(path: Path) -> Iterator[ParquetRows]:
    """A file of rows, written beside and renamed at the end, so that whatever stops it leaves no half a file."""
    part = path.with_name(f"{path.name}.part")
    try:
        # Of the columns only the first is in order, so that the least and greatest value of the others say nothing.
        with pq.ParquetWriter(part, SCHEMA, write_statistics=["case_id"]) as writer:
            yield ParquetRows(writer)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
