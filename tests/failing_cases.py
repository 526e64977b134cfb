"""Two rules and four cases, of which some fail and one is rejected; what every output of a check is held to."""

import json
from pathlib import Path
from typing import Any

from pipeline import Done, run, write_rules
from printed_outputs import sarif

RULES: list[dict[str, Any]] = [
    {
        "id": "contacted",
        "title": "Contacted in time",
        "requirement": "A contact within five days.",
        "question": "2.1.1",
        "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
    },
    {
        "id": "inducted",
        "question": "2.1.2",
        "decides": "may_over_report",
        "decides_note": "Not all of it.",
        "check": {"deadline": {"from": {"event": "allocated"}, "to": {"event": "induction"}, "limit": "days"}},
    },
]


DAYS = [
    {
        "from": "2000-01-01",
        "limit": "5 days",
        "source": {"document": "standard", "place": "page 1", "status": "confirmed"},
    }
]


HOSTILE = 'C"<&\n::error::%'


SHOWN = 'C"<&\\n::error::%'


AS_OF = ("--as-of", "2009-06-01")


def case(case_id: str, *events: tuple[str, str | None], **more: object) -> dict[str, object]:
    listed = [{"type": name, "date": day} for name, day in events]
    return {"case_id": case_id, "sentence_type": "custody", "sentence_date": "2009-04-01", "events": listed} | more


CASES = [
    case("A"),
    case("B", ("contact", "2009-04-02"), ("allocated", "2009-05-01"), ("allocated", "2009-05-28")),
    case(HOSTILE, ("contact", None)),
    case("D", sentence_type="Ann Other, 1 High Street", tier=2),
]


class Check:
    """The command on these rules and cases, given from the folder that they are in."""

    def __init__(self, folder: Path) -> None:
        write_rules(folder / "rules", RULES, {"days": DAYS})
        records = {"as_of": "2009-06-01", "cases": CASES}
        (folder / "cases.json").write_text(json.dumps(records, indent=0), encoding="utf-8")

    def __call__(self, *options: object) -> Done:
        return run("check", "cases.json", "--rules", "rules", "--quiet", *options)

    def manifest(self) -> dict[str, Any]:
        manifest: dict[str, Any] = json.loads(self("--format", "json").output)["manifest"]
        return manifest

    def results(self, *options: object) -> list[dict[str, Any]]:
        log = sarif(self("--format", "sarif", *options).output)
        results: list[dict[str, Any]] = log["runs"][0]["results"]
        return results

    def waivers(self, expiry: str) -> Path:
        text = f"- {{case: A, rule: contacted, reason: Ann Other said so, author: Ann Other, expiry: {expiry}}}\n"
        Path("waivers.yaml").write_text(text, encoding="utf-8")
        return Path("waivers.yaml")
