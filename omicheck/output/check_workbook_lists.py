"""The lists of a check's workbook: which rows that call for somebody stand on which sheet, in which columns.

What a person needs to act stands first, and is what is printed: the case, whose it is, what was asked, what was found
and until when it should have been done. All else of the row follows to the right.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from omicheck.arrays import Numbers
from omicheck.model.vocabulary import Vocabulary
from omicheck.output.check_cells import accepted_by
from omicheck.output.check_flagged import Audit, Flagged
from omicheck.output.column_texts import Texts, of_cases, texts_of
from omicheck.output.sheet_rows import CellStyles, cell, lines_needed, paragraph
from omicheck.provenance import cite_briefly, limit_of, sources_of

FAILURES: Final = "failures"
CANNOT_TELL: Final = "cannot tell"
OUTCOMES: Final = "outcomes"
LISTS: Final = (FAILURES, CANNOT_TELL, OUTCOMES)
WIDTHS: Final[Mapping[str, int]] = {
    "case": 14,
    "office": 13,
    "offender manager": 13,
    "question": 9,
    "rule": 34,
    "reason": 15,
    "verdict": 12,
    "latest day": 11,
    "days late": 7,
    "not known": 24,
    "explanation": 84,
    "accepted": 22,
    "limit": 16,
    "limit source": 34,
    "rule id": 34,
    "occurrence": 11,
    "count": 7,
}
OTHER_WIDTH: Final = 13
# What is printed of each list after the case and whose it is; and what follows.
_PRINTED: Final[Mapping[str, Sequence[str]]] = {
    FAILURES: ("question", "rule", "reason", "latest day", "days late", "explanation", "accepted"),
    CANNOT_TELL: ("question", "rule", "reason", "not known", "explanation", "accepted"),
    OUTCOMES: ("question", "rule", "verdict", "reason", "latest day", "explanation"),
}
_FIELDS: Final[Mapping[str, str]] = {
    "case": "case_id",
    "question": "question",
    "verdict": "verdict",
    "reason": "reason",
    "clock from": "trigger_date",
    "latest day": "due_date",
    "found on": "outcome_date",
    "days late": "days_late",
    "count": "count",
    "limit": "limit",
    "not known": "unknown_fields",
    "rule id": "rule",
    "occurrence": "occurrence",
}
_SAID: Final = ("rule", "explanation", "limit source", "accepted")
_ALL: Final = ("verdict", "clock from", "latest day", "found on", "days late", "count", "not known", "limit")
_LAST: Final = ("limit source", "accepted", "rule id", "occurrence")


def printed_of(name: str, fields: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The headings of what is printed of a list.

    Args:
        name: the list.
        fields: the text fields that say whose a case is.
        vocabulary: has them in words.
    """
    return ("case", *whose_headings(fields, vocabulary), *_PRINTED[name])


def headings_of(name: str, fields: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The headings of a list, of what is not printed after what is."""
    printed = printed_of(name, fields, vocabulary)
    return (*printed, *(heading for heading in (*_ALL, *_LAST) if heading not in printed))


def whose_headings(fields: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Text fields of cases as headings; one that a list has too has `of the case` behind it."""
    named = (vocabulary.named(name) for name in fields)
    return tuple(f"{name} of the case" if name in {*_FIELDS, *_SAID} else name for name in named)


def list_of(flagged: Flagged) -> str:
    """The list that a row belongs on."""
    if flagged.is_outcome:
        return OUTCOMES
    return CANNOT_TELL if flagged.row.verdict == "cannot_tell" else FAILURES


def fields_by_heading(texts: Mapping[str, Texts]) -> dict[str, Texts]:
    """The cells of the fields of rows under the headings of lists."""
    return {heading: texts[name] for heading, name in _FIELDS.items()}


def said_by_heading(told: Sequence[Flagged], audit: Audit, styles: CellStyles) -> tuple[dict[str, Texts], Numbers]:
    """What is said of rows: what was asked, the explanation, the source of the limit, who accepted it.

    Returns:
        the cells by heading, and how many lines each row has room for, so that what is printed of it is seen whole.
    """

    def paragraphs(texts: Sequence[str]) -> Texts:
        found = texts_of(texts)
        cells = [paragraph(text, styles) if text else "" for text in found.different]
        return Texts(np.array(cells, dtype=object), found.places)

    rules = [audit.rule_of(one.row) for one in told]
    limits = audit.rule_base.limits
    asked = [rule.title or rule.id for rule in rules]
    explained = [one.brief for one in told]
    cited = [cite_briefly(sources_of(one.row, limit_of(rule, limits))) for one, rule in zip(told, rules, strict=True)]
    texts = {
        "rule": paragraphs(asked),
        # Hardly two explanations are the same, so that none is looked for.
        "explanation": Texts(
            np.array([paragraph(one, styles) for one in explained], dtype=object), np.arange(len(told))
        ),
        "limit source": paragraphs(cited),
        "accepted": paragraphs([accepted_by(one.row, audit.accepted) for one in told]),
    }
    lines = [
        max(lines_needed(rule, WIDTHS["rule"]), lines_needed(one, WIDTHS["explanation"]))
        for rule, one in zip(asked, explained, strict=True)
    ]
    return texts, np.array(lines, dtype=np.int64)


def whose_texts(groups: Mapping[str, Sequence[str | None]], cases: Texts, styles: CellStyles) -> Iterator[Texts]:
    """The cells that say whose the cases of rows are, field by field.

    Args:
        groups: the value for each case, by field.
        cases: the cells of the cases of the rows, in the order of the cases.
        styles: of the workbook.
    """
    return (of_cases(each, cases, lambda value: cell(value, styles)) for each in groups.values())
