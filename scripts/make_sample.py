"""Makes fixtures/sample/: 60 synthetic cases, the same every time. No person, office or court stands behind them.

Each case is drawn from a kind of case (order, licence, custody) and gets a timeline in which each piece of work is done
in time, late, or not at all, and some of it is badly recorded. `--check` fails if the file is not what this makes.
"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

SEED = 1165  # the first from 1 with which every rule is both met and not met by some case
AS_OF = date(2010, 1, 18)
CASES = 60
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "fixtures" / "sample"
NOTE = "Synthetic: made by scripts/make_sample.py from a fixed seed. No person, office or court stands behind it."

# How likely work is to be in time, late, and not done; what is left is recorded without its full date.
IN_TIME, LATE, NOT_DONE = 0.58, 0.18, 0.2
# Questions that only an inspector can answer, one or two of each criterion that has any, and two that rules decide.
ANSWERED = ("1.1.4", "1.2.8", "1.3.8", "1.4.3", "2.1.12", "2.2.3", "2.3.2", "2.4.4", "3.1.1", "3.2.3", "3.3.3")
ALSO_ANSWERED = ("1.2.2", "2.1.41")

# Why cases end; the first is the most frequent.
END_REASONS = ("completed", "completed", "completed", "early_good_progress", "revoked", "transferred")

Event = dict[str, Any]
Case = dict[str, Any]


class Timeline:
    """The events of one case, as they are put together."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.events: list[Event] = []

    def add(self, type_: str, day: date | None, **attributes: object) -> None:
        """Records an event, unless it lies after the audit date."""
        if day is not None and day <= AS_OF:
            self.events.append({"type": type_, "date": day.isoformat(), **attributes})

    def work(self, type_: str, start: date, limit: int, **attributes: object) -> date | None:
        """Records a piece of work that is due some days after a start: in time, late, badly, or not at all.

        Returns:
            The day on which it was done, if it was.
        """
        chance = self.random.random()
        if chance < IN_TIME:
            day = start + timedelta(days=self.random.randint(0, limit))
        elif chance < IN_TIME + LATE:
            day = start + timedelta(days=limit + self.random.randint(3, 40))
        elif chance < IN_TIME + LATE + NOT_DONE:
            return None
        else:
            day = start + timedelta(days=self.random.randint(0, limit))
            if day <= AS_OF:
                self.events.append({"type": type_, "date": day.isoformat()[:7], **attributes})
            return day
        self.add(type_, day, **attributes)
        return day

    def every(self, type_: str, start: date, days: int, end: date, **attributes: object) -> None:
        """Records work that comes round, with a round left out now and then."""
        day = start + timedelta(days=days - self.random.randint(0, 14))
        while day <= end:
            if self.random.random() < 0.85:
                self.add(type_, day, **attributes)
            day += timedelta(days=days - self.random.randint(0, 14))


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


def fields_of(number: int, random: Random, sentence_type: str, start: date) -> Case:
    """The fields of a case."""
    sentence = start if sentence_type != "licence" else start - timedelta(days=random.randint(200, 700))
    release = start if sentence_type == "licence" else None
    if sentence_type == "custody":
        release = AS_OF + timedelta(days=random.choice((100, 250, 400)))
    mappa = number % 4 == 3  # one case in four
    ended = number % 15 in (4, 7, 8)  # one case in five: of custody, of orders, of licences
    return {
        "case_id": f"SYN-{number:04d}",
        "area": "Synthetic",
        "office": random.choice(("North", "East", "West")),
        "offender_manager": f"om-{random.randint(1, 12):02d}",
        "sentence_type": sentence_type,
        "sentence_date": sentence.isoformat(),
        "release_date": None
        if release is None or (sentence_type == "licence" and number % 20 == 8)
        else release.isoformat(),
        "end_date": (start + timedelta(days=random.randint(5, 200))).isoformat() if ended else None,
        "end_reason": random.choice(END_REASONS) if ended else None,
        "tier": None if number % 12 == 5 else random.choice((1, 2, 2, 3, 3, 4)),  # one in twelve is unknown
        "rosh_level": random.choice(("low", "low", "medium", "medium", "high", "very_high")),
        "lor_level": random.choice(("low", "medium", "high")),
        "custody_band": random.choice(("under_2_years", "2_years_or_more")) if sentence_type == "custody" else None,
        "ppo": None if number % 17 == 0 else number % 6 == 1,
        # One case in twenty does not say whether it is eligible; one says so and gives a level all the same.
        "mappa_category": random.randint(1, 3) if mappa else None if number % 20 == 6 else 0,
        "mappa_level": random.randint(1, 3) if mappa else 1 if number == 22 else None,
        "child_safeguarding": number % 3 == 0,
        "domestic_abuse": random.random() < 0.25,
        "statutory_victim_contact": number % 5 >= 3,  # those who were sent to prison
        "approved_premises": sentence_type == "licence" and number % 3 == 0,
        "vulnerable": random.random() < 0.2,
        "taken_over": number % 20 == 12,
        "requirements": requirements_of(number, random) if sentence_type != "custody" else [],
        "gender": random.choice(("male",) * 7 + ("female",)),
        "ethnicity": random.choice(("white",) * 5 + ("mixed", "asian", "black")),
    }


