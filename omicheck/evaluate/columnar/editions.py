"""Which occurrences another edition of the standards is asked about: they are out of the scope of a rule."""

import numpy as np

from omicheck.arrays import Numbers
from omicheck.evaluate.columnar.days import day_number
from omicheck.evaluate.columnar.lookups import NONE
from omicheck.evaluate.columnar.scopes import FALSE
from omicheck.model.rule import Rule


def truth_where_asked(rule: Rule, truth: Numbers, days: Numbers) -> Numbers:
    """The truth of a rule's scope, which is false where another edition is asked.

    Args:
        rule: the rule.
        truth: of its scope as it stands, for each occurrence.
        days: the day from which each counts; `NONE` where it has no date, of which every edition is asked.
    """
    edition = rule.edition_of_record if rule.check.trigger is None else rule.edition
    if edition is None:
        return truth
    first, last = (day_number(day) for day in (edition.days.first, edition.days.last))
    is_asked = (days == NONE) | ((days >= first) & (days <= last))
    found: Numbers = np.where(is_asked, truth, np.int8(FALSE))
    return found
