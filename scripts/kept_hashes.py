"""Writes tests/same_bytes/hashes.yaml: the hashes of what commands print and write of a small office.

    python scripts/kept_hashes.py [--check | --print ours | --print libraries]

They are the same on every machine and every Python, so that where one is another there a test says so. Kept are the
outputs that are all our own; of those that a library writes (workbooks, Parquet, calendars and the report) the bytes
depend on its version too. `--print` prints the hashes of a kind, made here and now, as JSON.
"""

import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml

from fresh import ROOT, make_or_check
from omicheck.command_line.main import main as omicheck

FILE: Final = ROOT / "tests/same_bytes/hashes.yaml"
_RECORDS: Final = "fixtures/small-office/cases.json"
_RULES: Final = "--rules fixtures/small-office/rules"
_WITH_RECORDS: Final = (
    *(f"check {{}} --format {name}" for name in ("table", "jsonl", "csv", "json", "junit", "sarif", "github")),
    *(f"check {{}} --engine {engine} --format jsonl" for engine in ("durable", "columnar", "both")),
    "check {} --by office --details",
    "check {} --split-by office --format csv --output MADE",
    "explain A {} --all",
    *(f"score {{}} --resamples 20 --format {name}" for name in ("table", "json", "csv")),
    *(f"due {{}} --format {name}" for name in ("table", "json", "csv")),
    *(f"sample {{}} --size 2 --format {name}" for name in ("table", "json", "csv")),
    *(f"export {{}} --format {name}" for name in ("xes", "csv", "jsonl")),
    *(f"progress {_RECORDS} {{}} --format {name}" for name in ("table", "json", "csv")),
)
_OF_RULES: Final = (
    "rules list --format json",
    "rules docs --folder MADE",
    "rules schema --folder MADE",
    "rules test --format junit",
    "rules mutate --format json",
    "rules lint --format sarif",
    "questions --format json",
)
_OF_LIBRARIES: Final = (
    "check {} --format xlsx --output MADE/rows.xlsx",
    "check {} --format parquet --output MADE/rows.parquet",
    "score {} --resamples 20 --format xlsx --output MADE/scores.xlsx",
    "due {} --format xlsx --output MADE/due.xlsx",
    "due {} --format ics --output MADE/due.ics",
    "prescreen {} --output MADE/sample.xlsx",
    "report {} --resamples 20 --output MADE/report.html",
)


def main() -> int:
    """Writes the hashes, or says that one is another."""
    # Commands name files as they are seen from here.
    os.chdir(ROOT)
    if "--print" in sys.argv:
        kinds = {"ours": _ours, "libraries": _of_libraries}
        made = (one for name, kind in kinds.items() if name in sys.argv for one in _hashes(kind()))
        print(json.dumps(dict(made)))
        return 0
    return make_or_check(
        __doc__, _kept, "is stale: run scripts/kept_hashes.py; but if only the machine is another, it is a fault"
    )


def _kept() -> Iterator[tuple[Path, str]]:
    about = "# Made by scripts/kept_hashes.py: what commands print (stdout, stderr) and write, each by its hash.\n"
    yield FILE, about + yaml.safe_dump(dict(_hashes(_ours())), sort_keys=True, width=200)


def _ours() -> Iterator[str]:
    yield from (f"{line.format(_RECORDS)} {_RULES}" for line in _WITH_RECORDS)
    yield from (f"{line} {_RULES}" for line in _OF_RULES)


def _of_libraries() -> Iterator[str]:
    yield from (f"{line.format(_RECORDS)} {_RULES}" for line in _OF_LIBRARIES)


def _hashes(commands: Iterator[str]) -> Iterator[tuple[str, str]]:
    """The hash of each output of commands, by the command and the output."""
    for command in commands:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in _outputs(command, Path(folder)).items():
                yield f"{command}: {name}", hashlib.sha256(content).hexdigest()[:16]


def _outputs(command: str, folder: Path) -> Mapping[str, bytes]:
    """What a command prints and writes."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = omicheck(command.replace("MADE", str(folder)).split())
    printed = {}
    for name, stream in (("stdout", out), ("stderr", err)):
        stream.flush()
        printed[name] = stream.buffer.getvalue().replace(str(folder).encode(), b"MADE")
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {"status": str(int(status)).encode(), **printed, **files}


if __name__ == "__main__":
    sys.exit(main())
