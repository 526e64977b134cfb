"""What every explanation has to keep to, whatever the rule and the record: held against the record itself."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from omicheck.bank_holidays import ANNOUNCED_UNTIL, bank_holidays
from omicheck.dates import Period, Span, add, subtract
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.explain import Explanation, explain_row
from omicheck.model.case import Case, Event
from omicheck.model.row import Row
from omicheck.model.rule import Becomes, EventSpec, EventTrigger, Rule
from omicheck.model.scope import OneOf
from omicheck.rulebase.folder import RuleBase
from omicheck.text import long_date
from omicheck.wording import spec_in_words

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ (?:" + "|".join(MONTHS) + r") \d{4}"
ONE_DAY = timedelta(days=1)
LATE = ("absent", "none", "not_asked")


@attrs.frozen
class Told:
    """A row with what is said of it, and all that this may rest on."""

    row: Row
    explanation: Explanation
    rule: Rule
    case: Case
    as_of: date
    rule_base: RuleBase

    @property
    def text(self) -> str:
        """What is said of the row."""
        return " ".join((*self.explanation.of_row, *self.explanation.settling))


def told_of(rule_base: RuleBase, cases: tuple[Case, ...], as_of: date) -> Iterator[Told]:
    """What is said of each row of some rules and cases."""
    evaluator = DurableEvaluator(rule_base)
    for case in cases:
        history = evaluator.history(case, as_of)
        for rule in rule_base.rules:
            for row in evaluator.rows_of_case(case, (rule,), as_of):
                told = explain_row(row, rule, rule_base, as_of, history)
                yield Told(row, told, rule, case, as_of, rule_base)


def assert_true(told: Told) -> None:
    """What is said is in the record, and what it says is not in the record is not."""
    assert_in_words(told)
    assert_dates_are_known(told)
    assert_nothing_is_denied(told)
    assert_what_there_is_is_named(told)
    assert_it_can_be_settled(told)


# --- words -----------------------------------------------------------------------------------------------

# As files write names, and what the packaged vocabulary has other words for.
IDENTIFIER = re.compile(r"[A-Za-z0-9]_[A-Za-z0-9]|\b(?:psr|rosh|lor|mappa|ppo)\b")


def assert_in_words(told: Told) -> None:
    """Nothing is called by its name in files."""
    for sentence in (told.explanation.title.partition(" [")[0], *told.explanation.of_row, *told.explanation.settling):
        assert IDENTIFIER.search(sentence) is None, sentence


# --- dates -----------------------------------------------------------------------------------------------


def _day(text: str) -> date:
    _, number, month, year = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(number))


def _periods(told: Told) -> Iterator[Period]:
    check = told.rule.check
    trigger = check.trigger
    yield from (one for one in (check.early, check.within, check.window) if one is not None)
    if isinstance(trigger, EventTrigger | Becomes) and trigger.on_or_after is not None and trigger.on_or_after.less:
        yield trigger.on_or_after.less


def _known_days(told: Told) -> set[date]:
    """The days of the record and of the row, and what a rule's own periods make of them."""
    row, case = told.row, told.case
    days = {value for value in case.fields.values() if isinstance(value, date)} | {told.as_of}
    days.add(ANNOUNCED_UNTIL)
    for event in case.events:
        days |= {event.span.first, event.span.last} - {date.min, date.max}
        days |= {value for value in event.attributes.values() if isinstance(value, date)}
    days |= {day for day in (row.trigger_date, row.due_date, row.outcome_date) if day is not None}
    for period in _periods(told):
        for day in list(days):
            days |= {add(day, period), subtract(day, period)}
    limit = told.rule_base.limits.get(told.rule.check.limit or "")
    days |= {value.until for value in (limit.values if limit else ()) if value.until is not None}
    # Those that the conditions of the rule name.
    days |= {date(*map(int, one)) for one in re.findall(r"datetime\.date\((\d+), (\d+), (\d+)\)", repr(told.rule))}
    days -= {date.min, date.max}
    days |= {day + ONE_DAY for day in days} | {day - ONE_DAY for day in days}
    return days | {day for year in {day.year for day in days} for day in bank_holidays(year)}


def assert_dates_are_known(told: Told) -> None:
    """Each date named is in the record, or follows from what is."""
    for sentence in (*told.explanation.of_row, *told.explanation.settling):
        unknown = {_day(text) for text in re.findall(DAY, sentence)} - _known_days(told)
        assert not unknown, (sentence, told)
        for text in re.findall(DAY, sentence):
            assert long_date(_day(text)) == text


# --- what there is, and what there is not ----------------------------------------------------------------


def _of_types(told: Told, spec: EventSpec) -> list[Event]:
    return [one for one in told.case.events if one.type in spec.types and one.dated and one.day <= told.as_of]


def _contradicts(event: Event, spec: EventSpec, told: Told) -> bool:
    """Whether an attribute of an event is plainly another than one that is wanted."""
    kinds = told.rule_base.vocabulary.events[event.type].attributes
    there = [(event.attributes[name], wanted, kinds[name]) for name, wanted in spec.where if name in event.attributes]
    for value, wanted, kind in there:
        if isinstance(wanted, OneOf):
            # To Python false is 0.
            if (type(value), value) not in [(type(one), one) for one in wanted.values]:
                return True
            continue
        place = kind.values.index(value) if isinstance(value, str) else value
        assert isinstance(place, int)
        low, high = wanted.at_least, wanted.at_most
        if (low is not None and place < low) or (high is not None and place > high):
            return True
    return False


def assert_nothing_is_denied(told: Told) -> None:
    """Nothing is said not to be recorded that is."""
    spec = told.rule.check.outcome
    if spec is None:
        return
    words = re.escape(spec_in_words(spec, told.rule_base.vocabulary))
    found = re.search(rf"No {words} is recorded (?:by|from ({DAY}) to) (?:the audit date, )?({DAY})", told.text)
    if told.row.reason in LATE and found is None:
        assert f"No {spec_in_words(spec, told.rule_base.vocabulary)} that counts" in told.text or (
            "No day was left to look at" in told.text
        ), told
    if found is None or spec.when.parts:
        return
    span = Span(date.min if found[1] is None else _day(found[1]), _day(found[2]))
    there = [
        one for one in _of_types(told, spec) if span.first <= one.day <= span.last and not _contradicts(one, spec, told)
    ]
    assert not there, told


def assert_what_there_is_is_named(told: Told) -> None:
    """Where an outcome is said not to be there, each event of its types in the record is named with why not."""
    spec, row = told.rule.check.outcome, told.row
    if spec is None or row.reason not in LATE or row.trigger_date is None or told.rule.check.repeat:
        return
    for event in _of_types(told, spec):
        is_earlier_link = told.rule.check.kind == "interval" and event.day <= row.trigger_date
        is_too_early = _contradicts(event, spec, told) and event.day < row.trigger_date
        if not is_earlier_link and not is_too_early and not spec.when.parts:
            assert long_date(event.day) in told.text or re.search(r"\(and \d+ days? before\)", told.text), (event, told)


def assert_it_can_be_settled(told: Told) -> None:
    """What cannot be told says what would settle it: a sentence for each name that the row has."""
    names = len(told.row.unknown_fields)
    of_limit = told.row.reason == "no_limit_in_force"
    assert len(told.explanation.settling) == (names + of_limit if told.row.verdict == "cannot_tell" else 0), told
    if told.row.verdict == "cannot_tell":
        assert told.explanation.settling, told
