"""A folder of rows as Parquet files: one for each part, whole once it is there, and one without rows for the manifest.

There is nothing else in the folder, so that whatever reads Parquet opens it as one table. Every file says in its
metadata which run it belongs to and, of a part, what the part came to: by these a run that was stopped goes on.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from attrs import asdict

from omicheck.errors import Problem
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary
from omicheck.records.raw_records import Rejected, rejects_lines
from omicheck.row_files.earlier_run import IN_FOLDER
from omicheck.row_files.parquet import ABOUT, RUN, parquet_file
from omicheck.row_files.whole_file import HALF

_PART: Final = re.compile(r"part-[0-9]{5,}\.parquet")
# In the place of the mark of a run, where a file cannot be read.
_DAMAGED: Final = "damaged"
_BEGINNING: Final = b"PAR1"


def part_file(folder: Path, place: int) -> Path:
    """The file of a part."""
    return folder / f"part-{place:05d}.parquet"


def write_part(folder: Path, run: str, place: int, result: PartResult, *, in_row_order: bool) -> None:
    """Writes the rows of a part.

    Args:
        folder: the folder of all parts.
        run: the mark of the run.
        place: the place of the part.
        result: the part.
        in_row_order: whether by case, rule and occurrence; if not, by rule first, as they are found.
    """
    with parquet_file(part_file(folder, place), in_row_order=in_row_order) as file:
        file.write(table_of(result.found.in_row_order() if in_row_order else result.found))
        file.describe(
            {
                "taken": result.summary.taken,
                "rejected": [_told(one) for one in result.rejected],
                "verdicts": dict(result.verdicts),
                "of_duties": dict(result.summary.of_duties),
            },
            run,
        )


def write_manifest(folder: Path, run: str, manifest: Mapping[str, Any]) -> None:
    """Writes the run manifest into the metadata of a file without rows, which comes last."""
    with parquet_file(folder / IN_FOLDER) as file:
        file.describe(manifest, run)


def written_part(folder: Path, place: int) -> PartSummary | None:
    """What a part came to whose file is there; None where it is not, or is damaged."""
    try:
        told = json.loads(pq.read_metadata(part_file(folder, place)).metadata[ABOUT.encode()])
        rejected = tuple(map(_rejected, told["rejected"]))
        return PartSummary(told["taken"], rejected, told["verdicts"], told["of_duties"], ())
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError):
        return None


def file_of_another_run(folder: Path, run: str) -> str | None:
    """The name of the first file of a folder that this very run has not written; None if there is none.

    A file with the name of a part in which nothing can be read is one that was damaged when the machine stopped: it is
    of this run if nothing is in it, or if another file in the folder is.
    """
    marks: dict[str, str | None] = {}
    for file in sorted(folder.iterdir()):
        name = file.name
        # A run that was killed leaves behind what was not whole yet, and another run may be at work on it.
        if name.startswith(".") and name.endswith(HALF):
            continue
        if name != IN_FOLDER and not _PART.fullmatch(name):
            return name
        marks[name] = run if file.is_file() and not file.stat().st_size else _run_of(file)
    if run in marks.values():
        marks = {name: run if mark == _DAMAGED else mark for name, mark in marks.items()}
    return next((name for name, mark in marks.items() if mark != run), None)


def _run_of(file: Path) -> str | None:
    """The mark of the run that a file is of; None for none."""
    try:
        mark: bytes | None = (pq.read_metadata(file).metadata or {}).get(RUN.encode())
        return None if mark is None else mark.decode()
    except (OSError, pa.ArrowException, UnicodeDecodeError):
        # What was begun as Parquet, or was only given its room on the disk.
        return _DAMAGED if _begins_as_parquet(file) else None


def _begins_as_parquet(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_BEGINNING)) in (_BEGINNING, bytes(len(_BEGINNING)))
    except OSError:
        return False


def _told(one: Rejected) -> Mapping[str, Any]:
    (line,) = rejects_lines((one,))
    return {**line, "problems": [asdict(problem) for problem in one.problems], "place": one.place}


def _rejected(line: Mapping[str, Any]) -> Rejected:
    return Rejected(tuple(Problem(**problem) for problem in line["problems"]), line["record"], tuple(line["place"]))
