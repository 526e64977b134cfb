"""Readings of very many damaged files in one process, each with a limit of time, and what came of all of them."""

import json
import resource
import signal
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import FrameType
from typing import Final

from fuzz.outcome import outcome
from fuzz.reader import Reader

_SECONDS: Final = 20
_KEPT: Final = 2


class TooLongError(Exception):
    """A file takes longer than any may."""


class Tally:
    """What came of files of a kind that were read one after the other.

    Files that ended in a way that nobody foresaw stay in the folder `kept` beside that in which they were read.
    """

    def __init__(self, reader: Reader, good: Mapping[str, bytes], folder: Path) -> None:
        """Begins.

        Args:
            reader: what reads them.
            good: the good files.
            folder: where they are written, best one in memory.
        """
        self.inputs = 0
        self._reader, self._good, self._folder = reader, good, folder
        self._endings: Counter[str] = Counter()
        self._where: Counter[str] = Counter()
        self._slowest = 0.0
        self._began = time.process_time()
        folder.mkdir(parents=True)
        outcome(reader, good, folder)
        signal.signal(signal.SIGALRM, _too_long)

    def read(self, file: str, content: bytes) -> None:
        """Reads the good files with another content of one, and counts how that ended."""
        signal.alarm(_SECONDS)
        began = time.process_time()
        ended = outcome(self._reader, {file: content}, self._folder)
        self._slowest = max(self._slowest, time.process_time() - began)
        signal.alarm(0)
        (self._folder / file).write_bytes(self._good[file])
        self.inputs += 1
        self._endings[ended.ending] += 1
        if ended.where:
            self._where[ended.where] += 1
            if self._where[ended.where] <= _KEPT:
                kept = self._folder.parent / "kept" / f"{self.inputs}-{Path(file).name}"
                kept.parent.mkdir(exist_ok=True)
                kept.write_bytes(content)

    def write(self, report: Path, name: str) -> None:
        """Writes what came of all until now, in place of what was told before."""
        told = {
            "reader": name,
            "inputs": self.inputs,
            "endings": self._endings,
            "where": self._where,
            "slowest": round(self._slowest, 3),
            "seconds": round(time.process_time() - self._began, 1),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        report.write_text(json.dumps(told) + "\n", encoding="utf-8")


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TooLongError(f"{number}, {frame}")
