"""`omicheck rules diff`."""

import argparse
import json
from typing import Final

from omicheck.command_line.common import (
    add_records,
    add_shared,
    audit_date,
    read_cases,
    status_of_records,
    write,
)
from omicheck.command_line.revisions import rules_at
from omicheck.errors import ExitStatus

_EPILOG: Final = """examples:
  omicheck rules diff rules my-rules cases.json
  omicheck rules diff main . fixtures/sample/cases.json --format markdown
  omicheck rules diff v1.0 HEAD cases.jsonl --as-of 2010-01-18 --format json

OLD and NEW are rules folders, folders with a rules folder in them, or revisions of the git repository.
exit status: 0 no verdict flips, 1 one does, 2 the command or the rules are wrong, 3 records were rejected"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("old", metavar="OLD", help="the rules as they were: a folder or a git revision")
    parser.add_argument("new", metavar="NEW", help="the rules as they are")
    add_records(parser)
    parser.add_argument(
        "--folder", default="rules", metavar="DIR", help="where the rules are in a revision (default: rules)"
    )
    parser.add_argument("--fail-on", choices=("flip", "never"), default="flip", help="default: flip")
    add_shared(parser, ("text", "json", "markdown"), with_rules=False)


def run(options: argparse.Namespace) -> int:
    """Compares, prints and gives the exit status."""
    old, new = rules_at(options.old, options.folder), rules_at(options.new, options.folder)
    records = read_cases(options, new)
    as_of = audit_date(options, records)
    cases_before = records.cases
    if old.vocabulary != new.vocabulary:
        cases_before = read_cases(argparse.Namespace(**{**vars(options), "quiet": True, "rejects": None}), old).cases

    from omicheck.authoring.changes import both_limits  # noqa: PLC0415, heavy
    from omicheck.authoring.difference import difference, side  # noqa: PLC0415, heavy
    from omicheck.authoring.effect import shifts  # noqa: PLC0415, heavy
    from omicheck.evaluate.durable.evaluator import DurableEvaluator  # noqa: PLC0415, heavy
    from omicheck.output import difference_text  # noqa: PLC0415, heavy
    from omicheck.output.difference_data import difference_data  # noqa: PLC0415, heavy

    between = DurableEvaluator(both_limits(old, new))
    before = side(old, cases_before, as_of, DurableEvaluator(old))
    found = difference(before, side(new, records.cases, as_of, DurableEvaluator(new), before), as_of, between)
    moved_scores = shifts(found.before, found.after)
    if options.format == "json":
        data = {"old": options.old, "new": options.new, "as_of": as_of.isoformat()}
        data |= difference_data(found, moved_scores)
        write(options.output, (json.dumps(data, ensure_ascii=False, indent=1), "\n"))
    else:
        dress = difference_text.MARKDOWN if options.format == "markdown" else difference_text.PLAIN
        names = (options.old, options.new)
        write(options.output, difference_text.lines(found, moved_scores, names, dress))
    flipped = bool(found.flips) and options.fail_on == "flip"
    return max(status_of_records(records), ExitStatus.FOUND if flipped else ExitStatus.NOTHING_FOUND)
