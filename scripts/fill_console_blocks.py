"""Writes what commands print into the pages that show it: each `$ omicheck ...` in a block marked `console`.

`--check` fails if a page does not show what its commands print now.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fresh import ROOT, make_or_check

BLOCK = re.compile(r"```console\n(?P<body>.*?)```\n", re.DOTALL)
PAGES = ("README.md", "docs/*.md")


def filled(match: re.Match[str]) -> str:
    """A block with what its commands print in place of what stands there."""
    commands = [line for line in match["body"].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"{command}\n{printed(command)}" for command in commands) + "```\n"


def printed(command: str) -> str:
    """What a command prints, in the way of a pipe."""
    program, *arguments = shlex.split(command.removeprefix("$ "))
    if program != "omicheck":
        raise SystemExit(f"{command}: a page can show omicheck only")
    done = subprocess.run(
        [sys.executable, "-m", "omicheck", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return re.sub(r"[ \t]+$", "", done.stderr + done.stdout, flags=re.MULTILINE)


def pages() -> Iterator[tuple[Path, str]]:
    """The pages with their blocks filled."""
    for page in sorted(file for pattern in PAGES for file in ROOT.glob(pattern)):
        yield page, BLOCK.sub(filled, page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    complaint = "does not show what its commands print; run scripts/fill_console_blocks.py"
    sys.exit(make_or_check(__doc__, pages, complaint))
