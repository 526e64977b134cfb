"""Rows as an Excel workbook: a summary, what calls for somebody with what is said of it, every row, rules and manifest.

A library makes the workbook with its styles and headers; the rows, of which there may be a million, are poured into
its sheets as `sheet_rows` writes them. Every text is a text to Excel, whatever it begins with, and the same rows give
the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from attrs import frozen
from openpyxl import Workbook

from omicheck.authoring.rule_description import describe_rule
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_counts import cases_and_verdicts
from omicheck.evaluate.row_fields import DAYS
from omicheck.groups import Group, group_name
from omicheck.model.row import FLAGGED_VERDICTS
from omicheck.model.rule import Rule
from omicheck.output import check_workbook_lists as lists
from omicheck.output.check_flagged import Audit
from omicheck.output.check_workbook_summary import Found, fill_summary
from omicheck.output.column_texts import AT_A_TIME, texts_of_fields
from omicheck.output.csv_table import header
from omicheck.output.flat_values import flat_values
from omicheck.output.rule_text import cited, value_of_limit_in_words
from omicheck.output.sheet_rows import CellStyles, SheetRows, cell
from omicheck.output.workbook_file import add_row, add_sheet, cell_styles, new_workbook, write_sheets
from omicheck.plain_data import FIELDS
from omicheck.records.record_lines import Place
from omicheck.row_files.whole_file import whole_file
from omicheck.rulebase.folder import RuleBase
from omicheck.score.failures_by_group import FailuresBy
from omicheck.score.funnel import LEVELS
from omicheck.text import in_words

_WIDTHS: Final[Mapping[str, int]] = {
    "case_id": 16,
    "rule": 36,
    "question": 10,
    "verdict": 15,
    "reason": 19,
    "topic": 16,
    "trigger_date": 13,
    "due_date": 13,
    "outcome_date": 14,
    "limit": 24,
    "unknown_fields": 28,
    "office": 15,
    "offender_manager": 18,
    "title": 40,
    "limit_source": 40,
    "requirement": 60,
    "applies_to": 50,
    "decides": 50,
    "name": 40,
    "value": 70,
}
_OTHER_WIDTH: Final = 11
_SUMMARY: Final = "summary"
_ROWS: Final = "rows"
_RULES: Final = "rules"
_MANIFEST: Final = "manifest"
_OF_RULES: Final = (
    *("rule", "question", "topic", "title", "requirement"),
    *("applies_to", "limit", "limit_source", "decides", "asks"),
)
_OF_GROUPS: Final = (
    *("cases", "judged", "with a failure", "share", "interval from", "interval to", "beside all"),
    *("met", "not met", "cannot tell", "error"),
)
# What is said of a group that is beyond none, one or both pairs of limits.
_BESIDE_ALL: Final = ("as chance has it", *(f"beyond {float(level * 100):g}%" for level in LEVELS))
_ABOUT: Final[Mapping[str, str]] = {
    lists.FAILURES: "duties that were not met, each in words",
    lists.CANNOT_TELL: "what could not be told, and what would settle it",
    lists.OUTCOMES: "what became of the work: reconviction, qualifications, employment; no failure of anybody",
    _ROWS: "every verdict on every case, under the field names that all formats have",
    _RULES: "what each rule asks, of whom, by which limit, and what it cannot see",
    _MANIFEST: "versions, hashes and counts: what the rows are of",
}
# A workbook does not say where records stand.
_NOWHERE: Final = Place("", None)


@frozen(eq=False)
class RowsWithGroups:
    """Rows on their way into a workbook, and whose the cases are.

    Attributes:
        parts: the rows of some cases and the value of each text field for each of these, by field; the records of the
            cases of a part are at hand for the audit until the next is asked for.
        fields: these text fields.
        by_group: gives the failures by group, as far as that is asked for, once the rows have been gone through.
    """

    parts: Iterable[tuple[RowColumns, Mapping[str, Sequence[Group]]]]
    fields: Sequence[str]
    by_group: Callable[[], Sequence[FailuresBy]]


def write_workbook(path: Path, audit: Audit, found: RowsWithGroups) -> None:
    """Writes a workbook, some cases at a time.

    Args:
        path: where it is to lie.
        audit: what is said of rows.
        found: the rows.

    Raises:
        CommandWrongError: there are more rows than a sheet can hold, or a text is longer than a cell can hold.
        OSError: the file cannot be written.
    """
    workbook = _new_workbook(audit, found.fields)
    counts = Found()
    with ExitStack() as stack:
        archive = stack.enter_context(ZipFile(stack.enter_context(whole_file(path)), "w", ZIP_DEFLATED))
        poured = {name: SheetRows() for name in (*lists.LISTS, _ROWS)}
        for sheet in poured.values():
            stack.callback(sheet.close)
        styles = cell_styles(workbook)
        for rows, groups in found.parts:
            counts.add(cases_and_verdicts(rows)[1])
            _append(rows, groups, audit, styles, poured, counts)
        for rule in audit.rules:
            add_row(workbook[_RULES], _rule(rule, audit.rule_base), wrapped=True)
        manifest = audit.manifest()
        for name, value in flat_values(manifest):
            add_row(workbook[_MANIFEST], (name, value), wrapped=True)
        about = {name: (poured[name].number, text) for name, text in _ABOUT.items() if name in poured}
        about |= dict(_add_groups(workbook, found.by_group(), audit))
        about |= {name: (workbook[name].max_row - 1, _ABOUT[name]) for name in (_RULES, _MANIFEST)}
        in_order = {name: about[name] for name in workbook.sheetnames if name in about}
        fill_summary(workbook[_SUMMARY], audit, counts, in_order, manifest)
        write_sheets(workbook, archive, poured)


def _new_workbook(audit: Audit, fields: Sequence[str]) -> Workbook:
    """The sheets with their headers, what a person looks at first before the rest."""
    workbook = new_workbook({}, {}, 0)
    workbook.create_sheet(_SUMMARY)
    vocabulary = audit.rule_base.vocabulary
    for name in lists.LISTS:
        printed = len(lists.printed_of(name, fields, vocabulary)) - (not audit.accepted.is_used)
        headings = lists.headings_of(name, fields, vocabulary)
        add_sheet(workbook, name, headings, lists.WIDTHS, lists.OTHER_WIDTH, printed=printed)
    for name, headings in ((_ROWS, header(fields)), (_RULES, _OF_RULES), (_MANIFEST, ("name", "value"))):
        add_sheet(workbook, name, headings, _WIDTHS, _OTHER_WIDTH)
    return workbook


def _append(
    rows: RowColumns,
    groups: Mapping[str, Sequence[Group]],
    audit: Audit,
    styles: CellStyles,
    poured: Mapping[str, SheetRows],
    counts: Found,
) -> None:
    """Rows of some cases, and those of them that call for somebody with what is said of each."""
    for columns in texts_of_fields(rows, partial(_field, styles, as_words=False)):
        poured[_ROWS].append([*columns, *lists.whose_texts(groups, columns[0], styles)])
    flagged = rows.of_verdicts(*FLAGGED_VERDICTS)
    (fields,) = texts_of_fields(flagged, partial(_field, styles, as_words=True))
    vocabulary = audit.rule_base.vocabulary
    whole = lists.fields_by_heading(dict(zip(FIELDS, fields, strict=True)))
    whole |= zip(
        lists.whose_headings(tuple(groups), vocabulary), lists.whose_texts(groups, fields[0], styles), strict=True
    )
    headings = {name: lists.headings_of(name, tuple(groups), vocabulary) for name in lists.LISTS}
    each = enumerate(flagged)
    # What is said of rows is long, so that it is not held of all at a time.
    while some := list(islice(each, AT_A_TIME)):
        # What is known may not be shown.
        shown = {place: one for place, row in some if (one := audit.flagged(row, _NOWHERE)) is not None}
        at, told = np.array(list(shown), dtype=np.int64), list(shown.values())
        said, lines = lists.said_by_heading(told, audit, styles)
        cells = {name: texts.at(at) for name, texts in whole.items()} | said
        sheets = np.array([lists.list_of(one) for one in told], dtype=object)
        for name in lists.LISTS:
            places = np.flatnonzero(sheets == name)
            poured[name].append([cells[heading].at(places) for heading in headings[name]], lines[places])
        counts.accepted.update(one.row.rule for one in told if one.accepted)


def _field(styles: CellStyles, name: str, value: object, *, as_words: bool) -> str:
    """The cell of a field; codes are words on lists, and stay what they are among all rows."""
    if isinstance(value, list):
        return cell(";".join(value), styles)
    if as_words and name in ("verdict", "reason") and isinstance(value, str):
        return cell(in_words(value), styles)
    return cell(date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value, styles)


def _add_groups(workbook: Workbook, found: Iterable[FailuresBy], audit: Audit) -> Iterator[tuple[str, tuple[int, str]]]:
    """Adds a sheet for each text field that cases are grouped by, before all rows."""
    for by in found:
        named = audit.rule_base.vocabulary.named(by.field)
        headings = (named, *_OF_GROUPS)
        place = workbook.sheetnames.index(_ROWS)
        sheet = add_sheet(workbook, f"by {named}", headings, {named: 30, "beside all": 18}, 13, place=place)
        for one, share in by.with_shares():
            ends = (None, None) if share.interval is None else share.interval
            whole = None if share.share is None else float(share.share)
            beside = None if share.share is None else _BESIDE_ALL[share.beyond]
            numbers = (one.met, one.not_met, one.cannot_tell, one.error)
            add_row(sheet, (group_name(one.group), one.cases, one.judged, one.failing, whole, *ends, beside, *numbers))
            for column in ("E", "F", "G"):
                sheet[f"{column}{sheet.max_row}"].number_format = "0%"
        of_all = "" if by.funnel.share is None else f"; of all judged cases {float(by.funnel.share):.0%} have one"
        about = f"cases with a failure by {named}, and which differ by more than chance{of_all}"
        yield sheet.title, (len(by.groups), about)


def _rule(rule: Rule, rule_base: RuleBase) -> tuple[str, ...]:
    told = describe_rule(rule, rule_base)
    values = [] if told["limit"] is None else told["limit"]["values"]
    amounts = "; ".join(value_of_limit_in_words(value) for value in values)
    sources = "; ".join(dict.fromkeys(cited(value["source"]) for value in values))
    note = f": {rule.decides_note}" if rule.decides_note else ""
    applies = "; and ".join(told["applies"]) or "every case"
    names = (rule.id, rule.question, rule.topic, rule.title, rule.requirement)
    return (*names, applies, amounts, sources, f"{told['decides_in_words']}{note}", rule.asks)
