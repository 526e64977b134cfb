"""Measures what a row costs, of all rules, by each way to it that gives all rows: reading included, writing not.

    python benchmarks/every_rule.py --folder FOLDER [--cases 100000] [--remembered 20000] [--asked 1000] [--repeat 5]

Everything runs in one process, so that no start is measured. A way that is slow is given fewer cases, and what a row
costs is compared. The rows of every way are first held against those of the columnar evaluator on the same cases.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import attrs
from generate import AS_OF
from measuring import machine, table
from plain_python import by_plain_python
from run import tables

from omicheck.evaluate.columnar.evaluator import evaluate_partition
from omicheck.evaluate.columnar.found import PartitionRows
from omicheck.evaluate.columnar.load import load
from omicheck.evaluate.columnar.rows import rows_of
from omicheck.evaluate.durable.engine import Decision
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.records.bulk.opening import open_sources
from omicheck.records.bulk.parts import CASES_IN_A_PART, cut
from omicheck.records.read import read_records
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base

_DAY: Final = date.fromisoformat(AS_OF)


@attrs.frozen
class Rules:
    """The rules that every way is given."""

    base: RuleBase
    in_force: tuple[Rule, ...]


def by_columns(made: Path, rules: Rules) -> Iterator[PartitionRows]:
    """The columnar evaluator: columns of rows, part by part."""
    sources = open_sources(str(made), rules.base.vocabulary)
    for _, part in cut(sources, CASES_IN_A_PART).read():
        partition = load(part, sources, rules.base.vocabulary).partition
        yield evaluate_partition(partition, rules.in_force, rules.base.limits, _DAY)


def by_durable_rules(made: Path, rules: Rules) -> Iterator[Row]:
    """durable-rules, as omicheck uses it."""
    evaluator = DurableEvaluator(rules.base)
    for case in read_records(str(made), rules.base.vocabulary).cases:
        yield from evaluator.rows_of_case(case, rules.in_force, _DAY)


def fields(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows as the plain program gives them."""
    for row in rows:
        yield (*attrs.astuple(row, recurse=False)[:-1], list(row.unknown_fields))


def compare(name: str, made: Path, rules: Rules, rows: Iterator[tuple[Any, ...]]) -> None:
    """Fails if a way gives other rows than the columnar evaluator."""
    for found in by_columns(made, rules):
        for expected in fields(rows_of(found)):
            row = next(rows, None)
            if row != expected:
                raise RuntimeError(f"{name} gives {row}, the columnar evaluator {expected}")
    if next(rows, None) is not None:
        raise RuntimeError(f"{name} gives more rows")


def measured(way: Callable[[], int], repeat: int) -> tuple[float, int]:
    """The median of the CPU seconds that a way takes, and how many rows it gives.

    Args:
        way: the way.
        repeat: how often it is measured; where that is more than once, after a first time that is not.
    """
    times, rows = [], 0
    for _ in range(repeat if repeat == 1 else repeat + 1):
        started = time.process_time()
        rows = way()
        times.append(time.process_time() - started)
    return statistics.median(times[1:] or times), rows


def main() -> int:
    """Measures all ways and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="for the generated tables")
    parser.add_argument("--cases", type=int, default=100_000, help="for the columnar evaluator and plain Python")
    parser.add_argument(
        "--remembered", type=int, default=20_000, help="for durable-rules, whose answers are remembered"
    )
    parser.add_argument("--asked", type=int, default=1_000, help="for durable-rules, asked about every fact")
    parser.add_argument("--repeat", type=int, default=5, help="of the columnar evaluator; the others run once")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    base = read_rule_base(packaged_rules())
    rules = Rules(base, tuple(base.with_status("in_force")))
    many, fewer, few = (tables(options.folder, cases) for cases in (options.cases, options.remembered, options.asked))
    print(machine(options.repeat), flush=True)
    for made in (few, fewer):
        compare("plain Python", made, rules, by_plain_python(made, base, rules.in_force, _DAY))
        compare("durable-rules", made, rules, fields(by_durable_rules(made, rules)))
    by_each = {"columnar": (options.cases, *measured(lambda: _rows_of_columns(many, rules), options.repeat))}
    plain = measured(lambda: sum(1 for _ in by_plain_python(many, base, rules.in_force, _DAY)), 1)
    by_each["plain Python"] = (options.cases, *plain)
    remembered = measured(lambda: sum(1 for _ in by_durable_rules(fewer, rules)), 1)
    by_each["durable-rules, answers remembered"] = (options.remembered, *remembered)
    # As anybody would use it who does not know which facts are the same.
    Decision.ask = Decision._ask_engine  # type: ignore[method-assign]  # noqa: SLF001, measured without its memory
    asked = measured(lambda: sum(1 for _ in by_durable_rules(few, rules)), 1)
    by_each["durable-rules, every fact asked"] = (options.asked, *asked)
    base_cost = by_each["columnar"][1] / by_each["columnar"][2]
    lines = [
        [
            name,
            f"{cases:,}",
            f"{rows:,}",
            f"{took:.2f} s",
            f"{took / rows * 1e6:.2f} µs",
            f"{took / rows / base_cost:.0f}",
        ]
        for name, (cases, took, rows) in by_each.items()
    ]
    table(["", "cases", "rows", "CPU", "CPU for a row", "to columnar"], lines)
    print(f"Load average at the end {os.getloadavg()[0]:.1f}.")
    return 0


def _rows_of_columns(made: Path, rules: Rules) -> int:
    return sum(len(block.case) for found in by_columns(made, rules) for block in found.blocks)


if __name__ == "__main__":
    sys.exit(main())
