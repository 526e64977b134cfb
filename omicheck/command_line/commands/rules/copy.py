"""`omicheck rules copy`."""

import argparse
import shlex
from pathlib import Path
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.errors import ExitStatus
from omicheck.use_cases.copy_rules import copy_rules

_EPILOG: Final = """examples:
  omicheck rules copy my-rules
  omicheck check cases.json --rules my-rules

The copy has everything that belongs to the rules: checks, limits, questions, vocabulary, documents, the scheme of
scores and the performance framework. Whatever stands in it can be changed; what is removed of vocabulary, documents,
questions or scheme is taken from the packaged rules again. Editors find schemas for its files once these are there:
  omicheck rules schema --folder schemas

exit status: 0 copied, 2 it cannot be: nothing that is there already is ever overwritten"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("folder", metavar="FOLDER", help="a new or empty folder")
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Copies, and says how the copy is used."""
    files = copy_rules(Path(options.folder))
    told = f"{options.folder}: {files} files copied; use them with --rules {shlex.quote(options.folder)}"
    observer_of(options).remark(told)
    return ExitStatus.NOTHING_FOUND
