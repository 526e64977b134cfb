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
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from fuzz.readers import READERS
from fuzz.tally import Tally

_MEMORY: Final = 4 << 30
_SECONDS: Final = 120
_AT_A_TIME: Final = 50_000
_TOLD_AFTER: Final = 100


def read_many(name: str, count: int, begin: int, folder: Path, report: Path) -> None:
    """Reads damaged files of a kind, and tells how that ended.

    Args:
        name: of the kind.
        count: how many.
        begin: which of all files that could be drawn.
        folder: where the files are written; those that ended in a way that nobody foresaw stay in `kept`.
        report: the file that is written, now and then and at the end.
    """
    reader = READERS[name]
    (folder / "seeds").mkdir()
    good = dict(reader.files(folder / "seeds"))
    tally = Tally(reader, good, folder / "read")
    files = sorted(reader.damages)
    for number in range(begin, begin + count):
        # The number alone says which file it is, so that one can be read again.
        drawn = random.Random(number)  # noqa: S311, nothing secret
        file = drawn.choice(files)
        tally.read(file, reader.damages[file](drawn, good[file]))
        if tally.inputs % _TOLD_AFTER == 0 or tally.inputs == count:
            tally.write(report, name)


def watched(name: str, count: int, begin: int, folder: Path, until: float) -> Mapping[str, Any]:
    """Reads so many damaged files of a kind, some at a time in a process of their own; gives what came of all.

    A process that ends, or does not come on, is told as such, and its last files stay in `read`.

    Args:
        name: of the kind.
        count: how many.
        begin: the number of the first.
        folder: where they are written.
        until: the time after which no further ones are begun, in seconds as `time.monotonic` counts them.
    """
    reports: list[Mapping[str, Any]] = []
    failures: list[str] = []
    done = 0
    while done < count and time.monotonic() < until:
        some = min(_AT_A_TIME, count - done)
        part = folder / f"{name}-{begin + done}"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        report = part / "report.json"
        ended = _run(name, some, begin + done, part, until)
        if report.exists():
            reports.append(json.loads(report.read_text(encoding="utf-8")))
        if ended:
            failures.append(ended)
        elif not (part / "kept").exists():
            shutil.rmtree(part)
        done += some
    return _together(name, reports, failures)


def _together(name: str, reports: Iterable[Mapping[str, Any]], failures: list[str]) -> Mapping[str, Any]:
    endings: Counter[str] = Counter()
    where: Counter[str] = Counter(failures)
    slowest, megabytes, seconds = 0.0, 0, 0.0
    for told in reports:
        endings.update(told["endings"])
        where.update(told["where"])
        slowest, megabytes = max(slowest, told["slowest"]), max(megabytes, told["megabytes"])
        seconds += told["seconds"]
    return {
        "reader": name,
        "inputs": sum(endings.values()),
        "endings": dict(endings),
        "where": dict(where),
        "slowest": slowest,
        "seconds": round(seconds, 1),
        "megabytes": megabytes,
    }


def _run(name: str, count: int, begin: int, folder: Path, until: float) -> str:
    """A process for some readings; how it ended in words, and nothing if that was as it should."""
    report = folder / "report.json"
    command = [sys.executable, "-m", "fuzz", "part", name, str(count), str(begin), str(folder), str(report)]
    with (folder / "printed.txt").open("wb") as printed:
        # What readers put in temporary files lies where the files lie that they read: in memory, where that is there.
        environment = {**os.environ, "TMPDIR": str(folder)}
        process = subprocess.Popen(command, env=environment, stdout=printed, stderr=printed, preexec_fn=_limit)  # noqa: PLW1509
        last, changed = 0.0, time.monotonic()
        while process.poll() is None:
            time.sleep(0.5)
            # It is written anew after some readings, none of which may take long.
            newest = report.stat().st_mtime if report.exists() else 0.0
            if newest != last:
                last, changed = newest, time.monotonic()
            is_stuck = time.monotonic() - changed > _SECONDS
            if is_stuck or time.monotonic() > until:
                process.kill()
                process.wait()
                return "did not end" if is_stuck else ""
    return f"the process ended with status {process.returncode}" if process.returncode else ""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.nice(10)


def some_seed() -> int:
    """A number from which other files are drawn than before."""
    return random.SystemRandom().randrange(10**9)
