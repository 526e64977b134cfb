"""Failures, and the course of a case."""

from datetime import date

from attrs import frozen

from omicheck.report.values.counts import Count, Range
from omicheck.score.funnel import Funnel


@frozen
class RuleFailures:
    """How often a rule was failed.

    Attributes:
        rule: its id.
        title: its title.
        question: the question that it answers.
        requirement: what it asks.
        limit: the values of its limit with their sources; empty where it has none.
        reservation: how far it can be trusted; empty where there is nothing to say.
        failures: how many failures there are.
        cases: in how many cases.
        open: how many verdicts cannot be told.
    """

    rule: str
    title: str
    question: str
    requirement: str
    limit: str
    reservation: str
    failures: Count
    cases: Count
    open: Count


@frozen
class GroupLine:
    """The failures in the cases of a group, such as an office or an officer.

    Attributes:
        name: the office, the reference of the officer, or what else the group is called.
        office: the office of an officer, or the offices; empty where that is not asked.
        cases: how many cases there are.
        judged: in how many of them a duty was met or not met.
        failing: how many of these have a failure.
        percent: how many per cent of the judged cases these are; None where none is judged.
        interval: what that may be by chance, 95%; None where none is judged.
        beyond: what the funnel says of it; empty where the group differs by no more than chance.
        failures: how many failures.
        open: how many verdicts cannot be told.
    """

    name: str
    office: str
    cases: int
    judged: int
    failing: int
    percent: int | None
    interval: Range | None
    beyond: str
    failures: int
    open: int


@frozen
class GroupFailures:
    """The failures by the groups of a field.

    Attributes:
        field: the field.
        named: what a group is called.
        lines: the groups, by name, as small numbers make no ranking.
        about: what is to be known of them, in sentences.
        funnel: the shares of cases with a failure beside what chance would do.
    """

    field: str
    named: str
    lines: tuple[GroupLine, ...]
    about: str
    funnel: Funnel


@frozen
class Failures:
    """Failures of duties, by rule and by the groups of fields."""

    by_rule: tuple[RuleFailures, ...]
    by_group: tuple[GroupFailures, ...] = ()


@frozen
class Lane:
    """A failure, or what cannot be told, of a case, with its days.

    Attributes:
        rule: the id of the rule.
        question: the question that it answers.
        title: its title, with the occurrence if it is not the first.
        verdict: in words.
        is_failure: whether it is a failure; otherwise it cannot be told.
        sentences: why.
        started: the day from which it counts.
        due: the latest day that would have passed.
        done: the day on which it was done.
        late: from when to when it was late.
        still: when the clock stood still.
    """

    rule: str
    question: str
    title: str
    verdict: str
    is_failure: bool
    sentences: tuple[str, ...]
    started: date | None
    due: date | None
    done: date | None
    late: tuple[date, date] | None
    still: tuple[tuple[date, date], ...]


@frozen
class Picture:
    """The course of a case.

    Attributes:
        case_id: its reference.
        office: the office; empty where the record names none.
        officer: the reference of the officer; empty where the record names none.
        first: the first day that is shown.
        last: the last.
        happened: when and what, in order.
        days: the days on which something happened.
        lanes: what is flagged.
    """

    case_id: str
    office: str
    officer: str
    first: date
    last: date
    happened: tuple[tuple[str, str], ...]
    days: tuple[date, ...]
    lanes: tuple[Lane, ...]
