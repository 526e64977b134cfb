"""Measures what a row costs, of all rules, by each way to it that gives all rows: reading included, writing not.

    python benchmarks/every_rule.py --folder FOLDER [--cases 100000] [--remembered 20000] [--asked 1000] [--repeat 5]

Everything runs in one process, so that no start is measured. A way that is slow is given fewer cases, and what a row
costs is compared. The rows of every way are first held against those of the columnar evaluator on the same cases.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from by_omicheck import Given, by_columns, by_durable_rules, fields
from generate import AS_OF
from measuring import cpu_seconds, go_through, machine, table
from plain_python import by_plain_python
from run import tables

from omicheck.evaluate.columnar.rows import rows_of
from omicheck.evaluate.durable.engine import Decision
from omicheck.rulebase.folder import packaged_rules, read_rule_base


def compare(name: str, given: Given, rows: Iterator[tuple[Any, ...]]) -> None:
    """Fails if a way gives other rows than the columnar evaluator."""
    for found in by_columns(*given):
        for expected in fields(rows_of(found)):
            row = next(rows, None)
            if row != expected:
                raise RuntimeError(f"{name} gives {row}, the columnar evaluator {expected}")
    if next(rows, None) is not None:
        raise RuntimeError(f"{name} gives more rows")


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
    day, in_force = date.fromisoformat(AS_OF), base.with_status("in_force")
    sizes = (options.cases, options.remembered, options.asked)
    many, fewer, few = given = [(tables(options.folder, cases), base, in_force, day) for cases in sizes]
    print(machine(options.repeat), flush=True)
    for some in (few, fewer):
        compare("plain Python", some, by_plain_python(*some))
        compare("durable-rules", some, fields(by_durable_rules(*some)))
    rows = {
        cases: sum(len(block.case) for found in by_columns(*some) for block in found.blocks)
        for cases, some in zip(sizes, given, strict=True)
    }
    by_each = {
        "columnar": (options.cases, cpu_seconds(lambda: go_through(by_columns(*many)), options.repeat)),
        "plain Python": (options.cases, _once(by_plain_python, many)),
        "durable-rules, answers remembered": (options.remembered, _once(by_durable_rules, fewer)),
    }
    # As anybody would use it who does not know which facts are the same.
    Decision.ask = Decision._ask_engine  # type: ignore[method-assign]  # noqa: SLF001, measured without its memory
    by_each["durable-rules, every fact asked"] = (options.asked, _once(by_durable_rules, few))
    columnar = by_each["columnar"][1] / rows[options.cases]
    lines = []
    for name, (cases, took) in by_each.items():
        cost = took / rows[cases]
        counts = [f"{cases:,}", f"{rows[cases]:,}"]
        lines.append([name, *counts, f"{took:.2f} s", f"{cost * 1e6:.2f} µs", f"{cost / columnar:,.0f}"])
    table(["", "cases", "rows", "CPU", "CPU for a row", "to columnar"], lines)
    print(f"Load average at the end {os.getloadavg()[0]:.1f}.")
    return 0


def _once(way: Callable[..., Iterator[object]], given: Given) -> float:
    """The CPU seconds that a slow way takes."""
    return cpu_seconds(lambda: go_through(way(*given)), 1, warm=False)


if __name__ == "__main__":
    sys.exit(main())
