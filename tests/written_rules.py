"""A rule, its limit and cases of it, for the commands of those who write rules."""

from typing import Any

RULE: dict[str, Any] = {
    "id": "contacted",
    "title": "Contacted",
    "requirement": "A contact within five days.",
    "question": "2.1.1",
    "decides": "needs_reader",
    "decides_note": "Not the whole of it.",
    "applies": {"sentence_type": ["custody", "licence"], "any": [{"tier": {"at_least": 3}}, {"ppo": True}]},
    "check": {
        "deadline": {
            "from": {"event": "absence", "where": {"acceptable": False}, "nth": 2, "within": "3 months"},
            "to": {"event": "contact"},
            "limit": "days",
            "early": "1 weeks",
        },
        "unless": {"event": "breach_not_required"},
    },
    "sources": [{"document": "report", "place": "1.1", "status": "from_report"}],
}


SOURCE = {"document": "pc43-2004", "place": "summary", "status": "analogue"}


DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days", "source": SOURCE}]}


SHORT = {
    "id": "short",
    "question": "2.1.1",
    "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
}


CASE = {"sentence_type": "custody", "sentence_date": "2009-04-01"}


def example(name: str, expect: object, *events: dict[str, object], **case: object) -> dict[str, object]:
    return {"name": name, "case": {**CASE, **case}, "events": list(events), "as_of": "2009-06-01", "expect": expect}
