"""Compares the bytes of all that commands print and write, whatever stands around the run.

    python scripts/same_bytes.py [--short] [--python PYTHON ...] [--workers N ...] [--group NAME ...] [--only SIDE ...]

The commands of `outputs/commands.yaml` are run once as they are, and again in surroundings that must not show: another
time zone, locale, encoding, hash seed, home, umask, width of terminal, order of files in folders and folder; by each
evaluator; and by other Pythons, each named by its program in an environment with the dependencies in the same versions.
Compared are the bytes of standard output, of every file and, but for other evaluators, of standard error. The run
manifest is the one file that is about its machine: there the versions of Python and of libraries, and the evaluator,
may differ. The exit status is 1 if a byte differs.

This is run by hand, as it takes long; a short version is among the tests.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml

from fresh import ROOT
from outputs.given import make_given
from outputs.plan import Step, plan
from outputs.surroundings import FILE, Surroundings

COMMANDS: Final = ROOT / "scripts/outputs/commands.yaml"
SHORT: Final = ROOT / "scripts/outputs/short.yaml"
FIRST: Final = Surroundings(
    "first", "as it is", variables={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "HOME": "/nonexistent"}
)
ODD: Final = Surroundings(
    "odd",
    "14 hours east, no locale, ASCII, another hash seed, folders reversed, umask 077, 37 columns",
    variables={
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "POSIX",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4242",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
        "HOME": "/",
        "USER": "somebody",
    },
    umask=0o077,
    reversed_folders=True,
    columns="37",
)
ENGINES: Final = tuple(
    Surroundings(engine, f"--engine {engine}", more=("--engine", engine), is_whole=False)
    for engine in ("durable", "columnar", "both")
)
# What the manifest says of the machine, and of the evaluator.
_OF_THE_MACHINE: Final = ("python", "libraries", "engine")
# argparse words these, otherwise in each version of Python.
_OF_ARGPARSE: Final = ("help", "wrong commands")
_SHOWN: Final = 40


def main() -> int:
    """Runs the commands in all surroundings, and tells what differs from the first."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="omicheck-bytes-") as temporary:
        folder = (Path(temporary) if options.keep is None else options.keep).resolve()
        others = [one for one in _sides(options) if not options.only or one.name in options.only]
        document = yaml.safe_load(COMMANDS.read_text(encoding="utf-8"))
        make_given(folder / "given", ROOT, document["files"], only_complete=False)
        for name in ("omicheck", "rules", "fixtures"):
            # As it stands now, whatever is changed while this runs.
            shutil.copytree(ROOT / name, folder / "code" / name, ignore=shutil.ignore_patterns("__pycache__"))
        groups = yaml.safe_load(SHORT.read_text(encoding="utf-8"))["groups"] if options.short else document["groups"]
        steps = plan(groups, folder / "given", options.group, with_spark=False)
        figures: dict[str, float] = {}
        running: list[tuple[Surroundings, subprocess.Popen[bytes], float]] = []
        for side in (FIRST, *others):
            running.append((side, _begin(folder, side, steps), time.monotonic()))
            if len(running) == options.at_a_time:
                figures |= _ended(running)
        figures |= _ended(running)
        different = {side.name: list(_different(folder, side, steps)) for side in others}
    table = [_row(side, steps, different.get(side.name, []), figures) for side in (FIRST, *others)]
    text = "\n".join(f"{name:<10}{commands:>9}{files:>10}{wrong:>11}{seconds:>9}  {about}" for (
        name, commands, files, wrong, seconds, about) in (_HEADS, *table))  # fmt: skip
    print(text)
    for name, told in different.items():
        for one in told[:_SHOWN]:
            print(f"\n{name}: {one}")
        if len(told) > _SHOWN:
            print(f"\n{name}: and {len(told) - _SHOWN} more")
    return int(any(different.values()))


_HEADS: Final = ("side", "commands", "outputs", "different", "seconds", "surroundings")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", action="append", default=[], metavar="PROGRAM", help="another Python")
    parser.add_argument("--short", action="store_true", help="the commands of `outputs/short.yaml` in their place")
    parser.add_argument("--group", action="append", metavar="NAME", help="only these groups of commands")
    parser.add_argument("--only", action="append", metavar="SIDE", help="only these surroundings, beside the first")
    parser.add_argument("--workers", action="append", default=[], metavar="N", help="so many workers too")
    parser.add_argument("--at-a-time", type=int, default=2, metavar="N", help="so many sides (default: 2)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep all that was made there")
    return parser.parse_args()


