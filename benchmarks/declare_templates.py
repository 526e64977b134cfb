"""Constraints on the order of events: as a Declare model, as rules of omicheck, and as their definition in Python.

A constraint is written once, and all three are made of it, so that a difference in the answers is one of meaning and
none of copying. Ten of the eighteen templates of Declare can be said as rules; the other eight, `init` and what is
called alternate, chain and not-chain, ask which event stands next to which, and a record knows days and no such order.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

# So long that every duty of a made-up log is due long before AS_OF, and what never happened is a failure.
LONG: Final = "7000 days"
AS_OF: Final = "2049-12-31"
# How the rules of the example call what the log calls so.
EVENT_TYPES: Final = {
    "Fine sent": "fine_sent",
    "Notification": "notified",
    "Appeal": "appeal",
    "Appeal decided": "appeal_decided",
    "Penalty added": "penalty_added",
    "Payment": "payment",
    "Credit collection": "sent_to_collection",
}
# The activity and the day of each event of a trace, in the order of their times.
Trace = Sequence[tuple[str, int]]


@frozen
class Constraint:
    """A template of Declare with its activities."""

    template: str
    first: str
    second: str = ""

    @property
    def name(self) -> str:
        """As it is written in books."""
        return f"{self.template}({', '.join(filter(None, (self.first, self.second)))})"


@frozen
class Within:
    """A bound on the days between two activities: at most so many, or, where `at_least` is given, no fewer."""

    first: str
    second: str
    at_most: int = 0
    at_least: int = 0

    @property
    def name(self) -> str:
        """The activities and the bound."""
        bound = f"at most {self.at_most}" if self.at_most else f"at least {self.at_least}"
        return f"{self.first} to {self.second}, {bound} days"


CONSTRAINTS: Final = (
    Constraint("existence", "Fine sent"),
    Constraint("absence", "Credit collection"),
    Constraint("exactly_one", "Notification"),
    Constraint("responded_existence", "Penalty added", "Notification"),
    Constraint("coexistence", "Fine sent", "Notification"),
    Constraint("noncoexistence", "Appeal", "Credit collection"),
    Constraint("response", "Fine sent", "Notification"),
    Constraint("response", "Appeal", "Appeal decided"),
    Constraint("response", "Penalty added", "Payment"),
    Constraint("precedence", "Fine sent", "Notification"),
    Constraint("precedence", "Notification", "Payment"),
    Constraint("succession", "Penalty added", "Credit collection"),
    Constraint("nonsuccession", "Credit collection", "Payment"),
    Constraint("nonsuccession", "Payment", "Appeal"),
)
BOUNDS: Final = (
    Within("Fine sent", "Notification", at_most=42),
    Within("Appeal", "Appeal decided", at_most=90),
    Within("Notification", "Penalty added", at_least=61),
)


def declare_model(constraints: Sequence[Constraint]) -> dict[str, list[str | list[str]]]:
    """The templates, each with what it is said of: an activity, or a pair of them."""
    model: dict[str, list[str | list[str]]] = {}
    for one in constraints:
        model.setdefault(one.template, []).append([one.first, one.second] if one.second else one.first)
    return model


def checks_of(constraint: Constraint) -> list[dict[str, Any]]:
    """What a rule of omicheck asks; some templates take two, either of which is broken where the template is."""
    a = {"event": EVENT_TYPES[constraint.first]}
    b = {"event": EVENT_TYPES.get(constraint.second, "")}
    response = {"deadline": {"from": a, "to": b, "limit": "long"}}
    precedence = {"lead_time": {"of": a, "before": b, "limit": "none"}}
    made: dict[str, list[dict[str, Any]]] = {
        "existence": [_count(a, "at_least")],
        "absence": [{"never": {"of": a, "from": "start"}}],
        "exactly_one": [_count(a, "at_least"), _count(a, "at_most")],
        "responded_existence": [_anywhere(a, b)],
        "coexistence": [_anywhere(a, b), _anywhere(b, a)],
        "noncoexistence": [{"never": {"of": b, "from": a}}, {"never": {"of": a, "after": b}}],
        "response": [response],
        "precedence": [precedence],
        "succession": [response, precedence],
        "nonsuccession": [{"never": {"of": b, "after": a}}],
    }
    return made[constraint.template]


def _count(event: Mapping[str, str], bound: str) -> dict[str, Any]:
    return {"count": {"of": event, "from": "start", "window": LONG, bound: "one"}}


def _anywhere(event: Mapping[str, str], other: Mapping[str, str]) -> dict[str, Any]:
    return {"deadline": {"from": event, "to": other, "limit": "long", "early": LONG}}


def check_of_bound(bound: Within, limit: str) -> dict[str, Any]:
    """What a rule asks of a bound; `limit` is the name of its limit."""
    first, second = ({"event": EVENT_TYPES[one]} for one in (bound.first, bound.second))
    if bound.at_least:
        return {"never": {"of": second, "after": first, "within": f"{bound.at_least - 1} days"}}
    return {"deadline": {"from": first, "to": second, "limit": limit}}


def is_broken(constraint: Constraint, trace: Trace, *, by_day: bool) -> bool:
    """Whether a trace breaks a constraint by the definition of its template.

    Args:
        constraint: the constraint.
        trace: the events, in order.
        by_day: whether events of one day have no order, as in a record; otherwise their order is that of the trace.
    """
    moments = [(name, day if by_day else place) for place, (name, day) in enumerate(trace)]
    first = [moment for name, moment in moments if name == constraint.first]
    second = [moment for name, moment in moments if name == constraint.second]

    def unanswered(ones: Sequence[int], others: Sequence[int]) -> bool:
        return any(not any(other >= one for other in others) for one in ones)

    def unprepared() -> bool:
        return any(not any(one <= other for one in first) for other in second)

    broken: dict[str, Callable[[], bool]] = {
        "existence": lambda: not first,
        "absence": lambda: bool(first),
        "exactly_one": lambda: len(first) != 1,
        "responded_existence": lambda: bool(first) and not second,
        "coexistence": lambda: bool(first) != bool(second),
        "noncoexistence": lambda: bool(first) and bool(second),
        "response": lambda: unanswered(first, second),
        "precedence": unprepared,
        "succession": lambda: unanswered(first, second) or unprepared(),
        "nonsuccession": lambda: any(other > one for one in first for other in second),
    }
    return broken[constraint.template]()


def is_out_of_bounds(bound: Within, trace: Sequence[tuple[str, float]], *, every_pair: bool) -> bool:
    """Whether a trace leaves a bound.

    Args:
        bound: the bound.
        trace: the activities with their times, in days; whole days have no time of day.
        every_pair: whether each later one has to keep the bound, and not the first alone.
    """
    first = [moment for name, moment in trace if name == bound.first]
    gaps = [[moment - one for name, moment in trace if name == bound.second and moment >= one] for one in first]
    if bound.at_least:
        return any(0 < gap < bound.at_least for later in gaps for gap in later)
    chosen = max if every_pair else min
    return any(not later or chosen(later) > bound.at_most for later in gaps)
