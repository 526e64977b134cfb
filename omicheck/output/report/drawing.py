"""Places on the picture of a case: per cent of its width, from the first day of the case to its last."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.output.report.places import place
from omicheck.report.values.cases import Lane, Picture
from omicheck.text import MONTHS, counted

_MOST_TICKS: Final = 3
# Nearer to one another than this, in per cent, labels would run into each other on a small screen.
_APART: Final = 32
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTHS_A_YEAR: Final = 12
# Nearer to an edge than this, a label would stick out.
_EDGE: Final = 8
# What is narrower could not be seen.
_LEAST: Final = 0.3
# A stretch of this width has room for the sign that says that the clock stood still.
_ROOM_FOR_SIGN: Final = 3

# Kind, left end and width.
Stretch = tuple[str, str, str]
# Kind and place.
Mark = tuple[str, str]


@frozen
class DrawnLane:
    """What is drawn and said of one flagged duty.

    Attributes:
        title: its title.
        question: the question that it answers.
        verdict: in words.
        is_failure: whether it is a failure; otherwise it cannot be told.
        facts: the days that matter, in a line.
        sentences: why.
        stretches: the time that was allowed, that was late, and in which the clock stood still.
        marks: the due date, the day on which it was done, and that it goes on at the audit date.
    """

    title: str
    question: str
    verdict: str
    is_failure: bool
    facts: str
    sentences: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to be drawn."""
        return bool(self.stretches or self.marks)


@frozen
class DrawnCase:
    """What is drawn and said of a case.

    Attributes:
        case_id: its reference.
        office: its office.
        officer: its officer.
        rules: the flagged rules, between blanks.
        whose: office, officer, and how many failures and open verdicts there are, in words.
        ticks: the marks of the axis: place, label or none, and whether the label starts or ends there.
        audit: the place of the audit date.
        days: the places of the days on which something happened, from 0 to 1000, as a path.
        events: on how many days something happened, in words.
        happened: when and what.
        lanes: what is flagged.
    """

    case_id: str
    office: str
    officer: str
    rules: str
    whose: str
    ticks: tuple[tuple[str, str, str], ...]
    audit: str
    days: str
    events: str
    happened: tuple[tuple[str, str], ...]
    lanes: tuple[DrawnLane, ...]


@frozen
class _Scale:
    """Days to places."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """The place of a day, in per cent."""
        days = (self.last - self.first).days
        return round(100 * (day - self.first).days / days, 1) if days else 50


def drawn(picture: Picture, as_of: date) -> DrawnCase:
    """The picture of a case.

    Args:
        picture: what happened and what is flagged.
        as_of: the audit date.
    """
    scale = _Scale(picture.first, picture.last)
    failures = sum(lane.is_failure for lane in picture.lanes)
    still_open = len(picture.lanes) - failures
    told = [counted(failures, "failure")] if failures else []
    told += [f"{still_open} that cannot be told"] if still_open else []
    whose = [picture.office] if picture.office else []
    whose += [f"offender manager {picture.officer}"] if picture.officer else []
    return DrawnCase(
        picture.case_id,
        picture.office,
        picture.officer,
        " ".join(dict.fromkeys(lane.rule for lane in picture.lanes)),
        f"{', '.join((*whose, *told))}.",
        tuple(_ticks(scale)),
        place(scale.at(as_of)),
        "".join(f"M{scale.at(day) * 10:.0f} 0V9" for day in picture.days),
        f"Something happened on {counted(len(picture.days), 'day')}.",
        picture.happened,
        tuple(_lane(lane, scale) for lane in picture.lanes),
    )


def _lane(lane: Lane, scale: _Scale) -> DrawnLane:
    return DrawnLane(
        lane.title,
        lane.question,
        lane.verdict,
        lane.is_failure,
        _facts(lane),
        lane.sentences,
        tuple(_stretches(lane, scale)),
        tuple(_marks(lane, scale)),
    )


def _stretches(lane: Lane, scale: _Scale) -> Iterator[Stretch]:
    # What has to come so long before a day may have been done at any time before.
    if lane.started is not None and lane.due is not None and lane.started <= lane.due:
        yield _stretch("allowed", scale.at(lane.started), scale.at(lane.due))
    if lane.late is not None:
        yield _stretch("late", scale.at(lane.late[0]), scale.at(lane.late[1]))
    for start, end in _stood_still(lane):
        yield _stretch("still", scale.at(start), scale.at(end))


def _stood_still(lane: Lane) -> Iterator[tuple[date, date]]:
    """When the clock stood still, without what came after the due date: that changed nothing."""
    return ((start, end) for start, end in lane.still if lane.due is None or start <= lane.due)


def _stretch(kind: str, left: float, right: float) -> Stretch:
    width = max(right - left, _LEAST)
    return kind, place(min(left, 100 - width)), place(width)


def _marks(lane: Lane, scale: _Scale) -> Iterator[Mark]:
    for start, end in _stood_still(lane):
        left, right = scale.at(start), scale.at(end)
        if right - left >= _ROOM_FOR_SIGN:
            yield "pause", place((left + right) / 2)
    if lane.due is not None:
        yield "due", place(scale.at(lane.due))
    if lane.done is not None:
        yield "done", place(scale.at(lane.done))
    elif lane.late is not None:
        yield "undone", place(scale.at(lane.late[1]))


def _facts(lane: Lane) -> str:
    told = []
    if lane.due is not None:
        done = "" if lane.done is None else f", done {_day(lane.done)}"
        told.append(f"Due {_day(lane.due)}{done}.")
    elif lane.done is not None:
        told.append(f"Done {_day(lane.done)}.")
    if lane.late is not None:
        days = counted((lane.late[1] - lane.late[0]).days, "day")
        told.append(f"{days} late." if lane.done is not None else f"{days} late, and not done.")
    still = [f"from {_day(start)} to {_day(end)}" for start, end in _stood_still(lane)]
    if still:
        told.append(f"The clock stood still {', '.join(still)}.")
    return " ".join(told or lane.sentences[:1])


def _day(day: date) -> str:
    """A day without its weekday, which stands with the reasons."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _ticks(scale: _Scale) -> Iterator[tuple[str, str, str]]:
    """The beginnings of some months, evenly apart; those that have no room for a label are without."""
    first, last = _months(scale.first), _months(scale.last)
    step = next((one for one in _STEPS if (last - first) // one <= _MOST_TICKS), _STEPS[-1])
    before = -1.0
    for month in range(first + (-first) % step, last + 1, step):
        day = date(month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
        if day < scale.first:
            continue
        at = scale.at(day)
        if before >= 0 and at - before < _APART:
            yield place(at), "", ""
            continue
        before = at
        stands = "start" if at < _EDGE else "end" if at > 100 - _EDGE else ""
        yield place(at), f"{MONTHS[day.month - 1][:3]} {day.year}", stands


def _months(day: date) -> int:
    return day.year * _MONTHS_A_YEAR + day.month - 1
