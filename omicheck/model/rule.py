"""A rule, its scope, its check and its limit, once they have been read and found right."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

from attrs import field, frozen

from omicheck.dates import Period
from omicheck.model.vocabulary import Value

# --- scope -----------------------------------------------------------------------------------------------


@frozen
class OneOf:
    """The value is one of these."""

    values: tuple[Value, ...]


@frozen
class Between:
    """The integer, or the place of the level in its order, lies between these, both included."""

    at_least: int | None
    at_most: int | None


@frozen
class Has:
    """The list holds one of these."""

    values: tuple[str, ...]


@frozen
class Recorded:
    """The field has a value (or has none)."""

    wanted: bool


@frozen
class Not:
    """The condition does not hold."""

    condition: "Condition"


Condition = OneOf | Between | Has | Recorded | Not


@frozen
class FieldCondition:
    """A condition on one field."""

    field: str
    condition: Condition


@frozen
class AllOf:
    """All parts hold; without parts, true."""

    parts: "tuple[FieldCondition | AnyOf, ...]"


@frozen
class AnyOf:
    """One of the alternatives holds."""

    alternatives: tuple[AllOf, ...]


Scope = AllOf

# --- check -----------------------------------------------------------------------------------------------

Kind = Literal["deadline", "interval", "lead_time", "count", "recorded", "never"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@frozen
class EventSpec:
    """Which events are meant.

    Attributes:
        types: the event types.
        where: attribute and wanted values.
    """

    types: tuple[str, ...]
    # To Python true is 1; to two event types that give one attribute's name different types it is not.
    where: tuple[tuple[str, tuple[Value, ...]], ...] = field(default=(), eq=repr)


@frozen
class EventTrigger:
    """An event that starts the clock.

    Attributes:
        spec: which events.
        first: only the first counts.
        nth: only one that is the n-th of its run counts.
        within: how far back a run reaches.
        since: the event type that ends a run.
    """

    spec: EventSpec
    first: bool = False
    nth: int | None = None
    within: Period | None = None
    since: str | None = None


# A case date is named by its name.
Trigger = str | EventTrigger


@frozen
class Check:
    """What a rule asks. Which attributes are used depends on the kind.

    Attributes:
        kind: deadline, interval, lead_time, count, recorded or never.
        trigger: what starts the clock (`from`, or `before` of a lead_time); None for recorded.
        outcome: what is asked for (`to` or `of`); None for recorded.
        limit: id of the limit; None for recorded and never.
        unless: what excuses.
        early: how long before the trigger the outcome counts, of a deadline.
        late_accepted: whether a late outcome is good enough, of a deadline.
        window: how long the count runs, of a count.
        repeat: whether the window repeats, of a count.
        field: the field asked for, of recorded.
        condition: what its value must satisfy, of recorded; None for any value.
    """

    kind: Kind
    trigger: Trigger | None = None
    outcome: EventSpec | None = None
    limit: str | None = None
    unless: EventSpec | None = None
    early: Period | None = None
    late_accepted: bool = False
    window: Period | None = None
    repeat: bool = False
    field: str | None = None
    condition: Condition | None = None


# --- limit -----------------------------------------------------------------------------------------------

Standing = Literal["confirmed", "from_report", "statute", "analogue", "assumed"]
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)

# A period, or the bare number of a count.
Amount = Period | int


@frozen
class Source:
    """Where something is said, and how far it can be trusted."""

    document: str
    place: str
    status: Standing
    note: str = ""


@frozen
class LimitValue:
    """What a limit is from a day on.

    Attributes:
        from_: the first day on which it is in force.
        by: the field that it depends on, or None.
        table: the amounts by the value of that field; a single one under None without `by`.
        sources: the source of each amount, under the same keys.
    """

    from_: date
    by: str | None
    table: Mapping[Value | None, Amount]
    sources: Mapping[Value | None, Source]


@frozen
class Limit:
    """A dated table of amounts, its values in the order of their dates."""

    id: str
    values: tuple[LimitValue, ...]
    what: str = ""
    file: str = ""


# --- rule ------------------------------------------------------------------------------------------------

Decides = Literal["fully", "may_over_report", "needs_reader"]
DECIDES: Final[tuple[Decides, ...]] = get_args(Decides)
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
        status: draft, in_force or withdrawn.
        successor: the rule that took its place, of a withdrawn one.
        sources: what the rule itself rests on.
        examples: cases that show what it does.
        equivalent_mutants: changes of it that no case can show.
        topic: the folder that it stands in.
        file: the file that it stands in.
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
    status: Status = "in_force"
    successor: str | None = None
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    equivalent_mutants: tuple[EquivalentMutant, ...] = ()
    topic: str = ""
    file: str = ""