def _sides(options: argparse.Namespace) -> Iterator[Surroundings]:
    yield ODD
    for program in options.python:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
        yield Surroundings(version, f"Python {version}", python=program, variables=FIRST.variables)
    yield from ENGINES
    for number in options.workers:
        yield Surroundings(f"workers-{number}", f"--workers {number}", more=("--workers", number), is_whole=False)


def _begin(folder: Path, side: Surroundings, steps: Sequence[Step]) -> "subprocess.Popen[bytes]":
    """Begins to run all commands of a side, in a process of its own."""
    # Another folder for each, as no output may tell where it was made.
    place = folder / f"side-{side.name}"
    shutil.copytree(folder / "given", place / "work")
    shutil.copytree(folder / "code", place / "code")
    data = [{**step.as_data(), "text": _text(side, step)} for step in _of(side, steps)]
    (place / "plan.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    (place / FILE).write_text(json.dumps(side.as_data()), encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    return subprocess.Popen(
        [side.python or sys.executable, str(ROOT / "scripts/outputs/run_commands.py"), str(place / "plan.yaml"), place],
        env={**variables, **FIRST.variables, **side.variables},
    )


def _text(side: Surroundings, step: Step) -> str:
    """A command as it is run on a side; what argparse words it breaks to the width that it is told of."""
    text = side.command(step.text)
    return f"COLUMNS= LINES= {text}" if side.columns and step.group in _OF_ARGPARSE else text


def _ended(running: "list[tuple[Surroundings, subprocess.Popen[bytes], float]]") -> Mapping[str, float]:
    """How long each took, once all that are running have ended."""
    seconds = {}
    for side, process, began in running:
        if process.wait():
            raise SystemExit(f"{side.name}: the commands could not be run")
        seconds[side.name] = time.monotonic() - began
    running.clear()
    return seconds


def _of(side: Surroundings, steps: Sequence[Step]) -> list[Step]:
    """The commands that are run on a side: all, or those that the other option changes; of chains all or none."""
    if side.python:
        return [step for step in steps if step.group not in _OF_ARGPARSE]
    if not side.more:
        return list(steps)
    chains = {step.chain for step in steps if side.command(step.text) != step.text}
    return [step for step in steps if step.chain in chains]


def _different(folder: Path, side: Surroundings, steps: Sequence[Step]) -> Iterator[str]:
    for step in _of(side, steps):
        results = [folder / f"side-{name}" / "results" / str(step.number) for name in (FIRST.name, side.name)]
        first, second = map(_files, results)
        for name in sorted({*first, *second}):
            if name == "stderr" and not side.is_whole:
                continue
            if name not in first or name not in second:
                yield f"$ omicheck {step.text}\n  {name} was written only by {'it' if name in second else 'the first'}"
                continue
            told = _difference(*(_content(one[name]) for one in (first, second)))
            if told:
                yield f"$ omicheck {step.text}\n  {name}: {told}"


def _files(folder: Path) -> Mapping[str, Path]:
    """The files of what a command printed and wrote, by name."""
    return {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}


def _content(file: Path) -> bytes:
    """The bytes of a file; of a run manifest what is not about the machine."""
    content = file.read_bytes()
    if file.name != "manifest.json":
        return content
    data = json.loads(content)
    return json.dumps({key: value for key, value in data.items() if key not in _OF_THE_MACHINE}).encode()


def _difference(first: bytes, second: bytes) -> str:
    if first == second:
        return ""
    pairs = enumerate(zip(first, second, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(first), len(second)))
    start = max(0, at - 60)
    return f"byte {at}\n    {first[start : at + 100]!r}\n    {second[start : at + 100]!r}"


def _row(
    side: Surroundings, steps: Sequence[Step], different: Sequence[str], seconds: Mapping[str, float]
) -> tuple[object, ...]:
    commands = len(_of(side, steps))
    return (side.name, commands, "", len(different), round(seconds[side.name]), side.about)


if __name__ == "__main__":
    sys.exit(main())
