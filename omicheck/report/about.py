"""What a report is, in words for somebody who has never seen one."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from omicheck.report.values.scores import ScoreLine
from omicheck.score.means import whole_percent
from omicheck.score.result import Scores
from omicheck.text import counted, long_date

_WHOLE: Final = 100
# Of fewer judgements a tenth is so few that it is not told to everybody.
_MANY: Final = 100


def about(
    scores: Scores, headlines: Sequence[ScoreLine], scheme: str, as_of: date, *, is_published: bool
) -> Iterator[str]:
    """The paragraphs that a report begins with.

    Args:
        scores: the scores.
        headlines: the headline scores as they are told.
        scheme: how the inspection is called.
        as_of: the audit date.
        is_published: whether how many judgements are whose is told roughly, and only of many.
    """
    asked = sum(one.counts.relevant > 0 for one in scores.questions)
    yield (
        f"This report says how often work on cases was done well enough. {counted(scores.cases, 'case')} "
        f"{'was' if scores.cases == 1 else 'were'} held against the questions of {scheme}, as the records stood on "
        f"{long_date(as_of)}. A question is asked of the cases that it concerns; {asked} of {len(scores.questions)} "
        "questions concerned at least one."
    )
    told = [line for line in headlines if line.percent is not None]
    if told:
        first, *others = told
        rest = [f"work on {line.title} {line.percent}%" for line in others]
        yield f"{_listed([f'Work on {first.title} was done well enough {first.percent}% of the time', *rest])}."
    yield from _judges(scores, is_published=is_published)


def _judges(scores: Scores, *, is_published: bool) -> Iterator[str]:
    judged = sum(one.counts.relevant for one in scores.questions)
    by_rules = sum(one.by_rules for one in scores.questions)
    if not judged:
        return
    match scores.settings.side:
        case "rules_only":
            who = "All judgements are those of rules; what inspectors answered is left out."
        case "answers_only":
            who = "All judgements are those of inspectors; what the rules found is left out."
        case _:
            who = _whose(by_rules, judged, is_published=is_published)
    yield (
        f"{who} A rule holds what the records say was done, and when, against a standard; it cannot see how well "
        "something was done, which takes an inspector who reads the file."
    )


def _whose(by_rules: int, judged: int, *, is_published: bool) -> str:
    if not is_published:
        return f"{_percent(by_rules, judged)} of the judgements were made by rules, the others by inspectors."
    tenths = round(10 * Fraction(by_rules, judged))
    if judged < _MANY or not 0 < tenths < 10:  # noqa: PLR2004, tenths
        return "The judgements were made by rules and by inspectors."
    return f"About {tenths}0% of the judgements were made by rules, the others by inspectors."


def _percent(part: int, whole: int) -> str:
    """A part in whole per cent, for which nothing but none is 0% and nothing but all is 100%."""
    percent = whole_percent(Fraction(part, whole))
    if percent == 0 and part:
        return "Less than 1%"
    return "More than 99%" if percent == _WHOLE and part < whole else f"{percent}%"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
