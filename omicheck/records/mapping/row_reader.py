"""The cells of a table of an extract, taken for what a mapping says that they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from omicheck.errors import Problem
from omicheck.model.vocabulary import ValueType, Vocabulary
from omicheck.private_values import ValueLeftOut
from omicheck.records.mapping.mapped_rows import MappedRows, Problems, Unused
from omicheck.records.mapping.model import UNKNOWN_DATE, EventSource, RecordMapping, Source
from omicheck.records.mapping.tables import MappedTable
from omicheck.records.mapping.values import Wrong, converted, filled_down
from omicheck.records.mapping.words import Condition
from omicheck.records.sheets.grid import BrokenCell, heading_key
from omicheck.records.table_rows import TableRow

_TEXT: Final = ValueType("text")
_DATE: Final = ValueType("date")
# Stands between the parts of a reference that is put together.
_BETWEEN: Final = "-"


def rows_where(found: MappedTable, conditions: Sequence[Condition], rows: Sequence[int]) -> Sequence[int]:
    """The places of those of some rows of a table for which all of some conditions hold."""
    for asked in conditions:
        cells = found.table.columns[found.headings[heading_key(asked.heading)]]
        known: dict[str, bool] = {cell: asked.holds(cell) for cell in set(cells) if type(cell) is str}
        rows = [row for row in rows if (known[cell] if type(cell := cells[row]) is str else asked.holds(cell))]
    return rows


@frozen(eq=False)
class RowReader:
    """Takes the cells of a table for what the mapping says that they are."""

    found: MappedTable
    mapping: RecordMapping
    vocabulary: Vocabulary
    into: MappedRows
    persons: list[Any] = field(factory=list)

    def column(
        self, source: Source, wanted: ValueType, rows: Sequence[int] | None = None, *, of_event: bool = False
    ) -> Sequence[Any]:
        """What a source says of every row of the table, or of some of them: values, None for nothing, or `Wrong`."""
        if source.parts:
            parts = (self.column(one, wanted, rows) for one in source.parts)
            return [_joined(together) for together in zip(*parts, strict=True)]
        values = self._own(source, wanted, rows, of_event=of_event)
        some = range(len(self.found.table.lines)) if rows is None else rows
        if source.when:
            holding = set(rows_where(self.found, source.when, some))
            values = [value if row in holding else None for row, value in zip(some, values, strict=True)]
        if source.otherwise is None:
            return values
        others = self.column(source.otherwise, wanted, rows, of_event=of_event)
        return [other if value is None else value for value, other in zip(values, others, strict=True)]

    def _own(self, source: Source, wanted: ValueType, rows: Sequence[int] | None, *, of_event: bool) -> Sequence[Any]:
        """What the cells of a column say, or a constant."""
        if source.heading is None:
            return [source.constant] * len(self.found.table.lines if rows is None else rows)
        heading = self._heading(source)
        cells = self.found.table.columns[heading]
        cells = filled_down(cells) if source.as_above else cells
        some = cells if rows is None else [cells[row] for row in rows]
        values = converted(some, source, wanted, self.mapping, of_event=of_event)
        if source.of_today:
            # That it is so today says nothing of the start; what is wrong with it is told all the same.
            return [value if isinstance(value, Wrong) else None for value in values]
        return [evolve(value, heading=heading) if isinstance(value, Wrong) else value for value in values]

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
                heading = self._heading(sources[name]) if value.heading is None else value.heading
                case_id = values["case_id"] if isinstance(values["case_id"], str) else None
                line = table.lines[row]
                wrong[name] = Problem(
                    table.name, line, heading, value.found, value.expected, value.nearest, case_id, "word"
                )
            elif value is not None:
                cells[name] = value
        made = TableRow(table.name, table.lines[row], cells)
        person = self._person(row, values["case_id"])
        if person:
            self.into.persons[id(made)] = (made, person)
        if wrong:
            self.into.wrong[id(made)] = wrong
        return made

    def _person(self, row: int, case_id: object) -> str:
        """The person each of whose cases a row is about; an empty text for a row with a case of its own."""
        person = self.persons[row] if self.persons and case_id is None else None
        return person if isinstance(person, str) else ""

    def _heading(self, source: Source) -> str:
        """A heading as the table has it; what is wrong with a constant the mapping has been told already."""
        return "" if source.heading is None else self.found.headings[heading_key(source.heading)]

    def events(
        self, event: EventSource, wanted: Sequence[int], ids: Sequence[Any], covered: set[int]
    ) -> Iterator[tuple[int, TableRow]]:
        """A row for each event that the rows of the table are by one entry of the mapping, each with its place there.

        Args:
            event: the entry.
            wanted: the rows.
            ids: their cases.
            covered: takes the rows of which the entry says what they are, if only that they are no event.
        """
        types = self.column(event.type, ValueType("choice", tuple(self.vocabulary.events)))
        by_type: dict[str | Wrong, list[int]] = {}
        for row in rows_where(self.found, event.when, wanted):
            if types[row] is not None:
                by_type.setdefault(types[row], []).append(row)
            elif not event.type.when and self._is_filled(event.type, row):
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
    ) -> Iterator[tuple[int, TableRow]]:
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
                yield row, self.row(row, values | attributes, named | {"date": source})

    def _is_filled(self, source: Source, row: int) -> bool:
        return bool(source.heading) and self.found.table.columns[self._heading(source)][row] != ""

    def no_event(self, rows: Iterator[int], ids: Sequence[Any]) -> Iterator[Unused]:
        """What is wrong with rows that the mapping takes for nothing."""
        named = dict.fromkeys(
            asked.heading for event in self.found.mapping.events for asked in event.when
        ) | dict.fromkeys(event.type.heading for event in self.found.mapping.events if event.type.heading)
        names = [self.found.headings[heading_key(name)] for name in named]
        expected = "a row that meets the `when` of an event; or `leave_out_rows`, if it is none"
        for row in rows:
            found = [(name, self.found.table.columns[name][row]) for name in names]
            cells = ", ".join(
                f"{name} {cell.what if isinstance(cell, BrokenCell) else repr(cell)}" for name, cell in found
            )
            told = ValueLeftOut(f"a row that is no event, by {', '.join(names)}", f"a row that is no event: {cells}")
            table = self.found.table
            case_id = ids[row] if isinstance(ids[row], str) else None
            problem = Problem(
                table.name,
                table.lines[row],
                "",
                told,
                expected,
                None,
                case_id,
                "no-event",
            )
            yield Unused(str(ids[row] or ""), self._person(row, ids[row]), problem)


def _joined(parts: Sequence[Any]) -> Any:  # noqa: ANN401, it is data of any shape
    """Parts of a reference put together; None where one of them is not there, and `Wrong` where one is wrong."""
    wrong = next((part for part in parts if isinstance(part, Wrong)), None)
    if wrong is not None or any(part is None for part in parts):
        return wrong
    return _BETWEEN.join(map(str, parts))
