"""Writes what commands print into the pages that show it: each `$ omicheck ...` in a block marked `console`.

`--check` fails if a page does not show what its commands print now.
"""

import argparse
import re
import shlex
import subprocess
import sys

from fresh import ROOT, settle

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


def main() -> int:
    """Fills the pages, or checks them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if a page is not fresh")
    options = parser.parse_args()
    pages = sorted(file for pattern in PAGES for file in ROOT.glob(pattern))
    fresh = ((page, BLOCK.sub(filled, page.read_text(encoding="utf-8"))) for page in pages)
    complaint = "does not show what its commands print; run scripts/fill_console_blocks.py"
    return settle(fresh, complaint, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
