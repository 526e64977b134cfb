"""Rows in words: the clock, the limit with its source, what was found, why it counts or not, what would settle it.

Nothing is decided here. A row says what was found; this says it as a person would, and shows the record it rests on.
What an event, a span or a condition comes to is asked of the functions of `evaluate.durable`, and not worked out a
second time.

0. `cache`     what several rows are explained with, worked out once
1. `scene`     a row with what it is about: its rule, and the record where it is at hand
2. `events`    events of a record in words
3. `clock`     from when the clock runs, and when it stood still
4. `limits`    the limit with its source, the latest day that would have passed, and the bank holidays on the way
5. `evidence`  what was found, and what excuses
6. `not_counting`  what else there is, and why it does not count
7. `scopes`    why a rule is not for a case, and why nothing starts the clock
8. `missing`, `not_held`  what incomplete events, and what an extract lacks, leave open, and what would settle it
9. `row`       all of it put together
10. `record`   the record itself
"""

from omicheck.explain.cache import ExplanationCache
from omicheck.explain.record import known_fields, timeline
from omicheck.explain.row import Explanation, explain_row, verdict_in_words

__all__ = ["Explanation", "ExplanationCache", "explain_row", "known_fields", "timeline", "verdict_in_words"]
