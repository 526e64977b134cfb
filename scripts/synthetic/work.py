"""What is done in a case in custody and in the community, as far as all goes to plan."""

from datetime import date, timedelta

from synthetic.changes import changes, compliance
from synthetic.timeline import AS_OF, IN_TIME, Case, Timeline


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
