"""What became of failures, for people: how many of each standing, for whom and by which rules; each on request."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console

from omicheck.groups import group_name
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.progress import AT_BOTH, EARLIER, LATER, Failure, Line, Standing
from omicheck.score.paired import PairedTest
from omicheck.text import counted, in_words, long_date, printable
from omicheck.use_cases.progress import ProgressResult

STANDINGS_IN_WORDS: Final[Mapping[Standing, str]] = {
    "still_open": "still open",
    "new": "new",
    "could_not_tell_before": "could not be told before",
    "came_with_case": "of cases that were not there before",
    "newly_evaluated": "of rules that were not evaluated before",
    "put_right": "put right",
    "cannot_tell_now": "cannot be told now",
    "no_longer_asked": "no longer asked for",
    "trigger_gone": "what called for it is no longer recorded",
    "gone_with_case": "gone with the case",
    "not_read": "of cases that could not be read now",
    "not_evaluated": "of rules that were not evaluated now",
}
_CHANGES: Final = {"better": "better", "worse": "worse", "may_be_chance": "may be chance", "none_changed": ""}
_STYLES: Final[Mapping[str, str]] = {"better": "green", "worse": "bold red"}
# What is told also where there is none of it.
_ALWAYS_TOLD: Final[tuple[Standing, ...]] = ("still_open", "put_right", "new")
_MOST_RULES: Final = 6
_MOST_GROUPS: Final = 10
_REST: Final = "--details shows all"
# A smaller p value is not told to people as a number.
_LEAST_P: Final = 0.0001


def print_progress(console: Console, found: ProgressResult, names: tuple[str, str], *, details: bool) -> None:
    """Prints what became of failures.

    Args:
        console: where.
        found: what was found.
        names: what the user called the two.
        details: whether each failure, and every rule and question, is printed.
    """
    days = ("on a day that is not known" if found.earlier_as_of is None else long_date(found.earlier_as_of),)
    for what, name, day in zip(("Then", "Now"), names, (*days, long_date(found.as_of)), strict=True):
        print_text(console, f"{what}: {printable(name)}, {day}")
    both, earlier_only, later_only = found.cases
    print_text(console, f"{counted(both, 'case')} at both times, {earlier_only:,} then only, {later_only:,} now only")
    _print_standings(console, found.counted.all)
    for name, lines in found.counted.groups.items():
        _print_lines(console, in_words(name).capitalize(), lines, None if details else _MOST_GROUPS, {})
    titles = {rule.id: rule.title for rule in found.rule_base.rules}
    rules = sorted(found.counted.rules, key=lambda line: (-_moved(line), line.name or ""))
    if details:
        titles = {name: f"{title} ({name})" for name, title in titles.items()}
    _print_lines(console, "Rule", rules, None if details else _MOST_RULES, titles)
    if details:
        _print_lines(console, "Question", found.counted.questions, None, {})
        _print_failures(console, found)
    _print_chance(console, found)


def _print_standings(console: Console, line: Line) -> None:
    table = TextTable("Failures", number("Then"), number("Now"))
    for name in (*AT_BOTH, *EARLIER, *LATER):
        count = line.standings[name]
        if count or name in _ALWAYS_TOLD:
            then, now = ("" if name in LATER else f"{count:,}"), ("" if name in EARLIER else f"{count:,}")
            table.append((STANDINGS_IN_WORDS[name], then, now))
    table.append(("all", f"{line.earlier:,}", f"{line.later:,}"), ("bold",) * len(table.columns))
    print_text(console)
    table.print(console)
    print_text(console)
    print_text(console, f"Cases: {_test_in_words(line)}")


def _test_in_words(line: Line) -> str:
    """`of 50 told at both times, 9 are without a failure now and were not then, ...`."""
    test = line.test
    told = (
        f"of {line.cases:,} that could be told at both times, {_had_and(test.put_right, 'a failure', 'none')}, "
        f"{_had_and(test.became_failures, 'none', 'one')}"
    )
    if test.p_value is None:
        return f"{told}."
    means = {"better": "better by more than chance", "worse": "worse by more than chance"}
    return f"{told}: {means.get(test.change, 'that may be chance')} ({_p_value(test)})."


def _had_and(cases: int, then: str, now: str) -> str:
    return f"{cases:,} had {then} then and {'has' if cases == 1 else 'have'} {now} now"


def _p_value(test: PairedTest) -> str:
    if test.p_value is None:
        return ""
    return f"p < {_LEAST_P}" if test.p_value < _LEAST_P else f"p = {test.p_value:.4f}"


def _moved(line: Line) -> int:
    """How many failures are not what they were: what changed most stands first."""
    return line.earlier + line.later - 2 * line.standings["still_open"]


def _print_lines(
    console: Console, heading: str, lines: Sequence[Line], most: int | None, titles: Mapping[str, str]
) -> None:
    if not lines:
        return
    name = prose(heading) if titles else heading
    table = TextTable(name, *map(number, ("Then", "Put right", "Still open", "New", "Now", "b, c", "p")), "Change")
    for line in lines:
        counts = (line.earlier, *(line.standings[name] for name in ("put_right", "still_open", "new")), line.later)
        pair = f"{line.test.put_right}, {line.test.became_failures}"
        chance = _p_value(line.test).removeprefix("p = ").removeprefix("p ")
        told = titles.get(line.name or "") or group_name(line.name)
        change = _CHANGES[line.test.change]
        cells = (told, *(f"{count:,}" for count in counts), pair, chance, change)
        table.append(cells, ("",) * (len(cells) - 1) + (_STYLES.get(line.test.change, "dim"),))
    print_text(console)
    table.print(console, most, _REST)


def _print_failures(console: Console, found: ProgressResult) -> None:
    for standing in STANDINGS_IN_WORDS:
        some = [one for one in found.failures if one.standing == standing]
        if not some:
            continue
        print_text(console)
        print_text(console, f"{STANDINGS_IN_WORDS[standing].capitalize()}: {len(some):,}", "bold")
        whose = tuple(in_words(name).capitalize() for name in found.fields)
        table = TextTable("Case", *whose, prose("Rule"), "From", "Due", number("Days open"))
        for one in some:
            table.append(_cells(one, found))
        table.print(console)


def _cells(one: Failure, found: ProgressResult) -> list[str]:
    row, days = one.row, one.days_open(found.as_of)
    before = one.earlier
    day = "" if row.trigger_date is None else str(row.trigger_date)
    if one.is_date_corrected and before is not None:
        day += f" (was {before.trigger_date or 'not known'})"
    whose = [group_name(one.groups.get(name)) for name in found.fields]
    title = row.rule if one.rule is None else one.rule.title
    due = "" if row.due_date is None else str(row.due_date)
    return [printable(row.case_id), *whose, title, day, due, "" if days is None else f"{days:,}"]


def _print_chance(console: Console, found: ProgressResult) -> None:
    counts = found.counted
    print_text(console)
    print_text(
        console,
        "b cases were not met then and are met now, c the other way round, of cases that can be told at both times; p "
        "of McNemar's exact test, two-sided. Above 0.05 the change may be chance.",
        "dim",
    )
    if counts.tests > 1:
        rules = f"Of {counts.tests} rules in which a case changed, chance alone would make"
        print_text(console, f"{rules} {counts.by_chance:.2f} seem better or worse.", "dim")
