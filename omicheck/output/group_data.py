"""What was found by group as plain data, for JSON."""

from typing import Any, Final

from attrs import asdict

from omicheck.output.score_data import number, pair, question_data, summary_data
from omicheck.score.by_group import ScoresBy
from omicheck.score.failures_by_group import FailuresBy
from omicheck.score.funnel import LEVELS, Funnel, GroupShare
from omicheck.score.result import Scores

# What a funnel says of a group that is beyond none, one or both pairs of limits.
_PLACES: Final = ("within", *(f"beyond {float(level * 100):g}%" for level in LEVELS))


def failures_data(by: FailuresBy) -> dict[str, Any]:
    """Failures by group: the share is that of judged cases that have a failure."""
    return {
        "field": by.field,
        "groups": [{**asdict(one), **share_data(share)} for one, share in by.with_shares()],
        "all": _whole(by.funnel),
    }


def scores_by_data(by: ScoresBy) -> dict[str, Any]:
    """Scores by group; each share of a question with the limits within which it would be by chance alone."""
    return {
        "field": by.field,
        "groups": [
            {"group": group, "cases": scores.cases, **summary_data(scores), "questions": _questions(by, place, scores)}
            for place, (group, scores) in enumerate(by.groups.items())
        ],
        "compared": by.compared,
        "beyond": [sum(len(one.beyond(level)) for one in by.funnels.values()) for level in range(len(LEVELS))],
        "by_chance": list(by.by_chance),
        "levels": [float(level) for level in LEVELS],
    }


def _questions(by: ScoresBy, place: int, scores: Scores) -> list[dict[str, Any]]:
    found = []
    for one in scores.questions:
        data = question_data(one)
        funnel = by.funnels.get(one.question.id)
        if funnel is not None and one.counts.relevant:
            data |= _limits(funnel.groups[place])
        found.append(data)
    return found


def share_data(one: GroupShare) -> dict[str, Any]:
    """A share with its interval, and where it lies between the limits."""
    return {"share": number(one.share), "interval": pair(one.interval), **_limits(one)}


def _limits(one: GroupShare) -> dict[str, Any]:
    return {"limits": [pair(limits) for limits in one.limits], "place": _PLACES[one.beyond]}


def _whole(funnel: Funnel) -> dict[str, Any]:
    return {
        "judged": funnel.base,
        "failing": funnel.number,
        "share": number(funnel.share),
        "beyond": [len(funnel.beyond(level)) for level in range(len(LEVELS))],
        "by_chance": list(funnel.by_chance),
        "levels": [float(level) for level in LEVELS],
    }
