"""Very many readings of damaged files, in a process that is limited and watched."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fuzz.outcome import outcome
from fuzz.readers import READERS

_MEMORY: Final = 4 << 30
_SECONDS: Final = 20
_KEPT: Final = 2
_AT_A_TIME: Final = 2_000


def read_many(name: str, count: int, begin: int, folder: Path, report: Path) -> None:
    """Reads damaged files of a kind, and adds to a report how that ended.

    Args:
        name: of the kind.
        count: how many.
        begin: which of all files that could be drawn.
        folder: where the files are written; those that ended in a way that nobody foresaw stay in `kept`.
        report: the file with a line for each reading that was not foreseen, and one for all of them.
    """
    reader = READERS[name]
    (folder / "seeds").mkdir()
    good = dict(reader.files(folder / "seeds"))
    folder = folder / "read"
    folder.mkdir()
    endings: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    slowest = [0.0]
    strategies = {file: make(good[file]) for file, make in reader.damages.items()}

    @seed(begin)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def read_one(data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(sorted(strategies)))
        files = {**good, file: data.draw(strategies[file])}
        began = time.perf_counter()
        found = outcome(reader, files, folder)
        took = time.perf_counter() - began
        slowest[0] = max(slowest[0], took)
        endings[found.ending] += 1
        if found.where:
            seen[found.where] += 1
            if seen[found.where] <= _KEPT:
                _keep(folder, files, f"{begin}-{sum(endings.values())}")

    read_one()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    told = {"reader": name, "begin": begin, "endings": endings, "where": seen, "slowest": slowest[0], "megabytes": peak}
    with report.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(told) + "\n")


def _keep(folder: Path, files: Mapping[str, bytes], label: str) -> None:
    kept = folder / "kept" / label
    kept.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (kept / name).parent.mkdir(parents=True, exist_ok=True)
        (kept / name).write_bytes(content)


def watched(name: str, count: int, begin: int, folder: Path) -> Mapping[str, Any]:
    """Reads so many damaged files of a kind, some at a time in a process of their own; gives what came of all.

    A process that ends, or does not come on, is told as such, and its last files stay in `ended`.
    """
    endings: Counter[str] = Counter()
    where: Counter[str] = Counter()
    slowest, megabytes, done = 0.0, 0, 0
    while done < count:
        some = min(_AT_A_TIME, count - done)
        one = folder / f"{name}-{begin + done}"
        shutil.rmtree(one, ignore_errors=True)
        one.mkdir(parents=True)
        report = one / "report.jsonl"
        ended = _run(name, some, begin + done, one, report)
        if report.exists():
            told = json.loads(report.read_text(encoding="utf-8"))
            endings.update(told["endings"])
            where.update(told["where"])
            slowest, megabytes = max(slowest, told["slowest"]), max(megabytes, told["megabytes"])
        else:
            endings[ended] += 1
            where[ended] += 1
        if not (one / "read" / "kept").exists() and report.exists():
            shutil.rmtree(one)
        done += some
    return {
        "reader": name,
        "inputs": sum(endings.values()),
        "endings": dict(endings),
        "where": dict(where),
        "slowest": round(slowest, 2),
        "megabytes": megabytes,
    }


def _run(name: str, count: int, begin: int, folder: Path, report: Path) -> str:
    """A process for some readings; how it ended, in words."""
    command = [sys.executable, "-m", "fuzz", "part", name, str(count), str(begin), str(folder), str(report)]
    with (folder / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=printed, preexec_fn=_limit)  # noqa: PLW1509
        last, changed = 0.0, time.monotonic()
        while process.poll() is None:
            time.sleep(0.5)
            newest = max((file.stat().st_mtime for file in (folder / "read").glob("*")), default=0.0)
            if newest != last:
                last, changed = newest, time.monotonic()
            if time.monotonic() - changed > _SECONDS * 6:
                process.kill()
                process.wait()
                return "did not end"
    return f"the process ended with status {process.returncode}"


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.nice(10)


def some_seed() -> int:
    """A number from which other files are drawn than before."""
    return random.SystemRandom().randrange(10**9)
