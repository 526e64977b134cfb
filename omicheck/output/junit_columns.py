"""Rows that are held as columns as suites of JUnit XML, as `check_junit` makes them of single rows."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, pairwise
from typing import Final, get_args

import numpy as np
from attrs import evolve

from omicheck.arrays import Numbers
from omicheck.evaluate.row_columns import RowColumns
from omicheck.evaluate.row_fields import Column, fields_in_parts
from omicheck.model.row import FLAGGED_VERDICTS
from omicheck.output import junit_xml
from omicheck.output.column_texts import AT_A_TIME, Texts, put_together
from omicheck.output.junit_xml import JunitCase, Outcome
from omicheck.records.record_lines import Place
from omicheck.text import printable

_OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
# What is tried of a row with a verdict and a reason that calls for nobody; of one that does, row by row.
NotFlagged = Callable[[str, str], tuple[Outcome, str]]


def suites(
    rows: RowColumns,
    flagged: Iterator[JunitCase],
    place_of: Callable[[str], Place],
    not_flagged: NotFlagged,
    name_of: Callable[[str, int], str],
) -> Iterator[str]:
    """Suites, some lines at a time.

    Args:
        rows: the rows of some cases.
        flagged: what is tried of those of them that call for somebody, in their order; asked for some at a time.
        place_of: where the record of a case stands.
        not_flagged: the outcome and the message of a row that calls for nobody, by verdict and reason.
        name_of: the name of what is tried, by rule and occurrence.
    """
    for whole in fields_in_parts(rows):
        for fields in _some_cases_at_a_time(whole):
            cases = fields["case_id"]
            results, outcomes = _results(fields, flagged, not_flagged)
            yield from put_together(
                [
                    _beginnings(cases, outcomes),
                    _of_cases(cases, lambda case_id: junit_xml.whose(printable(case_id))),
                    _names(fields["rule"], fields["occurrence"], name_of),
                    _of_cases(cases, lambda case_id: _place(place_of(case_id))),
                    results,
                ]
            )
            yield junit_xml.END_OF_SUITE


def _some_cases_at_a_time(fields: Mapping[str, Column]) -> Iterator[Mapping[str, Column]]:
    """The fields of the rows of some cases after those of others, as all that is said of rows may be much."""
    cases = fields["case_id"].numbers
    firsts = [*np.flatnonzero(np.diff(cases, prepend=-1)).tolist(), len(cases)]
    start = 0
    for end, following in pairwise(firsts):
        if end > start and following - start > AT_A_TIME:
            yield _between(fields, start, end)
            start = end
    if len(cases):
        yield _between(fields, start, len(cases))


def _between(fields: Mapping[str, Column], start: int, end: int) -> Mapping[str, Column]:
    return {name: evolve(column, numbers=column.numbers[start:end]) for name, column in fields.items()}


def _results(
    fields: Mapping[str, Column], flagged: Iterator[JunitCase], not_flagged: NotFlagged
) -> tuple[Texts, Numbers]:
    """The result of each row as a text, and its outcome as a number."""
    verdicts, reasons = fields["verdict"], fields["reason"]
    pairs = [(str(verdict), str(reason)) for verdict in verdicts.values or () for reason in reasons.values or ()]
    of_pairs = verdicts.numbers.astype(np.int64) * len(reasons.values or ()) + reasons.numbers
    told = [not_flagged(*pair) for pair in pairs]
    is_flagged = np.array([verdict in FLAGGED_VERDICTS for verdict, _ in pairs], dtype=np.bool_)[of_pairs]
    results = [junit_xml.result(outcome, message=message) for outcome, message in told]
    outcomes = [_OUTCOMES.index(outcome) for outcome, _ in told]
    for one in islice(flagged, int(is_flagged.sum())):
        results.append(junit_xml.result(one.outcome, one.kind, one.message, one.text))
        outcomes.append(_OUTCOMES.index(one.outcome))
    places = of_pairs.copy()
    places[is_flagged] = np.arange(len(pairs), len(results))
    return Texts(np.array(results, dtype=object), places), np.array(outcomes, dtype=np.int64)[places]


def _beginnings(cases: Column, outcomes: Numbers) -> Texts:
    """The beginning of a suite before the first row of its case, and the end of that before it."""
    firsts = np.flatnonzero(np.diff(cases.numbers, prepend=-1))
    suite_of = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(cases.numbers)))
    counts = np.bincount(suite_of * len(_OUTCOMES) + outcomes, minlength=len(firsts) * len(_OUTCOMES))
    texts = [""]
    for place, of_case in zip(firsts.tolist(), counts.reshape(-1, len(_OUTCOMES)).tolist(), strict=True):
        name = printable(str((cases.values or ())[cases.numbers[place]]))
        found: Mapping[Outcome, int] = Counter(dict(zip(_OUTCOMES, of_case, strict=True)))
        end = junit_xml.END_OF_SUITE if place else ""
        texts.append(f"{end}{junit_xml.begin_suite(name, found)}")
    places = np.zeros(len(cases.numbers), dtype=np.int64)
    places[firsts] = np.arange(len(firsts)) + 1
    return Texts(np.array(texts, dtype=object), places)


def _of_cases(cases: Column, text_of: Callable[[str], str]) -> Texts:
    """A text for each row by its case."""
    different = np.empty(len(cases.values or ()), dtype=object)
    for place in np.unique(cases.numbers).tolist():
        different[place] = text_of(str((cases.values or ())[place]))
    return Texts(different, cases.numbers)


def _names(rules: Column, occurrences: Column, name_of: Callable[[str, int], str]) -> Texts:
    """The name of what is tried for each row, by its rule and its occurrence."""
    most = int(occurrences.numbers.max()) + 1
    codes = rules.numbers.astype(np.int64) * most + occurrences.numbers
    different = np.empty(len(rules.values or ()) * most, dtype=object)
    for code in np.flatnonzero(np.bincount(codes)).tolist():
        different[code] = junit_xml.attribute("name", name_of(str((rules.values or ())[code // most]), code % most))
    return Texts(different, codes)


def _place(place: Place) -> str:
    return junit_xml.place(place.file, place.line)
