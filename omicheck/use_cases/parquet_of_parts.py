"""The rows of tables read in parts, as one Parquet file or as a folder with a file for each part.

In one file rows are in the order of case, rule and occurrence, as everywhere. In a folder they are so part by part,
and within a part if that is asked for; if not, they lie there as they are found, by rule first, which is quicker.

In a folder every part is whole once it is there. A check that was stopped goes on, when it is asked for again, with the
parts that are missing; each file says which run it is of, so that no other is taken for it.
"""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from omicheck import __version__
from omicheck.errors import CommandWrongError, RequestWrongError
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.files import is_folder
from omicheck.plain_data import compact_json
from omicheck.row_files.parquet import parquet_file
from omicheck.row_files.part_files import (
    file_of_another_run,
    part_file,
    write_manifest,
    write_part,
    written_part,
)
from omicheck.text import counted
from omicheck.use_cases.evaluation_in_parts import InParts
from omicheck.use_cases.observer import Observer

_ONE_FILE: Final = (".parquet", ".pq")
# Beside the rows of a run of before these were written into the files themselves.
_OF_OLD_RUNS: Final = ("run.json", "manifest.json")


def write_rows(
    path: Path, evaluation: InParts, observer: Observer, *, row_order: bool, told: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Writes rows to a file `ROWS.parquet`, or else to a folder, and gives the run manifest.

    Args:
        path: the file or the folder.
        evaluation: the records as they are evaluated.
        observer: is told if parts were there already.
        row_order: whether the rows in a file of a folder are in the order of case, rule and occurrence.
        told: what else the manifest in a folder says.

    Raises:
        RequestWrongError: the folder holds the rows of another run.
        OSError: the rows cannot be written.
    """
    if path.suffix in _ONE_FILE and not is_folder(path):
        return _write_one_file(path, evaluation)
    return _write_parts(path, evaluation, observer, row_order=row_order, told=told)


def _write_one_file(path: Path, evaluation: InParts) -> Mapping[str, Any]:
    with parquet_file(path) as file:
        for part in evaluation.parts():
            file.write(table_of(part.columns().in_row_order()))
        manifest = evaluation.manifest()
        file.describe(manifest)
    return manifest


def _write_parts(
    folder: Path, evaluation: InParts, observer: Observer, *, row_order: bool, told: Mapping[str, Any]
) -> Mapping[str, Any]:
    run = _mark(evaluation, row_order=row_order)
    done = _begin(folder, run, evaluation, observer)
    write_one = partial(write_part, folder.absolute(), run, in_row_order=row_order)
    for place, _ in evaluation.written(write_one, done):
        if not part_file(folder, place).is_file():
            raise CommandWrongError(
                f"--output: {part_file(folder, place)} was written by an executor and is not to be seen here; "
                "expected a folder that this machine and every executor share under the same path"
            )
    manifest = evaluation.manifest()
    write_manifest(folder, run, {**manifest, **told})
    return manifest


def _mark(evaluation: InParts, *, row_order: bool) -> str:
    """The mark of what the rows are of: where all of this is the same, so are the parts."""
    run = {
        "omicheck": __version__,
        "engine": evaluation.engine,
        "rules": {"sha256": evaluation.rule_base.sha256, "evaluated": [rule.id for rule in evaluation.rules]},
        "as_of": evaluation.as_of.isoformat(),
        "input": {"sha256": dict(evaluation.records(with_hashes=True).sha256)},
        "cases": list(evaluation.cases) or None,
        "cases_in_a_part": evaluation.tables.cases_in_a_part,
        "row_order": row_order,
    }
    return hashlib.sha256(compact_json(run).encode()).hexdigest()


def _begin(folder: Path, run: str, evaluation: InParts, observer: Observer) -> list[int]:
    """Makes the folder, or finds the parts that a run that was stopped has left, and counts what is in them."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        return []
    other = file_of_another_run(folder, run)
    if other is not None:
        older = ", as an earlier omicheck wrote beside the rows of a run" if other in _OF_OLD_RUNS else ""
        raise RequestWrongError(
            ("output",),
            f"{folder}, which holds something else than rows of this very run ({other}{older})",
            "a new or empty folder, or that of a run with the same records, rules, audit date and engine that was "
            "stopped",
        )
    done: list[int] = []
    for place in range(len(evaluation.tables)):
        summary = written_part(folder, place)
        if summary is not None:
            evaluation.note(summary)
            done.append(place)
        elif part_file(folder, place).is_file():
            observer.remark(f"{part_file(folder, place)} is damaged, and is written anew")
    were = "was" if len(done) == 1 else "were"
    observer.remark(f"{len(done)} of {counted(len(evaluation.tables), 'part')} {were} there already")
    return done
