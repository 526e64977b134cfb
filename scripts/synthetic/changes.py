"""What goes against the plan: absences, enforcement, rising risk, moves."""

from datetime import date, timedelta

from synthetic.timeline import Case, Timeline


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
