"""What became of each failure, case by case, and which occurrence is which."""

from pathlib import Path

import pytest

from progress_times import FIRST, PLAN, Event, Progress, case


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


# --- what became of each ---------------------------------------------------------------------------------


def test_each_thing_that_a_failure_can_become(progress: Progress) -> None:
    last = [case(name) for name in ("gone", "open", "right", "scope", "unread", "untold")]
    this = [
        case("came"),
        case("open"),
        case("right", PLAN),
        case("scope", tier=1),
        {**case("unread"), "tier": "two"},
        case("untold", ("sentence_plan", None)),
    ]
    assert progress.failures(last, this) == [
        ("came_with_case", "came", "planned", FIRST, None, 56),
        ("gone_with_case", "gone", "planned", FIRST, FIRST, None),
        ("still_open", "open", "planned", FIRST, FIRST, 56),
        ("put_right", "right", "planned", FIRST, FIRST, None),
        ("no_longer_asked", "scope", "planned", FIRST, FIRST, None),
        ("not_read", "unread", "planned", FIRST, FIRST, None),
        ("cannot_tell_now", "untold", "planned", FIRST, FIRST, None),
    ]


def test_where_new_failures_come_from(progress: Progress) -> None:
    last = [case("due", PLAN), case("told", ("sentence_plan", None)), case("undone", PLAN)]
    this = [case("due", PLAN, ("absence", "2009-05-10")), case("told"), case("undone")]
    assert progress.failures(last, this) == [
        ("new", "due", "seen-after-absence", "2009-05-10", None, 17),
        ("could_not_tell_before", "told", "planned", FIRST, FIRST, 56),
        ("new", "undone", "planned", FIRST, FIRST, 56),
    ]


def test_what_is_late_is_still_a_failure_and_nothing_is_open(progress: Progress) -> None:
    late: Event = ("sentence_plan", "2009-05-20")
    assert progress.failures([case("A")], [case("A", late)]) == [("still_open", "A", "planned", FIRST, FIRST, None)]


# --- which occurrence is which ---------------------------------------------------------------------------


def test_an_event_recorded_before_moves_numbers_and_no_failure(progress: Progress) -> None:
    """The absence of April 20th was the first and is the second."""
    last = [case("A", PLAN, ("absence", "2009-04-20"))]
    this = [case("A", PLAN, ("absence", "2009-04-10"), ("contact", "2009-04-12"), ("absence", "2009-04-20"))]
    assert progress.failures(last, this) == [
        ("still_open", "A", "seen-after-absence", "2009-04-20", "2009-04-20", 37),
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        # One absence whose day was corrected.
        (("2009-04-20",), ("2009-04-21",), [("still_open", "2009-04-21", "2009-04-20")]),
        # It was not there yet at the earlier audit date: another one.
        (("2009-04-20",), ("2009-05-10",), [("new", "2009-05-10", None), ("trigger_gone", "2009-04-20", "2009-04-20")]),
        # Two that may each be the one.
        (
            ("2009-04-20",),
            ("2009-04-21", "2009-04-22"),
            [
                ("new", "2009-04-21", None),
                ("trigger_gone", "2009-04-20", "2009-04-20"),
                ("new", "2009-04-22", None),
            ],
        ),
        (("2009-04-20",), (), [("trigger_gone", "2009-04-20", "2009-04-20")]),
        # Two of one day are two.
        (
            ("2009-04-20",),
            ("2009-04-20", "2009-04-20"),
            [("still_open", "2009-04-20", "2009-04-20"), ("new", "2009-04-20", None)],
        ),
        (
            ("2009-04-20", "2009-04-20"),
            ("2009-04-20",),
            [("still_open", "2009-04-20", "2009-04-20"), ("trigger_gone", "2009-04-20", "2009-04-20")],
        ),
    ],
)
def test_absences_at_two_times(
    progress: Progress, before: tuple[str, ...], now: tuple[str, ...], expected: list[tuple[str | None, ...]]
) -> None:
    last, this = ([case("A", PLAN, *(("absence", day) for day in days))] for days in (before, now))
    assert [(one[0], *one[3:5]) for one in progress.failures(last, this)] == expected


def test_a_date_of_the_case_that_is_corrected_is_the_same_duty(progress: Progress) -> None:
    found = progress.failures([case("A")], [case("A", sentenced="2009-04-08")])
    assert found == [("still_open", "A", "planned", "2009-04-08", FIRST, 49)]
