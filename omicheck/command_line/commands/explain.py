"""`omicheck explain`: says in words why a case got its verdicts."""

import argparse
from typing import Final

from attrs import evolve

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_common, evaluation_request
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.terminal import console
from omicheck.command_line.writing import write
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck explain SYN-0007 fixtures/sample/cases.json
  omicheck explain HRT-0042 cases.json --only breach-instigated-on-time
  omicheck explain HRT-0042 extract/ --as-of 2010-01-18 --all

exit status: 0 explained, whatever the verdicts are, 2 the command or the rules are wrong, or there is no such case,
3 records were rejected (the case was not among them), 4 an evaluator failed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("case", metavar="CASE", nargs="?", help="the case; may be left out where there is only one")
    add_common(parser, ("text", "json"))
    add_only(parser)
    parser.add_argument("--all", action="store_true", help="every verdict, not only failures and what cannot be told")


def run(options: argparse.Namespace) -> int:
    """Explains, and gives the exit status: 0 whatever the verdicts are."""
    from omicheck.use_cases.explain import ExplainRequest, explain  # noqa: PLC0415, heavy

    evaluation = evolve(evaluation_request(options), **rule_choice(options))
    result = explain(ExplainRequest(evaluation, options.case, options.all), observer_of(options))
    if options.format == "json":
        from omicheck.output.explain_data import explanations_data  # noqa: PLC0415, of use only for this format

        write(options.output, indented_json(explanations_data(result)))
    else:
        from omicheck.output.explain_layout import print_explanations  # noqa: PLC0415, heavy

        with console(options) as out:
            print_explanations(out, result)
    return result.status
