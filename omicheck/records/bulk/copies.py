"""Tables that can be read through only once, or only slowly, copied to temporary Parquet files.

A copy is read as Parquet is: where it lies if it is in the order of `case_id`, otherwise dealt out to parts.
"""

import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import define, field, frozen

from omicheck.errors import RecordsUnreadableError
from omicheck.records.bulk.parquet import ParquetSource
from omicheck.records.bulk.sources import CELLS, ROW, unreadable
from omicheck.records.unchanged import FileState


@define(eq=False)
class Folder:
    """A temporary folder that is there as long as anything that it holds is in use, and at the longest until the end.

    Attributes:
        path: where it is.
    """

    path: Path = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="omicheck-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@frozen(eq=False)
class CopiedSource:
    """The rows of a table that was copied.

    Attributes:
        name: the table as the user would know it.
        files: the files that hold it, if it is one of files.
        copy: its copy.
        folder: what keeps the copy.
        sha256: hash of its content, if it is in no file.
        states: what the files were when reading began.
    """

    name: str
    files: tuple[Path, ...]
    copy: ParquetSource
    folder: Folder
    sha256: str | None = None
    states: tuple[FileState, ...] = ()

    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return self.copy.schema()

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, some at a time."""
        return self.copy.batches(columns)


def copied(name: str, table: str, columns: Iterable[str], rows: Iterable[pa.Table], folder: Folder) -> ParquetSource:
    """Copies rows of texts to a file.

    Args:
        name: the table as the user would know it.
        table: its name among those of the records.
        columns: its columns.
        rows: some rows at a time, with `ROW` and `CELLS`.
        folder: takes the copy.

    Raises:
        RecordsUnreadableError: there is no room for it.
    """
    file = folder.path / f"{table}.parquet"
    texts = [(column, pa.dictionary(pa.int32(), pa.string())) for column in columns]
    schema = pa.schema([*texts, (ROW, pa.int64()), (CELLS, pa.int32())])
    options = {
        "use_dictionary": [column for column, _ in texts],
        "column_encoding": {ROW: "DELTA_BINARY_PACKED"},
        "write_statistics": ["case_id"],
        "compression": "lz4",
    }
    try:
        with pq.ParquetWriter(file, schema, **options) as writer:
            for some in rows:
                writer.write_table(some.select(schema.names).cast(schema))
    except OSError as error:
        raise no_room(name, error) from error
    return ParquetSource(name, (file,))


def no_room(name: str, error: OSError) -> RecordsUnreadableError:
    """That the temporary files that a table needs cannot be written."""
    found = f"no room for a temporary copy in {tempfile.gettempdir()} ({error.strerror or error})"
    return unreadable(name, found, "room for it; TMPDIR names another folder")
