"""What the tables of an extract hold, as rows of the tables of records."""

from attrs import define, field, frozen

from omicheck.errors import Problem
from omicheck.records.table_rows import TableRow

# What is wrong with the cells of a row, by what they are taken for.
Problems = dict[str, Problem]


@frozen
class Unused:
    """A row that the mapping takes for nothing.

    Attributes:
        case_id: the reference of its case, if it has one.
        person_id: the reference of its person, if it has none of a case.
        problem: what is wrong with it.
    """

    case_id: str
    person_id: str
    problem: Problem


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
        persons: rows about each case of a person, with the reference of the person, by the identity of the row.
        no_event: rows that the mapping takes for nothing.
        left_out: how many rows were left out on purpose.
    """

    cases: list[TableRow] = field(factory=list)
    facts: list[TableRow] = field(factory=list)
    alone: set[int] = field(factory=set)
    events: list[TableRow] = field(factory=list)
    answers: list[TableRow] = field(factory=list)
    wrong: dict[int, Problems] = field(factory=dict)
    persons: dict[int, tuple[TableRow, str]] = field(factory=dict)
    no_event: list[Unused] = field(factory=list)
    left_out: int = 0
