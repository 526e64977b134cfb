"""The rows of the tables of an extract as rows of `cases`, `events` and `answers`."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from omicheck.errors import Problem
from omicheck.model.case import ANSWERS
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.records.mapping.model import UNKNOWN_DATE, EventSource, RecordMapping, Source
from omicheck.records.mapping.tables import MappedTable
from omicheck.records.mapping.values import Wrong, converted, filled_down
from omicheck.records.mapping.words import Condition
from omicheck.records.sheets.grid import heading_key
from omicheck.records.table_rows import TableRow

_TEXT: Final = ValueType("text")
_DATE: Final = ValueType("date")
_ANSWER: Final = ValueType("choice", ANSWERS)

# What is wrong with the cells of a row, by what they are taken for.
Problems = dict[str, Problem]


@define(eq=False)
class MappedRows:
    """What the tables of an extract hold, as rows of the tables of records.

    Attributes:
        cases: rows of which each is a case.
        facts: rows that hold fields of a case, beside an event or alone.
        alone: the identities of those that are nothing else.
        events: a row for each event.
        answers: a row for each answer.
        wrong: what is wrong with cells, by the identity of the row.
        no_event: rows that the mapping takes for nothing, by the reference of their case.
        left_out: how many rows were left out on purpose.
    """

    cases: list[TableRow] = field(factory=list)
    facts: list[TableRow] = field(factory=list)
    alone: set[int] = field(factory=set)
    events: list[TableRow] = field(factory=list)
    answers: list[TableRow] = field(factory=list)
    wrong: dict[int, Problems] = field(factory=dict)
    no_event: list[tuple[str, Problem]] = field(factory=list)
    left_out: int = 0


def add_rows(found: MappedTable, mapping: RecordMapping, vocabulary: Vocabulary, rows: MappedRows) -> None:
    """Adds what a table of an extract holds.

    Args:
        found: the table and what the mapping says of it.
        mapping: the mapping.
        vocabulary: the words of records.
        rows: takes the rows.
    """
    reader = _Reader(found, mapping, vocabulary, rows)
    wanted = _rows_wanted(found)
    rows.left_out += len(found.table.lines) - len(wanted)
    ids = reader.column(found.mapping.case_id, _TEXT)
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
    rows.events += sorted(events, key=lambda one: one.line or 0)
    if found.mapping.each_row == "event" and found.mapping.events:
        rows.no_event += reader.no_event((row for row in wanted if row not in covered), ids)


def _rows_wanted(found: MappedTable) -> Sequence[int]:
    """The places of the rows that are not left out on purpose."""
    out: set[int] = set()
    for together in found.mapping.leave_out_rows:
        out |= set(_rows_where(found, together, range(len(found.table.lines))))
    return [row for row in range(len(found.table.lines)) if row not in out]


def _rows_where(found: MappedTable, conditions: Sequence[Condition], rows: Sequence[int]) -> Sequence[int]:
    for asked in conditions:
        cells = found.table.columns[found.headings[heading_key(asked.heading)]]
        known: dict[str, bool] = {cell: asked.holds(cell) for cell in set(cells) if type(cell) is str}
        rows = [row for row in rows if (known[cell] if type(cell := cells[row]) is str else asked.holds(cell))]
    return rows


@frozen(eq=False)
class _Reader:
    """Takes the cells of a table for what the mapping says that they are."""

    found: MappedTable
    mapping: RecordMapping
    vocabulary: Vocabulary
    into: MappedRows

    def column(
        self, source: Source, wanted: ValueType, rows: Sequence[int] | None = None, *, of_event: bool = False
    ) -> Sequence[Any]:
        """What the cells of a column say, for every row of the table or for some of them."""
        if source.heading is None:
            return [source.constant] * len(self.found.table.lines if rows is None else rows)
        cells = self.found.table.columns[self._heading(source)]
        cells = filled_down(cells) if source.as_above else cells
        some = cells if rows is None else [cells[row] for row in rows]
        return converted(some, source, wanted, self.mapping, of_event=of_event)

    def rows(
        self,
        wanted: Sequence[int],
        ids: Sequence[Any],
        sources: Mapping[str, Source],
        types: Mapping[str, ValueType],
    ) -> Iterator[TableRow]:
        """A row for each row of the table."""
        named = {"case_id": self.found.mapping.case_id, **sources}
        columns = {"case_id": ids} | {name: self.column(source, types[name]) for name, source in sources.items()}
        for row in wanted:
            yield self.row(row, {name: column[row] for name, column in columns.items()}, named)

    def row(self, row: int, values: Mapping[str, Any], sources: Mapping[str, Source]) -> TableRow:
        """A row of a table of records; what is wrong with its cells is noted."""
        table = self.found.table
        cells: dict[str, Any] = {}
        wrong: Problems = {}
        for name, value in values.items():
            if isinstance(value, Wrong):
                cells[name] = value.text
                heading = self._heading(sources[name])
                case_id = values["case_id"] if isinstance(values["case_id"], str) else None
                line = table.lines[row]
                wrong[name] = Problem(
                    table.name, line, heading, value.found, value.expected, value.nearest, case_id, "word"
                )
            elif value is not None and not sources[name].of_today:
                cells[name] = value
        made = TableRow(table.name, table.lines[row], cells)
        if wrong:
            self.into.wrong[id(made)] = wrong
        return made

    def _heading(self, source: Source) -> str:
        """A heading as the table has it; what is wrong with a constant the mapping has been told already."""
        return "" if source.heading is None else self.found.headings[heading_key(source.heading)]

    def events(
        self, event: EventSource, wanted: Sequence[int], ids: Sequence[Any], covered: set[int]
    ) -> Iterator[TableRow]:
        """A row for each event that the rows of the table are by one entry of the mapping.

        Args:
            event: the entry.
            wanted: the rows.
            ids: their cases.
            covered: takes the rows of which the entry says what they are, if only that they are no event.
        """
        types = self.column(event.type, ValueType("choice", tuple(self.vocabulary.events)))
        by_type: dict[str | Wrong, list[int]] = {}
        for row in _rows_where(self.found, event.when, wanted):
            if types[row] is not None:
                by_type.setdefault(types[row], []).append(row)
            elif self._is_filled(event.type, row):
                covered.add(row)
        dates = [(source, self.column(source, _DATE, of_event=True)) for source in event.dates]
        for type_, rows in by_type.items():
            covered.update(rows)
            yield from self._of_type(event, type_, rows, ids, dates)

    def _of_type(
        self,
        event: EventSource,
        type_: str | Wrong,
        rows: Sequence[int],
        ids: Sequence[Any],
        dates: Sequence[tuple[Source, Sequence[Any]]],
    ) -> Iterator[TableRow]:
        """The events of one type: one for each date of a row."""
        known = self.vocabulary.events[type_].attributes if isinstance(type_, str) else {}
        # An attribute that the type does not have stays as it is, to be found wrong later.
        columns = [self.column(source, known.get(name, _TEXT), rows) for name, source in event.attributes.items()]
        named = {"case_id": self.found.mapping.case_id, "type": event.type, "date": event.type, **event.attributes}
        # Where each row is one event, it is one without a date too; a sheet of cases has one where there is a date.
        always = bool(event.when) or self.found.mapping.each_row == "event"
        for place, row in enumerate(rows):
            attributes = dict(zip(event.attributes, (column[place] for column in columns), strict=True))
            days = [(source, days[row]) for source, days in dates if days[row] is not None]
            for source, day in days or ([(event.type, None)] if always else []):
                values = {"case_id": ids[row], "type": type_, "date": None if day == UNKNOWN_DATE else day}
                yield self.row(row, values | attributes, named | {"date": source})

    def _is_filled(self, source: Source, row: int) -> bool:
        return bool(source.heading) and self.found.table.columns[self._heading(source)][row] != ""

    def no_event(self, rows: Iterator[int], ids: Sequence[Any]) -> Iterator[tuple[str, Problem]]:
        """What is wrong with rows that the mapping takes for nothing."""
        named = dict.fromkeys(
            asked.heading for event in self.found.mapping.events for asked in event.when
        ) | dict.fromkeys(event.type.heading for event in self.found.mapping.events if event.type.heading)
        names = [self.found.headings[heading_key(name)] for name in named]
        expected = "a row that meets the `when` of an event; or `leave_out_rows`, if it is none"
        for row in rows:
            cells = ", ".join(f"{name} {self.found.table.columns[name][row]!r}" for name in names)
            table = self.found.table
            case_id = ids[row] if isinstance(ids[row], str) else None
            problem = Problem(
                table.name,
                table.lines[row],
                "",
                f"a row that is no event: {cells}",
                expected,
                None,
                case_id,
                "no-event",
            )
            yield str(ids[row] or ""), problem
