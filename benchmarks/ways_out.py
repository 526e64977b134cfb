"""Measures what it takes to write what a check found: as text, as a workbook, as reports for servers, as a table.

    python benchmarks/ways_out.py --folder FOLDER [--old CHECKOUT] [--repeat 5] [--only jsonl] [--others] [--growth]

`FOLDER` gets made-up caseloads, if it has none, and all that is written. With `--old`, a checkout of an older revision
is measured in turn with this one, each on the caseload that its own `benchmarks/generate.py` makes with the same seed:
a revision with another vocabulary could not read that of the other. The rows are then not as many, so that ratios are
given of whole commands and of what a row takes.

Beside the formats for rows stands what a user might take instead: the rows as Parquet, read and written by pandas,
Polars, DuckDB and XlsxWriter.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import attrs
from measuring import ROOT, Measured, in_the_middle, machine, measure, table

AS_OF: Final = "2010-01-18"
# Formats, and of how many cases each is measured.
FORMATS: Final[Mapping[str, int]] = {
    "jsonl": 20_000,
    "csv": 20_000,
    "sarif": 2_000,
    "junit": 2_000,
    "github": 2_000,
    "xlsx": 2_000,
    "table": 2_000,
}
_PANDAS: Final = "import pandas as pd; pd.read_parquet(IN)"
_POLARS: Final = "import polars as pl; pl.read_parquet(IN)"
_DUCKDB: Final = "import duckdb; duckdb.sql(f\"COPY (FROM '{IN}') TO '{OUT}'"
# What a user might take instead, given rows as Parquet: a program for each, which is given what to read and to write.
_OTHERS: Final[Mapping[str, Mapping[str, str]]] = {
    "jsonl": {
        "pandas, `to_json(lines=True)`": f"{_PANDAS}.to_json(OUT, orient='records', lines=True)",
        "Polars, `write_ndjson`": f"{_POLARS}.write_ndjson(OUT)",
        "DuckDB, `COPY … (FORMAT json)`": f'{_DUCKDB} (FORMAT json)")',
    },
    "csv": {
        "pandas, `to_csv`": f"{_PANDAS}.to_csv(OUT, index=False)",
        "Polars, `write_csv`": (f"{_POLARS}.with_columns(pl.col('unknown_fields').list.join(';')).write_csv(OUT)"),
        "DuckDB, `COPY … (FORMAT csv)`": f'{_DUCKDB} (FORMAT csv)")',
    },
    "xlsx": {"pandas, `to_excel`, only the sheet `rows`": f"{_PANDAS}.to_excel(OUT, index=False, engine='openpyxl')"},
}
# Of whichever checkout is named, not that of this file.
_RUN: Final = "import sys; sys.path.insert(0, {root!r}); from omicheck.command_line.main import program; program()"


@attrs.frozen
class Side:
    """A program and its caseloads.

    Attributes:
        name: what it is called.
        root: its checkout.
        folder: where its caseloads and its outputs lie.
    """

    name: str
    root: Path
    folder: Path

    def caseload(self, cases: int) -> Path:
        """A caseload, which is made if need be."""
        folder = self.folder / f"cases-{cases}"
        if not folder.exists():
            program = [sys.executable, "benchmarks/generate.py", str(cases), str(folder)]
            environment = {**os.environ, "PYTHONPATH": str(self.root)}
            subprocess.run(program, cwd=self.root, env=environment, check=True)  # noqa: S603, our own program
        return folder

    def command(self, form: str, cases: int, written: Path) -> list[str]:
        """The command that writes a format."""
        words = ("check", str(self.caseload(cases)), "--as-of", AS_OF, "--quiet", "--format", form)
        return [sys.executable, "-c", _RUN.format(root=str(self.root)), *words, "--output", str(written)]

    def rows(self, cases: int) -> int:
        """How many rows there are."""
        file = self.parquet(cases)
        import pyarrow.parquet as pq  # noqa: PLC0415, of use only here

        return int(pq.read_metadata(file).num_rows)

    def parquet(self, cases: int) -> Path:
        """The rows as one Parquet file, which is made if need be."""
        file = self.folder / f"rows-{cases}.parquet"
        if not file.exists():
            subprocess.run(self.command("parquet", cases, file), cwd=self.root, check=False)  # noqa: S603, our own program
        return file


def _measured(sides: Sequence[Side], form: str, cases: int, repeat: int) -> list[Measured]:
    """What a format takes on each side, in turn."""
    found: list[list[Measured]] = [[] for _ in sides]
    for _ in range(repeat):
        for side, mine in zip(sides, found, strict=True):
            mine.append(measure(side.command(form, cases, side.folder / _file(form)), 1))
    return [in_the_middle(mine) for mine in found]


def _file(form: str) -> str:
    return "rows.xlsx" if form == "xlsx" else f"found.{form}"


def show_formats(sides: Sequence[Side], forms: Sequence[str], repeat: int) -> None:
    """Prints what each format takes, and what it takes to find the rows and write none of them one by one."""
    rows = []
    for form in forms:
        cases = FORMATS[form]
        new, *old = _measured(sides, form, cases, repeat)
        cells = [f"`{form}`, {cases:,} cases", f"{sides[0].rows(cases):,}", *new.cells()]
        for side, one in zip(sides[1:], old, strict=True):
            a_row = (new.cpu / sides[0].rows(cases)) / (one.cpu / side.rows(cases))
            cells += [f"{side.rows(cases):,}", f"{one.cpu:.2f} s", f"{new.cpu / one.cpu:.2f}", f"{a_row:.2f}"]
        rows.append(cells)
    head = ["format", "rows", "wall", "CPU", "peak memory"]
    for side in sides[1:]:
        head += [f"rows, {side.name}", f"CPU, {side.name}", "CPU, ratio", "CPU of a row, ratio"]
    table(head, rows)


def show_others(side: Side, forms: Sequence[str], repeat: int) -> None:
    """Prints what else writes the same rows, of which each is given a Parquet file."""
    rows = []
    for form in forms:
        cases = FORMATS[form]
        written = side.folder / _file(form)
        ours = measure(side.command(form, cases, written), repeat)
        found = measure(side.command("parquet", cases, side.folder / "found.parquet"), repeat)
        for name, program in _OTHERS.get(form, {}).items():
            if find_spec(program.split()[1].rstrip(";")) is None:
                continue
            names = f"IN, OUT = {str(side.parquet(cases))!r}, {str(written)!r}; "
            theirs = measure([sys.executable, "-c", names + program], repeat)
            rows.append(
                [
                    f"`{form}`, {cases:,} cases",
                    name,
                    f"{theirs.cpu:.2f} s",
                    f"{found.cpu + theirs.cpu:.2f} s",
                    f"{ours.cpu:.2f} s",
                    f"{(found.cpu + theirs.cpu) / ours.cpu:.1f}",
                ]
            )
    table(
        [
            "format",
            "what",
            "CPU, from Parquet",
            "CPU, with `check --format parquet` before it",
            "CPU, omicheck",
            "ratio",
        ],
        rows,
    )


def show_growth(side: Side, sizes: Sequence[int]) -> None:
    """Prints what text takes as caseloads grow."""
    rows = []
    for form in ("jsonl", "csv"):
        for cases in sizes:
            took = measure(side.command(form, cases, side.folder / _file(form)), 1)
            number = side.rows(cases)
            rows.append([f"`{form}`", f"{cases:,}", f"{number:,}", *took.cells(), f"{took.cpu / number * 1e6:.2f} µs"])
    table(["format", "cases", "rows", "wall", "CPU", "peak memory", "CPU of a row"], rows)


def main() -> int:
    """Measures what the command asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--old", type=Path, help="a checkout of an older revision")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--only", action="append", choices=tuple(FORMATS))
    parser.add_argument("--others", action="store_true", help="what a user might take instead too")
    parser.add_argument("--growth", action="store_true", help="2,000 to 200,000 cases too, once each")
    options = parser.parse_args()
    sides = [Side("this revision", ROOT, options.folder.resolve() / "new")]
    if options.old is not None:
        sides.append(Side("older", options.old.resolve(), options.folder.resolve() / "old"))
    for side in sides:
        side.folder.mkdir(parents=True, exist_ok=True)
    forms = options.only or tuple(FORMATS)
    print(machine(options.repeat))
    show_formats(sides, forms, options.repeat)
    if options.others:
        show_others(sides[0], [form for form in forms if form in _OTHERS], options.repeat)
    if options.growth:
        show_growth(sides[0], (2_000, 20_000, 200_000))
    return 0


if __name__ == "__main__":
    sys.exit(main())
