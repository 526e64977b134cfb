"""The rows of a caseload that is read in parts, as one Parquet file or a folder with a file for each part.

In one file rows are in the order of case, rule and occurrence, as everywhere. In a folder they are so part by part,
and within a part if that is asked for; if not, they lie there as they are found, by rule first, which is quicker.

In a folder every part is whole once it is there. A command that was stopped goes on, when it is given again, with the
parts that are missing; `run.json` says what the parts are of, so that no other run is taken for it.
"""

import argparse
import json
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from attrs import define, field

from omicheck import __version__
from omicheck.command_line.caseload import Caseload
from omicheck.command_line.common import remark, write
from omicheck.errors import CommandWrongError
from omicheck.evaluate.columnar.arrow import table_of
from omicheck.evaluate.columnar.part_work import PartSummary
from omicheck.model.row import VERDICTS, Verdict
from omicheck.output.parquet import parquet_file
from omicheck.output.part_files import part_file, write_part, written_part
from omicheck.plain_data import compact_json

_ONE_FILE: Final = (".parquet", ".pq")
_RUN: Final = "run.json"


def write_caseload(options: argparse.Namespace, caseload: Caseload) -> tuple[Mapping[Verdict, int], Mapping[str, Any]]:
    """Evaluates a caseload and writes its rows.

    Returns:
        How often each verdict was given that counts for the exit status, and the run manifest.

    Raises:
        CommandWrongError: the rows cannot be written, or the folder holds those of another run.
    """
    path = Path(options.output)
    counts = _Counts()
    try:
        if path.suffix in _ONE_FILE and not path.is_dir():
            with parquet_file(path) as file:
                for result in caseload.results():
                    file.write(table_of(result.found.in_row_order()))
                    counts.add(result.summary)
                run_manifest = caseload.manifest(counts.verdicts)
                file.describe(run_manifest)
            return counts.for_status, run_manifest
        done = _begin(path, options, caseload, counts)
        write_one = partial(write_part, path.absolute(), in_row_order=options.row_order)
        for place, summary in caseload.written(write_one, done):
            if not part_file(path, place).is_file():
                raise CommandWrongError(
                    f"--output: {part_file(path, place)} was written by an executor and is not to be seen here; "
                    "expected a folder that this machine and every executor share under the same path"
                )
            counts.add(summary)
    except OSError as error:
        raise CommandWrongError(f"{path} cannot be written: {error.strerror or error}") from error
    run_manifest = caseload.manifest(counts.verdicts)
    write(str(path / "manifest.json"), (compact_json(run_manifest), "\n"))
    return counts.for_status, run_manifest


@define(eq=False)
class _Counts:
    """How often each verdict was given, by all rules and by those that ask for a duty."""

    verdicts: Counter[Verdict] = field(init=False, factory=lambda: Counter(dict.fromkeys(VERDICTS, 0)))
    of_duties: Counter[Verdict] = field(init=False, factory=lambda: Counter(dict.fromkeys(VERDICTS, 0)))

    def add(self, summary: PartSummary) -> None:
        """Adds what a part came to."""
        self.verdicts.update(summary.verdicts)
        self.of_duties.update(summary.of_duties)

    @property
    def for_status(self) -> Mapping[Verdict, int]:
        """What counts for the exit status: outcomes do not, but an evaluator's failure does, whatever it is on."""
        return {**self.of_duties, "error": self.verdicts["error"]}


def _begin(folder: Path, options: argparse.Namespace, caseload: Caseload, counts: _Counts) -> list[int]:
    """Makes the folder, or finds the parts that a run that was stopped has left, and counts what is in them."""
    run = {
        "omicheck": __version__,
        "engine": caseload.engine,
        "rules": {"sha256": caseload.rule_base.sha256, "evaluated": [rule.id for rule in caseload.rules]},
        "as_of": caseload.as_of.isoformat(),
        "input": {"sha256": dict(caseload.records_with_hashes().sha256)},
        "cases": options.case,
        "cases_in_a_part": caseload.parts.cases_in_a_part,
        "row_order": options.row_order,
    }
    file = folder / _RUN
    if not folder.exists() or not any(folder.iterdir()):
        folder.mkdir(parents=True, exist_ok=True)
        write(str(file), (compact_json(run), "\n"))
        return []
    if not file.is_file() or json.loads(file.read_text(encoding="utf-8")) != run:
        raise CommandWrongError(
            f"--output: found {folder}, which holds something else than rows of this very run; expected a new or "
            "empty folder, or that of a run with the same records, rules, audit date and engine that was stopped"
        )
    done = [place for place in range(len(caseload.parts)) if part_file(folder, place).is_file()]
    for place in done:
        summary = written_part(folder, place)
        counts.add(summary)
        caseload.note(summary)
    remark(options, f"{len(done)} of {len(caseload.parts)} parts were there already")
    return done
