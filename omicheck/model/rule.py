"""A rule, its scope, its check and its limit, once they have been read and found right."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

from attrs import field, frozen

from omicheck.dates import Period
from omicheck.model.edition import EditionAsked
from omicheck.model.limit import Source
from omicheck.model.scope import NO_CONDITION, AllOf, Between, Condition, OneOf, Scope

# --- check -----------------------------------------------------------------------------------------------

Kind = Literal["deadline", "interval", "lead_time", "count", "recorded", "never"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

# What an attribute of an event must be: one of some values, or a number or ordered level between bounds.
Wanted = OneOf | Between


@frozen
class EventSpec:
    """Which events are meant.

    Attributes:
        types: the event types.
        where: attribute and what it must be.
        when: what must hold of the case as at the event's own date; without parts, nothing.
    """

    types: tuple[str, ...]
    # To Python true is 1; to two event types that give one attribute's name different types it is not.
    where: tuple[tuple[str, Wanted], ...] = field(default=(), eq=repr)
    when: AllOf = NO_CONDITION


@frozen
class FromDay:
    """The first day on which a trigger counts.

    Attributes:
        case_date: a date of the case.
        less: how long before it the day is, or None for the date itself.
    """

    case_date: str
    less: Period | None = None


@frozen
class EventTrigger:
    """An event that starts the clock.

    Attributes:
        spec: which events.
        on_or_after: the first day on which they count, if they do not count always.
        first: only the first counts.
        nth: only one that is the n-th of its run counts.
        or_more: each later one of its run counts too (`from_nth`).
        within: how far back a run reaches.
        since: what ends a run: an event that fits any of these.
        distinct_days: several on one day are one.
    """

    spec: EventSpec
    on_or_after: FromDay | None = None
    first: bool = False
    nth: int | None = None
    or_more: bool = False
    within: Period | None = None
    since: tuple[EventSpec, ...] = ()
    distinct_days: bool = False


@frozen
class Becomes:
    """The day on which something begins to hold of the case.

    Attributes:
        scope: what.
        on_or_after: the first day looked at.
    """

    scope: AllOf
    on_or_after: FromDay


# A case date is named by its name.
Trigger = str | EventTrigger | Becomes


@frozen
class Check:
    """What a rule asks. Which attributes are used depends on the kind.

    Attributes:
        kind: deadline, interval, lead_time, count, recorded or never.
        trigger: what starts the clock (`from`, `before` of a lead_time, `after` of a never); None for recorded.
        outcome: what is asked for (`to` or `of`); None for recorded.
        limit: id of the limit; None for recorded and never.
        unless: what excuses.
        while_: what must hold for the duty to stand; without parts, nothing.
        restart: what starts the clock of an interval anew.
        early: how long before the trigger the outcome counts, of a deadline.
        late_accepted: whether a late outcome is good enough, of a deadline.
        absent_not_asked: whether a case in which there is no outcome is not asked about, of a deadline.
        window: how long the count runs, of a count.
        at_most: whether the limit of a count is the most, and not the least, that there may be.
        repeat: whether the window repeats, of a count.
        after: whether the day of the trigger itself does not count, of a never.
        within: how long it must not happen, of a never; None for as long as the case runs.
        field: the field asked for, of recorded.
        condition: what its value must satisfy, of recorded; None for any value.
    """

    kind: Kind
    trigger: Trigger | None = None
    outcome: EventSpec | None = None
    limit: str | None = None
    unless: EventSpec | None = None
    while_: AllOf = NO_CONDITION
    restart: EventSpec | None = None
    early: Period | None = None
    late_accepted: bool = False
    absent_not_asked: bool = False
    window: Period | None = None
    at_most: bool = False
    repeat: bool = False
    after: bool = False
    within: Period | None = None
    field: str | None = None
    condition: Condition | None = None


# --- rule ------------------------------------------------------------------------------------------------

Decides = Literal["fully", "may_over_report", "needs_reader"]
DECIDES: Final[tuple[Decides, ...]] = get_args(Decides)
# How far a rule must decide its question for its verdict to enter a score.
SCORING: Final[tuple[Decides, ...]] = ("fully", "may_over_report")
Asks = Literal["duty", "outcome"]
ASKS: Final[tuple[Asks, ...]] = get_args(Asks)
Status = Literal["draft", "in_force", "withdrawn"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)


@frozen
class Example:
    """A case that shows what a rule does; read when it is tried.

    Attributes:
        name: what it shows.
        data: `case`, `events`, `as_of` and `expect`, as they stand in the file.
        line: where it stands.
    """

    name: str
    data: Mapping[str, Any]
    line: int | None


@frozen
class EquivalentMutant:
    """A change of a rule that no case can show, and why not.

    Attributes:
        mutant: its name, as `rules mutate` prints it.
        reason: why no case can show it.
        line: where it is recorded.
    """

    mutant: str
    reason: str
    line: int | None


# What an id is made of, of a rule as of a limit: small letters, digits and single hyphens.
ID_FORM: Final = "[a-z0-9]+(-[a-z0-9]+)*"


@frozen
class Rule:
    """One rule.

    Attributes:
        id: its permanent name.
        question: the inspection question that it answers.
        applies: the cases that it is about.
        check: what it asks.
        title: a few words.
        requirement: a sentence or two.
        requirement_note: why the numbers in the requirement are not those of the limit, where they are not.
        decides: how far its verdict answers the question.
        decides_note: why not fully.
        asks: whether somebody has to see to it, or whether it is what came of the work, which fails nobody.
        status: draft, in_force or withdrawn.
        successor: the rule that took its place, of a withdrawn one.
        replaces: the rules of the edition before, in whose place it is.
        sources: what the rule itself rests on.
        examples: cases that show what it does.
        equivalent_mutants: changes of it that no case can show.
        topic: the folder that it stands in.
        file: the file that it stands in.
        not_held: the names of what it asks about and the records at hand do not hold.
        edition: the edition that it is of, where rules of several are asked: it is then out of scope of an occurrence
            that another edition is asked about. None where it is asked about all.
    """

    id: str
    question: str
    applies: Scope
    check: Check
    title: str = ""
    requirement: str = ""
    requirement_note: str = ""
    decides: Decides = "fully"
    decides_note: str = ""
    asks: Asks = "duty"
    status: Status = "in_force"
    successor: str | None = None
    replaces: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    equivalent_mutants: tuple[EquivalentMutant, ...] = ()
    topic: str = ""
    file: str = ""
    not_held: tuple[str, ...] = ()
    edition: EditionAsked | None = None

    def is_asked_on(self, day: date) -> bool:
        """Whether it is asked about an occurrence that counts from a day."""
        return self.edition is None or day in self.edition.days

    @property
    def edition_of_record(self) -> EditionAsked | None:
        """The edition by which the record as it stands is asked, on the audit date.

        A rule whose clock cannot be known, as records do not hold what starts it, asks the record whatever the day.
        """
        return None if self.not_held else self.edition
