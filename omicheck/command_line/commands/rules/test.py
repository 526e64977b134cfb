"""`omicheck rules test`."""

import argparse
from typing import Final

from omicheck.authoring.examples import try_examples
from omicheck.command_line.chosen import choose_rules
from omicheck.command_line.common import add_shared, read_rules, remark, write
from omicheck.errors import ExitStatus
from omicheck.output import example_outcomes
from omicheck.text import counted

_EPILOG: Final = """examples:
  omicheck rules test
  omicheck rules test --rules my-rules --only breach-instigated-on-time
  omicheck rules test --format junit --output results.xml

Rules of every status are tested. exit status: 0 every example gave what it expects, 1 one did not,
2 the rules cannot be read"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_shared(parser, ("table", "json", "junit"))
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="a rule, question, criterion or topic; may be repeated"
    )


def run(options: argparse.Namespace) -> int:
    """Runs the examples."""
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy

    rule_base = read_rules(options, with_examples=True)
    rules = choose_rules(rule_base, options.only) if options.only else rule_base.rules
    outcomes = list(try_examples(rules, rule_base.vocabulary, DurableEvaluator(rule_base)))
    without = [rule.id for rule in rules if not rule.examples]
    if without:
        remark(options, f"{counted(len(without), 'rule')} without an example: {', '.join(without)}")
    formats = {"json": example_outcomes.document, "junit": example_outcomes.junit, "table": example_outcomes.text}
    write(options.output, formats[options.format](outcomes))
    failed = any(not outcome.passed for outcome in outcomes)
    return ExitStatus.FOUND if failed else ExitStatus.NOTHING_FOUND