def requirements_of(number: int, random: Random) -> list[str]:
    """The requirements of an order or licence."""
    chosen = ["supervision"]
    if number % 3 == 0:
        chosen.append("unpaid_work")
    if number % 4 == 1:
        chosen.append("general_programme")
    return chosen + random.sample(("curfew", "drug_rehabilitation", "alcohol_treatment"), random.randint(0, 1))


def assessments(timeline: Timeline, case: Case, start: date, limit: int) -> None:
    """The screening, the assessments and the plans that stand at the start."""
    needs_analysis = None if timeline.random.random() < 0.08 else case["rosh_level"] != "low"
    attributes = {} if needs_analysis is None else {"full_analysis_required": needs_analysis}
    screened = timeline.work("rosh_screening", start, limit, **attributes)
    if screened is not None and needs_analysis:
        timeline.work("rosh_analysis", screened, limit)
    timeline.work("lor_assessment", start, limit)
    timeline.work("sentence_plan", start, limit)
    if case["rosh_level"] != "low":
        planned = timeline.work("risk_management_plan", start, limit)
        if planned is not None:
            timeline.work("management_review", planned, 13)


def in_custody(timeline: Timeline, case: Case, start: date) -> None:
    """What happens to a prisoner."""
    limit = 55 if case["custody_band"] == "under_2_years" else 110
    timeline.work("supervisor_allocated", start, 2)
    timeline.work("supervisor_contact", start, 12)
    timeline.work("induction", start, 12)
    assessments(timeline, case, start, limit)
    board = start + timedelta(days=timeline.random.randint(60, 120))
    timeline.add("planning_board", board)
    if timeline.random.random() < IN_TIME:
        timeline.add("planning_board_contribution", board - timedelta(days=timeline.random.randint(0, 20)))
    moved = start + timedelta(days=timeline.random.randint(80, 200))
    timeline.add("prison_transfer", moved)
    timeline.every("plan_review", start, 365, AS_OF)
    timeline.work("prison_transfer_notified", moved, 5)
    victim_work(timeline, case, start)
    if case["mappa_level"] is not None:
        release = date.fromisoformat(case["release_date"])
        timeline.add("mappa_referral", min(AS_OF, release - timedelta(days=timeline.random.randint(120, 330))))


def victim_work(timeline: Timeline, case: Case, start: date) -> None:
    """What is offered to a victim."""
    if case["statutory_victim_contact"]:
        sentence = date.fromisoformat(case["sentence_date"]) if case["sentence_type"] == "licence" else start
        offered = timeline.work("victim_contact_offered", sentence, 50)
        if offered is not None:
            timeline.work("victim_meeting_offered", offered, 5)


