"""Where records come from."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from omicheck.records.case_list import CaseList
from omicheck.records.read import Records

if TYPE_CHECKING:
    from omicheck.records.pseudonyms import Pseudonyms


@frozen(eq=False)
class NamedSource:
    """A file, a folder or the address of a database; or `-` for JSON Lines on standard input.

    Attributes:
        name: as the user named it.
        standard_input: what came there, for the name `-`, or in the pipe of that name.
        mapping: the file that says what headings and words of a workbook or of CSV files mean; None for records that
            are headed as they should be.
        case_list: the cases that are asked for; None for all.
        pseudonyms: what gives references pseudonyms as soon as they are read; None for none.
    """

    name: str
    standard_input: bytes | None = None
    mapping: Path | None = None
    case_list: CaseList | None = None
    pseudonyms: "Pseudonyms | None" = None


@frozen(eq=False)
class RecordSource:
    """Records that are plain data already, in the shape of case records.

    Attributes:
        records: the records.
        name: what problems call them.
    """

    records: Sequence[Mapping[str, Any]]
    name: str = "records"


@frozen(eq=False)
class TableSource:
    """Tables in memory, each of which gives an Arrow stream (`__arrow_c_stream__`): data frames and Arrow tables.

    Attributes:
        cases: a row for each case.
        events: a row for each event; None for none.
        answers: a row for each answer of an inspector; None for none.
        name: what problems call them.
    """

    cases: Any
    events: Any = None
    answers: Any = None
    name: str = "tables"


@frozen(eq=False)
class ReadSource:
    """Records that have been read already, for whoever needs several things of them.

    Attributes:
        records: the records.
        name: what problems call them.
    """

    records: Records
    name: str


def pseudonyms_of(source: "Source") -> "Pseudonyms | None":
    """What gives the references of a source pseudonyms; None for none."""
    match source:
        case NamedSource(pseudonyms=pseudonyms):
            return pseudonyms
        case ReadSource(records):
            return records.pseudonyms
    return None


Source = NamedSource | RecordSource | TableSource | ReadSource
