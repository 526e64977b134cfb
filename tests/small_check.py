"""A check of a few cases against two rules, with files of waivers and baselines made from what it is given."""

from pathlib import Path

from pipeline import Done, run, write_json, write_rules

RULES = [
    {
        "id": "contacted",
        "question": "2.1.1",
        "check": {"deadline": {"from": "sentence_date", "to": {"event": "contact"}, "limit": "days"}},
    },
    {
        "id": "inducted",
        "question": "2.1.2",
        "check": {"deadline": {"from": {"event": "allocated"}, "to": {"event": "induction"}, "limit": "days"}},
    },
]
DAYS = {"days": [{"from": "2000-01-01", "limit": "5 days"}]}


def case(case_id: str, *events: tuple[str, str | None]) -> dict[str, object]:
    listed = [{"type": name, "date": day} for name, day in events]
    return {"case_id": case_id, "sentence_type": "custody", "sentence_date": "2009-04-01", "events": listed}


CASES = [case("A"), case("B", ("contact", "2009-04-02")), case("C", ("contact", None))]


class Check:
    """The command on these rules, with files made from what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rules = write_rules(folder / "rules", RULES, DAYS)

    def __call__(self, *options: object, cases: list[dict[str, object]] = CASES, as_of: str = "2009-06-01") -> Done:
        records = write_json(self.folder / "cases.json", {"as_of": as_of, "cases": cases})
        return run("check", records, "--rules", self.rules, *options)

    def waivers(self, text: str) -> Path:
        file = self.folder / "waivers.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    def baseline(self, *options: object, cases: list[dict[str, object]] = CASES) -> Path:
        file = self.folder / "baseline.jsonl"
        file.write_text(self(*options, "--format", "jsonl", cases=cases).output, encoding="utf-8")
        return file
