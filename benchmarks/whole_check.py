"""How much quicker `check` with durable-rules is as a whole than an older revision, from records to rows.

    python benchmarks/whole_check.py CHECKOUT [--cases 6000] [--repeat 5]

The older revision makes up the caseload, so that it knows every word of it, and this one writes it as JSON Lines. Each
revision reads that and writes the rows to a file, in turn; that the rows are the same bytes is checked. Printed are the
time that passed and the processor time of all processes, for each pair, and the ratios.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from attrs import frozen
from measuring import ROOT

AS_OF: Final = "2010-01-18"


@frozen
class Taken:
    """What a command took, in seconds."""

    wall: float
    cpu: float


def run(checkout: Path, *command: str, written: Path | None = None) -> Taken:
    """What a command of a revision takes; what it prints goes to a file, or nowhere.

    Raises:
        RuntimeError: it ended with a status that says more than that a case failed.
    """
    with (Path(os.devnull) if written is None else written).open("wb") as output:
        started, before = time.perf_counter(), os.times()
        done = subprocess.run(  # noqa: S603, our own programs
            [sys.executable, *command],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": f"{checkout}{os.pathsep}{checkout / 'benchmarks'}"},
            stdout=output,
            stderr=subprocess.PIPE,
            check=False,
        )
        wall, after = time.perf_counter() - started, os.times()
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    used = (after.children_user + after.children_system) - (before.children_user + before.children_system)
    return Taken(wall, used)


def made_up(old: Path, cases: int, folder: Path) -> Path:
    """A caseload of which both revisions know every word."""
    tables, records = folder / "tables", folder / "cases.jsonl"
    run(old, "benchmarks/generate.py", str(cases), str(tables))
    run(ROOT, "-m", "omicheck", "export", str(tables), "--format", "jsonl", "--output", str(records))
    return records


def main() -> int:
    """Measures, and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=lambda text: Path(text).resolve(), metavar="CHECKOUT", help="of an older revision")
    parser.add_argument("--cases", type=int, default=6_000)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    by_clock, by_processor = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records = made_up(options.old, options.cases, folder)
        check = ["-m", "omicheck", "check", str(records), "--engine", "durable", "--as-of", AS_OF, "--format", "jsonl"]
        for _ in range(options.repeat):
            files = folder / "old.jsonl", folder / "new.jsonl"
            old, new = (
                run(place, *check, written=file) for place, file in zip((options.old, ROOT), files, strict=True)
            )
            if files[0].read_bytes() != files[1].read_bytes():
                print("the rows differ")
                return 1
            by_clock.append(old.wall / new.wall)
            by_processor.append(old.cpu / new.cpu)
            print(
                f"old {old.wall:.2f} s (CPU {old.cpu:.2f} s), new {new.wall:.2f} s (CPU {new.cpu:.2f} s): "
                f"{by_clock[-1]:.2f} times; load average {os.getloadavg()[0]:.1f}",
                flush=True,
            )
    print(f"times as quick, median of {options.repeat}: {statistics.median(by_clock):.2f}")
    print(f"by processor time of all processes: {statistics.median(by_processor):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
