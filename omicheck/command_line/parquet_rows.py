"""The rows of a caseload that is read in parts, as one Parquet file or a folder with a file for each part.

In a folder every part is whole once it is there. A command that was stopped goes on, when it is given again, with the
parts that are missing; `run.json` says what the parts are of, so that no other run is taken for it.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from omicheck import __version__
from omicheck.command_line.bulk import Caseload, PartResult
from omicheck.command_line.common import remark, write
from omicheck.errors import CommandWrongError, Problem
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.model.row import VERDICTS, Verdict
from omicheck.output.fields import compact_json
from omicheck.output.manifest import manifest
from omicheck.output.parquet import parquet_file
from omicheck.records.raw import Rejected, rejects_lines

_ONE_FILE: Final = (".parquet", ".pq")
_RUN: Final = "run.json"


def write_caseload(options: argparse.Namespace, caseload: Caseload) -> tuple[Mapping[Verdict, int], Mapping[str, Any]]:
    """Evaluates a caseload and writes its rows.

    Returns:
        How often each verdict was given, and the run manifest.

    Raises:
        CommandWrongError: the rows cannot be written, or the folder holds those of another run.
    """
    path = Path(options.output)
    verdicts: Counter[Verdict] = Counter(dict.fromkeys(VERDICTS, 0))
    try:
        if path.suffix in _ONE_FILE and not path.is_dir():
            with parquet_file(path) as file:
                for _, result in caseload.results():
                    file.write(table_of(result.found))
                    verdicts.update(result.verdicts)
                run_manifest = _manifest(caseload, verdicts)
                file.describe(run_manifest)
            return verdicts, run_manifest
        done = _begin(path, options, caseload, verdicts)
        for place, result in caseload.results(done):
            with parquet_file(_part(path, place)) as file:
                file.write(table_of(result.found))
                file.describe(_of_part(result))
            verdicts.update(result.verdicts)
    except OSError as error:
        raise CommandWrongError(f"{path} cannot be written: {error.strerror or error}") from error
    run_manifest = _manifest(caseload, verdicts)
    write(str(path / "manifest.json"), (compact_json(run_manifest), "\n"))
    return verdicts, run_manifest


def _manifest(caseload: Caseload, verdicts: Mapping[Verdict, int]) -> Mapping[str, Any]:
    records = caseload.records_with_hashes()
    return manifest(caseload.rule_base, caseload.rules, records, verdicts, caseload.as_of, "columnar")


def _part(folder: Path, place: int) -> Path:
    return folder / f"part-{place:05d}.parquet"


def _begin(folder: Path, options: argparse.Namespace, caseload: Caseload, verdicts: Counter[Verdict]) -> list[int]:
    """Makes the folder, or finds the parts that a run that was stopped has left, and counts what is in them."""
    run = {
        "omicheck": __version__,
        "rules": {"sha256": caseload.rule_base.sha256, "evaluated": [rule.id for rule in caseload.rules]},
        "as_of": caseload.as_of.isoformat(),
        "input": {"sha256": dict(caseload.records_with_hashes().sha256)},
        "cases": options.case,
        "cases_in_a_part": caseload.parts.cases_in_a_part,
    }
    file = folder / _RUN
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        write(str(file), (compact_json(run), "\n"))
        return []
    if not file.is_file() or json.loads(file.read_text(encoding="utf-8")) != run:
        raise CommandWrongError(
            f"--output: found {folder}, which holds something else than rows of this very run; expected a new or "
            "empty folder, or that of a run with the same records, rules and audit date that was stopped"
        )
    done = [place for place in range(len(caseload.parts)) if _part(folder, place).is_file()]
    for place in done:
        told = json.loads(pq.read_metadata(_part(folder, place)).metadata[b"omicheck"])
        verdicts.update(told["verdicts"])
        caseload.note([_rejected(line) for line in told["rejected"]], told["taken"])
    remark(options, f"{len(done)} of {len(caseload.parts)} parts were there already")
    return done


def _of_part(result: PartResult) -> Mapping[str, Any]:
    return {
        "taken": len(result.found.case_ids),
        "rejected": [{**line, "place": one.place} for one in result.rejected for line in rejects_lines((one,))],
        "verdicts": result.verdicts,
    }


def _rejected(line: Mapping[str, Any]) -> Rejected:
    return Rejected(tuple(Problem(**problem) for problem in line["problems"]), line["record"], tuple(line["place"]))
