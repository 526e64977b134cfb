"""What the benchmarks measure with: whole processes, medians, tables, and what machine it was."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import attrs

# What is measured within a process.
Way = Callable[[], object]
ROOT: Final = Path(__file__).resolve().parent.parent
# Run by a process that is small itself, as a process begins with the peak of the one that it was made from.
_TIMED: Final = """
import os, sys, time
started = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - started
print([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], file=sys.stderr)
"""


@attrs.frozen
class Measured:
    """What processes took, as medians."""

    wall: float
    cpu: float
    peak: float

    def cells(self) -> list[str]:
        """As a table shows them."""
        return [f"{self.wall:.2f} s", f"{self.cpu:.2f} s", f"{self.peak / 1024:.2f} GiB"]


def measure(command: Sequence[str], repeat: int, written: Path | None = None) -> Measured:
    """Runs a command so many times.

    Args:
        command: the command.
        repeat: how many times.
        written: a folder that it writes, which is taken away before each time.

    Returns:
        Medians of wall and CPU seconds, and of peak memory in MiB.

    Raises:
        RuntimeError: it failed.
    """
    found = []
    for _ in range(repeat):
        if written is not None:
            shutil.rmtree(written, ignore_errors=True)
        done = subprocess.run(  # noqa: S603, our own programs
            [sys.executable, "-S", "-E", "-c", _TIMED, *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
            text=True,
        )
        *errors, last = done.stderr.splitlines()
        status, *numbers = json.loads(last)
        if status not in (0, 1):
            raise RuntimeError("\n".join(errors))
        found.append(numbers)
    return Measured(*map(statistics.median, zip(*found, strict=True)))


def cpu_seconds(way: Way, repeat: int, *, warm: bool = True) -> float:
    """The median of the CPU seconds that something takes in this process.

    Args:
        way: what is measured.
        repeat: how often.
        warm: whether it is done once before, for what is made only once: business days, imports.
    """
    times = []
    for _ in range(repeat + warm):
        started = time.process_time()
        way()
        times.append(time.process_time() - started)
    return statistics.median(times[warm:])


def go_through(found: Iterable[object]) -> None:
    """Asks for all that there is, and keeps nothing."""
    deque(found, maxlen=0)


def in_the_middle(found: Sequence[Measured]) -> Measured:
    """The medians of what was measured at different times."""
    return Measured(*map(statistics.median, zip(*map(attrs.astuple, found), strict=True)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Prints a table."""
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |", flush=True)
    print(flush=True)


def machine(repeat: int) -> str:
    """What is measured on, and with what."""
    names = ("omicheck", "numpy", "pyarrow", "duckdb", "durable-rules", "pandas")
    versions = {name: version(name) for name in names if find_spec(name.replace("-rules", "").replace("-", "_"))}
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} CPUs ({_processor()}), {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()};\n"
        f"{', '.join(f'{name} {found}' for name, found in versions.items())}; medians of {repeat};\n"
        f"load average at the beginning {os.getloadavg()[0]:.1f}.\n"
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
