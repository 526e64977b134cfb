"""`omicheck rules docs` and, with the same ways, `rules schema`: files that are written from rules, or checked."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from omicheck.command_line.common import read_rules, remark, write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.text import counted

_EPILOG: Final = """examples:
  omicheck rules docs
  omicheck rules docs --check

exit status: 0 written, or up to date; 1 with --check, a page is not what the rules say; 2 the rules are wrong"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    parser.add_argument(
        "--folder", metavar="DIR", default="docs/rules", help="where the pages are (default: docs/rules)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say which pages are out of date")
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Writes or checks the pages."""
    from omicheck.output.rule_pages import NOTICE, pages  # noqa: PLC0415, heavy

    rule_base = read_rules(options, with_examples=True)
    return write_or_check(options, pages(rule_base), NOTICE, "omicheck rules docs")


def write_or_check(options: argparse.Namespace, files: Mapping[str, str], mark: str | None, command: str) -> int:
    """Writes files and removes what it wrote once and no longer would; with --check only says so.

    Args:
        options: with `folder`, `check` and `quiet`.
        files: texts by name.
        mark: what every file that the command writes begins with, so that nobody else's is removed; None removes none.
        command: what writes them.
    """
    folder = Path(options.folder)
    there = {file.name: _read(file) for file in folder.iterdir() if file.is_file()} if folder.is_dir() else {}
    stale = sorted(name for name, text in files.items() if there.get(name) != text)
    left_over = sorted(name for name in set(there) - set(files) if mark and (there[name] or "").startswith(mark))
    if options.check:
        for name in stale:
            remark(options, f"{folder / name} is {'out of date' if name in there else 'missing'}; run: {command}")
        for name in left_over:
            remark(options, f"{folder / name} belongs to nothing any more; run: {command}")
        return ExitStatus.FOUND if stale or left_over else ExitStatus.NOTHING_FOUND
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in left_over:
            (folder / name).unlink()
    except OSError as error:
        raise CommandWrongError(f"{folder} cannot be written: {error.strerror}") from error
    for name in stale:
        write(str(folder / name), (files[name],))
    told = f"{counted(len(stale), 'file')} written, {len(left_over)} removed, {len(files) - len(stale)} as they were"
    remark(options, f"{folder}: {told}")
    return ExitStatus.NOTHING_FOUND


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
