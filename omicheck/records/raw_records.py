"""Raw records, whatever held them, to cases, and what is wrong with the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from omicheck.errors import Problem
from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.records.plain_values import written
from omicheck.records.structure import read_case, reference_of

if TYPE_CHECKING:
    from omicheck.records.table_rows import Stray, TableRecord


@frozen
class Rejected:
    """A record that was not taken.

    Attributes:
        problems: everything that is wrong with it.
        record: the record as it was found.
        place: of one from tables, the place of its table and its line there, by which those of all parts are put in
            order.
    """

    problems: tuple[Problem, ...]
    # Whoever looks at what is wrong, as in a notebook, is not shown the record of a person unasked.
    record: Any = field(repr=False)
    place: tuple[int, int] = (0, 0)


@frozen(eq=False)
class Raw:
    """A record and what is known of it.

    Attributes:
        data: what it says.
        path: where it stands in its document.
        findings: takes what is wrong with it, and tells where.
        problems: what is wrong with it already.
        place: see `Rejected`.
        text: the record as it stands, where its data do not have all of it.
    """

    data: Any
    path: DataPath
    findings: Findings
    problems: tuple[Problem, ...] = ()
    place: tuple[int, int] = (0, 0)
    text: str | None = None


def structured(
    raws: Iterable[Raw], vocabulary: Vocabulary, seen: set[object] | None = None
) -> tuple[tuple[Case, ...], list[Rejected]]:
    """The cases that raw records stand for, and those that were rejected.

    Args:
        raws: the records.
        vocabulary: the words that they may use.
        seen: the references of the records before these, to which theirs are added; None if there are none before.
    """
    cases: list[Case] = []
    rejected = []
    # Also of records that were rejected: a second one must not stand in for a first that is wrong.
    seen = set() if seen is None else seen
    for raw in raws:
        findings = raw.findings
        before = len(findings.problems)
        case = read_case(raw.data, vocabulary, findings, raw.path)
        case_id = reference_of(raw.data)
        if case_id is not None and case_id in seen:
            findings.case_id = case_id
            findings.add((*raw.path, "case_id"), "a case_id seen before", "one record for each case")
            findings.case_id = None
        seen.add(case_id)
        problems = (*raw.problems, *findings.problems[before:])
        if case is not None and not problems:
            cases.append(case)
        if problems:
            rejected.append(Rejected(problems, raw.data if raw.text is None else raw.text, raw.place))
    return tuple(cases), rejected


def records_of_tables(
    records: Sequence["TableRecord"], strays: Sequence["Stray"], vocabulary: Vocabulary
) -> tuple[tuple[Case, ...], tuple[Rejected, ...]]:
    """The good records put together from tables, and what was rejected: records, then rows that belong to no case."""
    raws = [
        Raw(record.data, (), _findings_of(record), tuple(record.problems), (0, record.row.line or 0))
        for record in records
    ]
    cases, rejected = structured(raws, vocabulary)
    return cases, (*rejected, *(Rejected((one.problem,), dict(one.row.cells), one.place) for one in strays))


def problems_of(rejected: Iterable[Rejected]) -> Iterator[Problem]:
    """Everything that is wrong with records that were not taken."""
    return (problem for one in rejected for problem in one.problems)


def in_order(rejected: Iterable[Rejected]) -> tuple[Rejected, ...]:
    """Rejected records of tables in the order of the tables, however they were found."""
    return tuple(sorted(rejected, key=lambda one: one.place))


def _findings_of(record: "TableRecord") -> Findings:
    return Findings(record.file, record.line_of, record.file_of)


def rejects_lines(rejected: tuple[Rejected, ...]) -> Iterator[Mapping[str, Any]]:
    """What is written of rejected records: each with its problems, ready for JSON Lines."""
    for one in rejected:
        yield {"problems": [problem.data() for problem in one.problems], "record": written(one.record)}
