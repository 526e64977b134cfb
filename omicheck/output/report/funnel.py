"""Places on the picture of a funnel: shares of groups by their size, and the limits that chance would hardly pass."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from omicheck.groups import Group, group_name
from omicheck.output.report.places import place
from omicheck.score.funnel import LEVELS, Funnel, GroupShare, control_limits
from omicheck.text import counted

# At how many sizes, at the most, the limits are worked out.
_SIZES: Final = 100
_STEPS: Final = (1, 2, 5)
# Fewer groups are seen at once in the table beside.
_FEWEST: Final = 3
_MOST_TICKS: Final = 5
# Nearer than this, in per cent of the picture, labels would run into each other on a small screen.
_APART: Final = (30, 6)
# From here on a label stands before its point, as it would stick out after it.
_FAR: Final = 55


@frozen
class Point:
    """A group on the picture.

    Attributes:
        x: the place of its size.
        y: the place of its share.
        beyond: how many pairs of limits it is beyond.
        label: its name, where it is beyond any and there is room; otherwise empty.
        is_far: whether the label stands before the point.
    """

    x: str
    y: str
    beyond: int
    label: str
    is_far: bool


@frozen
class DrawnFunnel:
    """What is drawn of a funnel.

    Attributes:
        overall: the place of the share of all cases.
        limits: a path for each pair of limits, on a square from 0 to 1000.
        points: the groups.
        ticks: the marks of sizes: place and number.
        told: how many groups lie beyond the limits, in words.
    """

    overall: str
    limits: tuple[str, ...]
    points: tuple[Point, ...]
    ticks: tuple[tuple[str, int], ...]
    told: str


def drawn_funnel(funnel: Funnel) -> DrawnFunnel | None:
    """The picture of a funnel.

    Args:
        funnel: the shares of groups.

    Returns:
        The places; None where there are no groups to compare, or all are alike: without a failure, or with one in
        every case.
    """
    overall = funnel.share
    shown = [one for one in funnel.groups if one.base]
    if overall in (None, 0, 1) or len(shown) < _FEWEST:
        return None
    most = max(one.base for one in shown)
    step = _step(most)
    width = step * -(-most // step)
    counts = [len(funnel.beyond(level)) for level in range(len(LEVELS))]
    return DrawnFunnel(
        place(100 - 100 * float(overall)),
        tuple(_limits(overall, width)),
        tuple(_points(shown, width)),
        tuple((place(100 * size / width), size) for size in range(0, width + 1, step)),
        f"{counted(len(shown), 'group')}. Beyond the 95% limits: {counts[0]}, where chance alone would put about "
        f"{funnel.by_chance[0]:.1f}. Beyond the 99.8% limits: {counts[1]}.",
    )


def _step(most: int) -> int:
    """How far apart the marks of sizes are: 1, 2 or 5, or ten times as much, and so on."""
    steps = (step * int(10**power) for power in range(20) for step in _STEPS)
    return next(step for step in steps if -(-most // step) <= _MOST_TICKS)


def _limits(overall: Fraction, width: int) -> Iterator[str]:
    """The paths of the limits, widest sizes last."""
    sizes = sorted({max(1, round(width * at / _SIZES)) for at in range(1, _SIZES + 1)} | set(range(1, min(width, 21))))
    limits = [control_limits(size, overall) for size in sizes]
    for level in range(len(LEVELS)):
        yield " ".join(
            "M"
            + "L".join(
                f"{1000 * size / width:.0f} {1000 - 1000 * pairs[level][side]:.0f}"
                for size, pairs in zip(sizes, limits, strict=True)
            )
            for side in (0, 1)
        )


def _points(shown: Sequence[GroupShare], width: int) -> Iterator[Point]:
    labelled: list[tuple[float, float]] = []
    # Those that differ most are labelled first, and drawn last.
    places: dict[Group, Point] = {}
    for one in sorted(shown, key=lambda one: -one.beyond):
        x, y = 100 * one.base / width, 100 - 100 * one.number / one.base
        has_room = all(abs(x - of_x) > _APART[0] or abs(y - of_y) > _APART[1] for of_x, of_y in labelled)
        label = group_name(one.group) if one.beyond and has_room else ""
        if label:
            labelled.append((x, y))
        places[one.group] = Point(place(x), place(y), one.beyond, label, is_far=x > _FAR)
    yield from sorted(places.values(), key=lambda point: point.beyond)
