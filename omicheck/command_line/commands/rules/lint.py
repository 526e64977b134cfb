"""`omicheck rules lint`."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.common import add_shared, from_here, remark, rules_folder, write
from omicheck.errors import ExitStatus, Problem

_EPILOG: Final = """examples:
  omicheck rules lint
  omicheck rules lint --rules rules --format github
  omicheck rules lint --rules my-rules --format sarif --output faults.sarif

What a rule in draft still lacks is a warning; everything else is an error. exit status: 0 no error,
1 at least one, 2 there is no such folder, or its vocabulary cannot be read"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("text", "json", "github", "sarif"))


def _from_here(problem: Problem) -> Problem:
    return evolve(problem, file=from_here(problem.file))


def run(options: argparse.Namespace) -> int:
    """Looks for faults, prints them and gives the exit status."""
    from omicheck.authoring.lint.folder import Linted, lint  # noqa: PLC0415, heavy
    from omicheck.output import faults  # noqa: PLC0415, heavy

    linted: Linted = lint(rules_folder(options))
    if not linted.with_schemas:
        remark(options, "not held against the JSON Schemas: that needs `pip install omicheck[authoring]`")
    linted = evolve(linted, faults=tuple(evolve(one, problem=_from_here(one.problem)) for one in linted.faults))
    formats = {"text": faults.text, "json": faults.document, "github": faults.github, "sarif": faults.sarif}
    write(options.output, formats[options.format](linted))
    wrong = any(fault.level == "error" for fault in linted.faults)
    return ExitStatus.FOUND if wrong else ExitStatus.NOTHING_FOUND
