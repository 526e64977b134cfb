"""A rule and cases of it, and what comes of changing the rule."""

import json
from typing import Any

from pipeline import Done

LIMIT = {"from": "2000-01-01", "by": "tier", "limit": {1: "5 days", 2: "5 days"}}


RULE: dict[str, Any] = {
    "id": "contacted",
    "question": "2.1.1",
    "applies": {"sentence_type": "custody"},
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
}


def case(case_id: str, *events: tuple[str, str], **fields: object) -> dict[str, object]:
    listed = [{"type": name, "date": day} for name, day in events]
    return {
        "case_id": case_id,
        "sentence_type": "custody",
        "sentence_date": "2009-04-01",
        "tier": 1,
        **fields,
        "events": listed,
    }


CASES = [
    case("A", ("contact", "2009-04-05")),
    case("B", ("contact", "2009-04-03"), tier=2),
    case("C", ("induction", "2009-04-02")),
    case("D", ("contact", "2009-03-31"), sentence_type="licence", release_date="2009-04-01"),
]


def flips(done: Done) -> list[tuple[str, str | None, str | None, list[str]]]:
    return [(one["case_id"], one["from"], one["to"], one["why"]) for one in json.loads(done.output)["flips"]]


TIER_1 = "limit days, from 2000-01-01, tier 1: 5 days -> 3 days"
