"""JSON Lines of any size, copied block by block to tables in temporary files, so that they can be read in parts.

`omicheck.records.json_lines` is the definition. A block of lines in which nothing is odd is read by columns
(`json_blocks`). Of any other block a line is sure if Python's reader of JSON takes it as it stands, no key can stand in
it twice, and nothing in it is doubtful (`record_columns`). What is not sure is read by the definition.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, BinaryIO, Final

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen
from numpy.typing import NDArray

from omicheck.arrays import Flags
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.bulk.copies import Folder, no_room
from omicheck.records.bulk.json_blocks import BlockReader
from omicheck.records.bulk.json_values import NotInTablesError
from omicheck.records.bulk.kept_blocks import KeptRows
from omicheck.records.bulk.record_columns import Readers, RecordColumns
from omicheck.records.json_files import parse_quickly
from omicheck.records.json_lines import lines_of, read_line, the_audit_date
from omicheck.records.raw_records import Rejected, structured
from omicheck.records.read import Records
from omicheck.records.structure import reference_of

_BLOCK: Final = 1 << 20
# Where no colon stands behind a blank, these end every key, and may also stand in a text: there are as many of them as
# of keys, or more. If there are as many as the data have keys, none stands twice.
_END_OF_KEY: Final = '":'
_BEFORE_COLON: Final = (" :", "\t:", "\r:")


@frozen(eq=False)
class CopiedRecords:
    """Records in tables.

    Attributes:
        records: what was read, without the cases.
        sources: the tables, by name.
    """

    records: Records
    sources: Mapping[str, KeptRows]


def copy_lines(stream: BinaryIO, name: str, vocabulary: Vocabulary, hashed_as: str) -> CopiedRecords | None:
    """The records of JSON Lines; None where they have to be read as a whole.

    That is so where there is no good record, where the first line is no JSON, so that it may be a document, where a
    byte is not UTF-8, and where a value cannot be held by a table.

    Args:
        stream: the bytes.
        name: what problems call the file.
        vocabulary: the words that records may use.
        hashed_as: the name of the file's hash.

    Raises:
        RecordsUnreadableError: records state different audit dates, or there is no room for the copy.
    """
    copy = _Copy(name, vocabulary)
    digest = sha256()
    first = 1
    try:
        for block in _blocks(stream):
            digest.update(block)
            # Only the file can begin with the mark, as no line can.
            copy.add(block.removeprefix(BOM_UTF8) if first == 1 else block, first)
            first += block.count(b"\n")
    except (UnicodeDecodeError, NotInTablesError):
        return None
    except OSError as error:
        raise no_room(name, error) from error
    if not copy.taken or any(problem.line == 1 for one in copy.no_json[:1] for problem in one.problems):
        return None
    as_of = the_audit_date(copy.stated, name)
    hashes = {hashed_as: digest.hexdigest()}
    return CopiedRecords(Records((), (*copy.no_json, *copy.rejected), as_of, hashes, copy.taken), copy.sources)


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Bytes that end with a line, but for the last."""
    pieces: list[bytes] = []
    while piece := stream.read(_BLOCK):
        end = piece.rfind(b"\n") + 1
        if end:
            yield b"".join((*pieces, piece[:end]))
            pieces = []
        pieces.append(piece[end:])
    yield b"".join(pieces)


