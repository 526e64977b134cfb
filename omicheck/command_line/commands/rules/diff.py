"""`omicheck rules diff`."""

import argparse
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_records, add_shared, source_of, stated_date
from omicheck.command_line.terminal import width_of, write_lines
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck rules diff rules my-rules cases.json
  omicheck rules diff main . fixtures/sample/cases.json --format markdown
  omicheck rules diff v1.0 HEAD cases.jsonl --as-of 2010-01-18 --format json
  omicheck rules diff 2007 2021
  omicheck rules diff 2007 2021 cases.json

OLD and NEW are rules folders, folders with a rules folder in them, editions of the standards in --folder, or
revisions of the git repository. Without PATH the rules alone are compared.

exit status: 0 no verdict flips, 1 one does, 2 the command or the rules are wrong, 3 records were rejected"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("old", metavar="OLD", help="the rules as they were: a folder or a git revision")
    parser.add_argument("new", metavar="NEW", help="the rules as they are")
    add_records(parser, needed=False)
    parser.add_argument(
        "--folder", default="rules", metavar="DIR", help="where the rules are in a revision (default: rules)"
    )
    about = "whether a verdict that flips makes the exit status 1 (default: flip)"
    parser.add_argument("--fail-on", choices=("flip", "never"), default="flip", help=about)
    add_shared(parser, ("text", "json", "markdown"), with_rules=False)


def run(options: argparse.Namespace) -> int:
    """Compares, prints and gives the exit status."""
    from omicheck.output import difference_text  # noqa: PLC0415, heavy
    from omicheck.output.difference_data import difference_data  # noqa: PLC0415, heavy
    from omicheck.use_cases.rules_diff import RulesDiffRequest, rules_diff  # noqa: PLC0415, heavy

    source = None if options.path is None else source_of(options)
    as_of = stated_date(options.as_of)
    result = rules_diff(RulesDiffRequest(options.old, options.new, source, as_of, options.folder), observer_of(options))
    if options.format == "json":
        data = {
            "old": options.old,
            "new": options.new,
            "as_of": None if result.as_of is None else result.as_of.isoformat(),
        }
        write(options.output, indented_json(data | difference_data(result.difference)))
    else:
        names, markup = (options.old, options.new), difference_text.markup_of(options.format, width_of(options))
        write_lines(options, difference_text.lines(result.difference, names, markup))
    flipped = bool(result.difference.flips) and options.fail_on == "flip"
    if result.rejected:
        return ExitStatus.RECORDS_REJECTED
    return ExitStatus.FOUND if flipped else ExitStatus.NOTHING_FOUND
