"""Incomplete events that are occurrences of their own, each worked out on every day of its month or year."""

from typing import Final

import numpy as np
from attrs import frozen

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.caseload import Caseload
from omicheck.evaluate.columnar.columns import Columns
from omicheck.evaluate.columnar.days import add
from omicheck.evaluate.columnar.editions import truth_where_asked
from omicheck.evaluate.columnar.lookups import NONE, constant, places_where
from omicheck.evaluate.columnar.occurrences_in_scope import OccurrencesInScope, in_scope
from omicheck.evaluate.columnar.parts import DATED, NO_EVENT, NO_OCCURRENCE, Part
from omicheck.evaluate.columnar.scopes import truth_of
from omicheck.evaluate.reason_codes import CODE, EITHER_WAY_CODES, VERDICT_CODES
from omicheck.model.row import VERDICTS
from omicheck.model.rule import Rule

# What a row is before it is decided, by the truth of the scope and by what its occurrence is: in the order of `parts`
# dated, without a date of the case, for incomplete triggers, an incomplete event, uncertain by its number, uncertain
# of `becomes`, and none.
LIVE: Final = -1
OWN_DAYS: Final = -2
_LATER: Final = [CODE["missing_date"], CODE["incomplete_event"], OWN_DAYS]
_NO_TRIGGER: Final = CODE["no_trigger"]
_OPEN_SCOPE: Final = CODE["unknown_scope"]
_BEFORE_DECIDING: Final = np.array(
    [
        [CODE["out_of_scope"]] * (NO_OCCURRENCE + 1),
        [_OPEN_SCOPE, *_LATER, _OPEN_SCOPE, _OPEN_SCOPE, _NO_TRIGGER],
        [LIVE, *_LATER, CODE["incomplete_event"], _OPEN_SCOPE, _NO_TRIGGER],
    ],
    dtype=np.int8,
).reshape(-1)

_CANNOT_TELL: Final = VERDICTS.index("cannot_tell")


def reasons_before(truth: Numbers, what: Numbers) -> Numbers:
    """The reason of each occurrence before it is decided; `LIVE` or `OWN_DAYS` where it has to be."""
    reasons: Numbers = _BEFORE_DECIDING[truth * np.int8(NO_OCCURRENCE + 1) + what]
    return reasons


@frozen(eq=False)
class OwnDays:
    """Occurrences that are incomplete events, on every day that each may be.

    Attributes:
        places: the places of these occurrences.
        starts: where the days of each begin.
        reason: the code of the reason of each day that is not live.
        live_places: the places of the days that are live.
        live: these.
    """

    places: Numbers
    starts: Numbers
    reason: Numbers
    live_places: Numbers
    live: OccurrencesInScope

    def settle(self, decided: Columns, rows: Columns) -> None:
        """Writes what the days of each occurrence come to, if that is one verdict.

        Args:
            decided: the days that are live, decided.
            rows: the rows of all occurrences.
        """
        reason = self.reason.copy()
        reason[self.live_places] = decided.reason
        verdict = VERDICT_CODES[reason]
        least, most = (choose.reduceat(verdict, self.starts) for choose in (np.minimum, np.maximum))
        settled = places_where((least == most) & (least != _CANNOT_TELL))
        same = np.minimum.reduceat(reason, self.starts) == np.maximum.reduceat(reason, self.starts)
        chosen = np.where(same, reason[self.starts], EITHER_WAY_CODES[least])
        places = self.places[settled]
        rows.reason[places] = chosen[settled]
        rows.clear(places, "unknown")


def own_days_of(caseload: Caseload, rule: Rule, part: Part, places: Numbers) -> OwnDays | None:
    """The days of the occurrences at these places; None where there are none of which that can be asked."""
    places = places[part.event[places] != NO_EVENT]
    if not len(places):
        return None
    events = caseload.partition.events
    event = part.event[places]
    first = events.first[event]
    lengths = events.last[event] - first + 1
    starts = np.cumsum(lengths) - lengths
    days = (np.repeat(first - starts, lengths) + np.arange(lengths.sum())).astype(np.int32)
    case, event = np.repeat(part.case[places], lengths), np.repeat(event, lengths)
    truth = truth_of(caseload, rule.applies, case, days)
    if rule.check.while_.parts:
        truth = np.minimum(truth, truth_of(caseload, rule.check.while_, case, days))
    truth = truth_where_asked(rule, truth, days)
    reason = reasons_before(truth, np.full(len(days), DATED, dtype=np.int8))
    live = places_where(reason == LIVE)
    window = rule.check.window
    window_end = constant(len(live), NONE) if window is None else add(days[live], window) - 1
    found = in_scope(caseload, rule.check, case[live], days[live], window_end, event[live])
    return OwnDays(places, starts, reason, live, found)
