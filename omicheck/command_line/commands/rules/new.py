"""`omicheck rules new`."""

import argparse
import os
import re
import shlex
from pathlib import Path
from typing import Final

from omicheck.authoring.scaffold import MARK, scaffold
from omicheck.command_line.common import read_rules, remark, rules_folder, write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.model.rule import KINDS
from omicheck.rulebase.folder import packaged_rules, rules_are_installed

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TOPIC: Final = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
_EPILOG: Final = """examples:
  omicheck rules new plan-shared-on-time --topic planning --question 1.3.9 --rules my-rules
  omicheck rules new officer-recorded --topic start --question 1.1.1 --kind recorded --rules my-rules

The rule is in draft, and its examples fail until they are filled in. exit status: 0 written, 2 it cannot be"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("id", metavar="ID", help="permanent; small letters, digits and hyphens")
    parser.add_argument("--topic", required=True, help="the folder in checks/ to put it in")
    parser.add_argument("--question", required=True, help="the question that it answers")
    parser.add_argument("--kind", choices=KINDS, default="deadline", help="default: deadline")
    parser.add_argument(
        "--rules",
        metavar="DIR",
        help="rules folder; needed unless the command runs from a checkout, whose rules it then takes",
    )
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def _schema(folder: Path, file: Path) -> str | None:
    """Where the schema of rules is, seen from a file: in `schemas` beside the rules folder, if it is there."""
    schema = folder.resolve().parent / "schemas" / "rule.schema.json"
    return Path(os.path.relpath(schema, file.resolve().parent)).as_posix() if schema.is_file() else None


def run(options: argparse.Namespace) -> int:
    """Writes the file, unless there is one."""
    if options.rules is None and rules_are_installed():
        # An upgrade would throw the rule away.
        raise CommandWrongError(
            f"no --rules, and the packaged rules in {packaged_rules()} are part of the installation, in which no rule "
            "is begun; name a folder of your own with --rules FOLDER, which needs a folder `checks` in it"
        )
    rule_base = read_rules(options)
    if not _ID.fullmatch(options.id):
        raise CommandWrongError(f"found id {options.id!r}; expected small letters, digits and single hyphens")
    if not _TOPIC.fullmatch(options.topic):
        raise CommandWrongError(f"found topic {options.topic!r}; expected the name of a folder, in small letters")
    taken = next((rule for rule in rule_base.rules if rule.id == options.id), None)
    file = rules_folder(options) / "checks" / options.topic / f"{options.id}.yaml"
    if taken is not None or file.exists():
        where = file if taken is None else Path(taken.file)
        raise CommandWrongError(f"rule {options.id} is there already, in {where}; an id is used once and for all")
    text = scaffold(options.id, options.question, options.kind, rule_base, _schema(rules_folder(options), file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandWrongError(f"{file.parent} cannot be made: {error.strerror}") from error
    write(str(file), (text,))
    if options.question not in rule_base.questions:
        remark(options, f"question {options.question} is not in the list of questions")
    where = "" if options.rules is None else f" --rules {shlex.quote(options.rules)}"
    remark(options, f"{file} written: replace every {MARK}, then: omicheck rules test{where} --only {options.id}")
    return ExitStatus.NOTHING_FOUND
