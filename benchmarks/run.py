"""Measures: the main benchmark against its floor, growth, other ways to the same rows, and one case from a cold start.

    python benchmarks/run.py --folder FOLDER [--repeat 3] [--only main --only growth ...]

Every measurement is a process of its own, so that its peak memory is its own, and is taken so many times; the medians,
and the ratios of medians of this one run, are printed as Markdown. Wall time depends on what else the machine does; CPU
time does so much less. The generated tables are kept in the folder and used again.
"""

import argparse
import json
import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import yaml
from by_omicheck import Given, by_columns, by_durable_rules, fields
from generate import AS_OF, write
from measuring import Measured, Way, cpu_seconds, go_through, in_the_middle, machine, measure, table
from others import DEADLINES, QUESTION, WAYS

from omicheck.evaluate.columnar.rows import rows_of
from omicheck.rulebase.folder import packaged_rules, read_rule_base

ROOT: Final = Path(__file__).resolve().parent.parent
MAIN: Final = 240_000
GROWTH: Final = (10_000, 100_000, 240_000, 1_000_000)
OTHERS: Final = 20_000
_FLOOR: Final = """
import duckdb, sys
with duckdb.connect(config={"threads": 2}) as connection:
    connection.execute(f"CREATE TEMP TABLE t AS SELECT case_id, type, min(date), count(*) "
        f"FROM '{sys.argv[1]}/events.parquet' GROUP BY case_id, type")
"""


def tables(folder: Path, cases: int) -> Path:
    """The generated tables of so many cases."""
    made = folder / f"{cases}"
    if not made.exists():
        # Half a caseload is never taken for a whole one.
        part = folder / f"{cases}.part"
        write(cases, part)
        part.rename(made)
    return made


def check(path: Path, *options: str, output: str = "rows") -> list[str]:
    """The command that evaluates and writes rows to Parquet: a folder of parts or one file."""
    common = ("--as-of", AS_OF, "--format", "parquet", "--output", str(path.parent / output), "--quiet")
    return [sys.executable, "-m", "omicheck", "check", str(path), *common, *options]


def rows_written(folder: Path) -> int:
    """How many rows the last check wrote to parts."""
    manifest = json.loads(pq.read_metadata(folder / "rows" / "manifest.parquet").metadata[b"omicheck"])
    number: int = manifest["counts"]["rows"]
    return number


def main_benchmark(folder: Path, repeat: int) -> None:
    """A national caseload, by the first 16 rules and by all, against the floor."""
    made = tables(folder, MAIN)
    names = [rule.id for rule in read_rule_base(packaged_rules()).with_status("in_force")]
    few = [word for name in names[:16] for word in ("--only", name)]
    floor = [sys.executable, "-c", _FLOOR, str(made)]
    ways = {
        "the floor: DuckDB, `min(date), count(*)` by case and type, 2 threads": (floor, None),
        "16 rules": (check(made, *few), folder / "rows"),
        f"{len(names)} rules": (check(made), folder / "rows"),
        f"{len(names)} rules, one file in row order": (check(made, output="rows.parquet"), None),
    }
    # In turn, as how fast the machine is changes while it is measured.
    found: dict[str, list[Measured]] = {name: [] for name in ways}
    rows: dict[str, int] = {}
    for _ in range(repeat):
        for name, (command, written) in ways.items():
            found[name].append(measure(command, 1, written))
            if command is not floor:
                rows[name] = rows_written(folder)
    measured = {name: in_the_middle(times) for name, times in found.items()}
    base = next(iter(measured.values()))
    lines = []
    for name, one in measured.items():
        ratios = [f"{one.wall / base.wall:.1f}", f"{one.cpu / base.cpu:.1f}"]
        written_rows = rows.get(name)
        if written_rows is None:
            lines.append([name, "", *one.cells(), *ratios])
            continue
        speed = f"{written_rows / one.wall / 1e6:.2f} million ({written_rows / one.cpu / 1e6:.2f} million)"
        lines.append([f"{name}, {written_rows:,} rows", speed, *one.cells(), *ratios])
    head = ["", "rows a second (a CPU second)", "wall", "CPU", "peak memory", "wall to the floor", "CPU to the floor"]
    print(f"## {MAIN:,} cases\n")
    table(head, lines)


