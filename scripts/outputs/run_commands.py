"""Runs commands of one revision of the program, and keeps what each prints, writes and gives as exit status.

    python scripts/outputs/run_commands.py PLAN SIDE

SIDE holds `code`, the program, and `work`, the folder in which the commands run. What comes of command N goes into
`results/N` of SIDE. A chain of commands runs in a process of its own, in which the program is loaded anew; what it
needs of others is loaded once. Where SIDE holds `surroundings.json`, that is what stands around the commands.
"""

import contextlib
import fcntl
import importlib
import os
import pty
import shlex
import shutil
import struct
import subprocess
import sys
import termios
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import yaml

# Where commands write; what is in it is gone at the end of a chain.
MADE: Final = "made"
_WIDTH: Final = ("COLUMNS", "LINES")
_LIBRARIES: Final = (
    "argparse", "attrs", "durable.lang", "duckdb", "jsonschema", "numpy", "openpyxl", "pyarrow.parquet", "rich.console",
    "rich.table", "sqlite3",
)  # fmt: skip


def main() -> int:
    """Runs the commands of a plan."""
    plan, side = (Path(one).resolve() for one in sys.argv[1:])
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", *_WIDTH):
        os.environ.pop(name, None)
    sys.path[0] = str(Path(__file__).resolve().parent.parent)
    importlib.import_module("outputs.surroundings").enter(side)
    sys.path[0] = str(side / "code")
    os.environ["PYTHONPATH"] = str(side / "code")
    for name in _LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    steps = yaml.safe_load(plan.read_text(encoding="utf-8"))
    os.chdir(side / "work")
    for _, chain in groupby(steps, lambda step: step["chain"]):
        shutil.rmtree(MADE, ignore_errors=True)
        Path(MADE).mkdir()
        child = os.fork()
        if not child:
            _run_chain(list(chain), side / "results")
        os.waitpid(child, 0)
    return 0


def _run_chain(steps: Sequence[dict[str, Any]], results: Path) -> None:
    """Runs commands one after the other, and ends the process."""
    for step in steps:
        folder = results / str(step["number"])
        folder.mkdir(parents=True)
        started = time.process_time()
        status = _run(step["text"], folder)
        with (results.parent / "seconds").open("a", encoding="utf-8") as log:
            log.write(f"{time.process_time() - started:.2f} {step['text']}\n")
        (folder / "status").write_text(f"{status}\n", encoding="utf-8")
        shutil.copytree(MADE, folder / MADE)
    os._exit(0)


def _run(text: str, folder: Path) -> object:
    """Runs one command.

    Args:
        text: `[NAME=VALUE ...] WORDS [< FILE]`; TERMINAL=80 puts standard output on a terminal of that width.
        folder: where what it prints is kept.

    Returns:
        The exit status, or the name of what ended it.
    """
    if text.startswith("sh: "):
        return subprocess.run(text.removeprefix("sh: "), shell=True, check=False).returncode  # noqa: S602, our own
    words = shlex.split(text)
    variables = {}
    while words and "=" in words[0] and words[0].split("=")[0].isupper():
        name, _, value = words.pop(0).partition("=")
        variables[name] = value
    stdin = os.devnull
    if "<" in words:
        *words, _, stdin = words
    width = variables.pop("TERMINAL", None)
    os.environ.update(variables)
    with (
        Path(stdin).open("rb") as given,
        (folder / "stdout").open("wb") as out,
        (folder / "stderr").open("wb") as err,
    ):
        os.dup2(given.fileno(), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        with _terminal(int(width), out.fileno()) if width else contextlib.nullcontext():
            status = _main(words)
            sys.stdout.flush()
            sys.stderr.flush()
    for name in variables:
        os.environ.pop(name, None)
    return status


def _main(words: Sequence[str]) -> object:
    """Runs the program as its own process would."""
    sys.argv = ["omicheck", *words]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115, this is what it is for
    try:
        return importlib.import_module("omicheck.command_line.main").main(words)
    except SystemExit as ended:
        return ended.code
    except BaseException:  # noqa: BLE001, whatever it is, it is to be seen
        traceback.print_exc()
        return "traceback"


@contextlib.contextmanager
def _terminal(width: int, out: int) -> Iterator[None]:
    """Standard output on a terminal, all that comes out of which goes to a file."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    os.environ["TERM"] = "xterm-256color"
    # A terminal says for itself how wide it is, unless these say otherwise.
    width_told = {name: os.environ.pop(name) for name in _WIDTH if name in os.environ}

    def copy() -> None:
        with contextlib.suppress(OSError):
            while chunk := os.read(ours, 65536):
                os.write(out, chunk)

    reading = threading.Thread(target=copy)
    reading.start()
    os.dup2(theirs, 1)
    os.close(theirs)
    # A stream of its own, as that of a file believes for good that one may go back in it.
    of_file = sys.stdout
    sys.stdout = open(1, "w", encoding=of_file.encoding, errors=of_file.errors, closefd=False)  # noqa: SIM115, put back below
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stdout = of_file
        os.dup2(out, 1)
        reading.join()
        os.close(ours)
        os.environ.update(width_told)


if __name__ == "__main__":
    sys.exit(main())