def in_the_community(timeline: Timeline, case: Case, start: date) -> None:
    """What happens on an order or licence."""
    random = timeline.random
    if case["sentence_type"] == "community_order":
        due = start - timedelta(days=random.randint(1, 7))
        timeline.add("psr_due", due)
        timeline.add("psr_completed", due + timedelta(days=random.choice((-3, -2, -1, 0, 2))))
    timeline.work("allocated", start, 3)
    timeline.work("induction", start, 6)
    gap = (6, 16) if case["tier"] in (None, 1, 2) else (2, 9)
    if case["ppo"]:
        gap = random.choice(((1, 5), (3, 9)))
    elif random.random() < 0.15:
        gap = (15, 40)
    day = start + timedelta(days=random.choice((0, 1, 2, 5, 9)))
    while day < start + timedelta(weeks=18):
        timeline.add("contact", day)
        day += timedelta(days=random.randint(*gap))
    assessments(timeline, case, start, 20 if case["tier"] != 4 else 5)  # tier 4 is sooner
    screened = timeline.work("skills_screening", start, 20, diagnostic_required=random.random() < 0.5)
    if screened is not None:
        timeline.work("diagnostic_assessment", screened, 50)
    for review in ("rosh_review", "lor_review", "plan_review"):
        timeline.every(review, start, 125, AS_OF)
    if case["rosh_level"] != "low":
        timeline.every("risk_management_plan_update", start, 84 if case["mappa_level"] == 2 else 125, AS_OF)
    if case["end_date"] and random.random() < 0.6:
        timeline.add("plan_review", date.fromisoformat(case["end_date"]) - timedelta(days=random.randint(0, 20)))
    if random.random() < 0.2:
        earlier(timeline, start)
    visits(timeline, case, start)
    compliance(timeline, case, start)
    changes(timeline, case, start)
    victim_work(timeline, case, start)
    if "unpaid_work" in case["requirements"]:
        timeline.work("unpaid_work_session", start, 13)
    if "general_programme" in case["requirements"]:
        timeline.work("programme_instructed", start, 42)
    if case["mappa_category"]:
        before = 200 if case["sentence_type"] == "licence" and random.random() < 0.5 else 0
        timeline.work("mappa_referral", start - timedelta(days=before), 13)
    if random.random() < 0.25:
        timeline.add("conviction", start + timedelta(days=random.randint(20, 200)))
    if random.random() < 0.3:
        timeline.add("employment_started", start + timedelta(days=random.randint(20, 260)))
    if random.random() < 0.3:
        timeline.add("qualification", start + timedelta(days=random.randint(60, 260)))


def earlier(timeline: Timeline, start: date) -> None:
    """What belongs to an order before this one."""
    day = start - timedelta(days=timeline.random.randint(150, 400))
    timeline.add("rosh_screening", day, full_analysis_required=True)
    timeline.add("skills_screening", day, diagnostic_required=True)
    timeline.add("absence", start - timedelta(days=timeline.random.randint(10, 100)), acceptable=False)
    timeline.add("risk_management_plan", day + timedelta(days=10))


def visits(timeline: Timeline, case: Case, start: date) -> None:
    """Home visits, at first and for monitoring."""
    visited = timeline.random.random() < 0.8
    if visited and (case["rosh_level"] in ("high", "very_high") or case["child_safeguarding"]):
        if case["sentence_type"] == "licence" and timeline.random.random() < 0.3:
            timeline.add("home_visit", start - timedelta(days=4), purpose="initial")
        timeline.work("home_visit", start, 13, purpose="safeguarding" if case["child_safeguarding"] else "initial")
    if case["child_safeguarding"] and timeline.random.random() < 0.6:
        timeline.every("home_visit", start, 58, AS_OF, purpose="monitoring")


def compliance(timeline: Timeline, case: Case, start: date) -> None:
    """Absences, what was made of them, and enforcement."""
    random = timeline.random
    on_licence = case["sentence_type"] == "licence"
    failures = 0
    last = start
    for _ in range(random.choice((3, 4, 5)) if on_licence else random.choice((0, 1, 2, 3, 4))):
        last += timedelta(days=random.randint(10, 40))
        acceptable = random.choice((True, False, False, False, False, None))
        judged = {} if acceptable is None else {"acceptable": acceptable}
        timeline.add("absence", last, **judged)
        if acceptable is not None:
            timeline.work("absence_decision", last, 5)
        failures += acceptable is False
        if failures == (3 if on_licence else 2):
            chance = random.random()
            if chance < 0.1:
                timeline.add("breach_not_required", last + timedelta(days=1), authorised=True)
            elif chance < 0.7:
                enforce(timeline, last, 1 if on_licence else 13, recall=on_licence)
            break
    if random.random() < 0.4:
        risen = start + timedelta(days=random.randint(100, 200))
        timeline.add("rosh_increase", risen, action="recall" if on_licence else "breach")
        enforce(timeline, risen, 1, recall=on_licence)


def enforce(timeline: Timeline, failure: date, limit: int, *, recall: bool) -> None:
    """Breach or recall, and its end."""
    begun = timeline.work("recall_requested" if recall else "breach_instigated", failure, limit)
    if begun is None:
        return
    ended = timeline.work("recall_resolved" if recall else "breach_resolved", begun, 30)
    if recall and timeline.random.random() < 0.8:
        back = begun + timedelta(days=timeline.random.randint(1, 10))
        timeline.add("returned_to_custody", back)
        if timeline.random.random() < 0.5:
            timeline.add("released", back + timedelta(days=timeline.random.randint(14, 60)))
    elif not recall and ended is not None and timeline.random.random() < 0.5:
        # A failure while the breach runs.
        timeline.add("absence", begun + (ended - begun) / 2, acceptable=False)


