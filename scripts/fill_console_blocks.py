"""Writes what commands print into the pages that show it: each `$ omicheck ...` in a block marked `console`.

`--check` fails if a page does not show what its commands print now.
"""

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path

from fresh import ROOT, make_or_check
from omicheck.command_line.main import main

BLOCK = re.compile(r"```console\n(?P<body>.*?)```\n", re.DOTALL)
PAGES = ("README.md", "docs/*.md")  # scripts/tutorials.py does those of docs/tutorials


def filled(match: re.Match[str]) -> str:
    """A block with what its commands print in place of what stands there."""
    commands = [line for line in match["body"].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"{command}\n{printed(command)}" for command in commands) + "```\n"


def printed(command: str) -> str:
    """What a command prints, in the way of a pipe."""
    program, *arguments = shlex.split(command.removeprefix("$ "))
    if program != "omicheck":
        raise SystemExit(f"{command}: a page can show omicheck only")
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    # In this process, as starting one for each takes longer than most of them do.
    with chdir(ROOT), redirect_stdout(out), redirect_stderr(err):
        main(arguments)
    return re.sub(r"[ \t]+$", "", "".join(map(_written, (err, out))), flags=re.MULTILINE)


def _written(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def pages() -> Iterator[tuple[Path, str]]:
    """The pages with their blocks filled."""
    for page in sorted(file for pattern in PAGES for file in ROOT.glob(pattern)):
        yield page, BLOCK.sub(filled, page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    complaint = "does not show what its commands print; run scripts/fill_console_blocks.py"
    sys.exit(make_or_check(__doc__, pages, complaint))
