"""`omicheck rules mutate`."""

import argparse
from typing import Final

from omicheck.command_line.options import add_shared
from omicheck.command_line.rule_choice import add_only
from omicheck.command_line.rule_options import rules_request
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck rules mutate
  omicheck rules mutate --only breach-instigated-on-time --list
  omicheck rules mutate --format json

A mutant is a rule, a limit or a vocabulary made wrong on purpose. Each has to be caught by an example of a rule that it
changes; for one that is not, an example that would catch it is looked for. One that no case can show is
recorded in the rule file, under equivalent_mutants, with the reason.

exit status: 0 every mutant is caught or recorded, 1 one is not, or a record is wrong, or an example fails"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json"))
    add_only(parser, of_records=False)
    parser.add_argument("--list", action="store_true", help="list the mutants that were caught too")


def run(options: argparse.Namespace) -> int:
    """Tries the mutants."""
    from omicheck.output.mutation_report import mutation_data, mutation_text  # noqa: PLC0415, heavy
    from omicheck.use_cases.mutate import mutate  # noqa: PLC0415, heavy

    result = mutate(rules_request(options))
    if options.format == "json":
        write(options.output, indented_json(mutation_data(result)))
    else:
        write_lines(options, mutation_text(result, with_caught=options.list))
    survived = any(one.fate == "survived" for one in result.tried)
    found = survived or result.failing_examples or result.wrong_records
    return ExitStatus.FOUND if found else ExitStatus.NOTHING_FOUND
