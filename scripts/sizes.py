"""Fails if a module or a function is longer than can be read at once.

A module has at most 250 lines, a function at most 50 with its signature and docstring, and the module of a command at
most 100, since a command only parses, calls one use case and prints.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fresh import ROOT

FOLDERS: Final = ("omicheck", "tests", "scripts", "benchmarks")
COMMANDS: Final = ROOT / "omicheck/command_line/commands"
LINES_OF_A_MODULE: Final = 250
LINES_OF_A_COMMAND: Final = 100
LINES_OF_A_FUNCTION: Final = 50


def too_long(file: Path) -> Iterator[str]:
    """What is too long in a file, with its place."""
    text = file.read_text(encoding="utf-8")
    place = file.relative_to(ROOT)
    lines = len(text.splitlines())
    most = LINES_OF_A_COMMAND if file.is_relative_to(COMMANDS) else LINES_OF_A_MODULE
    if lines > most:
        yield f"{place}: {lines} lines; at most {most}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > LINES_OF_A_FUNCTION:
                yield f"{place}:{node.lineno}: {node.name} has {length} lines; at most {LINES_OF_A_FUNCTION}"


def main() -> int:
    """Tells what is too long."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    told = [line for file in files for line in too_long(file)]
    print("".join(f"{line}\n" for line in told), end="", file=sys.stderr)
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
