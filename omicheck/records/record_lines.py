"""The file and the line at which each record begins, for formats that point at records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from omicheck.records.json_places import JsonPlaces
from omicheck.records.structure import reference_of

if TYPE_CHECKING:
    from omicheck.records.raw_records import Raw
    from omicheck.records.table_rows import TableRecord


@frozen
class Place:
    """Where a record begins.

    Attributes:
        file: the file, or the table of a database, as a problem with the record would name it.
        line: the line there, or the row of a table that has no lines, from 1; None where it cannot be told.
    """

    file: str
    line: int | None


def places_in_text(raws: Sequence["Raw"], text: str) -> Mapping[str, Place]:
    """The places of records of JSON or JSON Lines, by their references; of two with one reference the first.

    Args:
        raws: the records.
        text: the document that those have been found in that have a path there.
    """
    in_list = bool(raws) and bool(raws[0].path)
    # One line after the other would read a document from its beginning for every record.
    lines = (
        JsonPlaces(text).lines_of_items(raws[0].path[:-1])
        if in_list
        else (raw.findings.line_of(raw.path) for raw in raws)
    )
    places: dict[str, Place] = {}
    for raw, line in zip(raws, lines, strict=True):
        case_id = reference_of(raw.data)
        if case_id is not None:
            places.setdefault(case_id, Place(raw.findings.file, line))
    return places


def places_of_tables(records: Iterable["TableRecord"]) -> Mapping[str, Place]:
    """The places of records of tables, which are those of their rows in `cases`, in the same way."""
    places: dict[str, Place] = {}
    for record in records:
        places.setdefault(str(record.data.get("case_id")), Place(record.file, record.row.line))
    return places
