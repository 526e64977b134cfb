"""How far two readers of a case agree, as tables for people and as data for JSON."""

from typing import Any, Final

from rich.console import Console

from omicheck.model.case import ANSWERS, Answer
from omicheck.output.prose import print_text
from omicheck.output.text_table import TextTable, number, prose
from omicheck.score.second_readings import ReadersAgreement, ReadTwice
from omicheck.text import counted, in_words, printable

_MANY: Final = 1_000
_JSON: Final = "--format json has all"


def summary_of_readers(twice: ReadTwice) -> str:
    """The agreement over all questions in a sentence."""
    together = twice.together
    kappa = "" if together.kappa is None else f", kappa {_kappa(together)}"
    return (
        f"Read twice: {counted(together.compared, 'answer')} on {counted(twice.cases, 'case')}; the readers agree on "
        f"{together.agreed} ({100 * together.agreed / together.compared:.0f}%{kappa}). The first answer counts."
    )


def print_readers(console: Console, twice: ReadTwice) -> None:
    """Prints how far readers agree: all together, by readers, by question, and every disagreement."""
    print_text(console)
    print_text(console, "Inspectors and inspectors: questions that two have answered", "bold")
    print_text(console, summary_of_readers(twice))
    square = TextTable("First reader", *(number(f"Other: {in_words(one)}") for one in ANSWERS))
    for first, seconds in twice.together.table.items():
        square.append((in_words(first), *(str(seconds[second]) for second in ANSWERS)))
    print_text(console)
    square.print(console)
    for heading, several in (("Readers", twice.by_readers), ("Question", twice.by_question)):
        table = TextTable(
            prose(heading), number("Compared"), number("Agreed"), number("Share"), number("Kappa"), "Interval"
        )
        for one in several:
            table.append(_cells(one))
        print_text(console)
        table.print(console)
    if twice.disagreements:
        table = TextTable("Case", "Question", prose("Used"), prose("Other reader"))
        for reading in twice.disagreements:
            answers = _told(reading.first), _told(reading.second)
            table.append((printable(reading.case_id), reading.question, *answers))
        print_text(console)
        told = counted(len(twice.disagreements), "disagreement")
        print_text(console, f"{told} of readers; the first is used", "bold")
        table.print(console, _MANY, _JSON)


def _cells(one: ReadersAgreement) -> tuple[str, ...]:
    ends = "" if one.interval is None else f"{one.interval[0]:.2f} to {one.interval[1]:.2f}"
    share = f"{100 * one.agreed / one.compared:.0f}%"
    return printable(one.of), str(one.compared), str(one.agreed), share, _kappa(one), ends


def _kappa(one: ReadersAgreement) -> str:
    return "none" if one.kappa is None else f"{one.kappa:.2f}"


def _told(answer: Answer) -> str:
    why = f": {printable(answer.reason)}" if answer.reason else ""
    return f"{in_words(answer.answer)}, by {printable(answer.by or 'nobody named')}{why}"


def readers_data(twice: ReadTwice) -> dict[str, Any]:
    """The agreement of readers as JSON would hold it."""
    return {
        "cases": twice.cases,
        "together": _agreement_data(twice.together),
        "by_readers": [{"readers": one.of, **_agreement_data(one)} for one in twice.by_readers],
        "by_question": [{"question": one.of, **_agreement_data(one)} for one in twice.by_question],
        "disagreements": [
            {
                "case_id": one.case_id,
                "question": one.question,
                "used": _answer_data(one.first),
                "other": _answer_data(one.second),
            }
            for one in twice.disagreements
        ],
    }


def _agreement_data(one: ReadersAgreement) -> dict[str, Any]:
    return {
        "compared": one.compared,
        "agreed": one.agreed,
        "share": one.agreed / one.compared,
        "kappa": one.kappa,
        "interval": None if one.interval is None else list(one.interval),
        "table": {first: dict(seconds) for first, seconds in one.table.items()},
    }


def _answer_data(answer: Answer) -> dict[str, str | None]:
    return {"answer": answer.answer, "by": answer.by, "reason": answer.reason}
