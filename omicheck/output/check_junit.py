"""Rows as JUnit XML: a suite for each case, in it a test case for each row, and one suite for rejected records.

`met` passes and `not_met` is a failure; `cannot_tell` is a failure if that is what fails, and is skipped otherwise;
`not_applicable` and `not_due` are skipped, and so is what is accepted or known; `error` is an error. Whatever is
skipped says what the verdict is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from omicheck.explain import verdict_in_words
from omicheck.model.row import FLAGGED_VERDICTS, Row
from omicheck.output.check_flagged import Audit, Flagged, settling
from omicheck.output.junit_xml import JunitCase, Outcome, document, suite
from omicheck.plain_data import compact_json
from omicheck.records.raw_records import Rejected
from omicheck.records.record_lines import Place
from omicheck.text import harmless, printable

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns

_ATTRIBUTES: Final = {"name": "omicheck check"}
_REJECTED: Final = "rejected records"
_OUTCOMES: Final[Mapping[str, Outcome]] = {"error": "failure", "warning": "skipped", "note": "skipped"}


def lines(audit: Audit) -> Iterator[str]:
    """The document, line by line; no more than the rows of one case is held."""
    # How many there are is not known before the last has been found, so that the document as a whole does not say.
    return document(_ATTRIBUTES, chain(_suites(audit), (_last_suite(audit),)))


def lines_of_columns(audit: Audit, parts: "Iterable[RowColumns]", place_of: Callable[[str], Place]) -> Iterator[str]:
    """The same document, some lines at a time, of rows that are held as columns.

    Args:
        audit: what is said of rows.
        parts: the rows, those of some cases after those of others.
        place_of: where the record of a case stands of which rows were just given.
    """
    return document(_ATTRIBUTES, chain(_suites_of_columns(audit, parts, place_of), (_last_suite(audit),)))


def _suites(audit: Audit) -> Iterator[Iterator[str]]:
    tried = ((row.case_id, _tried(audit, row, place)) for row, place in audit.rows)
    for case_id, of_case in groupby(tried, itemgetter(0)):
        yield suite(printable(case_id), [one for _, one in of_case])


def _suites_of_columns(
    audit: Audit, parts: "Iterable[RowColumns]", place_of: Callable[[str], Place]
) -> Iterator[Iterator[str]]:
    from omicheck.output import junit_columns  # noqa: PLC0415, heavy

    for rows in parts:
        place_of_case = cache(place_of)
        tried = _each_tried(audit, rows.of_verdicts(*FLAGGED_VERDICTS), place_of_case)
        yield junit_columns.suites(rows, tried, place_of_case, _not_flagged, _name)


def _each_tried(audit: Audit, rows: Iterable[Row], place_of: Callable[[str], Place]) -> Iterator[JunitCase]:
    return (_tried(audit, row, place_of(row.case_id)) for row in rows)


def _last_suite(audit: Audit) -> Iterator[str]:
    """The rejected records, once all rows have been gone through."""
    rejected = [_rejected(audit, one) for one in audit.rejected()]
    yield from suite(_REJECTED, rejected, {"omicheck": compact_json(audit.manifest())})


def _tried(audit: Audit, row: Row, place: Place) -> JunitCase:
    named = (printable(row.case_id), _name(row.rule, row.occurrence), place.file, place.line)
    flagged = audit.flagged(row, place)
    if flagged is None:
        outcome, message = _not_flagged(row.verdict, row.reason)
        return JunitCase(*named, outcome, None, message)
    outcome = "error" if row.verdict == "error" else _OUTCOMES[flagged.level]
    return JunitCase(*named, outcome, None if outcome == "skipped" else row.verdict, *_why(flagged))


def _name(rule: str, occurrence: int) -> str:
    return f"{rule}{f', occurrence {occurrence}' if occurrence > 1 else ''}"


def _not_flagged(verdict: str, reason: str) -> tuple[Outcome, str]:
    """The outcome of a row that calls for nobody, and what is said of it."""
    return ("passed", "") if verdict == "met" else ("skipped", verdict_in_words(verdict, reason))


def _why(flagged: Flagged) -> tuple[str, str]:
    """What is said of a row, in a paragraph and at length."""
    explanation = flagged.explanation
    whose = [f"{flagged.whose[0].upper()}{flagged.whose[1:]}."] if flagged.whose else []
    lines = (explanation.title, *whose, *explanation.sentences, *settling(explanation))
    at_length = "\n".join(harmless(line) for line in lines)
    return " ".join((f"{verdict_in_words(flagged.row.verdict, flagged.row.reason)}.", *whose, flagged.brief)), at_length


def _rejected(audit: Audit, rejected: Rejected) -> JunitCase:
    first = rejected.problems[0]
    told = [audit.problem(problem) for problem in rejected.problems]
    name = f"{first.place}, case {printable(first.case_id)}" if first.case_id else first.place
    return JunitCase(_REJECTED, name, first.file, first.line, "error", "rejected", told[0], "\n".join(told))
