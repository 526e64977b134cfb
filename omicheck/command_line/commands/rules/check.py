"""`omicheck rules check`."""

import argparse
from typing import TYPE_CHECKING, Final

from attrs import evolve

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_records, add_shared, rules_folder, source_of, stated_date
from omicheck.command_line.rule_choice import add_only, rule_choice
from omicheck.command_line.terminal import width_of, write_lines
from omicheck.command_line.writing import from_here, write
from omicheck.errors import ExitStatus
from omicheck.plain_data import indented_json
from omicheck.rulebase.folder import packaged_rules

if TYPE_CHECKING:
    from omicheck.use_cases.rules_check import RulesChecked

_EPILOG: Final = """examples:
  omicheck rules check --rules rules
  omicheck rules check --rules rules --since HEAD
  omicheck rules check --rules rules --since main cases.json
  omicheck rules check --rules rules --only first-appointment-on-time --since HEAD cases.json

With --since the rules are compared with what they were in a git revision or a folder, and with PATH verdicts and
scores are too. --only and --except are for examples and mutants; faults and differences are told of all rules.

exit status: 0 all holds, whatever flips, 1 a fault that is an error, an example that fails, a mutant that survives or a
wrong record of one, 2 the command or the rules are wrong, 3 all holds, and records were rejected"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_records(parser, needed=False)
    parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    about = "compare with the rules of a git revision or a folder, such as HEAD for what is not committed yet"
    parser.add_argument("--since", metavar="REVISION", help=about)
    add_only(parser, of_records=False)
    add_shared(parser, ("text", "json", "markdown"), with_rules=False)


def run(options: argparse.Namespace) -> int:
    """Looks for faults, tries examples and mutants, compares, prints all of it and gives the exit status."""
    from omicheck.output.difference_text import markup_of  # noqa: PLC0415, heavy
    from omicheck.output.rules_check_report import rules_check_data, rules_check_text  # noqa: PLC0415, heavy
    from omicheck.use_cases.rules_check import RulesCheckRequest, check_rules  # noqa: PLC0415, heavy

    folder = rules_folder(options) or packaged_rules()
    source = None if options.path is None else source_of(options)
    request = RulesCheckRequest(
        folder, since=options.since, source=source, as_of=stated_date(options.as_of), **rule_choice(options)
    )
    checked = _seen_from_here(check_rules(request, observer_of(options)))
    _tell_what_was_left_out(options, checked)
    if options.format == "json":
        write(options.output, indented_json(rules_check_data(checked, options.since)))
    else:
        names, markup = (str(options.since), str(folder)), markup_of(options.format, width_of(options))
        write_lines(options, rules_check_text(checked, names, markup))
    if not checked.holds:
        return ExitStatus.FOUND
    difference = None if checked.proved is None else checked.proved.difference
    rejected = difference is not None and difference.rejected
    return ExitStatus.RECORDS_REJECTED if rejected else ExitStatus.NOTHING_FOUND


def _seen_from_here(checked: "RulesChecked") -> "RulesChecked":
    """With the files of faults named as they are seen from the working folder."""
    faults = tuple(fault.seen_as(from_here(fault.problem.file)) for fault in checked.lint.faults)
    return evolve(checked, lint=evolve(checked.lint, faults=faults))


def _tell_what_was_left_out(options: argparse.Namespace, checked: "RulesChecked") -> None:
    from omicheck.output.example_outcomes import rules_without  # noqa: PLC0415, heavy
    from omicheck.output.lint_report import WITHOUT_SCHEMAS  # noqa: PLC0415, heavy

    observer = observer_of(options)
    if not checked.lint.with_schemas:
        observer.remark(WITHOUT_SCHEMAS)
    if checked.proved is not None and checked.proved.examples.without_examples:
        observer.remark(rules_without(checked.proved.examples.without_examples))