def growth(folder: Path, repeat: int) -> None:
    """More and more cases, all rules."""
    lines = []
    for cases in GROWTH:
        found = measure(check(tables(folder, cases)), repeat if cases <= MAIN else 1, folder / "rows")
        each = found.cpu / cases * 1e6
        lines.append([f"{cases:,}", f"{rows_written(folder):,}", *found.cells(), f"{each:.0f} µs"])
    print("## Growth, all rules\n")
    table(["cases", "rows", "wall", "CPU", "peak memory", "CPU for a case"], lines)


def others(folder: Path, repeat: int) -> None:
    """Other ways to the same rows of four deadlines, checked to be the same first."""
    made, as_of = tables(folder, OTHERS), date.fromisoformat(AS_OF)
    rules = _rules(folder / "four-deadlines")

    def given() -> Given:
        rule_base = read_rule_base(rules)
        return (made, rule_base, rule_base.rules, as_of)

    expected = [row for found in by_columns(*given()) for row in fields(rows_of(found))]
    lines = []
    options = ("--rules", str(rules))
    columnar = measure(check(made, *options, "--engine", "columnar"), repeat, folder / "rows")
    ways = {"omicheck, columnar": columnar}
    ways["omicheck, durable-rules"] = measure(check(made, *options, "--engine", "durable", output="rows.parquet"), 1)
    for name, way in WAYS.items():
        if way(made, as_of) != expected:
            raise RuntimeError(f"{name} gives other rows")
        program = str(Path(__file__).with_name("others.py"))
        ways[name] = measure([sys.executable, program, name, str(made), AS_OF], repeat)
    idle = measure(check(tables(folder, 10), *options, "--engine", "columnar"), repeat, folder / "rows")
    for name, found in ways.items():
        lines.append([name, *found.cells(), f"{found.wall / columnar.wall:.1f}", f"{found.cpu / columnar.cpu:.1f}"])
    print(f"## Other ways to the same {len(expected):,} rows ({OTHERS:,} cases, four deadlines)\n")
    table(["", "wall", "CPU", "peak memory", "wall to columnar", "CPU to columnar"], lines)
    print(f"Of omicheck's time {idle.wall:.2f} s (CPU {idle.cpu:.2f} s) is there with ten cases already.\n")
    ways_within: dict[str, Way] = {
        "columnar": lambda: go_through(by_columns(*given())),
        **{name: partial(way, made, as_of) for name, way in WAYS.items()},
        "durable-rules": lambda: go_through(by_durable_rules(*given())),
    }
    seconds = {name: cpu_seconds(way, 1 if name == "durable-rules" else repeat) for name, way in ways_within.items()}
    print("Within one process, reading included, start and writing not:\n")
    ratio = {name: f"{found / seconds['columnar']:.1f}" for name, found in seconds.items()}
    table(["", "CPU", "to columnar"], [[name, f"{found:.3f} s", ratio[name]] for name, found in seconds.items()])


def _rules(folder: Path) -> Path:
    for name in ("checks/topic", "limits"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for rule, kind, limit in DEADLINES:
        deadline = {"from": "start", "to": {"event": kind}, "limit": rule}
        written: dict[str, Any] = {"id": rule, "question": QUESTION, "check": {"deadline": deadline}}
        (folder / "checks/topic" / f"{rule}.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
        values = [{"from": "1990-01-01", "limit": f"{limit} business_days"}]
        written = {"id": rule, "values": values}
        (folder / "limits" / f"{rule}.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    return folder


def cold(folder: Path, repeat: int) -> None:
    """One case, and no case at all, from a cold start."""
    case = {"case_id": "A", "sentence_type": "community_order", "sentence_date": "2009-04-06", "tier": 3, "events": []}
    file = folder / "one.json"
    file.write_text(json.dumps({"as_of": AS_OF, "cases": [case]}), encoding="utf-8")
    program = [sys.executable, "-m", "omicheck"]
    commands = {"--help": [*program, "--help"]}
    for engine in ("durable", "columnar"):
        commands[f"check, {engine}"] = [*program, "check", str(file), "--engine", engine, "--format", "jsonl"]
    lines = [[name, *measure(command, max(repeat, 5)).cells()] for name, command in commands.items()]
    print("## One case from a cold start\n")
    table(["", "wall", "CPU", "peak memory"], lines)


PARTS: Final = {"main": main_benchmark, "growth": growth, "others": others, "cold": cold}


def main() -> int:
    """Measures what the command asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True, help="for the generated tables")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", action="append", choices=tuple(PARTS))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    print(machine(options.repeat), flush=True)
    for name in options.only or PARTS:
        PARTS[name](options.folder, options.repeat)
    print(f"Load average at the end {os.getloadavg()[0]:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
