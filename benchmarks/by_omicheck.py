"""Omicheck's own ways to rows within one process, reading included and writing not, for what is measured there."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.evaluate.columnar.load import load
from omicheck.evaluate.columnar.partition_rows import PartitionRows
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.records.bulk.opening import open_sources
from omicheck.records.bulk.parts import CASES_IN_A_PART, cut
from omicheck.records.read import read_records
from omicheck.rulebase.folder import RuleBase

# The tables, the rules folder, the rules that are evaluated, and the audit date.
Given = tuple[Path, RuleBase, tuple[Rule, ...], date]


def by_columns(made: Path, rule_base: RuleBase, rules: Sequence[Rule], as_of: date) -> Iterator[PartitionRows]:
    """The columnar evaluator: columns of rows, part by part."""
    sources = open_sources(str(made), rule_base.vocabulary)
    for _, part in cut(sources, CASES_IN_A_PART).read():
        partition = load(part, sources, rule_base.vocabulary).partition
        yield evaluate_partition(partition, rules, rule_base.limits, as_of)


def by_durable_rules(made: Path, rule_base: RuleBase, rules: Sequence[Rule], as_of: date) -> Iterator[Row]:
    """durable-rules: row by row."""
    evaluator = DurableEvaluator(rule_base)
    for case in read_records(str(made), rule_base.vocabulary).cases:
        yield from evaluator.rows_of_case(case, rules, as_of)


def fields(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples of their fields, as the other programs give them."""
    for row in rows:
        yield (*attrs.astuple(row, recurse=False)[:-1], list(row.unknown_fields))
