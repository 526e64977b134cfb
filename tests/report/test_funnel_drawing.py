"""Where a funnel's groups and limits stand on its picture."""

from hypothesis import assume, given
from hypothesis import strategies as st

from omicheck.output.report.funnel import Point, drawn_funnel
from omicheck.score.funnel import control_limits, funnel_of


def test_the_places_of_groups() -> None:
    drawn = drawn_funnel(funnel_of({"East": (10, 20), "North": (50, 100), "West": (2, 40), None: (0, 0)}))
    assert drawn is not None
    # 62 of 160 cases: 38.75% from below.
    assert drawn.overall == "61.2%"
    assert drawn.points == (
        Point("20%", "50%", 0, "", is_far=False),
        Point("100%", "50%", 1, "North", is_far=True),
        Point("40%", "95%", 2, "West", is_far=False),
    )
    assert drawn.ticks == (("0%", 0), ("20%", 20), ("40%", 40), ("60%", 60), ("80%", 80), ("100%", 100))
    told = "3 groups. Beyond the 95% limits: 2, where chance alone would put about 0.1. Beyond the 99.8% limits: 1."
    assert drawn.told == told


def test_where_there_is_nothing_to_compare_nothing_is_drawn() -> None:
    assert drawn_funnel(funnel_of({"East": (2, 4), "West": (3, 4)})) is None
    assert drawn_funnel(funnel_of(dict.fromkeys(("East", "North", "West"), (4, 4)))) is None
    assert drawn_funnel(funnel_of(dict.fromkeys(("East", "North", "West"), (0, 4)))) is None
    assert drawn_funnel(funnel_of({})) is None
    assert drawn_funnel(funnel_of({"East": (0, 0)})) is None


@st.composite
def _counts(draw: st.DrawFn) -> dict[str | None, tuple[int, int]]:
    bases = draw(st.lists(st.integers(1, 400), min_size=3, max_size=12))
    return {f"Office {place}": (draw(st.integers(0, base)), base) for place, base in enumerate(bases)}


@given(_counts())
def test_every_group_is_drawn_within_the_picture(counts: dict[str | None, tuple[int, int]]) -> None:
    funnel = funnel_of(counts)
    assume(0 < sum(number for number, _ in counts.values()) < sum(base for _, base in counts.values()))
    drawn = drawn_funnel(funnel)
    assert drawn is not None
    assert len(drawn.points) == len(counts)
    assert sorted(one.beyond for one in drawn.points) == sorted(one.beyond for one in funnel.groups)
    for point in drawn.points:
        assert all(0 <= float(place.removesuffix("%")) <= 100 for place in (point.x, point.y))
        assert not point.label or point.beyond
    # The limits are those of the funnel at each size that is drawn, the last of which is the width of the picture.
    width, overall = drawn.ticks[-1][1], funnel.share
    assert overall is not None
    for path, (low, high) in zip(drawn.limits, control_limits(width, overall), strict=True):
        lower, upper = (side.split("L")[-1] for side in path.removeprefix("M").split(" M"))
        assert (lower, upper) == (f"1000 {1000 - 1000 * low:.0f}", f"1000 {1000 - 1000 * high:.0f}")
