"""Made-up fines in which events are missing, doubled or on one day, so that constraints are broken in every way."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from attrs import evolve

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

from make_fines_log import Attributes, Fine, fines

TIME: Final = "time:timestamp"
NAME: Final = "concept:name"
_SEED: Final = 1407
_ONE_IN: Final = 12


def disturbed_fines(how_many: int) -> list[Fine]:
    """So many fines, the same in every run; of twelve events one is missing, one doubled, one on another's day."""
    random = Random(_SEED)  # noqa: S311, a made-up log is no secret
    made = fines(Random(_SEED), how_many)  # noqa: S311
    return [evolve(fine, events=sorted(_disturbed(random, fine.events), key=time_of)) for fine in made]


def time_of(event: Attributes) -> datetime:
    """When an event was."""
    return datetime.fromisoformat(event[TIME])


def _disturbed(random: Random, events: Sequence[Attributes]) -> Iterator[Attributes]:
    for place, event in enumerate(events):
        what = random.randrange(_ONE_IN)
        # A trace without events is none to a program that holds a log as one table of events.
        if place == 0 or what > 2:
            yield event
        elif what == 1:
            yield event
            yield {**event, TIME: (time_of(event) + timedelta(days=random.randint(0, 60))).isoformat()}
        elif what == 2:
            other = time_of(events[random.randrange(1, len(events))])
            yield {**event, TIME: other.replace(hour=random.randrange(24)).isoformat()}


def as_midnights(all_fines: Sequence[Fine]) -> list[Fine]:
    """The same with every time the midnight in Greenwich of its day: what `omicheck export` makes of times."""
    return [
        evolve(fine, events=[{**event, TIME: f"{event[TIME][:10]}T00:00:00+00:00"} for event in fine.events])
        for fine in all_fines
    ]
