"""What is still to be done in cases: what falls due, what is overdue and still open, and what cannot be told.

Nothing is decided here that the semantics decide. A row says what a rule found, and its due date is the latest day
that would pass; here it is asked whether there is still something to do about it, of the evaluator's own functions.

1. `duty`      what is to be done, as a value
2. `possible_days`  the latest days that are possible where the row has none, and since when what was done counts
3. `standing`  whether a row is of something still to be done, and whether it is due, overdue or cannot be told
4. `telling`   a row as a duty, in words
5. `acts`      duties put together that one act does
"""

from omicheck.due.acts import Act, acts_of
from omicheck.due.duty import DUE_STANDINGS, DueStanding, Duty
from omicheck.due.standing import TOLD_VERDICTS, asks_for_something, closed_or_standing
from omicheck.due.telling import duty_of

__all__ = [
    "DUE_STANDINGS",
    "TOLD_VERDICTS",
    "Act",
    "DueStanding",
    "Duty",
    "acts_of",
    "asks_for_something",
    "closed_or_standing",
    "duty_of",
]
