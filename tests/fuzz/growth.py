"""Whether the time of reading grows faster than the file: pieces of good files many times over, and four times as many.

Four times as much takes four times as long where time grows with the size, and sixteen times where it grows with its
square. It needs a clock, so that it is no test of every day.
"""

import json
import random
import signal
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fuzz import seeds
from fuzz.damage import some_piece
from fuzz.outcome import outcome
from fuzz.reader import Reader
from fuzz.readers import READERS
from fuzz.workbook_parts import largest_sheet, with_sheet

_SIZES: Final = (40_000, 160_000, 640_000, 2_560_000)
_TIMES: Final = 4
_TOO_MANY_TIMES: Final = 8.0
# What takes less says more of the clock than of the reader.
_SECONDS: Final = 0.2
_AT_MOST: Final = 120
# In files of bytes no piece can stand many times; these grow by rows.
_BY_ROWS: Final = ("parquet", "sqlite", "duckdb")
_COPIES: Final = 500


def grown(reader: Reader, drawn: random.Random, good: Mapping[str, bytes], size: int) -> tuple[str, bytes, bytes]:
    """A good file with so many bytes of a piece that stands again and again, and one with four times as many.

    Returns:
        The name of the file, and both.
    """
    file = drawn.choice(sorted(reader.damages))
    is_workbook = file.endswith((".xlsx", ".ods"))
    content = largest_sheet(good[file]) if is_workbook else good[file]
    place, piece = some_piece(drawn, content)
    made = [content[:place] + piece * (times * size // len(piece)) + content[place:] for times in (1, _TIMES)]
    if is_workbook:
        made = [with_sheet(good[file], one) for one in made]
    return file, made[0], made[1]


def growth(name: str, count: int, begin: int, until: float) -> Mapping[str, Any]:
    """Measures how the time of reading grows, for so many pieces.

    Args:
        name: of the kind of file.
        count: how many pieces.
        begin: the number of the first, which says which piece it is.
        until: the time after which none is begun, in seconds as `time.monotonic` counts them.

    Returns:
        How many were tried, how many took long enough to tell, the largest ratio among these, the longest time, and
        the numbers of those that grew too fast.
    """
    reader = READERS[name]
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as temporary:
        good = dict(reader.files(Path(temporary)))
        folder = Path(temporary) / "read"
        folder.mkdir()
        outcome(reader, good, folder)
        tried, measured, worst, longest, too_fast = 0, 0, 0.0, 0.0, list[int]()
        for number in range(begin, begin + count):
            if time.monotonic() > until:
                break
            tried += 1
            for size in _SIZES:
                file, small, large = grown(reader, random.Random(number), good, size)  # noqa: S311, nothing secret
                took = _seconds(reader, folder, {file: large})
                if took > _SECONDS:
                    break
            longest = max(longest, took)
            if took > _SECONDS:
                ratio = took / _seconds(reader, folder, {file: small})
                if ratio > _TOO_MANY_TIMES:
                    ratio = _seconds(reader, folder, {file: large}) / _seconds(reader, folder, {file: small})
                measured += 1
                worst = max(worst, ratio)
                if ratio > _TOO_MANY_TIMES:
                    too_fast.append(number)
            (folder / file).write_bytes(good[file])
    return {
        "reader": name,
        "pieces": tried,
        "measured": measured,
        "worst": round(worst, 1),
        "longest": round(longest, 2),
        "too_fast": too_fast,
    }


def _seconds(reader: Reader, folder: Path, files: Mapping[str, bytes]) -> float:
    signal.alarm(_AT_MOST)
    began = time.process_time()
    outcome(reader, files, folder)
    took = time.process_time() - began
    signal.alarm(0)
    return took


def growth_by_rows(name: str) -> Mapping[str, Any]:
    """Measures how the time of reading tables in binary files grows with their rows, right ones and wrong ones."""
    reader = READERS[name]
    ratios, longest = [], 0.0
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary)
        folder = made / "read"
        folder.mkdir()
        outcome(reader, reader.files(made), folder)
        for are_wrong in (False, True):
            took = []
            for copies in (_COPIES, _COPIES * _TIMES):
                tables = seeds.many_tables(copies, are_wrong=are_wrong)
                match name:
                    case "parquet":
                        files = {f"{table}.parquet": content for table, content in seeds.parquet(made, tables).items()}
                    case "sqlite":
                        files = {"base.sqlite": seeds.sqlite(made, tables)}
                    case _:
                        files = {"base.duckdb": seeds.duckdb(made, tables)}
                took.append(_seconds(reader, folder, files))
            ratios.append(took[1] / took[0])
            longest = max(longest, took[1])
    too_fast = [round(ratio, 1) for ratio in ratios if ratio > _TOO_MANY_TIMES]
    found = {"reader": name, "pieces": len(ratios), "measured": len(ratios), "worst": round(max(ratios), 1)}
    return {**found, "longest": round(longest, 2), "too_fast": too_fast}


def main(names: list[str], count: int, begin: int, minutes: float) -> None:
    """Prints a line for each kind of file."""
    for name in names:
        if name in _BY_ROWS:
            found = growth_by_rows(name)
        else:
            found = growth(name, count, begin, time.monotonic() + minutes * 60)
        print(json.dumps(found), flush=True)  # noqa: T201
