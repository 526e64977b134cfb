"""The tables of the semantics as ordered clauses over integer facts: the first that holds gives verdict and reason.

A fact is one case that is possible; where incomplete events leave several open, each is asked about. Days never meet
in a clause: their difference is taken before, and only its sign is asked. What is missing has a code of its own, so
that two missing dates cannot be taken for the same day.
"""

from typing import Final

from attrs import frozen

from omicheck.evaluate.durable.decisions import Box, Clause, Tree, first_that_holds
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.scopes import FALSE, UNKNOWN
from omicheck.model.row import Reason, Verdict
from omicheck.model.rule import Kind


@frozen
class Ruling:
    """What a clause gives."""

    verdict: Verdict
    reason: Reason


def _when(verdict: Verdict, reason: Reason, **tests: int | tuple[int, int]) -> Clause[Ruling]:
    spans = {key: test if isinstance(test, tuple) else (test, test) for key, test in tests.items()}
    return Clause(Ruling(verdict, reason), spans)


NO: Final = 0
YES: Final = 1
# The sign of a margin: a date's distance to the due date, or a count's to the limit.
BEHIND: Final = -1
AHEAD: Final = 1
_ON_OR_AHEAD: Final = (0, 1)
# Where a date is missing, its margin is coded apart from any sign.
MISSING: Final = -2

# The steps before the table of the kind. Without a date it is not asked whether the scope is unknown.
_FIRST_STEPS: Final = (
    _when("not_applicable", "out_of_scope", scope=FALSE),
    _when("not_applicable", "no_trigger", standing=OccurrenceStanding.NO_OCCURRENCE),
    _when(
        "cannot_tell",
        "unknown_scope",
        scope=UNKNOWN,
        standing=(OccurrenceStanding.DATED, OccurrenceStanding.UNCERTAIN_BECOMING),
    ),
    _when("cannot_tell", "missing_date", standing=OccurrenceStanding.DATE_MISSING),
    _when("cannot_tell", "incomplete_event", standing=OccurrenceStanding.INCOMPLETE),
    _when("cannot_tell", "incomplete_event", standing=OccurrenceStanding.UNCERTAIN_NUMBER),
    _when("cannot_tell", "unknown_scope", standing=OccurrenceStanding.UNCERTAIN_BECOMING),
    _when("cannot_tell", "no_limit_in_force", limit=NO),
    _when("not_applicable", "exempt", exempt=YES),
)
_OVER: Final = (
    _when("not_applicable", "ended_before_due", due_to_over=_ON_OR_AHEAD, over_to_audit=_ON_OR_AHEAD, over_is_end=YES),
    _when("not_applicable", "interrupted", due_to_over=_ON_OR_AHEAD, over_to_audit=_ON_OR_AHEAD),
)
_NOT_DUE: Final = _when("not_due", "not_due", audit_to_due=_ON_OR_AHEAD)

_TIMED: Final = (
    *_FIRST_STEPS,
    _when("met", "in_time", due_to_outcome=_ON_OR_AHEAD),
    *_OVER,
    _when("met", "late_accepted", due_to_outcome=BEHIND, late_accepted=YES),
    _when("not_met", "late", due_to_outcome=BEHIND),
    _NOT_DUE,
    _when("not_applicable", "not_asked", absent_not_asked=YES),
    _when("not_met", "absent"),
)
_COUNT: Final = (
    *_FIRST_STEPS,
    _when("not_met", "too_many", at_most=YES, surplus=AHEAD),
    _when("not_due", "not_due", at_most=YES, audit_to_due=_ON_OR_AHEAD, over_to_audit=(MISSING, BEHIND)),
    _when("met", "not_too_many", at_most=YES),
    _when("met", "enough", surplus=_ON_OR_AHEAD),
    *_OVER,
    _NOT_DUE,
    _when("not_met", "too_few"),
)
_NEVER: Final = (
    *_FIRST_STEPS,
    _when("not_met", "happened", happened=YES),
    _when("met", "none"),
)
_RECORDED: Final = (
    *_FIRST_STEPS,
    _when("cannot_tell", "incomplete_event", unsettled=YES),
    _when("not_met", "not_recorded", present=NO),
    _when("not_met", "wrong_value", satisfied=NO),
    _when("met", "recorded"),
)

_SIGN: Final = (BEHIND, AHEAD)
_SIGN_OR_MISSING: Final = (MISSING, AHEAD)
_FLAG: Final = (NO, YES)

# In this order the codes of a fact are given.
_FIRST_CODES: Final[Box] = {"standing": (0, max(OccurrenceStanding)), "scope": (0, 2), "limit": _FLAG, "exempt": _FLAG}
_OVER_CODES: Final[Box] = {"due_to_over": _SIGN_OR_MISSING, "over_to_audit": _SIGN_OR_MISSING, "over_is_end": _FLAG}

# The kinds that are decided by one table have one tree, and so one set of rulesets.
TABLE_OF: Final[dict[Kind, str]] = {
    **dict.fromkeys(("deadline", "interval", "lead_time"), "timed"),
    "count": "count",
    "never": "never",
    "recorded": "recorded",
}
_TABLES: Final[dict[str, tuple[tuple[Clause[Ruling], ...], Box]]] = {
    "timed": (
        _TIMED,
        {
            **_FIRST_CODES,
            "due_to_outcome": _SIGN_OR_MISSING,
            "late_accepted": _FLAG,
            "absent_not_asked": _FLAG,
            "audit_to_due": _SIGN,
            **_OVER_CODES,
        },
    ),
    "count": (_COUNT, {**_FIRST_CODES, "surplus": _SIGN, "at_most": _FLAG, "audit_to_due": _SIGN, **_OVER_CODES}),
    "never": (_NEVER, {**_FIRST_CODES, "happened": _FLAG}),
    "recorded": (_RECORDED, {**_FIRST_CODES, "unsettled": _FLAG, "present": _FLAG, "satisfied": _FLAG}),
}

# The clauses of each kind and the codes that the fields of its facts may have.
CLAUSES: Final = {kind: _TABLES[table] for kind, table in TABLE_OF.items()}


def verdict_tree(kind: Kind) -> tuple[Tree[Ruling], Box]:
    """The decision tree of a kind, and the fields of its facts with their codes."""
    clauses, box = CLAUSES[kind]
    return first_that_holds(clauses, box), box
