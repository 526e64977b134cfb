"""How few are too few to be told in a report that is published, and how coarse numbers and shares are then told."""

from typing import Final

# Counts below are told as such, and not as a number, where a report is published.
LEAST_TOLD: Final = 5
# Numbers of cases that must not be told exactly are told to the nearest multiple of this.
ROUNDED_TO: Final = 5
# Of so many cases or more a share that must not be told exactly is told in steps of so many per cent. The steps are so
# wide that every number of cases that is rounded alike can have a share that is rounded alike.
STEPS: Final = ((100, 1), (25, 5), (10, 10), (0, 20))
