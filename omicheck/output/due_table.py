"""What is still to be done, for people: how much there is for whom and what comes next; all of it on request."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console

from omicheck.due import Act, DueStanding, Duty, acts_of
from omicheck.groups import Group, group_name, members_of_groups
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.text import amount_in_words, counted, in_words, long_date, printable
from omicheck.use_cases.due import DueResult

# A summary of the three lists fits a screen.
_MOST: Final[Mapping[DueStanding, int]] = {"overdue": 4, "due": 6, "cannot_tell": 0}
_MOST_GROUPS: Final = 10
_REST: Final = "--details shows all"
_TITLES: Final[Mapping[DueStanding, str]] = {
    "overdue": "Overdue, and can still be done",
    "due": "Falls due",
    "cannot_tell": "Cannot be told",
}
_STYLES: Final[Mapping[DueStanding, str]] = {"overdue": "bold red", "due": "bold", "cannot_tell": "bold yellow"}
# Of one row and of several.
_LEFT_OUT: Final[Mapping[str, tuple[str, str]]] = {
    "later": ("falls due later", "fall due later"),
    "ended": ("no longer stands, as the case ends", "no longer stand, as the case ends"),
    "stands_still": ("is of a clock that stands still", "are of a clock that stands still"),
    "not_held": ("turns on what the extract does not hold", "turn on what the extract does not hold"),
}


def print_due(console: Console, found: DueResult, duties: Sequence[Duty], *, details: bool) -> None:
    """Prints what is still to be done.

    Args:
        console: where.
        found: what was found.
        duties: those of its duties that are told of.
        details: whether everything is printed, for each in turn; otherwise a summary.
    """
    acts = acts_of(duties)
    within = amount_in_words(str(found.within))
    span = f"from {long_date(found.as_of)} to {long_date(found.until)}"
    print_text(console, f"What is to be done within {within}, {span}", "bold")
    print_text(console, f"{_counts(acts)}.")
    if details:
        for group, some in _by_group(found, acts).items():
            _print_group(console, found, group, some)
    else:
        _print_summary(console, found, acts)
    left_out = [
        f"{number:,} {_LEFT_OUT[why][number > 1]}" for why, number in found.left_out.items() if why in _LEFT_OUT
    ]
    if left_out:
        print_text(console)
        print_text(console, f"Not listed, by rule: {'; '.join(left_out)}.", "dim")


def _counts(acts: Sequence[Act]) -> str:
    told = [f"{_number(acts, 'overdue'):,} overdue", f"{_number(acts, 'due'):,} due"]
    untold = _number(acts, "cannot_tell")
    told.append(f"{untold:,} cannot be told")
    if not acts:
        return "Nothing is to be done"
    return f"{', '.join(told)}, in {_cases(acts)}"


def _cases(acts: Sequence[Act]) -> str:
    return counted(len({act.duty.row.case_id for act in acts}), "case")


def _number(acts: Sequence[Act], standing: DueStanding) -> int:
    return sum(act.duty.standing == standing for act in acts)


def _by_group(found: DueResult, acts: Sequence[Act]) -> Mapping[Group, list[Act]]:
    groups = [None if found.by is None else act.duty.groups[found.by] for act in acts]
    return members_of_groups(groups, acts)


# --- summary ---------------------------------------------------------------------------------------------


def _print_summary(console: Console, found: DueResult, acts: Sequence[Act]) -> None:
    by_group = _by_group(found, acts)
    if found.by is not None and len(by_group) > 1:
        table = TextTable(_heading(found), number("Overdue"), number("Due"), number("Cannot be told"), "Next day")
        for group, some in by_group.items():
            next_day = next((str(act.duty.latest_day) for act in some if act.duty.standing == "due"), "")
            counts = [f"{_number(some, standing):,}" for standing in _TITLES]
            table.append((group_name(group), *counts, next_day))
        print_text(console)
        table.print(console, most=_MOST_GROUPS, rest=_REST)
    for standing in ("due", "overdue"):
        some = [act for act in acts if act.duty.standing == standing]
        _print_acts(console, found, standing, some, most=_MOST[standing])
    if untold := _number(acts, "cannot_tell"):
        print_text(console)
        print_text(console, f"{_TITLES['cannot_tell']}: {untold:,}; --details says what would settle each.")


def _heading(found: DueResult) -> str:
    return in_words(found.by or "").capitalize()


# --- details ---------------------------------------------------------------------------------------------


def _print_group(console: Console, found: DueResult, group: Group, acts: Sequence[Act]) -> None:
    if found.by is not None:
        print_text(console)
        print_text(console, f"{_heading(found)} {group_name(group)}: {_counts(acts)}", "bold")
    for standing in _TITLES:
        some = [act for act in acts if act.duty.standing == standing]
        if standing == "cannot_tell":
            _print_untold(console, some)
        else:
            _print_acts(console, found, standing, some)


def _print_acts(
    console: Console, found: DueResult, standing: DueStanding, acts: Sequence[Act], most: int | None = None
) -> None:
    if not acts:
        return
    print_text(console)
    print_text(console, _TITLES[standing], _STYLES[standing])
    # Whose it is stands above the list where that is of one, and which questions it is for where there is place.
    whose = found.by if most is not None else None
    columns = (
        "Case",
        prose("To be done"),
        prose("Question"),
        "Latest day",
        "Late" if standing == "overdue" else "Left",
    )
    table = TextTable(*columns, *([_heading(found)] if whose is not None else []))
    for act in acts:
        duty = act.duty
        more = [] if whose is None else [group_name(duty.groups[whose])]
        left = duty.left.removesuffix(" late")
        table.append(
            (printable(duty.row.case_id), _what(duty), ", ".join(act.questions), str(duty.latest_day), left, *more)
        )
    table.print(console, most=most, rest=_REST)


def _what(duty: Duty) -> str:
    return f"{printable(duty.act)}{f' ({duty.so_far} so far)' if duty.so_far else ''}"


def _print_untold(console: Console, acts: Sequence[Act]) -> None:
    if not acts:
        return
    print_text(console)
    print_text(console, _TITLES["cannot_tell"], _STYLES["cannot_tell"])
    table = TextTable("Case", prose("May be asked for"), prose("Question"), prose("What would settle it"))
    for act in acts:
        duty = act.duty
        settled_by = " ".join(duty.settled_by)
        table.append((printable(duty.row.case_id), _what(duty), ", ".join(act.questions), settled_by))
    table.print(console)
