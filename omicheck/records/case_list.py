"""Which cases of some records are asked for, and what becomes of the others."""

from collections.abc import Collection, Iterator
from typing import Final

from attrs import evolve, frozen

from omicheck.errors import Problem, SupplementWrongError
from omicheck.private_values import ValueLeftOut
from omicheck.records.read import Records
from omicheck.records.structure import reference_of
from omicheck.text import counted, printable

# So many cases that are not there are named.
_MOST_NAMED: Final = 10


@frozen
class CaseList:
    """The references in a file.

    Attributes:
        file: the file, as the user named it.
        references: each once, in the order of the file.
        sha256: hash of the file's bytes.
        replacements: how many cases stand in it as a reserve, which are not asked for.
    """

    file: str
    references: tuple[str, ...]
    sha256: str
    replacements: int = 0


@frozen
class Listed:
    """What became of a list of cases.

    Attributes:
        of: the list.
        not_found: the references that are in no record.
        others: the references of the other records, which are left out.
    """

    of: CaseList
    not_found: tuple[str, ...]
    others: frozenset[str]

    def remarks(self) -> Iterator[str]:
        """What is to be said of it."""
        found, others = len(self.of.references) - len(self.not_found), counted(len(self.others), "other record")
        reserve = f"; {counted(self.of.replacements, 'replacement')} not asked for" if self.of.replacements else ""
        yield f"{self.of.file}: {counted(found, 'case')} among the records, {others} left out{reserve}"

    def problems(self) -> Iterator[str]:
        """What is wrong: the cases that are not among the records, the first few of them by name."""
        if self.not_found:
            some = ", ".join(map(printable, self.not_found[:_MOST_NAMED]))
            more = f" and {len(self.not_found) - _MOST_NAMED:,} more" if len(self.not_found) > _MOST_NAMED else ""
            of = counted(len(self.of.references), "case")
            yield f"{self.of.file}: {len(self.not_found):,} of its {of} not among the records: {some}{more}"


def listed_among(wanted: CaseList, known: Collection[str]) -> Listed:
    """What becomes of a list of cases.

    Args:
        wanted: the list.
        known: the references of all records.

    Raises:
        SupplementWrongError: none of the cases is among the records.
    """
    missing = tuple(name for name in wanted.references if name not in known)
    if len(missing) == len(wanted.references):
        # Where some are among them, the others are references too; here what was listed may be anything.
        cases, none = counted(len(missing), "case"), "none of which is among the records"
        found = ValueLeftOut(f"{cases}, {none}", f"{cases}, such as {printable(missing[0])}, {none}")
        expected = "references as the records have them"
        raise SupplementWrongError((Problem(wanted.file, None, "", found, expected),))
    return Listed(wanted, missing, frozenset(known) - frozenset(wanted.references))


def only_listed(records: Records, wanted: CaseList) -> Records:
    """The records of the cases of a list, those that were rejected and those whose reference cannot be told included.

    Args:
        records: the records.
        wanted: the list.

    Raises:
        SupplementWrongError: none of the cases is among the records.
    """
    names = set(wanted.references)
    cases = tuple(case for case in records.cases if case.case_id in names)
    rejected = tuple(one for one in records.rejected if (name := reference_of(one.record)) is None or name in names)
    known = {case.case_id for case in records.cases}
    known |= {name for one in records.rejected if (name := reference_of(one.record)) is not None}
    places = {name: place for name, place in records.places.items() if name in names}
    listed = listed_among(wanted, known)
    return evolve(records, cases=cases, rejected=rejected, places=places, listed=listed)
