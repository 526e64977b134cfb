"""`omicheck rules test`."""

import argparse
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_shared
from omicheck.command_line.rule_choice import add_only
from omicheck.command_line.rule_options import rules_request
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.output import example_outcomes
from omicheck.use_cases.rule_examples import tried_examples

_EPILOG: Final = """examples:
  omicheck rules test
  omicheck rules test --rules my-rules --only breach-instigated-on-time
  omicheck rules test --format junit --output results.xml

Rules of every status are tested.

exit status: 0 every example gave what it expects, 1 one did not,
2 the rules cannot be read"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json", "junit"))
    add_only(parser, of_records=False)


def run(options: argparse.Namespace) -> int:
    """Runs the examples."""
    result = tried_examples(rules_request(options))
    if result.without_examples:
        observer_of(options).remark(example_outcomes.rules_without(result.without_examples))
    formats = {"json": example_outcomes.document, "junit": example_outcomes.junit, "table": example_outcomes.text}
    lines = formats[options.format](result.outcomes)
    if options.format == "table":
        write_lines(options, lines)
    else:
        write(options.output, lines)
    failed = any(not outcome.passed for outcome in result.outcomes)
    return ExitStatus.FOUND if failed else ExitStatus.NOTHING_FOUND
