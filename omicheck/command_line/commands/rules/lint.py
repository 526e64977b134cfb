"""`omicheck rules lint`."""

import argparse
from pathlib import Path
from typing import Final

from attrs import evolve

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_shared, rules_folder
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import from_here, write
from omicheck.errors import ExitStatus
from omicheck.rulebase.editions import RulesChoice, folder_of
from omicheck.rulebase.folder import packaged_rules

_EPILOG: Final = """examples:
  omicheck rules lint
  omicheck rules lint --rules rules --format github
  omicheck rules lint --rules my-rules --format sarif --output faults.sarif

What a rule in draft still lacks is a warning; everything else is an error.

exit status: 0 no error,
1 at least one, 2 there is no such folder, or its vocabulary cannot be read"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("text", "json", "github", "sarif"))


def run(options: argparse.Namespace) -> int:
    """Looks for faults, prints them and gives the exit status."""
    from omicheck.authoring.lint.folder import lint  # noqa: PLC0415, heavy
    from omicheck.output import lint_report  # noqa: PLC0415, heavy

    report = lint(_folder(options))
    if not report.with_schemas:
        observer_of(options).remark(lint_report.WITHOUT_SCHEMAS)
    report = evolve(report, faults=tuple(fault.seen_as(from_here(fault.problem.file)) for fault in report.faults))
    formats = {
        "text": lint_report.text,
        "json": lint_report.document,
        "github": lint_report.github,
        "sarif": lint_report.sarif,
    }
    lines = formats[options.format](report)
    if options.format == "text":
        write_lines(options, lines)
    else:
        write(options.output, lines)
    wrong = any(fault.level == "error" for fault in report.faults)
    return ExitStatus.FOUND if wrong else ExitStatus.NOTHING_FOUND


def _folder(options: argparse.Namespace) -> Path:
    """The rules folder, or that of the edition that is asked for."""
    if options.edition is None:
        return rules_folder(options) or packaged_rules()
    return folder_of(RulesChoice(rules_folder(options), options.edition))
