"""Rows kept in a temporary file, block by block, as they lie in memory."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
from attrs import define, field, frozen

from omicheck.records.bulk.copies import Folder
from omicheck.records.unchanged import FileState


@frozen(eq=False)
class Block:
    """Some rows that lie together.

    Attributes:
        source: the table.
        file: the file.
        start: the first byte.
        ids: the least and the greatest `case_id` of the cases that the rows belong to.
    """

    source: "KeptRows"
    file: Path
    start: int
    ids: tuple[str, str]

    def read(self, file: Path) -> pa.Table:
        """The rows.

        Args:
            file: the file, as the table opens it.
        """
        with file.open("rb") as opened:
            opened.seek(self.start)
            with pa.ipc.open_stream(opened) as reader:
                return reader.read_all()


@define(eq=False)
class KeptRows:
    """The rows of a table, in blocks.

    Attributes:
        name: the table as the user would know it.
        files: the files that hold it; none, as what they hold is no table.
        states: what files were when reading began; none.
        folder: what keeps the file.
        table: its name among those of the records.
    """

    name: str
    folder: Folder
    table: str
    files: tuple[Path, ...] = ()
    states: tuple[FileState, ...] = ()
    _blocks: list[Block] = field(init=False, factory=list)

    def add(self, rows: pa.Table, ids: tuple[str, str]) -> None:
        """Keeps a block.

        Args:
            rows: its rows.
            ids: the least and the greatest `case_id` of the cases that they belong to.

        Raises:
            OSError: there is no room for it.
        """
        with self._file.open("ab") as file:
            self._blocks.append(Block(self, self._file, file.tell(), ids))
            with pa.ipc.new_stream(file, rows.schema) as writer:
                writer.write_table(rows)

    def open(self, file: Path) -> Path:
        """The file, which is opened for each block, as it need not be read first."""
        return file

    def schema(self) -> pa.Schema:
        """The columns and their types."""
        return next(self.batches()).schema

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows, a block at a time."""
        for block in self._blocks:
            rows = block.read(block.file)
            yield rows if columns is None else rows.select(columns)

    def in_order(self) -> tuple[Block, ...] | None:
        """The blocks, if no case stands in one of them that should stand in one before."""
        ordered = all(one.ids[1] <= other.ids[0] for one, other in pairwise(self._blocks))
        return tuple(self._blocks) if ordered else None

    @property
    def _file(self) -> Path:
        return self.folder.path / self.table
