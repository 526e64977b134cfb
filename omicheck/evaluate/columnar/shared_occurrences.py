"""What rules with the same trigger and the same scope share, found once: all up to step 4 of a check.

Many rules count from the same day for the same cases, and differ in what they ask for. So their occurrences, which of
them are in scope, and the values of changing fields on those days are the same columns.
"""

from collections.abc import Hashable

import numpy as np
from attrs import field, frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import Columns
from omicheck.evaluate.columnar.editions import truth_where_asked
from omicheck.evaluate.columnar.lookups import NONE, constant, places_where, shared
from omicheck.evaluate.columnar.occurrences import occurrences_of
from omicheck.evaluate.columnar.occurrences_in_scope import OccurrencesInScope, in_scope
from omicheck.evaluate.columnar.own_days import LIVE, OWN_DAYS, OwnDays, own_days_of, reasons_before
from omicheck.evaluate.columnar.parts import DATED, NO_OCCURRENCE, UNCERTAIN_SCOPE, Occurrences
from omicheck.evaluate.columnar.scopes import UNKNOWN, truth_of, unknown_names
from omicheck.evaluate.reason_codes import CODE
from omicheck.model.row import Reason
from omicheck.model.rule import Check, Rule


@frozen(eq=False)
class SharedOccurrences:
    """The occurrences of a trigger, and what each comes to before anything is asked of it.

    Attributes:
        occurrences: all of them.
        reason: the code of the reason of each that is not live.
        unknown: the code of the unknown fields of each that is not live.
        places: the places of those that are live.
        live: these.
        own: those that are worked out on every day, if there are any.
        problem: what is wrong if not every case has one row for each of its occurrences, and the reason that rows then
            have; None if all is well.
    """

    occurrences: Occurrences
    reason: Numbers
    unknown: Numbers
    places: Numbers
    live: OccurrencesInScope
    own: OwnDays | None
    problem: tuple[str, Reason] | None

    def columns(self, decided: Columns | None) -> Columns:
        """The columns of all rows.

        Args:
            decided: those of the rows that are live, if there are any.
        """
        columns = Columns.empty(len(self.reason))
        columns.reason, columns.unknown = self.reason.copy(), self.unknown.copy()
        if decided is not None:
            columns.write(self.places, decided)
        return columns


@frozen(eq=False)
class OccurrencesByRule:
    """What was found already, by trigger and scope."""

    caseload: Caseload
    _occurrences: dict[Hashable, Occurrences] = field(init=False, factory=dict)
    _shared: dict[Hashable, SharedOccurrences] = field(init=False, factory=dict)

    def of(self, rule: Rule) -> SharedOccurrences:
        """What a rule begins with."""
        trigger = _trigger_of(rule.check)
        key = (trigger, rule.applies, rule.check.while_, _edition_of(rule))
        if key not in self._shared:
            if trigger not in self._occurrences:
                self._occurrences[trigger] = occurrences_of(self.caseload, rule.check)
            self._shared[key] = _begin(self.caseload, rule, self._occurrences[trigger])
        return self._shared[key]


def _edition_of(rule: Rule) -> Hashable:
    """All that it depends on which of several editions a rule is of."""
    return None if rule.edition is None else (rule.edition.days, bool(rule.not_held))


def _trigger_of(check: Check) -> Hashable:
    """All that the occurrences of a check depend on."""
    restarts = (check.outcome, check.restart) if check.kind == "interval" else None
    return (check.trigger, check.kind == "lead_time", check.window, check.repeat, restarts)


def _begin(caseload: Caseload, rule: Rule, occurrences: Occurrences) -> SharedOccurrences:
    part = occurrences.part
    case, days = part.case, part.day
    has_none = part.what == NO_OCCURRENCE
    if rule.check.trigger is None:
        days = shared(len(days), caseload.as_of)
    elif has_none.any():
        days = np.where(has_none, np.int32(caseload.as_of), days)
    truth = truth_of(caseload, rule.applies, case, days)
    if rule.check.while_.parts:
        both = np.minimum(truth, truth_of(caseload, rule.check.while_, case, days))
        truth = np.where(has_none, truth, both)
    if rule.edition is not None:
        truth = truth_where_asked(rule, truth, np.where(has_none, np.int32(NONE), days))
    reason = reasons_before(truth, part.what)
    # An uncertain occurrence of `becomes` lacks what makes it so, whatever its scope lacks.
    is_open = (reason == CODE["unknown_scope"]) & (truth == UNKNOWN) & (part.what != UNCERTAIN_SCOPE)
    unknown = constant(len(reason), 0)
    # What an occurrence without a date, or an uncertain one, lacks came with it.
    explained = places_where((part.what != DATED) & (reason != CODE["out_of_scope"]) & ~is_open)
    unknown[explained] = part.unknown[explained]
    by_scope = places_where(is_open)
    if len(by_scope):
        some = case[by_scope], days[by_scope]
        names = [unknown_names(caseload, scope, *some) for scope in (rule.applies, rule.check.while_)]
        unknown[by_scope] = caseload.unknown.codes_of(names[0].along(names[1]))
    places = places_where(reason == LIVE)
    arrays = (case, days, part.window_end)
    if len(places) < len(case):
        arrays = (case[places], days[places], part.window_end[places])
    live = in_scope(caseload, rule.check, *arrays)
    own = own_days_of(caseload, rule, part, places_where(reason == OWN_DAYS))
    reason[reason == OWN_DAYS] = CODE["incomplete_event"]
    return SharedOccurrences(occurrences, reason, unknown, places, live, own, _problem_of(caseload, occurrences))


def _problem_of(caseload: Caseload, occurrences: Occurrences) -> tuple[str, Reason] | None:
    case, number = occurrences.case, occurrences.number
    if case is caseload.every_case:
        is_right = bool((number == 1).all())
    else:
        expected = np.where(case[1:] == case[:-1], number[:-1] + 1, 1)
        is_right = bool((case[1:] >= case[:-1]).all()) and bool((number[1:] == expected).all())
    if not is_right:
        return "two rows for one occurrence", "two_verdicts"
    if np.count_nonzero(number == 1) != len(caseload.every_case):
        return "a case without a row", "no_verdict"
    return None
