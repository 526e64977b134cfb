"""Places on the picture of a case: days as whole numbers from 0, its first day, to 1000, its last."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from omicheck.report.values.cases import Lane, Picture
from omicheck.text import MONTHS, counted, long_date

WIDTH: Final = 1000
_HEIGHT: Final = 20
_MOST_TICKS: Final = 3
# Nearer to one another than this, in per cent, labels would run into each other on a small screen.
_APART: Final = 32
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTHS_A_YEAR: Final = 12
# Nearer to an edge than this, a label would stick out.
_EDGE: Final = 8

# Kind, left, top, width and height.
Box = tuple[str, int, int, int, int]


@frozen
class DrawnLane:
    """What is drawn and said of one flagged duty.

    Attributes:
        title: its title.
        question: the question that it answers.
        verdict: in words.
        facts: the days that matter, in a line.
        sentences: why.
        boxes: the time that was allowed, that was late, and in which the clock stood still.
        done: the path of the day on which it was done; empty for none.
    """

    title: str
    question: str
    verdict: str
    facts: str
    sentences: tuple[str, ...]
    boxes: tuple[Box, ...]
    done: str

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to be drawn."""
        return bool(self.boxes or self.done)


@frozen
class DrawnCase:
    """What is drawn and said of a case.

    Attributes:
        case_id: its reference.
        office: its office.
        officer: its officer.
        rules: the flagged rules, between blanks.
        whose: office, officer, and how many failures and open verdicts there are, in words.
        ticks: the marks of the axis: place in per cent, label, and how the label stands to its place.
        days: the path of the days on which something happened.
        happened: when and what.
        lanes: what is flagged.
    """

    case_id: str
    office: str
    officer: str
    rules: str
    whose: str
    ticks: tuple[tuple[str, str, str], ...]
    days: str
    happened: tuple[tuple[str, str], ...]
    lanes: tuple[DrawnLane, ...]


@frozen
class _Scale:
    """Days to places."""

    first: date
    last: date

    def at(self, day: date) -> int:
        """The place of a day."""
        days = (self.last - self.first).days
        return round(WIDTH * (day - self.first).days / days) if days else WIDTH // 2


def drawn(picture: Picture) -> DrawnCase:
    """The picture of a case."""
    scale = _Scale(picture.first, picture.last)
    failures = sum(lane.is_failure for lane in picture.lanes)
    still_open = len(picture.lanes) - failures
    told = [counted(failures, "failure")] if failures else []
    told += [f"{still_open} that cannot be told"] if still_open else []
    whose = [picture.office] if picture.office else []
    whose += [f"officer {picture.officer}"] if picture.officer else []
    return DrawnCase(
        picture.case_id,
        picture.office,
        picture.officer,
        " ".join(dict.fromkeys(lane.rule for lane in picture.lanes)),
        f"{', '.join((*whose, *told))}.",
        tuple(_ticks(scale)),
        "".join(f"M{scale.at(day)} 4V16" for day in picture.days),
        picture.happened,
        tuple(_lane(lane, scale) for lane in picture.lanes),
    )


def _lane(lane: Lane, scale: _Scale) -> DrawnLane:
    return DrawnLane(
        lane.title,
        lane.question,
        lane.verdict,
        _facts(lane),
        lane.sentences,
        tuple(_boxes(lane, scale)),
        "" if lane.done is None else f"M{scale.at(lane.done)} 0V20",
    )


def _boxes(lane: Lane, scale: _Scale) -> Iterator[Box]:
    # What has to come so long before a day may have been done at any time before.
    if lane.started is not None and lane.due is not None and lane.started <= lane.due:
        yield _box("allowed", scale.at(lane.started), scale.at(lane.due), 7)
    if lane.late is not None:
        yield _box("late", scale.at(lane.late[0]), scale.at(lane.late[1]), 2)
    for start, end in lane.still:
        yield _box("still", scale.at(start), scale.at(end), 5)


def _box(kind: str, left: int, right: int, top: int) -> Box:
    return kind, left, top, max(right - left, 2), _HEIGHT - 2 * top


def _facts(lane: Lane) -> str:
    told = []
    if lane.due is not None:
        told.append(f"Due by {long_date(lane.due)}.")
    if lane.done is not None:
        told.append(f"Done on {long_date(lane.done)}.")
    if lane.late is not None:
        days = counted((lane.late[1] - lane.late[0]).days, "day")
        told.append(f"{days} late." if lane.done is not None else f"Not done, {days} after the due date.")
    # What came after the due date is drawn, but changed nothing.
    told += [
        f"The clock stood still from {long_date(start)} to {long_date(end)}."
        for start, end in lane.still
        if lane.due is None or start <= lane.due
    ]
    return " ".join(told or lane.sentences[:1])


def _ticks(scale: _Scale) -> Iterator[tuple[str, str, str]]:
    """The beginnings of some months, evenly apart."""
    first, last = _months(scale.first), _months(scale.last)
    step = next((one for one in _STEPS if (last - first) // one <= _MOST_TICKS), _STEPS[-1])
    before = -1.0
    for month in range(first + (-first) % step, last + 1, step):
        day = date(month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
        if day < scale.first:
            continue
        place = scale.at(day) / 10
        if place - before < _APART and before >= 0:
            continue
        before = place
        stands = "start" if place < _EDGE else "end" if place > 100 - _EDGE else "middle"
        yield f"{place:g}", f"{MONTHS[day.month - 1][:3]} {day.year}", stands


def _months(day: date) -> int:
    return day.year * _MONTHS_A_YEAR + day.month - 1
