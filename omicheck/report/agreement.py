"""How often inspectors agree with one another, and with rules, in words."""

from collections.abc import Iterator, Mapping
from typing import Final

from omicheck.model.case import Answer
from omicheck.report.values.agreement import AgreementLine, AgreementOfSides, Differing
from omicheck.score.agreement import Agreement, Disagreement, agreement_together
from omicheck.score.intervals import Interval
from omicheck.score.result import Scores
from omicheck.score.second_readings import ReadersAgreement, ReadTwice, SecondReading
from omicheck.text import counted, in_words, printable

# So many disagreements of each kind are told; all are in the JSON of the scores.
MOST: Final = 100


def agreement_told(scores: Scores) -> Iterator[AgreementOfSides]:
    """How far inspectors agree with one another, where cases were read twice, and with rules.

    It names cases and readers, and is for a report that stays in the house.

    Args:
        scores: the scores.
    """
    texts = {one.question.id: one.question.text for one in scores.questions}
    if scores.read_twice is not None:
        yield _of_readers(scores.read_twice, texts)
    if scores.agreement:
        yield _with_rules(scores, texts)


def _of_readers(twice: ReadTwice, texts: Mapping[str, str]) -> AgreementOfSides:
    often = f"{_times(twice.together.compared)}, on {counted(twice.cases, 'case')}"
    about = (
        f"Two inspectors answered the same question {often}. {_agreed(twice.together)} "
        "The answer that was given first counts."
    )
    lines = (
        *(_line(one, printable(one.of), "") for one in twice.by_readers),
        *(_line(one, texts[one.of], one.of) for one in twice.by_question),
    )
    differing = tuple(map(_readers_differ, twice.disagreements[:MOST]))
    more = len(twice.disagreements) - len(differing)
    return AgreementOfSides("Two inspectors", about, lines, differing, more, ("Used", "The other reader"))


def _with_rules(scores: Scores, texts: Mapping[str, str]) -> AgreementOfSides:
    together = agreement_together(scores.agreement)
    compared = f"Inspectors and rules answered the same question {_times(together.compared)}. {_agreed(together)}"
    about = compared if together.compared else "No answer of an inspector stands beside one that rules are sure of."
    lines = tuple(_line(one, texts[one.question], one.question) for one in scores.agreement if one.compared)
    differing = tuple(map(_rules_differ, scores.disagreements[:MOST]))
    more = len(scores.disagreements) - len(differing)
    return AgreementOfSides("Inspectors and rules", about, lines, differing, more, ("Inspectors say", "Rules say"))


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _agreed(one: Agreement | ReadersAgreement) -> str:
    """How often, and how far beyond chance, two sides agree."""
    told = f"Both say the same in {one.agreed:,} of {one.compared:,} ({100 * one.agreed / one.compared:.0f}%)."
    if one.kappa is None:
        return f"{told} Cohen's kappa has no value, as both say one thing throughout."
    if one.interval is None:
        return f"{told} Cohen's kappa is {one.kappa:.2f}; of so few, or of full agreement, it has no interval."
    low, high = one.interval
    return f"{told} Cohen's kappa is {one.kappa:.2f}, with a 95% interval from {low:.2f} to {high:.2f}."


def _line(one: Agreement | ReadersAgreement, on: str, question: str) -> AgreementLine:
    kappa = "none" if one.kappa is None else f"{one.kappa:.2f}"
    interval = "" if one.interval is None else _ends(one.interval)
    return AgreementLine(on, question, one.compared, one.agreed, kappa, interval)


def _ends(interval: Interval) -> str:
    return f"{interval[0]:.2f} to {interval[1]:.2f}"


def _readers_differ(one: SecondReading) -> Differing:
    return Differing(one.case_id, one.question, _answer_told(one.first), _answer_told(one.second))


def _rules_differ(one: Disagreement) -> Differing:
    verdict = in_words(one.verdict)
    reasons = ", ".join(dict.fromkeys(in_words(reason) for _, reason in one.reasons))
    return Differing(
        one.case_id, one.question, _answer_told(one.answer), verdict if reasons == verdict else f"{verdict}: {reasons}"
    )


def _answer_told(answer: Answer) -> str:
    by = f", by {printable(answer.by)}" if answer.by else ""
    return in_words(answer.answer) + by + (f": {printable(answer.reason)}" if answer.reason else "")