def changes(timeline: Timeline, case: Case, start: date) -> None:
    """Changes of tier, of risk, of circumstances and of area."""
    random = timeline.random
    if random.random() < 0.2 and case["tier"] is not None:
        timeline.add("tier_set", start + timedelta(days=random.randint(0, 60)), value=random.randint(1, 4))
    if random.random() < 0.4:
        risen = start + timedelta(days=random.randint(60, 180))
        timeline.add("rosh_level_set", risen, value=random.choice(("high", "very_high", "medium")))
        if random.random() < 0.6:
            timeline.work("home_visit", risen, 13, purpose="initial")
        timeline.work("risk_management_plan_update", risen, 20)
        timeline.work("management_review", risen, 34)
    if random.random() < 0.5:
        changed = start + timedelta(days=random.randint(40, 200))
        timeline.add("significant_change", changed)
        for update in ("rosh_review", "lor_review", "plan_review"):
            timeline.work(update, changed, 13)
    if random.random() < 0.4:
        moved = start + timedelta(days=random.randint(30, 200))
        timeline.add("transfer_notified", moved)
        timeline.work("transfer_appointment", moved, 6)
        timeline.work("transfer_documents_received", moved, 6)
        timeline.work("transfer_plan_received", moved, 6)
        timeline.work("risk_management_plan_update", moved, 13)
        timeline.work("home_visit", moved, 13, purpose="initial")


def answers_of(random: Random) -> list[Case]:
    """What an inspector said of the case."""
    answers = []
    for question in (*ANSWERED, *ALSO_ANSWERED):
        chance = random.random()
        answer = "sufficient" if chance < 0.6 else "not_sufficient" if chance < 0.9 else "not_applicable"
        if question in ANSWERED or random.random() < 0.2:
            answers.append({"question": question, "answer": answer, "by": f"inspector-{random.randint(1, 4)}"})
    return sorted(answers, key=lambda answer: [int(part) for part in answer["question"].split(".")])


def as_json(cases: Iterable[Case]) -> str:
    """The document: one event and one answer on a line, so that a change shows as one."""
    parts = []
    for case in cases:
        head = {name: value for name, value in case.items() if name not in ("events", "answers")}
        lists = "".join(
            f",\n   {json.dumps(name)}: [" + ",".join(f"\n    {json.dumps(item)}" for item in case[name]) + "]"
            for name in ("events", "answers")
        )
        parts.append("  " + json.dumps(head)[:-1] + lists + "}")
    body = ",\n".join(parts)
    return f'{{"note": {json.dumps(NOTE)},\n "as_of": "{AS_OF.isoformat()}",\n "cases": [\n{body}]}}\n'


def as_tables(cases: list[Case]) -> dict[str, str]:
    """The same as CSV tables."""
    columns = [name for name in cases[0] if name not in ("events", "answers")]
    attributes = sorted({name for case in cases for event in case["events"] for name in event} - {"type", "date"})
    rows: dict[str, list[list[str]]] = {
        "cases": [columns],
        "events": [["case_id", "type", "date", *attributes]],
        "answers": [["case_id", "question", "answer", "by", "reason"]],
    }
    for case in cases:
        rows["cases"].append([cell(case[name]) for name in columns])
        for name, table in (("events", rows["events"]), ("answers", rows["answers"])):
            table.extend([case["case_id"], *(cell(item.get(key)) for key in table[0][1:])] for item in case[name])
    return {f"{name}.csv": table_text(table) for name, table in rows.items()}


def cell(value: object) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(value) or "none"
    return "" if value is None else str(value)


def table_text(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def main() -> int:
    """Writes the files, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the files are not what this makes")
    options = parser.parse_args()
    random = Random(SEED)
    cases = [make_case(number, random) for number in range(1, CASES + 1)]
    files = {"cases.json": as_json(cases)} | {f"tables/{name}": text for name, text in as_tables(cases).items()}
    stale = []
    for name, text in files.items():
        file = FOLDER / name
        if options.check and (not file.exists() or file.read_text(encoding="utf-8") != text):
            stale.append(str(file.relative_to(ROOT)))
        elif not options.check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name} is not what scripts/make_sample.py makes; run it", file=sys.stderr)
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
