"""How many rows there are of each kind, of rows that are held as columns."""

from collections.abc import Mapping

import numpy as np

from omicheck.evaluate.reason_codes import VERDICT_CODES
from omicheck.evaluate.row_columns import RowColumns
from omicheck.model.row import VERDICTS, Verdict


def cases_and_verdicts(rows: RowColumns) -> tuple[int, Mapping[str, Mapping[Verdict, int]]]:
    """How many cases rows are of, and how often each verdict was given by each rule."""
    cases = 0
    found: dict[str, dict[Verdict, int]] = {}
    for part in rows.parts:
        is_there = np.zeros(len(part.case_ids), dtype=np.bool_)
        counts = np.zeros(len(part.rules) * len(VERDICTS), dtype=np.int64)
        for block in part.blocks:
            is_there[block.case] = True
            codes = block.rule.astype(np.int64) * len(VERDICTS) + VERDICT_CODES[block.columns.reason]
            counts += np.bincount(codes, minlength=len(counts))
        cases += int(is_there.sum())
        for rule, numbers in zip(part.rules, counts.reshape(-1, len(VERDICTS)).tolist(), strict=True):
            of_rule = found.setdefault(rule.id, dict.fromkeys(VERDICTS, 0))
            for verdict, number in zip(VERDICTS, numbers, strict=True):
                of_rule[verdict] += number
    return cases, found
