"""What rules with the same trigger and the same scope share, found once: all up to step 4 of a check.

Many rules count from the same day for the same cases, and differ in what they ask for. So their occurrences, which of
them are in scope, and the values of changing fields on those days are the same columns.
"""

from collections.abc import Hashable
from typing import Final

import numpy as np
from attrs import field, frozen

from omicheck.evaluate.columnar.arrays import FAR, Numbers, constant, places_where, places_within
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import CODE, COLUMN_NAMES, Columns
from omicheck.evaluate.columnar.incomplete import UnknownFields
from omicheck.evaluate.columnar.occurrences import (
    NO_OCCURRENCE,
    Occurrences,
    date_fields,
    field_places,
    occurrences_of,
    stands_for_end,
)
from omicheck.evaluate.columnar.scopes import truth_of, unknown_fields
from omicheck.model.row import Reason
from omicheck.model.rule import Check, EventTrigger, Rule

# What a row is before it is decided, by the truth of the scope and by what its occurrence is.
_LIVE: Final = -1
_BEFORE_DECIDING: Final = np.array(
    [
        [CODE["out_of_scope"]] * 4,
        [CODE["unknown_scope"]] * 3 + [CODE["no_trigger"]],
        [_LIVE, CODE["missing_date"], CODE["incomplete_event"], CODE["no_trigger"]],
    ],
    dtype=np.int8,
).reshape(-1)


@frozen(eq=False)
class Started:
    """The occurrences that are in scope, and have a date if the check has a trigger.

    Attributes:
        caseload: the cases.
        case: the place of the case of each.
        day: the day from which it counts; the audit date where the check has no trigger.
        window_end: the last day of the window of a count; `NONE` elsewhere.
        ends: the day on which the case ended; `FAR` where it had not by the audit date or where that is no matter.
    """

    caseload: Caseload
    case: Numbers
    day: Numbers
    window_end: Numbers
    ends: Numbers
    _values: dict[str, Numbers] = field(init=False, factory=dict)

    def values(self, name: str) -> Numbers:
        """The code of a field of each case as at the day from which it counts."""
        if name not in self._values:
            self._values[name] = self.caseload.values_at(name, self.case, self.day)
        return self._values[name]


@frozen(eq=False)
class Begun:
    """The occurrences of a trigger, and what each comes to before anything is asked of it.

    Attributes:
        occurrences: all of them.
        reason: the code of the reason of each that is not live.
        unknown: the code of the unknown fields of each that is not live.
        places: the places of those that are live.
        live: these.
        problem: what is wrong if not every case has one row for each of its occurrences, and the reason that rows then
            have; None if all is well.
    """

    occurrences: Occurrences
    reason: Numbers
    unknown: Numbers
    places: Numbers
    live: Started
    problem: tuple[str, Reason] | None

    def columns(self, decided: Columns | None) -> Columns:
        """The columns of all rows.

        Args:
            decided: those of the rows that are live, if there are any.
        """
        columns = Columns.empty(len(self.reason))
        columns.reason[:], columns.unknown[:] = self.reason, self.unknown
        if decided is not None:
            for name in COLUMN_NAMES:
                getattr(columns, name)[self.places] = getattr(decided, name)
        return columns


@frozen(eq=False)
class Beginnings:
    """What was begun already, by trigger and scope.

    Attributes:
        caseload: the cases.
        unknown: the sets of unknown fields that rows have.
    """

    caseload: Caseload
    unknown: UnknownFields
    _occurrences: dict[Hashable, Occurrences] = field(init=False, factory=dict)
    _begun: dict[Hashable, Begun] = field(init=False, factory=dict)

    def of(self, rule: Rule) -> Begun:
        """What a rule begins with."""
        trigger = _trigger_of(rule.check)
        key = (trigger, rule.applies)
        if key not in self._begun:
            if trigger not in self._occurrences:
                self._occurrences[trigger] = occurrences_of(self.caseload, rule.check)
            self._begun[key] = _begin(self.caseload, rule, self._occurrences[trigger], self.unknown)
        return self._begun[key]


def _trigger_of(check: Check) -> Hashable:
    """All that the occurrences of a check depend on."""
    restarts = check.outcome if check.kind == "interval" else None
    return (check.trigger, check.kind == "lead_time", check.window, check.repeat, restarts)


def _begin(caseload: Caseload, rule: Rule, occurrences: Occurrences, unknown: UnknownFields) -> Begun:
    case, day = occurrences.case, occurrences.day
    truth = truth_of(caseload, rule.applies, case, day)
    reason = _BEFORE_DECIDING[truth * np.int8(NO_OCCURRENCE + 1) + occurrences.what]
    codes = constant(len(reason), 0)
    open_scope = places_where(reason == CODE["unknown_scope"])
    if len(open_scope):
        codes[open_scope] = unknown_fields(caseload, rule.applies, case[open_scope], day[open_scope], unknown)
    _missing_dates(caseload, rule.check, occurrences, reason, codes, unknown)
    _incomplete(caseload, rule.check, occurrences, reason, codes, unknown)
    places = places_where(reason == _LIVE)
    live = _started(caseload, rule.check, occurrences.take(places))
    return Begun(occurrences, reason, codes, places, live, _problem_of(caseload, occurrences))


def _problem_of(caseload: Caseload, occurrences: Occurrences) -> tuple[str, Reason] | None:
    case, number = occurrences.case, occurrences.number
    if case is caseload.every_case:
        is_right = bool((number == 1).all())
    else:
        is_right = bool((case[1:] >= case[:-1]).all()) and bool((number == places_within(case) + 1).all())
    if not is_right:
        return "two rows for one occurrence", "two_verdicts"
    if np.count_nonzero(number == 1) != len(caseload.every_case):
        return "a case without a row", "no_verdict"
    return None


def _missing_dates(
    caseload: Caseload, check: Check, occurrences: Occurrences, reason: Numbers, codes: Numbers, unknown: UnknownFields
) -> None:
    places = places_where(reason == CODE["missing_date"])
    if len(places) and isinstance(check.trigger, str):
        names = np.array([unknown.code([name]) for name in date_fields(caseload, check.trigger)], dtype=np.int32)
        codes[places] = names[field_places(caseload, check.trigger)[occurrences.case[places]]]


def _incomplete(
    caseload: Caseload, check: Check, occurrences: Occurrences, reason: Numbers, codes: Numbers, unknown: UnknownFields
) -> None:
    places = places_where(reason == CODE["incomplete_event"])
    if len(places) and isinstance(check.trigger, EventTrigger):
        incomplete = caseload.events_of(check.trigger.spec, ahead=check.kind == "lead_time").incomplete
        codes[places] = unknown.codes_of(incomplete.of_cases(occurrences.case[places]))


def _started(caseload: Caseload, check: Check, live: Occurrences) -> Started:
    ends = caseload.of_cases(caseload.ends, live.case)
    ends = np.where(ends <= caseload.as_of, ends, np.int32(FAR))
    if isinstance(check.trigger, str):
        ends = np.where(caseload.of_cases(stands_for_end(caseload, check.trigger), live.case), np.int32(FAR), ends)
    day = live.day if check.trigger is not None else np.full(len(live.day), caseload.as_of, dtype=live.day.dtype)
    return Started(caseload, live.case, day, live.window_end, ends)
