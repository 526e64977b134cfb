"""What reads what an earlier run left: its manifest, by which it is made again, and its rows in every form."""

import contextlib
import tempfile
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from fuzz import damage, seeds
from fuzz.reader import Reader, one
from fuzz.rule_files import few_rules
from omicheck.baseline import read_baseline
from omicheck.command_line.run_again import Places, run_again
from omicheck.output.verify_text import verify_lines
from omicheck.records.raw_records import Rejected
from omicheck.row_files.earlier_rows import read_earlier_rows
from omicheck.row_files.earlier_run import read_earlier_run, rows_in
from omicheck.use_cases.verify import verify
from pipeline import run

_MANIFEST: Final = "run.json"
_MAPPING: Final = seeds.FIXTURES / "road-traffic-fines" / "mapping.yaml"


def _run(folder: Path) -> Mapping[str, bytes]:
    """A check of a few cases by a few rules, with all that it reads and writes."""
    files = {f"rules/{name}": content for name, content in few_rules(folder).items()}
    files |= {"log.xes": seeds.log(), "mapping.yaml": _MAPPING.read_bytes()}
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with contextlib.chdir(folder):
        options = ("--mapping", "mapping.yaml", "--rules", "rules", "--engine", "columnar", "--format", "csv")
        done = run("check", "log.xes", *options, "--output", "rows.csv", "--manifest", _MANIFEST, "--quiet")
    assert (folder / _MANIFEST).exists(), done
    return {**files, "rows.csv": (folder / "rows.csv").read_bytes(), _MANIFEST: (folder / _MANIFEST).read_bytes()}


def _again(folder: Path) -> Iterable[Rejected]:
    earlier = read_earlier_run(str(folder / _MANIFEST))
    with tempfile.TemporaryDirectory() as made, contextlib.chdir(folder):
        lines = list(verify_lines(verify(earlier, partial(run_again, earlier, Places(), Path(made)))))
    assert "".join(lines).replace("\n", "").isprintable()
    return ()


def _output(name: str, folder: Path) -> Iterable[Rejected]:
    rows_in(folder / name)
    return ()


def _baseline(name: str, folder: Path) -> Iterable[Rejected]:
    read_baseline(folder / name)
    return ()


def _rows(name: str, folder: Path) -> Iterable[Rejected]:
    read_earlier_rows(folder / name)
    return ()


def _csv_rows(folder: Path) -> bytes:
    return _run(folder)["rows.csv"]


EARLIER_RUNS: Final[Mapping[str, Reader]] = {
    "manifest": Reader(_run, {_MANIFEST: damage.document}, _again),
    "baseline": Reader(
        one("rows.jsonl", partial(seeds.rows, suffix=".jsonl")),
        {"rows.jsonl": damage.lines},
        partial(_baseline, "rows.jsonl"),
    ),
    "earlier-rows": Reader(
        one("rows.jsonl", partial(seeds.rows, suffix=".jsonl")),
        {"rows.jsonl": damage.lines},
        partial(_rows, "rows.jsonl"),
    ),
    "earlier-rows-parquet": Reader(
        one("rows.parquet", partial(seeds.rows, suffix=".parquet")),
        {"rows.parquet": damage.binary},
        partial(_rows, "rows.parquet"),
    ),
    "output-csv": Reader(one("rows.csv", _csv_rows), {"rows.csv": damage.text}, partial(_output, "rows.csv")),
    "output-jsonl": Reader(
        one("rows.jsonl", partial(seeds.rows, suffix=".jsonl")),
        {"rows.jsonl": damage.lines},
        partial(_output, "rows.jsonl"),
    ),
    "output-parquet": Reader(
        one("rows.parquet", partial(seeds.rows, suffix=".parquet")),
        {"rows.parquet": damage.binary},
        partial(_output, "rows.parquet"),
    ),
}
