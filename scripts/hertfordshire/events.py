"""The events of a case: for every question that rules decide, work in time, late or not at all, as the plan has it.

Numbers are days from the start of the order, licence or sentence. What is in time is in time in every tier; what is
late is late in every tier. The rules, not this program, say in the end what came out.
"""

from datetime import date, timedelta
from random import Random

from hertfordshire.caseload import AS_OF, Fields, Groups
from hertfordshire.plan import Plan
from hertfordshire.timeline import Event, Timeline

CONTACTS = {1: 4, 2: 10, 3: 16, 4: 16}  # as rules/limits/contacts-16-weeks.yaml
ENHANCED = 32  # as rules/limits/ppo-contacts.yaml
KNOWN_OF_OLD = ("transfer_documents_received", "transfer_plan_received", "conviction")
RISE = 45  # the day on which the Risk of Serious Harm rises
CHANGE = 105  # the day of a significant change
LATE_FAILURE = date(2009, 12, 7)  # so late that the time for resolving it has not passed


def make_events(number: int, fields: Fields, groups: Groups, plan: Plan, random: Random) -> list[Event]:
    """The events of a case, by date."""
    case = Timeline(number, fields, groups, plan, random)
    _assess(case)
    if case.in_("custody"):
        _custody(case)
    else:
        _community(case)
        _enforcement(case)
        _reviews(case)
    _risk(case)
    _transfer(case)
    _outcomes(case)
    if case.in_("taken_over"):
        # What was done before the case came was recorded elsewhere.
        told = next(event["date"] for event in case.events if event["type"] == "transfer_notified")
        case.events = [event for event in case.events if event["type"] in KNOWN_OF_OLD or event["date"] >= told]
    return sorted(case.events, key=lambda event: event["date"])


def _assess(case: Timeline) -> None:
    """The report, the assessments and the plans that stand at the start."""
    if case.asked("1.1.2"):
        due = -case.some(1, 4)
        case.add("psr_due", due)
        case.add("psr_completed", due - case.some(0, 3))
    in_time, late = ((20, 50), (125, 150)) if case.in_("custody") else ((1, 4), (30, 45))
    if case.good("1.2.1"):
        screened = case.some(0, 4) if case.good("1.2.2") else case.some(30, 40)
        full = {} if case.in_("custody") else {"full_analysis_required": case.asked("1.2.5")}
        case.add("rosh_screening", screened, **full)
        days = [screened + day for day in (0, 4, 30, 40)]
        case.done_and_in_time("rosh_analysis", "1.2.5", "1.2.6", (days[0], days[1]), (days[2], days[3]))
    case.done_and_in_time("lor_assessment", "1.3.4", "1.3.5", in_time, late)
    case.done_and_in_time("sentence_plan", "1.3.6", "1.3.7", in_time, late)
    case.done_and_in_time("risk_management_plan", "1.2.11", "1.2.12", in_time, late)
    if case.good("1.2.23") and case.good("1.2.11"):
        case.add("management_review", late[1] + case.some(1, 5))
    case.work("allocated", "1.3.1", (0, 1), (10, 20))


def _custody(case: Timeline) -> None:
    case.work("supervisor_allocated", "1.3.3", (0, 1), (10, 20))
    case.add("supervisor_contact", case.some(3, 20))
    case.work("induction", "2.1.4", (2, 8), (25, 40))
    board = case.some(60, 90)
    case.add("planning_board", board)
    case.work("planning_board_contribution", "2.1.5", (board - 20, board), (board + 3, board + 10))
    if case.asked("2.1.6"):
        case.add("prison_transfer", 100)
        case.work("prison_transfer_notified", "2.1.6", (98, 102), (115, 130))
    if case.asked("2.1.40"):
        case.add("significant_change", CHANGE)
        if case.good("2.1.40"):
            case.add("rosh_review", CHANGE + case.some(1, 8))
        if case.good("2.1.43"):
            case.add("plan_review", CHANGE + case.some(1, 8))


