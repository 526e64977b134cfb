"""Rows as JUnit XML: a suite for each case, in it a test case for each row, and one suite for rejected records.

`met` passes and `not_met` is a failure; `cannot_tell` is a failure if that is what fails, and is skipped otherwise;
`not_applicable` and `not_due` are skipped, and so is what is accepted or known; `error` is an error. Whatever is
skipped says what the verdict is.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final

from omicheck.explain import verdict_in_words
from omicheck.model.row import Row
from omicheck.output.audit import Audit, Flagged, settling
from omicheck.output.junit_xml import JunitCase, Outcome, document, suite
from omicheck.plain_data import compact_json
from omicheck.records.places import Place
from omicheck.records.raw import Rejected
from omicheck.text import printable

_REJECTED: Final = "rejected records"
_OUTCOMES: Final[Mapping[str, Outcome]] = {"error": "failure", "warning": "skipped", "note": "skipped"}


def lines(audit: Audit) -> Iterator[str]:
    """The document, line by line; no more than the rows of one case is held."""
    # How many there are is not known before the last has been found, so that the document as a whole does not say.
    return document({"name": "omicheck check"}, _suites(audit))


def _suites(audit: Audit) -> Iterator[Iterator[str]]:
    tried = ((row.case_id, _tried(audit, row, place)) for row, place in audit.rows)
    for case_id, of_case in groupby(tried, itemgetter(0)):
        yield suite(printable(case_id), [one for _, one in of_case])
    rejected = [_rejected(audit, one) for one in audit.rejected()]
    yield suite(_REJECTED, rejected, {"omicheck": compact_json(audit.manifest())})


def _tried(audit: Audit, row: Row, place: Place) -> JunitCase:
    number = f", occurrence {row.occurrence}" if row.occurrence > 1 else ""
    named = (printable(row.case_id), f"{row.rule}{number}", place.file, place.line)
    flagged = audit.flagged(row, place)
    if row.verdict == "met":
        return JunitCase(*named)
    if flagged is None:
        return JunitCase(*named, "skipped", None, verdict_in_words(row))
    outcome: Outcome = "error" if row.verdict == "error" else _OUTCOMES[flagged.level]
    return JunitCase(*named, outcome, None if outcome == "skipped" else row.verdict, *_why(flagged))


def _why(flagged: Flagged) -> tuple[str, str]:
    """What is said of a row, in a paragraph and at length."""
    explanation = flagged.explanation
    at_length = "\n".join((explanation.title, *explanation.sentences, *settling(explanation)))
    return f"{verdict_in_words(flagged.row)}. {flagged.brief}", at_length


def _rejected(audit: Audit, rejected: Rejected) -> JunitCase:
    first = rejected.problems[0]
    told = [audit.problem(problem) for problem in rejected.problems]
    name = f"{first.place}, case {printable(first.case_id)}" if first.case_id else first.place
    return JunitCase(_REJECTED, name, first.file, first.line, "error", "rejected", told[0], "\n".join(told))
