"""The rows of a part as a Parquet file, which is whole once it is there and says what the part came to."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from omicheck.errors import Problem
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.evaluate.columnar.part_work import PartResult
from omicheck.output.parquet import parquet_file
from omicheck.records.read import Rejected, rejects_lines


def part_file(folder: Path, place: int) -> Path:
    """The file of a part."""
    return folder / f"part-{place:05d}.parquet"


def write_part(folder: Path, place: int, result: PartResult) -> None:
    """Writes the rows of a part, if it has any that are not written already."""
    if result.found is None:
        return
    with parquet_file(part_file(folder, place)) as file:
        file.write(table_of(result.found))
        file.describe(
            {
                "taken": result.taken,
                "rejected": list(rejects_lines(result.rejected)),
                "verdicts": dict(result.verdicts),
            }
        )


def written_part(folder: Path, place: int) -> PartResult:
    """What a part came to whose file is there."""
    told = json.loads(pq.read_metadata(part_file(folder, place)).metadata[b"omicheck"])
    return PartResult(told["taken"], tuple(map(_rejected, told["rejected"])), told["verdicts"], (), None)


def _rejected(line: Mapping[str, Any]) -> Rejected:
    return Rejected(tuple(Problem(**problem) for problem in line["problems"]), line["record"])