def _community(case: Timeline) -> None:
    """Induction, contacts, skills, programmes and unpaid work."""
    case.work("induction", "2.1.2", (1, 1), (12, 25))
    needed = CONTACTS[case.fields["tier"]]
    # An appointment that was missed was offered all the same.
    missed = 0 if case.in_("licence") else 2 if case.in_("failures") else 1 if case.in_("absences") else 0
    if case.good("2.2.19"):
        contacts = ENHANCED + case.some(0, 2)
    elif case.good("2.1.8"):
        contacts = needed + case.some(0, 4)
    else:
        contacts = max(needed - missed - case.some(1, 3), 0)
    for place in range(contacts):
        case.add("contact", 1 + place * 108 // contacts)
    for day in range(130, (AS_OF - case.start).days, 28):
        case.add("contact", day)
    case.work("skills_screening", "1.4.6", (0, 4), (30, 40), diagnostic_required=case.asked("1.4.7"))
    if case.good("1.4.7"):
        case.add("diagnostic_assessment", case.some(15, 90))
    if case.in_("general_programme"):
        case.work("programme_instructed", "2.1.34", (10, 40), (60, 120))
    if case.in_("unpaid_work"):
        first = case.some(5, 25)
        for week in range(6):
            case.add("unpaid_work_session", first + 7 * week)


def _enforcement(case: Timeline) -> None:
    """Absences, what was made of them, and what was done about failures and about an increase of the risk."""
    # The recall of a licence comes after the first weeks of contact and the first review.
    last = case.some(150, 155) if case.in_("licence") else case.some(76, 90)
    if case.asked("2.1.36") and not case.asked("2.1.37"):
        last = (LATE_FAILURE - case.start).days
    number = (3 if case.in_("licence") else 2) if case.in_("failures") else 1 if case.in_("absences") else 0
    days = [last - 12 * place for place in reversed(range(number))]
    for day in days:
        case.add("absence", day, acceptable=False)
        if case.good("2.1.22") or day != last:
            case.add("absence_decision", day + case.some(0, 3))
    if case.good("2.1.35"):
        # Breach on the very day of the failure would run already on that day.
        soon = case.some(0, 1) if case.in_("licence") else case.some(1, 3)
        _enforce(case, last + (soon if case.good("2.1.36") else case.some(20, 25)))
    if case.in_("increase"):
        day = 150 if case.in_("licence") else 120
        if case.in_("increase_acted") and not case.asked("2.1.37"):
            day = (LATE_FAILURE - case.start).days
        case.add("rosh_increase", day, action="recall" if case.in_("licence") else "breach")
        if case.in_("increase_acted"):
            _enforce(case, day + (case.some(0, 1) if case.in_("increase_prompt") else case.some(8, 14)))


def _enforce(case: Timeline, day: int) -> None:
    """Breach, or recall and the return to custody, on a day; and its end, if it is asked for."""
    recall = case.in_("licence")
    case.add("recall_requested" if recall else "breach_instigated", day)
    if recall:
        case.add("returned_to_custody", day + case.some(1, 3))
    if case.asked("2.1.37"):
        end = day + (case.some(30, 45) if case.good("2.1.37") else case.some(70, 90))
        case.add("recall_resolved" if recall else "breach_resolved", end)
        if recall:
            case.add("released", end + case.some(1, 4))


def _reviews(case: Timeline) -> None:
    """Reviews every four months, or not; and after a change, or not.

    Where both are asked for, the review that falls due is the one that follows the change.
    """
    changed = case.asked("2.1.40")
    if changed:
        case.add("significant_change", CHANGE)
    for type_, on_time, after_change in (
        ("lor_review", "2.1.38", "2.1.40"),
        ("rosh_review", "2.1.39", "2.1.40"),
        ("plan_review", "2.1.41", "2.1.43"),
    ):
        updated = case.good(after_change)
        days: tuple[int, ...]
        if case.good(on_time):
            days = (110, 225) if updated or not changed else (90, 205)
        elif updated:
            days = (110,)  # and none after it
        else:
            days = (150, 262) if case.random.random() < 0.5 else ()
        for day in days:
            case.add(type_, day + case.some(0, 2))


def _risk(case: Timeline) -> None:
    """MAPPA, home visits and victims."""
    if case.good("1.2.18"):
        # Six months before release is asked of the higher levels.
        case.add("mappa_referral", -case.some(195, 250) if case.in_("licence") else case.some(2, 8))
        case.add("mappa_meeting", case.some(20, 60))
    if case.in_("risen"):
        case.add("rosh_level_set", RISE, value="high")
        if case.good("1.2.11"):
            case.add("risk_management_plan_update", RISE + case.some(1, 4))
    if case.in_("visited"):
        case.add("home_visit", case.some(2, 30), purpose="initial")
    if case.in_("monitored"):
        for day in range(50, (AS_OF - case.start).days, 50):
            case.add("home_visit", day, purpose="monitoring")
    if case.good("2.2.7"):
        sentence = date.fromisoformat(case.fields["sentence_date"])
        days = case.some(15, 45) if case.good("2.2.8") else case.some(75, 110)
        case.on("victim_meeting_offered", sentence + timedelta(days=days))


def _transfer(case: Timeline) -> None:
    if not case.in_("transferred"):
        return
    told = case.some(160, 180)
    case.add("transfer_notified", told)
    # Late papers count, so that they are insufficient only where none came.
    for type_, question in (("transfer_documents_received", "2.1.27"), ("transfer_plan_received", "2.1.45")):
        if case.good(question):
            case.add(type_, told + case.some(-5, 9))
    case.work("transfer_appointment", "2.1.28", (told + 1, told + 3), (told + 12, told + 20))
    case.work("risk_management_plan_update", "2.1.46", (told + 1, told + 9), (told + 25, told + 40))
    case.work("home_visit", "2.1.47", (told + 1, told + 9), (told + 25, told + 40), purpose="monitoring")


def _outcomes(case: Timeline) -> None:
    if not case.good("3.1.4"):
        case.add("conviction", case.some(30, 250))
    if case.good("3.3.11"):
        case.add("qualification", case.some(90, 260))
    if case.in_("employed"):
        case.add("employment_started", case.some(20, 250))
