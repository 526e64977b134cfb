"""The rows of the tables of an extract as rows of `cases`, `events` and `answers`."""

from collections.abc import Sequence
from typing import Final

from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.mapped_rows import MappedRows, Unused
from omicheck.records.mapping.model import RecordMapping
from omicheck.records.mapping.repeated_rows import rows_repeated
from omicheck.records.mapping.row_reader import RowReader, rows_where
from omicheck.records.mapping.tables import MappedTable

_TEXT: Final = ValueType("text")
_ANSWER: Final = ValueType("choice", ANSWERS)


def add_rows(found: MappedTable, mapping: RecordMapping, vocabulary: Vocabulary, rows: MappedRows) -> None:
    """Adds what a table of an extract holds.

    Args:
        found: the table and what the mapping says of it.
        mapping: the mapping.
        vocabulary: the words of records.
        rows: takes the rows.
    """
    reader = RowReader(found, mapping, vocabulary, rows)
    wanted = _rows_wanted(found)
    rows.left_out += len(found.table.lines) - len(wanted)
    rows.no_event += [Unused("", "", problem) for problem in found.not_read]
    ids = reader.column(found.mapping.case_id, _TEXT)
    if found.mapping.person_id is not None:
        reader.persons.extend(reader.column(found.mapping.person_id, _TEXT))
    if found.mapping.each_row == "answer":
        types = {name: _ANSWER if name == "answer" else _TEXT for name in found.mapping.answer}
        rows.answers += reader.rows(wanted, ids, found.mapping.answer, types)
        return
    if found.mapping.each_row == "case":
        rows.cases += reader.rows(wanted, ids, found.mapping.fields, vocabulary.fields)
    elif found.mapping.fields:
        facts = list(reader.rows(wanted, ids, found.mapping.fields, vocabulary.fields))
        rows.facts += facts
        rows.alone |= set() if found.mapping.events else set(map(id, facts))
    covered: set[int] = set()
    events = [one for event in found.mapping.events for one in reader.events(event, wanted, ids, covered)]
    # In the order of the rows; what one row is taken for more than once is in the order of the mapping.
    rows.events += [event for _, event in sorted(events, key=lambda one: one[0])]
    if found.mapping.each_row == "event" and found.mapping.events:
        rows.no_event += reader.no_event((row for row in wanted if row not in covered), ids)


def _rows_wanted(found: MappedTable) -> Sequence[int]:
    """The places of the rows that are not left out on purpose."""
    out: set[int] = set()
    for together in found.mapping.leave_out_rows:
        out |= set(rows_where(found, together, range(len(found.table.lines))))
    rows = [row for row in range(len(found.table.lines)) if row not in out]
    again = rows_repeated(found.table, rows) if found.mapping.repeated_rows_left_out else ()
    return [row for row in rows if row not in again]
