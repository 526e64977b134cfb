"""How often a property is tried: as often as it says where draws are new, a fraction of that in every other run.

The fraction is that of the profile (see `conftest.py`): how many of a hundred draws it makes.
"""

from typing import Final

from hypothesis import HealthCheck, settings

_LEAST: Final = 3


def draws(at_most: int) -> settings:
    """Settings for a property that is tried so many times where draws are new.

    Drawing takes long where whole records are drawn, and a folder for all draws is what is wanted, so that what
    hypothesis says of either is not asked for.
    """
    return settings(max_examples=share(at_most), suppress_health_check=list(HealthCheck))


def share(at_most: int) -> int:
    """How many of so many this run tries."""
    return max(_LEAST, at_most * settings().max_examples // 100)
