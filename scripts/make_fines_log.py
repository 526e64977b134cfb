"""Makes the event logs in fixtures/road-traffic-fines/: the same fines as XES and as CSV. All of it is invented.

A fine is sent, received, perhaps appealed against, raised by a penalty, paid, or handed over to credit collection, some
of it too late or too early. `--check` fails if the logs are not what this makes.
"""

import argparse
import csv
import gzip
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final
from xml.sax.saxutils import quoteattr

from attrs import frozen

FOLDER: Final = Path(__file__).resolve().parent.parent / "fixtures" / "road-traffic-fines"
SEED: Final = 1849
FINES: Final = 40
FIRST: Final = date(2012, 1, 3)
KINDS: Final = {"Speeding": "143.25", "Parking": "35.50", "Red light": "112"}
OF_EVENTS: Final = ("org:resource", "lifecycle:transition", "postage", "due", "paid", "upheld")
OF_FINES: Final = ("kind", "issued", "settled", "due", "points")
# What stands in an attribute that is not text.
TYPES: Final = {
    **dict.fromkeys(("time:timestamp", "issued", "settled"), "date"),
    **dict.fromkeys(("postage", "due", "paid"), "float"),
    **dict.fromkeys(("points",), "int"),
    **dict.fromkeys(("upheld",), "boolean"),
}
Attributes = Mapping[str, str]


@frozen
class Fine:
    """A fine: its number, what is known of it, and what happened, in order."""

    number: str
    about: Attributes
    events: Sequence[Attributes]


def fines(random: Random, how_many: int = FINES) -> Iterator[Fine]:
    """So many fines."""
    for number in range(1, how_many + 1):
        kind = random.choice(sorted(KINDS))
        issued = FIRST + timedelta(days=random.randrange(180))
        events = sorted(_events(random, issued, KINDS[kind]), key=lambda event: event["time:timestamp"])
        about = {"kind": kind, "issued": _time(random, issued), "due": KINDS[kind]}
        if random.randrange(4):
            about["points"] = str(random.randrange(4))
        if events and events[-1].get("due") == "0":
            about["settled"] = events[-1]["time:timestamp"]
        yield Fine(f"RTF-{number:04}", about, events)


def _events(random: Random, issued: date, due: str) -> Iterator[Attributes]:
    def event(name: str, day: date, **more: str) -> Attributes:
        who = random.choice(("clerk-1", "clerk-2", "clerk-3"))
        state = {"lifecycle:transition": "complete"}
        return {"concept:name": name, "time:timestamp": _time(random, day), "org:resource": who, **state, **more}

    def after(day: date, least: int, most: int) -> date:
        return day + timedelta(days=random.randint(least, most))

    yield event("Fine issued", issued)
    if not random.randrange(6):
        yield event("Payment", after(issued, 1, 20), paid=due, due="0")
        return
    sent = after(issued, 5, 34)
    postage = random.choice(("11", "13.50", "15.50", "15.51"))
    yield event("Fine sent", sent, **({"postage": postage} if random.randrange(8) else {}))
    notified = after(sent, 4, 44)
    yield event("Notification", notified)
    if not random.randrange(5):
        lodged = after(notified, 3, 50)
        yield {**event("Appeal", lodged), "lifecycle:transition": "start"}
        yield event("Appeal", lodged)
        upheld = random.choice(("true", "false"))
        yield event("Appeal decided", after(lodged, 40, 110), upheld=upheld)
    if random.randrange(2):
        raised = after(notified, 59, 70)
        doubled = f"{2 * float(due):.2f}"
        yield event("Penalty added", raised, due=doubled)
        if random.randrange(3):
            yield event("Credit collection", after(raised, 120, 220))
        else:
            part = f"{float(doubled) - 20:.2f}"
            yield event("Payment", after(raised, 3, 60), paid=part, due="20")
            yield event("Credit collection", after(raised, 120, 220))
    else:
        yield event("Payment", after(notified, 1, 55), paid=due, due="0")


def _time(random: Random, day: date) -> str:
    """A time of a day where clocks are put forward in summer."""
    offset = "+02:00" if date(2012, 3, 25) <= day < date(2012, 10, 28) else "+01:00"
    return f"{day}T{random.randrange(24):02}:{random.randrange(60):02}:00.000{offset}"


def as_csv(all_fines: Sequence[Fine]) -> str:
    """The log as one table, with what is known of a fine beside each of its events."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    names = ("concept:name", "time:timestamp", *OF_EVENTS)
    writer.writerow(["case:concept:name", *names, *(f"case:{name}" for name in OF_FINES)])
    for fine in all_fines:
        about = [fine.about.get(name, "") for name in OF_FINES]
        writer.writerows([[fine.number, *(event.get(name, "") for name in names), *about] for event in fine.events])
    return text.getvalue()


def as_xes(all_fines: Sequence[Fine]) -> Iterator[str]:
    """The log as XES."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n'
    for name in ("Concept", "Time", "Lifecycle", "Organizational"):
        prefix = "org" if name == "Organizational" else name.lower()
        yield f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
    yield '  <global scope="event">\n    <string key="concept:name" value="__INVALID__"/>\n  </global>\n'
    yield '  <classifier name="Activity" scope="event" keys="concept:name"/>\n'
    for fine in all_fines:
        yield "  <trace>\n"
        yield from _attributes("    ", {"concept:name": fine.number, **fine.about})
        for event in fine.events:
            yield "    <event>\n"
            yield from _attributes("      ", event)
            yield "    </event>\n"
        yield "  </trace>\n"
    yield "</log>\n"


def _attributes(indent: str, attributes: Attributes) -> Iterator[str]:
    for name, value in attributes.items():
        yield f"{indent}<{TYPES.get(name, 'string')} key={quoteattr(name)} value={quoteattr(value)}/>\n"


def main() -> int:
    """Writes the logs, or compares them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="only compare")
    all_fines = list(fines(Random(SEED)))
    table, xes = as_csv(all_fines), "".join(as_xes(all_fines))
    if not parser.parse_args().check:
        (FOLDER / "log.csv").write_text(table, encoding="utf-8")
        (FOLDER / "log.xes.gz").write_bytes(gzip.compress(xes.encode(), mtime=0))
        return 0
    same = (FOLDER / "log.csv").read_text(encoding="utf-8") == table
    if not same or gzip.decompress((FOLDER / "log.xes.gz").read_bytes()).decode() != xes:
        print("fixtures/road-traffic-fines is not what scripts/make_fines_log.py makes", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
