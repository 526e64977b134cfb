"""Which cases of a caseload can be drawn, and of what kinds they are.

Appendix 5 of HMI Probation's report on Hertfordshire (2010): between 100 and over 200 cases, about nine months old,
open or terminated, made up of licences, community orders and custody cases, with a minimum number of five kinds. It
prints neither how near nine months is, nor the minimum numbers: those given here are assumed.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.dates import Period, subtract
from omicheck.evaluate.durable.history import History
from omicheck.model.case import Case
from omicheck.model.vocabulary import Value, Vocabulary

# Sizes that appendix 5 prints as between 100 and over 200.
FEWEST: Final = 100
MOST: Final = 200
# Assumed: about the middle of the range.
SIZE: Final = 130
# Assumed: nine months, three either way.
YOUNGEST: Final = 6
OLDEST: Final = 12
# The fields whose values are kept in proportion: appendix 5 names the first; offices are ours.
STRATA: Final = ("sentence_type", "office")
NOT_RECORDED: Final = "not recorded"


@frozen
class CaseKind:
    """A kind of case of which a sample has a minimum number.

    Attributes:
        id: its name.
        title: in words.
        field: the field of a case that tells.
        values: the values of the field that make a case of this kind.
        minimum: the number that is asked for if none is given; assumed, near what the sample of Hertfordshire held.
    """

    id: str
    title: str
    field: str
    values: Collection[Value]
    minimum: int


CASE_KINDS: Final = (
    CaseKind("high_rosh", "High or very high Risk of Serious Harm", "rosh_level", ("high", "very_high"), 20),
    CaseKind("ppo", "Prolific or other priority offender", "ppo", (True,), 15),
    CaseKind("approved_premises", "Approved premises resident", "approved_premises", (True,), 5),
    CaseKind("statutory_victim", "Statutory victim contact", "statutory_victim_contact", (True,), 15),
    CaseKind("minority_ethnic", "Black and minority ethnic", "ethnicity", ("mixed", "asian", "black", "other"), 15),
)

Stratum = tuple[str, ...]


@frozen
class Candidate:
    """A case that can be drawn.

    Attributes:
        case_id: its reference.
        stratum: its case type and office.
        start: the day on which supervision began; None where that is not known.
        values: of the fields that samples are compared by, as at the audit date, as text.
        kinds: what it counts for.
        unknown_kinds: what it may count for too: the field that says it is not recorded.
    """

    case_id: str
    stratum: Stratum
    start: date | None
    values: Mapping[str, str]
    kinds: frozenset[str]
    unknown_kinds: frozenset[str] = frozenset()


@frozen
class Frame:
    """The cases that a sample is drawn from.

    Attributes:
        candidates: the cases of the wanted age, by reference.
        too_young: how many cases began later.
        too_old: how many began earlier.
        undated: how many have no start.
    """

    candidates: tuple[Candidate, ...]
    too_young: int
    too_old: int
    undated: int


# What samples are compared by, besides the kinds.
COMPARED: Final = (*STRATA, "tier", "rosh_level", "gender", "ethnicity")


def candidate(case: Case, vocabulary: Vocabulary, as_of: date) -> Candidate:
    """A case as a candidate, as at the audit date."""
    history = History(case, vocabulary, as_of)
    named = {*COMPARED, *(kind.field for kind in CASE_KINDS)}
    known = {name: history.value(name, as_of) for name in sorted(named)}
    values = {name: NOT_RECORDED if known[name] is None else str(known[name]) for name in COMPARED}
    start = None
    if "start" in vocabulary.case_dates:
        start = case.fields.get(vocabulary.case_dates["start"].field_for(case.fields))
    return Candidate(
        case.case_id,
        tuple(values[name] for name in STRATA),
        start if isinstance(start, date) else None,
        values,
        frozenset(kind.id for kind in CASE_KINDS if known[kind.field] in kind.values),
        frozenset(kind.id for kind in CASE_KINDS if known[kind.field] is None),
    )


def frame_of(cases: Iterable[Case], vocabulary: Vocabulary, as_of: date, youngest: int, oldest: int) -> Frame:
    """The cases that began from `oldest` to `youngest` months before the audit date, whether or not they have ended.

    Args:
        cases: the caseload.
        vocabulary: its words.
        as_of: the audit date.
        youngest: age in months, at least.
        oldest: age in months, at most.
    """
    first, last = subtract(as_of, Period(oldest, "months")), subtract(as_of, Period(youngest, "months"))
    taken = []
    young = old = undated = 0
    for case in sorted(cases, key=lambda case: case.case_id):
        one = candidate(case, vocabulary, as_of)
        if one.start is None:
            undated += 1
        elif one.start > last:
            young += 1
        elif one.start < first:
            old += 1
        else:
            taken.append(one)
    return Frame(tuple(taken), young, old, undated)


def count_kinds(candidates: Collection[Candidate]) -> Mapping[str, int]:
    """How many of the cases are of each kind."""
    return {kind.id: sum(kind.id in one.kinds for one in candidates) for kind in CASE_KINDS}
