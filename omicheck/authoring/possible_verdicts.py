"""Which verdicts, with which reasons, a rule can give at all: read off the evaluator's own decision trees.

What a rule rules out (no `unless`, so nothing is exempt) is taken out of the codes that a fact may have; the
answers that are left in the tree are those that some case could get. What several of them come to, where incomplete
events leave more than one open, is added.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from omicheck.authoring.unknown_values import (
    answers,
    can_be_incomplete,
    can_be_unknown_in_scope,
    can_be_unsettled,
    can_become_unknown,
    can_change,
    can_lack_its_date,
    is_always_found,
    possible_truths,
    possible_truths_at_trigger,
)
from omicheck.dates import Period
from omicheck.evaluate.durable.decisions import Box, first_that_holds
from omicheck.evaluate.durable.occurrences import OccurrenceStanding
from omicheck.evaluate.durable.scopes import FALSE, UNKNOWN, Truth
from omicheck.evaluate.durable.verdicts import AHEAD, BEHIND, CLAUSES, MISSING, NO, YES, Ruling
from omicheck.model.limit import Limit
from omicheck.model.rule import Becomes, Check, EventTrigger, FromDay, Rule
from omicheck.model.scope import conditions_in
from omicheck.model.vocabulary import Vocabulary
from omicheck.provenance import limit_of

_END: Final = "end_date"
_UNTOLD: Final = Ruling("cannot_tell", "incomplete_event")


def possible_rulings(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> tuple[Ruling, ...]:
    """The verdicts and reasons that some case could get from a rule, in the order in which they are decided."""
    clauses, box = CLAUSES[rule.check.kind]
    found: dict[Ruling, None] = {}
    for standing in _standings(rule, vocabulary):
        for scope in _truths(rule, standing, vocabulary):
            for part in _within(box, rule, limits, standing, scope, vocabulary):
                found |= dict.fromkeys(answers(first_that_holds(clauses, part), part))
    found |= dict.fromkeys(_unknown_limit(rule, limits, vocabulary))
    found |= dict.fromkeys(_left_open(rule, frozenset(found), vocabulary))
    return tuple(found)


def _truths(rule: Rule, standing: OccurrenceStanding, vocabulary: Vocabulary) -> tuple[Truth, ...]:
    if standing == OccurrenceStanding.NO_OCCURRENCE or rule.check.kind == "recorded":
        return possible_truths(rule.applies, vocabulary)
    return possible_truths_at_trigger(rule, vocabulary)


# --- what an occurrence can stand for --------------------------------------------------------------------


def _standings(rule: Rule, vocabulary: Vocabulary) -> Iterator[OccurrenceStanding]:
    check, trigger = rule.check, rule.check.trigger
    yield OccurrenceStanding.DATED
    if trigger is None:
        return
    # A case date that lies ahead is no occurrence, but that of a lead_time is one.
    if not isinstance(trigger, str) or _is_end(trigger, vocabulary) or check.kind != "lead_time":
        yield OccurrenceStanding.NO_OCCURRENCE
    from_day = FromDay(trigger) if isinstance(trigger, str) else trigger.on_or_after
    from_date = None if from_day is None else from_day.case_date
    if from_date is not None and not _is_end(from_date, vocabulary) and not _always_there(from_date, vocabulary):
        yield OccurrenceStanding.DATE_MISSING
    match trigger:
        case EventTrigger():
            yield from _of_events(trigger, vocabulary)
        case Becomes():
            names = {part.field for part in conditions_in(trigger.scope)}
            if any(can_be_unsettled(name, vocabulary) for name in names):
                yield OccurrenceStanding.INCOMPLETE
            if UNKNOWN in possible_truths(trigger.scope, vocabulary):
                yield OccurrenceStanding.UNCERTAIN_BECOMING
        case _ if check.kind == "interval":
            if any(can_be_incomplete(spec, vocabulary) for spec in (check.outcome, check.restart)):
                yield OccurrenceStanding.INCOMPLETE


def _of_events(trigger: EventTrigger, vocabulary: Vocabulary) -> Iterator[OccurrenceStanding]:
    incomplete = can_be_incomplete(trigger.spec, vocabulary)
    if incomplete:
        yield OccurrenceStanding.INCOMPLETE
    # Every match is the first of its run, or a later one.
    if trigger.nth is None or (trigger.or_more and trigger.nth == 1):
        return
    if incomplete or any(can_be_incomplete(spec, vocabulary) for spec in trigger.since):
        yield OccurrenceStanding.UNCERTAIN_NUMBER


def _is_end(case_date: str, vocabulary: Vocabulary) -> bool:
    date = vocabulary.case_dates[case_date]
    return {*date.fields.values(), date.otherwise} == {_END}


def _always_there(case_date: str, vocabulary: Vocabulary) -> bool:
    date = vocabulary.case_dates[case_date]
    return all(vocabulary.fields[name].required for name in (*date.fields.values(), date.otherwise))


# --- what its facts can be -------------------------------------------------------------------------------


def _within(
    box: Box,
    rule: Rule,
    limits: Mapping[str, Limit],
    standing: OccurrenceStanding,
    scope: Truth,
    vocabulary: Vocabulary,
) -> Iterator[Box]:
    """The codes that facts of a rule can have, with its occurrence and its scope given."""
    check = rule.check
    part: dict[str, tuple[int, int]] = {**box, "standing": (standing, standing), "scope": (scope, scope)}
    if check.limit is None:
        part["limit"] = (YES, YES)
    if check.unless is None:
        part["exempt"] = (NO, NO)
    field = check.field
    fixed = {
        "late_accepted": (check.late_accepted, check.late_accepted),
        "absent_not_asked": (check.absent_not_asked, check.absent_not_asked),
        "at_most": (check.at_most, check.at_most),
        "unsettled": (NO, field is not None and can_be_unsettled(field, vocabulary)),
        "present": (YES if field is not None and is_always_found(field, vocabulary) else NO, YES),
        "satisfied": (NO if check.condition is not None else YES, YES),
    }
    part |= {key: (int(low), int(high)) for key, (low, high) in fixed.items() if key in part}
    if "over_is_end" not in part:
        yield part
        return
    for over in _overs(rule, limits, vocabulary):
        yield {**part, **over}


def _overs(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> Iterator[Box]:
    """What may be over: nothing; the case; the time for which `while` holds, and that no later than the audit."""
    check = rule.check
    yield {"due_to_over": (MISSING, MISSING), "over_to_audit": (MISSING, MISSING), "over_is_end": (NO, NO)}
    if not (isinstance(check.trigger, str) and _is_end(check.trigger, vocabulary)):
        yield {"due_to_over": (BEHIND, AHEAD), "over_to_audit": (BEHIND, AHEAD), "over_is_end": (YES, YES)}
    if _can_be_interrupted(check, vocabulary) and not _is_due_at_once(rule, limits):
        yield {"due_to_over": (BEHIND, AHEAD), "over_to_audit": (0, AHEAD), "over_is_end": (NO, NO)}


def _can_be_interrupted(check: Check, vocabulary: Vocabulary) -> bool:
    """Whether `while` can cease to hold."""
    return can_change(check.while_, vocabulary) and FALSE in possible_truths(check.while_, vocabulary)


def _is_due_at_once(rule: Rule, limits: Mapping[str, Limit]) -> bool:
    """Whether what is asked is due on the trigger's own day: where `while` does not hold then, it is out of scope."""
    limit = limit_of(rule, limits)
    if limit is None:
        return False
    return all(isinstance(one, Period) and one.number == 0 for value in limit.values for one in value.table.values())


