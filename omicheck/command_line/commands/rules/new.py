"""`omicheck rules new`."""

import argparse
import shlex
from pathlib import Path
from typing import Final

from omicheck.authoring.scaffold import MARK
from omicheck.command_line.observer import observer_of
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.model.rule import KINDS
from omicheck.rulebase.folder import packaged_rules, rules_are_installed
from omicheck.use_cases.new_rule import NewRuleRequest, new_rule

_EPILOG: Final = """examples:
  omicheck rules new plan-shared-on-time --topic planning --question 1.3.9 --rules my-rules
  omicheck rules new officer-recorded --topic start --question 1.1.1 --kind recorded --rules my-rules

The rule is in draft, and its examples fail until they are filled in.

exit status: 0 written, 2 it cannot be"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("id", metavar="ID", help="permanent; small letters, digits and hyphens")
    parser.add_argument("--topic", required=True, help="the folder in checks/ to put it in")
    parser.add_argument("--question", required=True, help="the question that it answers, such as 1.3.9")
    parser.add_argument(
        "--kind", choices=KINDS, default="deadline", help="what kind of check it is (default: deadline)"
    )
    parser.add_argument(
        "--rules",
        metavar="DIR",
        help="rules folder; needed unless the command runs from a checkout, whose rules it then takes",
    )
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Writes the file, unless there is one."""
    if options.rules is None and rules_are_installed():
        # An upgrade would throw the rule away.
        raise CommandWrongError(
            f"no --rules, and the packaged rules in {packaged_rules()} are part of the installation, in which no rule "
            "is begun; name a folder of your own with --rules FOLDER, which needs a folder `checks` in it"
        )
    folder = packaged_rules() if options.rules is None else Path(options.rules)
    rule = new_rule(NewRuleRequest(options.id, options.topic, options.question, folder, options.kind))
    try:
        rule.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandWrongError(f"{rule.file.parent} cannot be made: {error.strerror}") from error
    write(str(rule.file), (rule.text,), private=False)
    observer = observer_of(options)
    if not rule.question_is_listed:
        observer.remark(f"question {options.question} is not in the list of questions")
    where = "" if options.rules is None else f" --rules {shlex.quote(options.rules)}"
    observer.remark(f"{rule.file} written: replace every {MARK}, then: omicheck rules test{where} --only {options.id}")
    return ExitStatus.NOTHING_FOUND
