"""A caseload, and which of its cases can be drawn for an inspection."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from omicheck.dates import LONGEST
from omicheck.errors import RequestWrongError, nearest_name, one_of
from omicheck.records.read import Records
from omicheck.rulebase.editions import Rules
from omicheck.rulebase.folder import RuleBase
from omicheck.sample.frame import CASE_KINDS, OLDEST, YOUNGEST, Frame, frame_of
from omicheck.use_cases.audit_date import audit_date
from omicheck.use_cases.observer import Observer
from omicheck.use_cases.reading import read_rules, read_source
from omicheck.use_cases.sources import Source


@frozen(eq=False, repr=False)
class CaseloadRequest:
    """The caseload that a sample is drawn from or held against, and what is asked of a sample.

    Attributes:
        source: the records.
        rules: a rules folder, rules that have been read, or what is asked for of a folder; None for the packaged ones.
        as_of: the audit date; None for that which the records carry.
        youngest: age of a case in months, at least.
        oldest: age of a case in months, at most.
        minimums: the least number of kinds of case; of the others it is assumed.
    """

    source: Source
    rules: Rules = None
    as_of: date | str | None = None
    youngest: int = YOUNGEST
    oldest: int = OLDEST
    minimums: Mapping[str, int] = field(factory=dict)

    @property
    def every_minimum(self) -> Mapping[str, int]:
        """The least number of every kind."""
        return {kind.id: kind.minimum for kind in CASE_KINDS} | dict(self.minimums)


@frozen(eq=False, repr=False)
class CaseloadFrame:
    """A caseload, and which of its cases can be drawn.

    Attributes:
        request: what was asked for.
        rule_base: the rules.
        records: the records of the caseload.
        as_of: the audit date.
        frame: the cases of the wanted age.
    """

    request: CaseloadRequest
    rule_base: RuleBase
    records: Records
    as_of: date
    frame: Frame

    @property
    def assumed(self) -> tuple[str, ...]:
        """The kinds whose least number is assumed."""
        return tuple(kind.id for kind in CASE_KINDS if kind.id not in self.request.minimums)


def check_minimums(minimums: Mapping[str, int]) -> None:
    """Says which least number of a kind of case cannot be used.

    Raises:
        RequestWrongError: the first of them.
    """
    known = [kind.id for kind in CASE_KINDS]
    for name, number in minimums.items():
        if name not in known:
            raise RequestWrongError(("minimum",), repr(name), one_of(known), nearest_name(name, known))
        if number < 0:
            raise RequestWrongError(("minimum",), str(number), f"a whole number, as in {name}=10")


def check_caseload(request: CaseloadRequest) -> None:
    """Says which part of a request cannot be used.

    Raises:
        RequestWrongError: the first of them.
    """
    check_minimums(request.minimums)
    if not 0 <= request.youngest <= request.oldest <= LONGEST["months"]:
        found = f"{request.youngest} and {request.oldest} months"
        expected = f"months from 0 to {LONGEST['months']}, those of the youngest first"
        raise RequestWrongError(("youngest", "oldest"), found, expected)


def read_caseload(request: CaseloadRequest, observer: Observer) -> CaseloadFrame:
    """The caseload that is asked for.

    Args:
        request: what is asked for.
        observer: is told of what is read.

    Raises:
        OmicheckError: rules or records cannot be read, or there is no audit date.
    """
    rule_base = read_rules(request.rules)
    records = read_source(request.source, rule_base.vocabulary, observer)
    as_of = audit_date(request.as_of, records, observer)
    frame = frame_of(records.cases, rule_base.vocabulary, as_of, request.youngest, request.oldest)
    return CaseloadFrame(request, rule_base, records, as_of, frame)