def _unknown_limit(rule: Rule, limits: Mapping[str, Limit], vocabulary: Vocabulary) -> Iterator[Ruling]:
    """An unknown limit, where its field can be unknown and makes a difference."""
    limit = limit_of(rule, limits)
    for value in limit.values if limit is not None else ():
        if value.by is None or not can_be_unknown_in_scope(value.by, rule, vocabulary):
            continue
        complete = set(value.table) >= set(_listed(value.by, vocabulary) or (None,))
        if len(set(value.table.values())) > 1 or not complete:
            yield Ruling("cannot_tell", "unknown_limit")
            return


def _listed(field: str, vocabulary: Vocabulary) -> tuple[object, ...]:
    """The values that a field can have, none where they cannot be listed."""
    wanted = vocabulary.fields[field]
    if wanted.kind == "flag":
        return (False, True)
    return tuple(range(wanted.at_least, wanted.at_most + 1)) if wanted.kind == "integer" else wanted.values


# --- what incomplete events leave open -------------------------------------------------------------------


def _left_open(rule: Rule, found: frozenset[Ruling], vocabulary: Vocabulary) -> Iterator[Ruling]:
    """What several rulings come to, of which incomplete events leave it open which is right."""
    check = rule.check
    if check.kind == "recorded":
        return
    outcome = can_be_incomplete(check.outcome, vocabulary)
    excuse = can_be_incomplete(check.unless, vocabulary)
    broken = can_become_unknown(check.while_, vocabulary)
    if outcome or excuse or broken:
        yield _UNTOLD
    each_day = _can_be_each_day(check, vocabulary)
    reasons = {ruling.reason for ruling in found}
    if {"in_time", "late_accepted"} <= reasons and (outcome or each_day):
        yield Ruling("met", "either_way")
    if {"late", "absent"} <= reasons and (outcome or each_day):
        yield Ruling("not_met", "either_way")
    # Which of these it is, more than one incomplete thing may leave open.
    excused, broken_off = reasons & {"exempt"}, reasons & {"interrupted"}
    others = reasons & {"ended_before_due", "not_asked"}
    outside = {"out_of_scope"} if can_change(rule.applies, vocabulary) or check.while_.parts else set()
    if (
        (excuse and excused and (broken_off | others))
        or (broken and broken_off and others)
        or (each_day and len(excused | broken_off | others | (reasons & outside)) > 1)
    ):
        yield Ruling("not_applicable", "either_way")


def _can_be_each_day(check: Check, vocabulary: Vocabulary) -> bool:
    """Whether an incomplete event can be an occurrence that is worked out on each day of its span."""
    if isinstance(check.trigger, EventTrigger):
        return check.trigger.nth is None and can_lack_its_date(check.trigger.spec, vocabulary)
    links = (check.outcome, check.restart) if check.kind == "interval" else ()
    return any(can_lack_its_date(spec, vocabulary) for spec in links)
