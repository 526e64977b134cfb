"""When `while` ceases to hold: the first day as at which it is false, or may be."""

import numpy as np

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.caseload import Breaks, Caseload
from omicheck.evaluate.columnar.fields import changes, timeline
from omicheck.evaluate.columnar.gaps import Gaps
from omicheck.evaluate.columnar.lookups import (
    EARLIEST,
    cases_of,
    days_of,
    first_from,
    keys_of,
    sorted_keys,
    without_doubles,
)
from omicheck.evaluate.columnar.scopes import FALSE, TRUE, UNKNOWN, truth_of, unknown_names
from omicheck.model.scope import AllOf, fields_in


def breaks_of(caseload: Caseload, while_: AllOf, cases: Numbers, days: Numbers) -> tuple[Numbers, Numbers] | None:
    """The first day after a day as at which it is not true, and the first as at which it is false; `FAR` for none.

    Args:
        caseload: the cases.
        while_: what has to hold, and does so on the days.
        cases: the case of each row.
        days: the day of each row.

    Returns:
        None where it never ceases to hold.
    """
    names = [name for name in sorted(fields_in(while_)) if changes(caseload, name)]
    if not names:
        return None
    found = _breaks(caseload, while_, names)
    ended = first_from(found.ended, cases, days + 1)
    doubtful = ended if found.doubtful is found.ended else first_from(found.doubtful, cases, days + 1)
    return doubtful, ended


def _breaks(caseload: Caseload, while_: AllOf, names: list[str]) -> Breaks:
    """From which days it is false, or unknown.

    It changes only on the days on which an event sets one of its fields, or on which one without a full date first may.
    """
    if while_ not in caseload.breaks:
        parts = []
        for name in names:
            line = timeline(caseload, name)
            first = np.maximum(line.incomplete.first, EARLIEST)
            parts += [line.keys[:-1], np.sort(keys_of(line.incomplete.case, first))]
        keys = without_doubles(sorted_keys(parts))
        at = keys[:-1]
        truth = truth_of(caseload, while_, cases_of(at).astype(np.int32), days_of(at))
        ended = np.append(at[truth == FALSE], keys[-1:])
        unknown = np.append(at[truth == UNKNOWN], keys[-1:])
        doubtful = ended if len(unknown) == 1 else np.append(at[truth != TRUE], keys[-1:])
        caseload.breaks[while_] = Breaks(ended, doubtful, unknown)
    return caseload.breaks[while_]


def names_between(caseload: Caseload, while_: AllOf, cases: Numbers, days: Numbers, ended: Numbers) -> Gaps:
    """The names of the fields that are unknown on the days, after a day and before its end, on which it is unknown."""
    found = caseload.breaks[while_].unknown
    begin = np.searchsorted(found, keys_of(cases, days + 1))
    end = np.searchsorted(found, keys_of(cases, np.minimum(ended - 1, caseload.as_of)), side="right")
    lengths = np.maximum(end - begin, 0)
    rows = np.repeat(np.arange(len(cases)), lengths)
    at = found[np.arange(len(rows)) + np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)]
    names = unknown_names(caseload, while_, cases_of(at).astype(np.int32), days_of(at))
    flags = np.zeros((len(cases), len(names.names)), dtype=np.bool_)
    np.logical_or.at(flags, rows, names.flags)
    return Gaps(names.names, flags)
