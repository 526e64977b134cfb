"""The same made-up records as Parquet, CSV and JSON Lines, each checked to one Parquet file, and read by others.

    python benchmarks/ways_in.py FOLDER [--cases 20000] [--old CHECKOUT] [--rules RULES] [--repeat 5]

All ways are gone through in turn, so that whatever else runs on the machine meets them alike; CPU times are medians,
and what counts is their ratio to the Parquet way. `--old` is a checkout of another revision, which is measured beside
this one; it has to be able to read the rules. What others do is reading alone: nothing is checked, nothing rejected.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow.csv
import pyarrow.parquet as pq
from generate import AS_OF, write
from measuring import ROOT, machine, table

from omicheck.model.vocabulary import Vocabulary
from omicheck.records.table_rows import from_cell
from omicheck.rulebase.folder import packaged_rules, read_rule_base

_TIMED: Final = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
_OTHERS: Final = {
    "pandas.read_json, reading alone": "import pandas; pandas.read_json({file!r}, lines=True)",
    "polars.read_ndjson, reading alone": "import polars; polars.read_ndjson({file!r}, infer_schema_length=None)",
    "DuckDB read_json, reading alone": (
        "import duckdb; duckdb.sql('set threads = 1');"
        "duckdb.sql(\"create table t as select * from read_json({file!r}, format = 'newline_delimited')\")"
    ),
}


def records_of(folder: Path, vocabulary: Vocabulary) -> Iterator[Mapping[str, Any]]:
    """The records of generated tables, as JSON holds them."""
    events = iter(pq.read_table(folder / "events.parquet").to_pylist())
    event = next(events, None)
    for cells in pq.read_table(folder / "cases.parquet").to_pylist():
        fields = {name: from_cell(cell, vocabulary.fields[name]) for name, cell in cells.items() if cell is not None}
        mine = []
        while event is not None and event["case_id"] == cells["case_id"]:
            types = vocabulary.events[event["type"]].attributes
            more = {name: from_cell(event[name], one) for name, one in types.items() if event[name] is not None}
            mine.append({"type": event["type"], "date": event["date"], **more})
            event = next(events, None)
        yield {**fields, "events": mine}


def write_ways(folder: Path, cases: int, rules: Path) -> None:
    """Writes the records in every form, unless they are there."""
    if (folder / "cases.jsonl").is_file():
        return
    write(cases, folder / "parquet")
    (folder / "csv").mkdir(exist_ok=True)
    for name in ("cases", "events"):
        found = pq.read_table(folder / "parquet" / f"{name}.parquet")
        found = found.drop_columns([one for one in found.column_names if one == "seq"])
        pyarrow.csv.write_csv(found, folder / "csv" / f"{name}.csv")
    vocabulary = read_rule_base(rules, with_examples=False).vocabulary
    with (folder / "cases.jsonl").open("w", encoding="utf-8") as file:
        for record in records_of(folder / "parquet", vocabulary):
            file.write(json.dumps(record) + "\n")


def used(command: list[str], root: Path) -> tuple[float, float]:
    """The CPU seconds and the peak memory in MiB of a command with a checkout's own program.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(  # noqa: S603, our own programs
        [sys.executable, "-S", "-E", "-c", _TIMED, sys.executable, *command],
        env={"PYTHONPATH": str(root), "PATH": ""},
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    status, seconds, peak = map(float, done.stdout.split())
    if status not in (0, 1):
        raise RuntimeError(f"{command}: exit status {status:.0f}")
    return seconds, peak


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--old", type=Path, help="a checkout of another revision")
    parser.add_argument("--rules", type=Path, default=packaged_rules())
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    write_ways(folder, options.cases, options.rules)
    ways: dict[str, tuple[list[str], Path]] = {}
    for name, records in (("Parquet", "parquet"), ("CSV", "csv"), ("JSON Lines", "cases.jsonl")):
        more = ["--as-of", AS_OF, "--rules", str(options.rules), "--format", "parquet", "--quiet", "--output"]
        command = ["-m", "omicheck", "check", str(folder / records), *more, str(folder / "rows.parquet")]
        ways[name] = (command, ROOT)
        if options.old is not None and name != "CSV":
            ways[f"{name}, older revision"] = (command, options.old.resolve())
    for name, program in _OTHERS.items():
        ways[name] = (["-c", program.format(file=str(folder / "cases.jsonl"))], ROOT)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    print(machine(options.repeat))
    for _ in range(options.repeat):
        for name, (command, root) in ways.items():
            found[name].append(used(command, root))
    medians = {name: [statistics.median(column) for column in zip(*some, strict=True)] for name, some in found.items()}
    base = medians["Parquet"][0]
    rows = [
        [name, f"{cpu:.2f} s", f"{cpu / base:.2f}", f"{peak / 1024:.2f} GiB"] for name, (cpu, peak) in medians.items()
    ]
    table(["way", "CPU", "to Parquet", "peak memory"], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
