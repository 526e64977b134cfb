"""Failures, and the course of a case."""

from datetime import date

from attrs import frozen

from omicheck.report.values.counts import Count


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
class WhoseFailures:
    """The failures in the cases of an office or of an officer.

    Attributes:
        name: the office or the reference of the officer; empty where the records name none.
        office: the office of an officer, or the offices.
        cases: how many cases there are.
        failing: how many of them have a failure.
        failures: how many failures.
        open: how many verdicts cannot be told.
    """

    name: str
    office: str
    cases: int
    failing: int
    failures: int
    open: int


@frozen
class Failures:
    """Failures of duties, counted in three ways."""

    by_rule: tuple[RuleFailures, ...]
    by_office: tuple[WhoseFailures, ...]
    by_officer: tuple[WhoseFailures, ...]


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
