"""Rows in words: the clock, the limit with its source, the latest day that would have passed, what would settle it.

Nothing is decided here. A row says what was found; this says it as a person would, and shows the record it rests on.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.dates import ALL_TIME, bank_holidays
from omicheck.model.case import Case, Event
from omicheck.model.limit import Source
from omicheck.model.row import Row
from omicheck.model.rule import Check, EventTrigger, Rule
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.text import counted, in_words, long_date, ordinal, span_in_words
from omicheck.provenance import cite, limit_of, sources_of
from omicheck.rulebase.folder import RuleBase
from omicheck.wording import scope_in_words, spec_in_words, value_in_words


@frozen
class Explanation:
    """What is said of one row.

    Attributes:
        title: rule, question and verdict.
        sentences: the explanation, in order.
        of_row: those of them that are of this row alone: the clock, the limit, the due date, what was found.
        settling: what would settle it, where it cannot be told.
    """

    title: str
    sentences: tuple[str, ...]
    of_row: tuple[str, ...]
    settling: tuple[str, ...] = ()


def explain(row: Row, rule: Rule, rule_base: RuleBase, as_of: date) -> Explanation:
    """One row in words."""
    check = rule.check
    limit = limit_of(rule, rule_base.limits)
    of_row = [*_clock(row, rule.check), *_limit(row, sources_of(row, limit), rule_base)]
    if row.due_date is not None:
        of_row.append(_due(row, check))
    of_row.append(_finding(row, rule, rule_base.vocabulary, as_of))
    sentences = [rule.requirement, *of_row] if rule.requirement else list(of_row)
    if rule.decides != "fully":
        note = f": {rule.decides_note}" if rule.decides_note else "."
        sentences.append(f"The rule {in_words(rule.decides)}{note}")
    number = f", occurrence {row.occurrence}" if row.occurrence > 1 else ""
    title = f"{rule.title or rule.id} [{row.question}, {rule.id}{number}]: {verdict_in_words(row)}"
    settling = tuple(_settling(row, limit.id if limit else None))
    return Explanation(title, tuple(sentences), tuple(of_row), settling)


def verdict_in_words(row: Row) -> str:
    """The verdict and why: `not met, late`; just the verdict where the reason is the same."""
    return in_words(row.verdict) if row.verdict == row.reason else f"{in_words(row.verdict)}, {in_words(row.reason)}"


def _clock(row: Row, check: Check) -> list[str]:
    if row.trigger_date is None:
        return []
    day = long_date(row.trigger_date)
    if isinstance(check.trigger, str):
        if check.kind == "interval" and row.occurrence > 1:
            return [f"The clock started again on {day}, when it was last done."]
        return [f"The clock runs from {in_words(check.trigger)}, {day}."]
    if isinstance(check.trigger, EventTrigger):
        before = "It has to come before" if check.kind == "lead_time" else "The clock runs from"
        return [f"{before} {_trigger_in_words(check.trigger)} on {day}."]
    return []


def _trigger_in_words(trigger: EventTrigger) -> str:
    words = spec_in_words(trigger.spec)
    if trigger.first:
        return f"the first {words}"
    if trigger.nth is not None:
        within = f" within {in_words(str(trigger.within))}" if trigger.within is not None else ""
        since = f", counted anew after each {in_words(trigger.since)}," if trigger.since is not None else ""
        return f"the {ordinal(trigger.nth)} {words}{within}{since}"
    return f"the {words}"


def _limit(row: Row, sources: Sequence[Source], rule_base: RuleBase) -> list[str]:
    if row.due_date is None or not sources:
        return []
    cited = " and ".join(cite(source, rule_base.documents) for source in sources)
    if row.limit is None:
        return [f"Which limit holds is not known; the most generous is taken to show the dates. Source: {cited}."]
    amount = f"at least {row.limit}" if row.limit.isdigit() else in_words(row.limit)
    return [f"Limit: {amount}. Source: {cited}."]


def _due(row: Row, check: Check) -> str:
    if row.due_date is None:
        return ""
    what = "The window ends on" if check.kind == "count" else "The latest day that would have passed is"
    counted_over = ""
    if row.limit is not None and row.limit.endswith("business_days") and row.trigger_date is not None:
        counted_over = _holidays_between(row.trigger_date, row.due_date)
    return f"{what} {long_date(row.due_date)}{counted_over}."


def _holidays_between(one: date, other: date) -> str:
    first, last = min(one, other), max(one, other)
    days = sorted(
        day
        for year in range(first.year, last.year + 1)
        for day in bank_holidays(year)
        if first < day < last and day.weekday() < _SATURDAY
    )
    if not days:
        return ""
    return f" (bank holidays not counted: {', '.join(map(long_date, days))})"


_SATURDAY: Final = 5


def _finding(row: Row, rule: Rule, vocabulary: Vocabulary, as_of: date) -> str:
    check = rule.check
    outcome = spec_in_words(check.outcome) if check.outcome is not None else ""
    done = long_date(row.outcome_date) if row.outcome_date is not None else ""
    late = counted(row.days_late or 0, "day")
    number = f"{counted(row.count or 0, 'event')} of {outcome} found in the window"
    scope = " and ".join(scope_in_words(rule.applies, vocabulary))
    ended = "The case ended before that day, so it no longer applied."
    audit = long_date(as_of)
    findings = {
        "in_time": f"Found {outcome} on {done}: in time.",
        "late_accepted": f"Found {outcome} on {done}: after the limit, which this rule accepts.",
        "late": f"Found {outcome} on {done}: {late} late.",
        "absent": f"No {outcome} is recorded by the audit date, {audit}: {late} after the limit.",
        "enough": f"{number}: enough.",
        "too_few": f"{number}: too few.",
        "not_due": f"That day had not passed on the audit date, {audit}, so nothing is overdue.",
        "out_of_scope": f"The rule is for cases where {scope}; this is none.",
        "no_trigger": "Nothing in the record starts the clock.",
        "exempt": f"A record of {spec_in_words(check.unless) if check.unless else ''} excuses it.",
        "ended_before_due": ended,
        "unknown_scope": "Whether the rule applies depends on what the record does not say.",
        "missing_date": "The date from which the clock would run is not in the record.",
        "incomplete_event": "An event that is not fully recorded could change the answer, and is not guessed at.",
        "no_limit_in_force": "No limit was in force on that day for such a case.",
        "unknown_limit": "The limits that may hold lead to different answers.",
        "recorded": f"{in_words(check.field or '').capitalize()} is recorded as the rule asks.",
        "not_recorded": f"{in_words(check.field or '').capitalize()} is not recorded.",
        "wrong_value": f"{in_words(check.field or '').capitalize()} is recorded, but not with a value that passes.",
        "happened": f"Found {outcome} on {done}, which should not have happened.",
        "none": f"No {outcome} is recorded up to the audit date, {audit}.",
    }
    return findings.get(row.reason, "The evaluator failed on this; see the messages on standard error.")


def _settling(row: Row, limit: str | None) -> Iterable[str]:
    """What would settle a row that cannot be told."""
    if row.verdict != "cannot_tell":
        return
    if row.reason == "no_limit_in_force":
        yield f"A value of the limit {limit} for that day and case."
    for name in row.unknown_fields:
        event, dot, attribute = name.partition(".")
        if not dot:
            yield f"A value for {in_words(event)} in the record of the case."
        elif attribute == "date":
            yield f"The full date of each {in_words(event)} that is recorded without one."
        else:
            yield f"Whether each {in_words(event)} has {in_words(attribute)}, where that is not recorded."


# --- the record ------------------------------------------------------------------------------------------


def timeline(case: Case, vocabulary: Vocabulary, as_of: date) -> list[tuple[str, str]]:
    """The dates and events of a case in order: when, and what; those that cannot be placed come last."""
    entries: list[tuple[tuple[date, int], str, str]] = []
    for name, wanted in vocabulary.fields.items():
        value = case.fields.get(name)
        if wanted.kind == "date" and isinstance(value, date):
            entries.append(((value, -1), long_date(value), in_words(name)))
    for place, event in enumerate(case.events):
        entries.append(((_placed(event), place), span_in_words(event.span), _event_in_words(event, as_of)))
    entries.append(((as_of, len(case.events)), long_date(as_of), "audit date"))
    return [(when, what) for _, when, what in sorted(entries)]


def _placed(event: Event) -> date:
    return date.max if event.span == ALL_TIME else event.span.first


def _event_in_words(event: Event, as_of: date) -> str:
    attributes = ", ".join(f"{in_words(name)}: {value_in_words(value)}" for name, value in event.attributes.items())
    text = f"{in_words(event.type)} ({attributes})" if attributes else in_words(event.type)
    return f"{text}, after the audit date" if event.span.first > as_of else text


def known_fields(case: Case, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The fields of a case that have a value and are no dates, with their values in words."""
    return [
        (in_words(name), value_in_words(case.fields[name]))
        for name, wanted in vocabulary.fields.items()
        if name in case.fields and wanted.kind != "date"
    ]
