"""The rows of a part as a Parquet file, which is whole once it is there and says what the part came to."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from omicheck.errors import Problem
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.evaluate.columnar.part_work import PartResult, PartSummary
from omicheck.records.raw import Rejected, rejects_lines
from omicheck.row_files.parquet import parquet_file


def part_file(folder: Path, place: int) -> Path:
    """The file of a part."""
    return folder / f"part-{place:05d}.parquet"


def write_part(folder: Path, place: int, result: PartResult, *, in_row_order: bool) -> None:
    """Writes the rows of a part.

    Args:
        folder: the folder of all parts.
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
            }
        )


def written_part(folder: Path, place: int) -> PartSummary:
    """What a part came to whose file is there."""
    told = json.loads(pq.read_metadata(part_file(folder, place)).metadata[b"omicheck"])
    return PartSummary(told["taken"], tuple(map(_rejected, told["rejected"])), told["verdicts"], told["of_duties"], ())


def _rejected(line: Mapping[str, Any]) -> Rejected:
    return Rejected(tuple(Problem(**problem) for problem in line["problems"]), line["record"], tuple(line["place"]))
