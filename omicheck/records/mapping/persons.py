"""What is known of a person, given to each of their cases."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from omicheck.errors import Problem, nearest_name
from omicheck.private_values import ValueLeftOut, left_out_of_hint
from omicheck.records.mapping.mapped_rows import MappedRows, Unused
from omicheck.records.mapping.model import PERSON_ID
from omicheck.records.table_rows import TableRow, names_to_tell

# The cases of each person.
Cases = Mapping[str, Sequence[str]]


def give_to_cases(rows: MappedRows) -> None:
    """Puts a row for each case of a person in the place of a row that is about the person."""
    cases = _cases(row for row in (*rows.cases, *rows.facts) if id(row) not in rows.persons)
    homeless = list(_homeless(cases, rows))
    rows.events = [one for row in rows.events for one in _given(row, cases, rows)]
    rows.facts = [one for row in rows.facts for one in _given(row, cases, rows)]
    unused = [one for one in rows.no_event if not one.person_id]
    for one in rows.no_event:
        of_person = cases.get(one.person_id, ())
        unused += [Unused(case, "", evolve(one.problem, case_id=case)) for case in of_person]
        # Of a person without a case it is told already that there is none.
        unused += [] if of_person or not one.person_id else [Unused("", "", one.problem)]
    rows.no_event = [*unused, *homeless]


def _cases(rows: Iterable[TableRow]) -> Cases:
    cases: dict[str, dict[str, None]] = {}
    for row in rows:
        person, case_id = row.cells.get(PERSON_ID), row.cells.get("case_id")
        if person is not None and case_id is not None:
            cases.setdefault(str(person), {})[str(case_id)] = None
    return {person: list(ids) for person, ids in cases.items()}


def _given(row: TableRow, cases: Cases, rows: MappedRows) -> Iterator[TableRow]:
    if id(row) not in rows.persons:
        yield row
        return
    for case_id in cases.get(rows.persons[id(row)][1], ()):
        made = evolve(row, cells={**row.cells, "case_id": case_id})
        if id(row) in rows.wrong:
            problems = rows.wrong[id(row)].items()
            rows.wrong[id(made)] = {name: evolve(problem, case_id=case_id) for name, problem in problems}
        yield made


def _homeless(cases: Cases, rows: MappedRows) -> Iterator[Unused]:
    """The rows about persons who have no case, each once."""
    told: set[tuple[str, int | None, str]] = set()
    names = names_to_tell(cases)
    for row, person in rows.persons.values():
        if person not in cases and (row.file, row.line, person) not in told:
            told.add((row.file, row.line, person))
            found = ValueLeftOut("a row for a person who is not there", f"a row for person {person!r}")
            expected = f"the {PERSON_ID} of a row that is a case"
            problem = Problem(
                row.file, row.line, PERSON_ID, found, expected, left_out_of_hint(nearest_name(person, names))
            )
            yield Unused("", "", problem)
