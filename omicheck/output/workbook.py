"""Rows as an Excel workbook: every row, those that call for somebody with what is said of each, rules and run manifest.

A library makes the workbook with its styles and headers; the rows, of which there may be a million, are poured into
its sheets as `sheet_rows` writes them. Every text is a text to Excel, whatever it begins with, and the same rows give
the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np

from omicheck.authoring.rule_description import describe_rule
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import DAYS
from omicheck.model.row import FLAGGED_VERDICTS
from omicheck.model.rule import Rule
from omicheck.output.audit import Audit, Flagged
from omicheck.output.check_cells import accepted_by
from omicheck.output.column_texts import AT_A_TIME, Texts, texts_of, texts_of_fields
from omicheck.output.flat_values import flat_values
from omicheck.output.rule_text import cited, value_of_limit_in_words
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell, paragraph
from omicheck.output.workbook_file import add_row, cell_styles, new_workbook, write_sheets
from omicheck.plain_data import FIELDS
from omicheck.provenance import cite_briefly, limit_of, sources_of
from omicheck.records.places import Place
from omicheck.row_files.whole_file import whole_file
from omicheck.rulebase.folder import RuleBase

_WIDTHS: Final[Mapping[str, int]] = {
    "case_id": 16,
    "rule": 36,
    "verdict": 15,
    "reason": 19,
    "trigger_date": 13,
    "due_date": 13,
    "outcome_date": 14,
    "limit": 17,
    "unknown_fields": 28,
    "title": 40,
    "explanation": 90,
    "limit_source": 30,
    "accepted": 40,
    "requirement": 100,
    "applies_to": 60,
    "decides": 60,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 11
_ROWS: Final = "rows"
_OF_FLAGGED: Final = ("failures", "cannot tell", "outcomes")
_OF_FAILURES: Final = (*FIELDS, "title", "explanation", "limit_source", "accepted")
_OF_RULES: Final = (
    *("rule", "question", "topic", "title", "requirement"),
    *("applies_to", "limit", "limit_source", "decides", "asks"),
)
_HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    _ROWS: FIELDS,
    **dict.fromkeys(_OF_FLAGGED, _OF_FAILURES),
    "rules": _OF_RULES,
    "manifest": ("name", "value"),
}
# A workbook does not say where records stand.
_NOWHERE: Final = Place("", None)


def write_workbook(path: Path, audit: Audit, parts: Iterable[RowColumns]) -> None:
    """Writes a workbook, some cases at a time.

    Args:
        path: where it is to lie.
        audit: what is said of rows.
        parts: the rows; the records of the cases of a part are at hand for the audit until the next is asked for.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, or a text is longer than a cell can hold.
        OSError: the file cannot be written.
    """
    workbook = new_workbook(_HEADINGS, _WIDTHS, _OTHER_WIDTH)
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(path)), "w", ZIP_DEFLATED))
        poured = {name: SheetRows() for name in (_ROWS, *_OF_FLAGGED)}
        for sheet in poured.values():
            stack.callback(sheet.close)
        styles = cell_styles(workbook)
        for rows in parts:
            _append(rows, audit, styles, poured)
        for rule in audit.rules:
            add_row(workbook["rules"], _rule(rule, audit.rule_base))
        for name, value in flat_values(audit.manifest()):
            add_row(workbook["manifest"], (name, value))
        write_sheets(workbook, archive, poured)


def _append(rows: RowColumns, audit: Audit, styles: CellStyles, poured: Mapping[str, SheetRows]) -> None:
    """Rows of some cases, and those of them that call for somebody with what is said of each."""

    def write_field(name: str, value: object) -> str:
        if isinstance(value, list):
            return cell(";".join(value), styles)
        return cell(date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value, styles)

    for columns in texts_of_fields(rows, write_field):
        poured[_ROWS].append(columns)
    flagged = rows.of_verdicts(*FLAGGED_VERDICTS)
    (fields,) = texts_of_fields(flagged, write_field)
    each, start = iter(flagged), 0
    # What is said of rows is long, so that it is not held of all at a time.
    while told := [one for row in islice(each, AT_A_TIME) if (one := audit.flagged(row, _NOWHERE)) is not None]:
        some = slice(start, start + len(told))
        columns = [*(texts.at(some) for texts in fields), *_said(told, audit, styles)]
        sheets = np.array([_sheet_of(one) for one in told], dtype=object)
        for name in _OF_FLAGGED:
            places = np.flatnonzero(sheets == name)
            poured[name].append([texts.at(places) for texts in columns])
        start += len(told)


def _sheet_of(flagged: Flagged) -> str:
    if flagged.is_outcome:
        return "outcomes"
    return "cannot tell" if flagged.row.verdict == "cannot_tell" else "failures"


def _said(told: Sequence[Flagged], audit: Audit, styles: CellStyles) -> Iterator[Texts]:
    """What is said of rows: the title of the rule, the explanation, the source of the limit, who accepted it."""
    rules = [audit.rule_of(one.row) for one in told]
    limits = audit.rule_base.limits
    cited = [cite_briefly(sources_of(one.row, limit_of(rule, limits))) for one, rule in zip(told, rules, strict=True)]
    accepted = [accepted_by(one.row, audit.accepted) for one in told]
    yield _cells([rule.title for rule in rules], styles)
    explained = [paragraph(one.brief, styles) for one in told]
    yield Texts(np.array(explained, dtype=object), np.arange(len(told)))
    yield _cells(cited, styles)
    yield _cells(accepted, styles)


def _cells(each: Sequence[str], styles: CellStyles) -> Texts:
    texts = texts_of(each)
    return Texts(np.array([cell(text, styles) for text in texts.different], dtype=object), texts.places)


def _rule(rule: Rule, rule_base: RuleBase) -> tuple[str, ...]:
    told = describe_rule(rule, rule_base)
    values = [] if told["limit"] is None else told["limit"]["values"]
    amounts = "; ".join(value_of_limit_in_words(value) for value in values)
    sources = "; ".join(dict.fromkeys(cited(value["source"]) for value in values))
    note = f": {rule.decides_note}" if rule.decides_note else ""
    applies = "; and ".join(told["applies"]) or "every case"
    names = (rule.id, rule.question, rule.topic, rule.title, rule.requirement)
    return (*names, applies, amounts, sources, f"{told['decides_in_words']}{note}", rule.asks)
