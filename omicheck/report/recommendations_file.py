"""Recommendations as a YAML file: written by one audit, filled in by those who act on it, and read by the next.

as_of: 2010-01-18
recommendations:
  - criterion: 1.2
    text: Screenings are made on time.
    who: Head of operations
    by_when: 2010-06-30
    became: Began in May.
    score: 71
    questions:
      - {question: 1.2.2, sufficient: 102, relevant: 124}
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from omicheck.dates import read_date
from omicheck.errors import RequestWrongError
from omicheck.findings import Findings
from omicheck.findings import Path as DataPath
from omicheck.model.scheme import Scheme
from omicheck.report.file_parts import (
    criteria_of,
    criterion_at,
    date_at,
    entries_at,
    flag_at,
    number_at,
    read_document,
    text_at,
)
from omicheck.report.values.written import Basis, LastAudit, Recommendation

DOCUMENT_KEYS: Final = ("as_of", "published", "recommendations")
RECOMMENDATION_KEYS: Final = ("criterion", "text", "who", "by_when", "became", "score", "questions")
BASIS_KEYS: Final = ("question", "sufficient", "relevant")
_WRITTEN: Final = RECOMMENDATION_KEYS[1:5]
_WHOLE: Final = 100
# What is written as a day.
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADING: Final = """\
# What is recommended. Write who sees to it and by when, and later what became of it; change the text as you like.
# `omicheck report --recommendations FILE` prints this in place of the drafts; the next audit reads it with
# `--last-recommendations FILE` and says what became of it. Score and questions are the figures of this audit.
"""


def read_recommendations(file: Path, scheme: Scheme) -> LastAudit:
    """The recommendations in a file, as inspectors have written them.

    Args:
        file: the file.
        scheme: has the criteria that one may be about.

    Raises:
        SupplementWrongError: with every problem of the file.
    """

    def read(document: Mapping[str, Any], findings: Findings) -> LastAudit:
        findings.keys(document, (), DOCUMENT_KEYS, ("recommendations",))
        return LastAudit(
            date_at(document, "as_of", findings),
            flag_at(document, "published", findings),
            tuple(_one(entry, at, scheme, findings) for at, entry in entries_at(document, "recommendations", findings)),
        )

    return read_document(file, DOCUMENT_KEYS, read)


def require_earlier(last: LastAudit | None, as_of: date) -> None:
    """Requires that the last recommendations are not of a later audit than the one that says what became of them.

    Raises:
        RequestWrongError: they are.
    """
    if last is not None and last.as_of is not None and last.as_of > as_of:
        expected = f"those of an audit before this one, of {as_of}"
        raise RequestWrongError(("last_recommendations",), f"recommendations of {last.as_of}", expected)


def _one(entry: Mapping[str, Any], at: DataPath, scheme: Scheme, findings: Findings) -> Recommendation:
    findings.keys(entry, at, RECOMMENDATION_KEYS, RECOMMENDATION_KEYS[:2])
    criterion = criterion_at(entry, at, scheme, findings)
    text, who, by_when, became = (text_at(entry, key, at, findings) for key in _WRITTEN)
    if _DAY.fullmatch(by_when) and read_date(by_when) is None:
        findings.add((*at, "by_when"), f'"{by_when}"', "a date YYYY-MM-DD, or words")
    title = criteria_of(scheme).get(criterion, "")
    basis = _basis(entry, at, findings)
    number = int(at[-1]) + 1
    return Recommendation(number, criterion, title, text, (), who, by_when, became, is_draft=False, basis=basis)


def _basis(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Basis | None:
    percent = number_at(entry, "score", at, findings)
    if percent is not None and percent > _WHOLE:
        findings.add((*at, "score"), str(percent), "a whole per cent from 0 to 100")
    questions = tuple(_questions(entry, at, findings))
    return None if percent is None and not questions else Basis(percent, questions)


def _questions(entry: Mapping[str, Any], at: DataPath, findings: Findings) -> Iterator[tuple[str, int, int]]:
    for place, one in entries_at(entry, "questions", findings, at):
        if not findings.keys(one, place, BASIS_KEYS, BASIS_KEYS):
            continue
        sufficient, relevant = (number_at(one, key, place, findings) for key in BASIS_KEYS[1:])
        if sufficient is None or relevant is None:
            continue
        if sufficient > relevant or not relevant:
            found = f"{sufficient} of {relevant}"
            findings.add((*place, "sufficient"), found, "relevant cases, and at most as many that are sufficient")
        yield str(one["question"]), sufficient, relevant


def recommendations_text(
    recommendations: Sequence[Recommendation], as_of: date, *, is_published: bool
) -> Iterator[str]:
    """A file of recommendations, in pieces, that `read_recommendations` reads.

    Args:
        recommendations: what is recommended.
        as_of: the audit date.
        is_published: whether its figures may be told to everybody.
    """
    yield _HEADING
    yield f"as_of: {as_of.isoformat()}\n"
    if is_published:
        yield "published: true\n"
    if not recommendations:
        yield "recommendations: []\n"
        return
    yield "recommendations:\n"
    for one in recommendations:
        yield f"  - criterion: {_quoted(one.criterion)}\n"
        for key in _WRITTEN:
            yield f"    {key}: {_quoted(getattr(one, key))}".rstrip() + "\n"
        if one.basis is None:
            continue
        if one.basis.percent is not None:
            yield f"    score: {one.basis.percent}\n"
        if one.basis.questions:
            yield "    questions:\n"
        for question, sufficient, relevant in one.basis.questions:
            yield f"      - {{question: {_quoted(question)}, sufficient: {sufficient}, relevant: {relevant}}}\n"


def _quoted(text: str) -> str:
    """A text as YAML has it; what is empty stays a place to write into."""
    # Texts of JSON are texts of YAML.
    return json.dumps(text, ensure_ascii=True) if text else ""