@define(eq=False)
class _Copy:
    """What was read so far.

    Attributes:
        name: what problems call the file.
        vocabulary: the words that records may use.
        sources: the tables, by name.
        no_json: the lines that are no JSON.
        rejected: the other records that were not taken.
        stated: the audit dates that records state, each with the first line that does.
        taken: how many records were taken.
    """

    name: str
    vocabulary: Vocabulary
    sources: dict[str, KeptRows] = field(init=False, factory=dict)
    no_json: list[Rejected] = field(init=False, factory=list)
    rejected: list[Rejected] = field(init=False, factory=list)
    stated: dict[str, int] = field(init=False, factory=dict)
    taken: int = field(init=False, default=0)
    _folder: Folder = field(init=False, factory=Folder)
    _seen: set[object] = field(init=False, factory=set)
    _readers: Readers = field(init=False)
    _blocks: BlockReader = field(init=False)

    @_readers.default
    def _readers_of_vocabulary(self) -> Readers:
        return Readers.of(self.vocabulary)

    @_blocks.default
    def _block_reader(self) -> BlockReader:
        return BlockReader.of(self._readers)

    def add(self, block: bytes, first: int) -> None:
        """Reads some lines.

        Args:
            block: the lines.
            first: the number of the first.

        Raises:
            UnicodeDecodeError: a byte is not UTF-8.
            NotInTablesError: a record is right, and no table could hold it.
        """
        text = block.decode()
        lines = {number: line for number, line in enumerate(lines_of(text), first) if line.strip()}
        found = self._blocks.read(block, list(lines.values()))
        if found is not None and self._take_all(found.case_ids, dict(zip(lines, found.stated, strict=True))):
            self._keep(found.tables(list(lines)), found.case_ids)
            return
        records, stated = _quickly_read(lines)
        columns = RecordColumns(self._readers, records)
        kept = ~columns.bad & (_most_keys(text, lines) == columns.keys + [number in stated for number in lines])
        if not (kept.all() and self._take_all([str(reference_of(record)) for record in records], stated)):
            if self._take_one_by_one(lines, records, stated, kept):
                columns = RecordColumns(self._readers, records)
            if (columns.bad & kept).any():
                raise NotInTablesError
        if kept.any():
            ids = [str(reference_of(records[place])) for place in np.flatnonzero(kept).tolist()]
            self._keep(columns.tables(kept, list(lines)), ids)

    def _take_all(self, case_ids: Sequence[str], stated: Mapping[int, str | None]) -> bool:
        """Takes sure records, unless one has a reference that another has."""
        if len(set(case_ids)) < len(case_ids) or not self._seen.isdisjoint(case_ids):
            return False
        self._seen.update(case_ids)
        for number, as_of in stated.items():
            self._note(as_of, number)
        return True

    def _take_one_by_one(
        self, lines: Mapping[int, str], records: list[Any], stated: Mapping[int, Any], kept: Flags
    ) -> bool:
        """Takes the lines that are sure, and reads the others by the definition.

        Args:
            lines: the lines, by their numbers.
            records: what was read of each; takes what the definition reads instead.
            stated: the audit dates that some of them state, by number.
            kept: which are sure; takes which were taken.

        Returns:
            Whether a record was read by the definition and taken.
        """
        is_other = False
        for place, (number, line) in enumerate(lines.items()):
            case_id = reference_of(records[place])
            if kept[place] and case_id not in self._seen:
                self._seen.add(case_id)
                self._note(stated.get(number), number)
                continue
            kept[place] = False
            found = read_line(line, number, self.name, self.stated)
            if isinstance(found, Rejected):
                self.no_json.append(found)
                continue
            _, wrong = structured((found,), self.vocabulary, self._seen)
            self.rejected += wrong
            if not wrong:
                kept[place] = is_other = True
                records[place] = {**found.data, "case_id": reference_of(found.data)}
        return is_other

    def _note(self, as_of: str | None, number: int) -> None:
        if as_of is not None:
            self.stated.setdefault(as_of, number)

    def _keep(self, tables: Mapping[str, pa.Table], case_ids: Sequence[str]) -> None:
        for table, rows in tables.items():
            if table not in self.sources:
                self.sources[table] = KeptRows(self.name, self._folder, table)
            self.sources[table].add(rows, (min(case_ids), max(case_ids)))
        self.taken += len(case_ids)


def _most_keys(text: str, lines: Mapping[int, str]) -> NDArray[np.int64]:
    """How many keys there are on each line at most; -1 where that cannot be told."""
    most = np.fromiter((line.count(_END_OF_KEY) for line in lines.values()), np.int64, len(lines))
    if any(blank in text for blank in _BEFORE_COLON):
        most[[any(blank in line for blank in _BEFORE_COLON) for line in lines.values()]] = -1
    return most


def _quickly_read(lines: Mapping[int, str]) -> tuple[list[dict[str, Any]], dict[int, Any]]:
    """What lines say, an empty mapping for one that is no record; and the audit dates that some state, by number."""
    records: list[dict[str, Any]] = []
    stated: dict[int, Any] = {}
    for number, line in lines.items():
        try:
            data = parse_quickly(line)
        except (ValueError, RecursionError):
            data = None
        record = data if isinstance(data, dict) else {}
        case_id = reference_of(record)
        if case_id is not None:
            record["case_id"] = case_id
        if "as_of" in record:
            as_of = record.pop("as_of")
            if as_of is None or isinstance(as_of, str):
                stated[number] = as_of
        records.append(record)
    return records, stated
