"""Three cases: of an edition each, and one of a day on which none was in force."""

from pathlib import Path
from typing import Any

from pipeline import write_json


def case(case_id: str, day: str, *events: dict[str, Any], **fields: Any) -> dict[str, Any]:  # noqa: ANN401, of any type
    known = {"rosh_level": "high", "approved_premises": False, "registered_sexual_offender": False}
    of_case = {"case_id": case_id, "sentence_type": "community_order", "sentence_date": day, **known, **fields}
    return {**of_case, "events": list(events)}


def visit(day: str) -> dict[str, str]:
    return {"type": "home_visit", "date": day, "purpose": "initial"}


CASES = [
    case("GAP", "2018-04-09"),
    case("NEW", "2026-02-02", visit("2026-02-20"), child_sexual_exploitation=False),
    case("OLD", "2009-04-06", visit("2009-04-20")),
]


def records(folder: Path) -> Path:
    return write_json(folder / "cases.json", {"as_of": "2026-11-01", "cases": CASES})
