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

from omicheck.errors import Problem
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary
from omicheck.records.raw import Rejected, rejects_lines
from omicheck.row_files.parquet import ABOUT, RUN, parquet_file

MANIFEST: Final = "manifest.parquet"
_PART: Final = re.compile(r"part-[0-9]{5,}\.parquet")
# What a run that was killed, and not stopped, leaves behind.
_HALF: Final = ".part"


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
                "rejected": [{**line, "place": one.place} for one in result.rejected for line in rejects_lines((one,))],
                "verdicts": dict(result.verdicts),
                "of_duties": dict(result.summary.of_duties),
            },
            run,
        )


def write_manifest(folder: Path, run: str, manifest: Mapping[str, Any]) -> None:
    """Writes the run manifest into the metadata of a file without rows, which comes last."""
    with parquet_file(folder / MANIFEST) as file:
        file.describe(manifest, run)


def written_part(folder: Path, place: int) -> PartSummary:
    """What a part came to whose file is there."""
    told = json.loads(pq.read_metadata(part_file(folder, place)).metadata[ABOUT.encode()])
    return PartSummary(told["taken"], tuple(map(_rejected, told["rejected"])), told["verdicts"], told["of_duties"], ())


def file_of_another_run(folder: Path, run: str) -> str | None:
    """The name of the first file of a folder that this very run has not written; None if there is none."""
    for file in sorted(folder.iterdir()):
        name = file.name.removesuffix(_HALF)
        if name != MANIFEST and not _PART.fullmatch(name):
            return file.name
        if name == file.name and _run_of(file) != run:
            return file.name
    return None


def _run_of(file: Path) -> str | None:
    try:
        mark: bytes | None = (pq.read_metadata(file).metadata or {}).get(RUN.encode())
    except (OSError, pa.ArrowInvalid):
        return None
    return None if mark is None else mark.decode()


def _rejected(line: Mapping[str, Any]) -> Rejected:
    return Rejected(tuple(Problem(**problem) for problem in line["problems"]), line["record"], tuple(line["place"]))
