"""How often a property is tried: as often as it says in the long run of the tests, a fraction of that in the quick one.

The fraction is that of the profile (see `conftest.py`): how many of a hundred draws it makes.
"""

from typing import Final

from hypothesis import HealthCheck, settings

_LEAST: Final = 3


def draws(in_the_long_run: int) -> settings:
    """Settings for a property that is tried so many times in the long run.

    Drawing takes long where whole records are drawn, and a folder for all draws is what is wanted, so that what
    hypothesis says of either is not asked for.
    """
    return settings(max_examples=share(in_the_long_run), suppress_health_check=list(HealthCheck))


def share(of_the_long_run: int) -> int:
    """How many of the many that the long run tries this run tries."""
    return max(_LEAST, of_the_long_run * settings().max_examples // 100)
