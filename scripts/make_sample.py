"""Makes fixtures/sample/: 60 synthetic cases, the same every time. No person, office or court stands behind them.

Each case is drawn from a kind of case (order, licence, custody) and gets a timeline in which each piece of work is done
in time, late, or not at all, and some of it is badly recorded. `--check` fails if the file is not what this makes.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from fresh import ROOT, make_or_check
from synthetic.fields import answers_of, fields_of
from synthetic.files import as_json, as_tables
from synthetic.timeline import AS_OF, Case, Timeline
from synthetic.work import in_custody, in_the_community

SEED = 1165  # the first from 1 with which every rule is both met and not met by some case
CASES = 60
FOLDER = ROOT / "fixtures" / "sample"


def make_case(number: int, random: Random) -> Case:
    """One case; its number decides what kind it is, so that every kind is there."""
    sentence_type = ("community_order", "community_order", "community_order", "licence", "custody")[number % 5]
    start = date(2009, 3, 2) + timedelta(days=random.randint(0, 120))
    if sentence_type == "custody" and number % 3:  # most of those in custody were sentenced earlier
        start -= timedelta(days=420)
    if number % 20 == 7:  # a few cases are too young for anything to be due
        start = AS_OF - timedelta(days=random.randint(1, 3))
    case = fields_of(number, random, sentence_type, start)
    timeline = Timeline(random)
    if sentence_type == "custody":
        in_custody(timeline, case, start)
    else:
        in_the_community(timeline, case, start)
    end = date.fromisoformat(case["end_date"]) if case["end_date"] else None
    events = [event for event in timeline.events if end is None or event["date"][:10] <= end.isoformat()]
    case["events"] = sorted(events, key=lambda event: event["date"])
    case["answers"] = answers_of(random)
    return case


def files() -> Iterator[tuple[Path, str]]:
    """The files of the sample."""
    random = Random(SEED)
    cases = [make_case(number, random) for number in range(1, CASES + 1)]
    yield FOLDER / "cases.json", as_json(cases)
    yield from ((FOLDER / "tables" / name, text) for name, text in as_tables(cases).items())


if __name__ == "__main__":
    sys.exit(make_or_check(__doc__, files, "is not what scripts/make_sample.py makes; run it"))
