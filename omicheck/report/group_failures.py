"""Failures and scores by whatever cases are grouped by, such as their office: never without what chance can do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from omicheck.groups import Group, group_name, group_of, groups_in_order
from omicheck.model.case import Case
from omicheck.model.vocabulary import Vocabulary
from omicheck.report.criteria import score_line
from omicheck.report.failures import OFFICE, OFFICER
from omicheck.report.values.cases import GroupFailures, GroupLine
from omicheck.report.values.scores import GroupScores
from omicheck.score.by_group import ScoresBy
from omicheck.score.failures_by_group import FailuresBy
from omicheck.score.failures_by_group import GroupFailures as Counted
from omicheck.score.funnel import Funnel, GroupShare
from omicheck.score.means import whole_percent
from omicheck.text import counted

_BEYOND: Final = (
    "",
    "further from all cases than 95% of such groups would be by chance",
    "further than 99.8% would be",
)
_WHOLE: Final = 100


def named(field: str, vocabulary: Vocabulary) -> str:
    """What a group by a field is called, as a heading."""
    name = vocabulary.named(field)
    return name[:1].upper() + name[1:]


def group_failures(found: FailuresBy, cases: Sequence[Case], vocabulary: Vocabulary) -> GroupFailures:
    """The failures by the groups of a field, ready to be shown.

    Args:
        found: what was counted.
        cases: all cases.
        vocabulary: names the field.
    """
    funnel = found.funnel
    offices = _offices(cases) if found.field == OFFICER else {}
    lines = tuple(_line(one, share, offices.get(one.group, "")) for one, share in found.with_shares())
    return GroupFailures(found.field, named(found.field, vocabulary), lines, _about(funnel), funnel)


def _offices(cases: Sequence[Case]) -> Mapping[Group, str]:
    """The offices of each officer."""
    found: defaultdict[Group, set[Group]] = defaultdict(set)
    for case in cases:
        found[group_of(case, OFFICER)].add(group_of(case, OFFICE))
    return {
        officer: ", ".join(group_name(office) for office in groups_in_order(of) if office is not None)
        for officer, of in found.items()
    }


def _line(one: Counted, share: GroupShare, office: str) -> GroupLine:
    interval = share.interval
    return GroupLine(
        group_name(one.group),
        office,
        one.cases,
        one.judged,
        one.failing,
        None if share.share is None else whole_percent(share.share),
        None if interval is None else (interval[0] * _WHOLE, interval[1] * _WHOLE),
        _BEYOND[share.beyond],
        one.not_met,
        one.cannot_tell,
    )


def _about(funnel: Funnel) -> str:
    if funnel.share is None:
        return "No case has a duty that was met or not met."
    beyond = len(funnel.beyond())
    number = "none" if not beyond else str(beyond)
    return (
        f"Of all cases {whole_percent(funnel.share)}% have a failure. Of {counted(len(funnel.groups), 'group')} "
        f"{number} {'lies' if beyond == 1 else 'lie'} beyond what 95% would be by chance; about "
        f"{funnel.by_chance[0]:.1f} would if there were no difference at all. The cases of groups differ, too: this "
        "says where to look, and not why."
    )


def by_group(found: Sequence[FailuresBy], cases: Sequence[Case], vocabulary: Vocabulary) -> Iterator[GroupFailures]:
    """The failures by each field."""
    return (group_failures(one, cases, vocabulary) for one in found)


def group_scores(found: ScoresBy, vocabulary: Vocabulary) -> GroupScores:
    """The headline scores of the groups of a field, ready to be shown."""
    groups = tuple(
        (
            group_name(group),
            scores.cases,
            tuple(score_line(one, scores.ladder, in_house=True) for one in scores.headlines),
        )
        for group, scores in found.groups.items()
    )
    titles = tuple(one.mean.title for scores in list(found.groups.values())[:1] for one in scores.headlines)
    return GroupScores(named(found.field, vocabulary), titles, groups)
