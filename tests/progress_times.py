"""`omicheck progress` on two rules, with records of two times made from what it is given."""

import json
from pathlib import Path
from typing import Any

from pipeline import Done, run, write_json, write_rules

DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}
SEEN = {
    "id": "seen-after-absence",
    "question": "2.1.2",
    "check": {"deadline": {"from": {"event": "absence"}, "to": {"event": "contact"}, "limit": "days"}},
}
PLANNED = {
    "id": "planned",
    "question": "2.1.1",
    "applies": {"tier": {"at_least": 2}},
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "sentence_plan"}, "limit": "days"}},
}
Event = tuple[str, str | None]
FIRST = "2009-04-01"
PLAN: Event = ("sentence_plan", "2009-04-03")


def case(
    name: str, *events: Event, tier: int = 3, office: str = "North", sentenced: str = "2009-04-01"
) -> dict[str, Any]:
    listed = [{"type": type_, **({} if day is None else {"date": day})} for type_, day in events]
    about = {"case_id": name, "sentence_type": "custody", "sentence_date": sentenced, "tier": tier, "office": office}
    return {**about, "events": listed}


class Progress:
    """The command on these rules, with records made from what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = write_rules(folder / "rules", [SEEN, PLANNED], DAYS)

    def records(self, name: str, as_of: str, cases: list[dict[str, Any]]) -> Path:
        return write_json(self.folder / name, {"as_of": as_of, "cases": cases})

    def __call__(self, last: list[dict[str, Any]], this: list[dict[str, Any]], *options: object) -> Done:
        files = (self.records("last.json", "2009-05-01", last), self.records("this.json", "2009-06-01", this))
        return run("progress", *files, "--rules", self.rules, *options)

    def failures(
        self, last: list[dict[str, Any]], this: list[dict[str, Any]], *options: object
    ) -> list[tuple[Any, ...]]:
        """Standing, case, rule, day it counts from, the day it counted from before, and how long it has been open."""
        done = self(last, this, "--format", "json", "--quiet", *options)
        return [
            tuple(
                one[name]
                for name in ("standing", "case_id", "rule", "trigger_date", "earlier_trigger_date", "days_open")
            )
            for one in json.loads(done.output)["failures"]
        ]
