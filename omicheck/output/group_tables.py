"""What was found by group as tables for people: by name and never by rank, each share with its interval.

Shares of few cases are told as counts. Which groups differ from all cases by more than chance stands beneath in words.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console

from omicheck.groups import group_name
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.prose import print_text
from omicheck.output.score_cells import percent, span
from omicheck.output.text_table import TextTable, number
from omicheck.score.by_group import ScoresBy
from omicheck.score.failures_by_group import FailuresBy
from omicheck.score.funnel import LEVELS, Funnel, GroupShare
from omicheck.score.result import Score, Scores

# Of fewer cases a per cent says more than there is.
SMALL_BASE: Final = 20
# As many scores with their intervals stand beside each other on a narrow screen.
_COLUMNS: Final = 3
_MOST_GROUPS: Final = 12
_MOST_SHARES: Final = 10
_REST: Final = "--details shows all"
_ALL: Final = "all cases"
_FAILURES: Final = (
    "By name. With a failure: of the cases in which a duty was met or not, with an interval of 95% in per cent."
)
_SCORES: Final = (
    "By name; intervals of 95% in per cent, from the cases of each group alone. A score that has none is not shown: it "
    "is of too few cases to be set beside others."
)
_LEVELS: Final = tuple(f"{float(level * 100):g}%" for level in LEVELS)


def print_failures_by(console: Console, by: FailuresBy, vocabulary: Vocabulary, *, details: bool) -> None:
    """Prints failures by group.

    Args:
        console: where.
        by: the failures.
        vocabulary: the words, for the name of the field.
        details: whether every group is shown.
    """
    named = _heading(by.field, vocabulary)
    table = TextTable(named, number("Cases"), "With a failure", "Interval", number("Failures"), number("Cannot tell"))
    for one, share in by.with_shares():
        cells = (of_base(share), span(share.interval), f"{one.not_met:,}", f"{one.cannot_tell:,}")
        table.append((group_name(one.group), f"{one.cases:,}", *cells))
    print_text(console)
    table.print(console, None if details else _MOST_GROUPS, _REST)
    print_text(console, _FAILURES, "dim")
    for sentence in beyond_in_words(by.funnel):
        print_text(console, sentence)


def print_scores_by(console: Console, by: ScoresBy, whole: Scores, vocabulary: Vocabulary, *, details: bool) -> None:
    """Prints scores by group.

    Args:
        console: where.
        by: the scores of groups.
        whole: those of all cases.
        vocabulary: the words, for the name of the field.
        details: whether everything is shown.
    """
    named, most = _heading(by.field, vocabulary), None if details else _MOST_GROUPS
    print_text(console)
    _means(named, by, whole, [one.mean.id for one in whole.headlines]).print(console, most, _REST)
    print_text(console, _SCORES, "dim")
    if details:
        for start in range(0, len(whole.criteria), _COLUMNS):
            print_text(console)
            _means(named, by, whole, [one.mean.id for one in whole.criteria[start : start + _COLUMNS]]).print(console)
    if len(by.groups) > 1:
        _print_beyond(console, by, named, details=details)


def _means(named: str, by: ScoresBy, whole: Scores, ids: Sequence[str]) -> TextTable:
    """A line for each group, and the last for all, with some of the scores."""
    titles = {one.mean.id: one.mean.title for one in whole.every}
    table = TextTable(named, number("Cases"), *(f"{name} {titles[name]}" for name in ids))
    for name, scores in ((_ALL, whole), *((group_name(group), scores) for group, scores in by.groups.items())):
        of_id = {one.mean.id: one for one in scores.every}
        style = "bold" if scores is whole else ""
        table.append((name, f"{scores.cases:,}", *(_score(of_id[one]) for one in ids)), [style] * (len(ids) + 2))
    return table


def _score(one: Score) -> str:
    if one.percent is None:
        return "none"
    if one.interval is None or one.interval[0] == one.interval[1]:
        return "no interval"
    low, high = (float(end) * 100 for end in one.interval)
    return f"{one.percent}% ({low:.0f} to {high:.0f})"


def _print_beyond(console: Console, by: ScoresBy, named: str, *, details: bool) -> None:
    """Which shares of groups lie beyond the limits of chance, question by question."""
    table = TextTable("Question", named, "Sufficient", number("All cases"), "Beyond the limits of")
    for question, funnel in by.funnels.items():
        for one in funnel.beyond():
            where = f"{_LEVELS[one.beyond - 1]}, {_side(one, funnel)}"
            table.append((question, group_name(one.group), of_base(one), percent(funnel.share or 0), where))
    print_text(console)
    if len(table):
        print_text(console, "Shares beyond what chance explains", "bold")
        table.print(console, None if details else _MOST_SHARES, _REST)
    held = f"{by.compared:,} shares of groups were held against those of all cases"
    lie = f"{len(table)} lie" if len(table) > 1 else "1 lies" if len(table) else "none lies"
    told = f"{held}: {lie} beyond the limits that chance would hardly pass. {_by_chance(by.by_chance)}"
    print_text(console, told)


def of_base(share: GroupShare) -> str:
    """A share as a count, with its per cent where the base is no small one: `3 of 7`, `22 of 23 (95.7%)`."""
    if not share.base:
        return "none judged"
    of = f"{share.number:,} of {share.base:,}"
    return of if share.share is None or share.base < SMALL_BASE else f"{of} ({percent(share.share)})"


def beyond_in_words(funnel: Funnel) -> Iterator[str]:
    """Which groups lie beyond the limits of chance, and how many would by chance alone."""
    if sum(bool(one.base) for one in funnel.groups) < 2:  # noqa: PLR2004, there is nothing to compare
        return
    for level in reversed(range(len(LEVELS))):
        those = [one for one in funnel.groups if one.beyond == level + 1]
        if those:
            told = ", ".join(f"{group_name(one.group)} ({of_base(one)}, {_side(one, funnel)})" for one in those)
            yield f"Beyond the limits of {_LEVELS[level]} around the {percent(funnel.share or 0)} of all cases: {told}."
    if funnel.beyond():
        yield _by_chance(funnel.by_chance)
    else:
        limits = f"the limits of {_LEVELS[0]} around the {percent(funnel.share or 0)} of all cases"
        yield f"None lies beyond {limits}: they differ by no more than chance explains."


def _by_chance(chances: Sequence[float]) -> str:
    told = " and ".join(f"{chance:.1f} beyond those of {level}" for chance, level in zip(chances, _LEVELS, strict=True))
    return f"By chance alone about {told} would be, so that to be beyond is a reason to ask, and no finding."


def _side(one: GroupShare, funnel: Funnel) -> str:
    return "below" if (one.share or 0) < (funnel.share or 0) else "above"


def _heading(field: str, vocabulary: Vocabulary) -> str:
    named = vocabulary.named(field)
    return f"{named[0].upper()}{named[1:]}"
