"""Measures scores and metrics from columns beside the same from an object for every record and every verdict.

    python benchmarks/scores.py --folder FOLDER [--repeat 3] [--cases 200 --cases 20000 --cases 240000]

Three ways to one document, which has to be the same: the command as it is; the same command with `--engine durable`;
and cases, events and rows made as objects, the rows by the columnar evaluator. The last two are measured once, and only
up to a number of cases (`--objects-up-to`). Every measurement is a process of its own; the generated tables are kept in
the folder and used again.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from generate import AS_OF, write
from measuring import Measured, machine, measure, table

from omicheck.evaluate.engines import rows_by
from omicheck.evaluate.verdict_columns import columns_of_rows
from omicheck.output.performance_data import performance_data
from omicheck.output.score_data import score_data
from omicheck.performance.framework import framework_folder, read_framework
from omicheck.performance.measure import measure as measure_framework
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from omicheck.score.bootstrap import resampled_scores
from omicheck.score.scores import in_scheme_order, scores_of_cases
from omicheck.use_cases.choosing import choose_rules

COMMANDS: Final = ("score", "performance")
CASES: Final = (200, 20_000, 240_000)


def made(folder: Path, cases: int) -> Path:
    """The generated tables of so many cases, answers too."""
    place = folder / f"inspected-{cases}"
    if not place.exists():
        part = folder / f"inspected-{cases}.part"
        write(cases, part, with_answers=True)
        part.rename(place)
    return place


def by_objects(command: str, path: str) -> Mapping[str, Any]:
    """The document without its manifest, from an object for every record and row."""
    rule_base = read_rule_base(packaged_rules(), with_examples=False)
    records, as_of = read_records(path, rule_base.vocabulary), date.fromisoformat(AS_OF)

    def nothing(_: object) -> None:
        """No progress is shown."""

    if command == "score":
        rules = choose_rules(rule_base, None)
        rows = rows_by("columnar", rule_base, rules, records.cases, as_of, nothing, print)
        return score_data(
            scores_of_cases(records.cases, rows, rules, rule_base.questions, rule_base.scheme), {}, (), ()
        )
    framework = read_framework(framework_folder(rule_base), rule_base)
    rows = rows_by("columnar", framework.rule_base, framework.rules, records.cases, as_of, nothing, print)
    columns = columns_of_rows(rows, framework.rules, [case.case_id for case in records.cases])
    return performance_data(framework, measure_framework(framework, [columns]), {}, {})


def hold_alike(folder: Path, cases: int, *, objects: bool) -> None:
    """Stops the program if the ways to a document differ."""
    for command in COMMANDS:
        documents = []
        for way in ("columns", "objects", "durable")[: 3 if objects else 1]:
            data = json.loads((folder / f"{command}-{way}.json").read_text(encoding="utf-8"))
            del data["manifest"]
            documents.append(data)
        if any(other != documents[0] for other in documents):
            raise RuntimeError(f"{command} of {cases} cases: the ways differ")


def compare(folder: Path, cases: int, repeat: int, *, objects: bool) -> list[list[str]]:
    """Lines of a table: each command, each way."""
    lines = []
    path = str(made(folder, cases))
    for command in COMMANDS:
        ways: dict[str, Measured] = {}
        said = [sys.executable, "-m", "omicheck", command, path, "--as-of", AS_OF, "--format", "json", "--quiet"]
        ways["columns"] = measure([*said, "--output", str(folder / f"{command}-columns.json")], repeat)
        if objects:
            program = [sys.executable, __file__, "--objects", command, path, str(folder / f"{command}-objects.json")]
            ways["objects"] = measure(program, 1)
            durable = [*said, "--engine", "durable", "--output", str(folder / f"{command}-durable.json")]
            ways["durable-rules"] = measure(durable, 1)
        for name, found in ways.items():
            ratio = f"{found.cpu / ways['columns'].cpu:.1f}"
            lines.append([f"{cases:,}", command, name, *found.cells(), ratio])
    hold_alike(folder, cases, objects=objects)
    return lines


def bootstrap(cases: int, resamples: int) -> list[str]:
    """A line of a table: resamples of a whole caseload, 64 questions about all cases and 136 about one in fifty."""
    rule_base = read_rule_base(packaged_rules(), with_examples=False)
    questions = in_scheme_order(rule_base.questions, rule_base.scheme)
    random = np.random.default_rng(0)
    codes = random.choice(7, p=(0.35, 0.2, 0.25, 0.05, 0.05, 0.0, 0.1), size=(cases, len(questions))).astype(np.int8)
    codes[random.random(cases) > 1 / 50, 64:] = 6
    wall, cpu = time.perf_counter(), time.process_time()
    resampled_scores(codes, questions, rule_base.scheme, resamples=resamples)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return [f"{cases:,}", f"{resamples:,}", f"{wall:.2f} s", f"{cpu:.2f} s"]


def main() -> int:
    """Measures, or makes one document from objects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="for the generated tables and the documents")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--cases", type=int, action="append")
    parser.add_argument("--objects-up-to", type=int, default=20_000, metavar="N")
    parser.add_argument("--objects", nargs=3, metavar=("COMMAND", "PATH", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.objects:
        command, path, file = options.objects
        Path(file).write_text(json.dumps({**by_objects(command, path), "manifest": {}}), encoding="utf-8")
        return 0
    if options.folder is None:
        parser.error("--folder is needed")
    options.folder.mkdir(parents=True, exist_ok=True)
    print(machine(options.repeat), flush=True)
    wanted = options.cases or CASES
    lines = []
    for cases in wanted:
        objects = cases <= options.objects_up_to
        lines += compare(options.folder, cases, options.repeat, objects=objects)
    print("## Scores and metrics\n")
    table(["cases", "command", "way", "wall", "CPU", "peak memory", "CPU to columns"], lines)
    print("## The bootstrap alone\n")
    table(["cases", "resamples", "wall", "CPU"], [bootstrap(cases, 2_000) for cases in wanted])
    print(f"Load average at the end {os.getloadavg()[0]:.1f}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
