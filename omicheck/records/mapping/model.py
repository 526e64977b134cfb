"""A mapping, once it has been read and found right."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from attrs import field, frozen

from omicheck.model.not_held import Share
from omicheck.records.mapping.date_forms import DateForm
from omicheck.records.mapping.json_paths import JsonPath
from omicheck.records.mapping.words import Condition, Words

EachRow = Literal["case", "event", "answer"]
# What a word means that says that something happened, but not when.
UNKNOWN_DATE: Final = "unknown"
# The field by which the cases of one person are known.
PERSON_ID: Final = "person_id"
# Of `leave_out`: every heading that nothing else speaks of.
THE_REST: Final = "the rest"


@frozen
class Place:
    """Where in the mapping something stands: its path there, and the line."""

    path: str
    line: int | None


@frozen(eq=False)
class LookUp:
    """Where in a JSON document that stands which a value refers to.

    Attributes:
        within: the path of the items, from the top.
        by: the path in an item to what the value is compared with.
        take: the path in an item to what is taken.
    """

    within: JsonPath
    by: JsonPath
    take: JsonPath


@frozen
class Source:
    """Where a value comes from: a column, or the mapping itself.

    Attributes:
        heading: the heading of the column, or None for a constant; of JSON the path, which is the heading there.
        constant: the value for every row, as JSON would hold it.
        values: what words in the column mean, before those of the whole mapping.
        dates: how dates are written in the column, in place of those of the whole mapping.
        empty: what an empty cell means; None for "not known".
        as_above: whether an empty cell means what the cell above it says.
        digits: to how many digits a number is filled up with zeros in front; 0 for not at all.
        separator: what stands between the items of a list.
        of_today: whether the column holds what is so today, which nobody can know for an earlier day.
        when: what must all hold of a row that says something.
        otherwise: what is asked where this one says nothing.
        parts: sources whose texts together are a reference.
        path: in JSON, the path of what is taken, or of what is looked up.
        look_up: in JSON, where that stands which the value refers to.
        place: where in the mapping it stands.
    """

    heading: str | None
    constant: Any = None
    values: Words = field(factory=dict)
    dates: tuple[DateForm, ...] = ()
    empty: Any = None
    as_above: bool = False
    digits: int = 0
    separator: str = ";"
    of_today: bool = False
    when: tuple[Condition, ...] = ()
    otherwise: "Source | None" = None
    parts: "tuple[Source, ...]" = ()
    path: JsonPath | None = None
    look_up: LookUp | None = None
    place: Place = Place("", None)

    def each(self) -> "tuple[Source, ...]":
        """This source and those in it that are columns or constants."""
        inner = (*self.parts, *(() if self.otherwise is None else (self.otherwise,)))
        return (self, *(one for source in inner for one in source.each()))


@frozen
class EventSource:
    """Which rows are an event.

    Attributes:
        type: its type, a constant or by the words of a column.
        dates: the columns of its date, each of which gives an event of its own; empty if its date is not recorded.
        attributes: its attributes.
        when: what must all hold of a row.
        holds: how many of the events of the type there are in the extract.
        place: where in the mapping it stands.
    """

    type: Source
    dates: tuple[Source, ...]
    attributes: Mapping[str, Source]
    when: tuple[Condition, ...] = ()
    holds: Share = "all"
    place: Place = Place("", None)


@frozen
class TableMapping:
    """One table of an extract.

    Attributes:
        place: where in the mapping it stands.
        file: the file, where the extract is a folder; None for the only one.
        sheet: the sheet; None for the only one that has the headings.
        heading_row: the row of headings; None to look for it.
        encoding: that of a CSV file.
        separator: what stands between the cells of a CSV file.
        each_row: what a row is: one case, an event or more of a case, or an answer of an inspector.
        each: in JSON, the path of what makes a row; None where the table is a sheet or a CSV file.
        absent_is_none: whether a list of rows that is not there means that there are none.
        case_id: the reference of the case.
        person_id: the reference of the person, each of whose cases a row is about that has no reference of a case.
        fields: fields of the case.
        events: events.
        answer: question, answer, by and reason.
        leave_out: keys of headings that are left out on purpose; in JSON their paths.
        leave_out_the_rest: whether every other heading is.
        repeated_rows_left_out: whether a row that is like one above it, cell for cell, is left out.
        leave_out_rows: rows that are left out on purpose: those for which all of one of these hold.
    """

    place: Place
    file: str | None
    sheet: str | None
    heading_row: int | None
    encoding: str
    separator: str
    each_row: EachRow
    each: JsonPath | None
    absent_is_none: bool
    case_id: Source
    person_id: Source | None
    fields: Mapping[str, Source]
    events: tuple[EventSource, ...]
    answer: Mapping[str, Source]
    leave_out: Mapping[str, Place]
    leave_out_the_rest: bool
    leave_out_rows: tuple[tuple[Condition, ...], ...]
    repeated_rows_left_out: bool = False

    def sources(self) -> tuple[Source, ...]:
        """All that cells are taken for."""
        of_events = [one for event in self.events for one in (event.type, *event.dates, *event.attributes.values())]
        ids = (self.case_id,) if self.person_id is None else (self.case_id, self.person_id)
        outer = (*ids, *self.fields.values(), *of_events, *self.answer.values())
        return tuple(one for source in outer for one in source.each())

    def conditions(self) -> tuple[Condition, ...]:
        """All that is asked of rows."""
        of_events = [one for event in self.events for one in event.when]
        of_sources = [one for source in self.sources() for one in source.when]
        return (*of_sources, *of_events, *(one for together in self.leave_out_rows for one in together))


@frozen
class RecordMapping:
    """A mapping.

    Attributes:
        file: the file that it was read from.
        tables: the tables of the extract.
        values: what words mean in every column whose values they can be.
        dates: how dates are written.
        time_of_day_left_out: whether a time of day is left out, so that a date with one becomes its day.
        as_of: the audit date, if the mapping states it.
        sha256: hash of the bytes of the file.
        no_events_of: the event types that the extract has no place for as there were none.
    """

    file: str
    tables: tuple[TableMapping, ...]
    values: Words = field(factory=dict)
    dates: tuple[DateForm, ...] = ()
    time_of_day_left_out: bool = False
    as_of: str | None = None
    sha256: str = ""
    no_events_of: tuple[str, ...] = ()
