"""`omicheck rules copy`."""

import argparse
import shlex
from pathlib import Path
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.errors import ExitStatus, RequestWrongError
from omicheck.use_cases.copy_rules import GuardRequest, copy_guarded_rules, copy_rules

_EPILOG: Final = """examples:
  omicheck rules copy my-rules
  omicheck check cases.json --rules my-rules
  omicheck rules copy rules --workflow OWNER/omicheck@main --cases cases.json

The copy has everything that belongs to the rules: checks, limits, questions, vocabulary, documents, the scheme of
scores and the performance framework. Whatever stands in it can be changed; what is removed of vocabulary, documents,
questions or scheme is taken from the packaged rules again. Editors find schemas for its files once these are there:
  omicheck rules schema --folder schemas

--workflow writes .github/workflows/rules.yml too, in the working folder, which is to be the root of the repository.

exit status: 0 copied, 2 it cannot be: nothing that is there already is ever overwritten"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("folder", metavar="FOLDER", help="a new or empty folder")
    about = "also write a workflow for pull requests, by the action that this program comes with, at a version"
    parser.add_argument("--workflow", metavar="ACTION", help=about)
    about = "with --workflow: synthetic records on which each change is compared; copied beside the rules unless there"
    parser.add_argument("--cases", metavar="FILE", help=about)
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Copies, and says how the copy is used."""
    folder = Path(options.folder)
    if options.workflow is not None:
        cases = None if options.cases is None else Path(options.cases)
        files = copy_guarded_rules(folder, GuardRequest(options.workflow, cases=cases))
    elif options.cases is not None:
        raise RequestWrongError(("cases",), "no --workflow", "--workflow, which compares on them")
    else:
        files = copy_rules(folder)
    told = f"{options.folder}: {files} files copied; use them with --rules {shlex.quote(options.folder)}"
    observer_of(options).remark(told)
    return ExitStatus.NOTHING_FOUND
