"""How much quicker durable-rules is with several processes, and whether their memory stays flat.

    python benchmarks/case_workers.py [--cases 6000] [--workers 2] [--repeat 3] [--old CHECKOUT]
    python benchmarks/case_workers.py --cases 100000 --memory

The cases of the sample, as often as it takes, with all rules in force; reading and writing are left out. One process
and several are measured in turn. Beside the time that passes, which depends on what else the machine does, stands the
processor time of all processes, and the ratio that it comes to if the work is shared evenly by as many cores as there
are workers. With `--old` an older revision's one process is measured in turn too, and compared with several of this
one. With `--memory` it is told instead what this process and its workers hold, each time another tenth of the
cases is done.
"""

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve
from measuring import ROOT

from omicheck.evaluate.case_workers.packing import CaseRows, Work
from omicheck.evaluate.case_workers.rows import cores, rows_of_cases
from omicheck.model.case import Case
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base

SAMPLE: Final = ROOT / "fixtures/sample/cases.json"


def sample(number: int) -> tuple[Work, Sequence[Case]]:
    """What is to be done, and so many cases."""
    rule_base = read_rule_base(packaged_rules())
    rules = sorted(rule_base.with_status("in_force"), key=lambda rule: rule.id)
    cases = read_records(str(SAMPLE), rule_base.vocabulary).cases
    named = [evolve(cases[at % len(cases)], case_id=f"{at:06}") for at in range(number)]
    return Work(rule_base, rules, date(2010, 1, 18)), named


def taken(found: Iterator[CaseRows]) -> tuple[float, float]:
    """How long it took until all rows had been found: the time that passed, and that of processors."""
    wall, cpu = time.perf_counter(), _cpu()
    for _ in found:
        pass
    return time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def taken_by_old(checkout: Path, cases: int) -> float:
    """The processor time that one process of another revision takes."""
    command = [sys.executable, str(ROOT / "benchmarks/one_process.py"), str(cases)]
    done = subprocess.run(  # noqa: S603, our own program
        command,
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def measure(work: Work, cases: Sequence[Case], workers: int, repeat: int, old: Path | None) -> None:
    """Prints what one process and several take, in turn, and the ratios."""
    ratios, of_processors, to_old = [], [], []
    for _ in range(repeat):
        (one, cpu_of_one), (more, cpu_of_more) = (taken(rows_of_cases(work, cases, number)) for number in (1, workers))
        ratios.append(one / more)
        of_processors.append(workers * cpu_of_one / cpu_of_more)
        if old is not None:
            cpu_of_old = taken_by_old(old, len(cases))
            to_old.append(workers * cpu_of_old / cpu_of_more)
            print(f"the older revision, one process: CPU {cpu_of_old:.2f} s")
        print(f"one process {one:.2f} s (CPU {cpu_of_one:.2f} s); {workers}: {more:.2f} s (CPU {cpu_of_more:.2f} s)")
    times = statistics.median(ratios)
    print(f"times as quick with {workers} workers, {len(cases)} cases, median of {repeat}: {times:.2f}")
    print(
        f"the same if {workers} cores share the work evenly, by processor time: {statistics.median(of_processors):.2f}"
    )
    if to_old:
        print(f"the same to one process of the older revision: {statistics.median(to_old):.2f} {sorted(to_old)}")


def watch(work: Work, cases: Sequence[Case], workers: int) -> None:
    """Prints what the processes hold while rows are found and not kept."""
    print("cases done, MiB of this process, MiB of each worker and its engine")
    for done, _ in enumerate(rows_of_cases(work, cases, workers), 1):
        if done % (len(cases) // 10) == 0:
            children = [_held(child) + sum(map(_held, _children(child))) for child in _children(os.getpid())]
            print(done, _held(os.getpid()), *sorted(children, reverse=True)[:workers], flush=True)


def _held(process: int) -> int:
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize() >> 20


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()]


def main() -> int:
    """Measures, and prints what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=6_000)
    parser.add_argument("--workers", type=int, default=max(cores(), 2))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--old", type=Path, help="a checkout of an older revision")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    work, cases = sample(options.cases)
    # As the command does.
    gc.freeze()
    gc.set_threshold(50_000)
    if options.memory:
        watch(work, cases, options.workers)
    else:
        measure(work, cases, options.workers, options.repeat, options.old)
    return 0


if __name__ == "__main__":
    sys.exit(main())
