"""`omicheck rules what-if`."""

import argparse
from typing import Final

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import add_records, add_shared, named_source, rules_asked, stated_date
from omicheck.command_line.terminal import width_of, write_lines
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.plain_data import indented_json
from omicheck.records.bulk import is_bulk
from omicheck.records.bulk.addresses import shown_address

_EPILOG: Final = """examples:
  omicheck rules what-if cases.json first-appointment=3
  omicheck rules what-if cases.json first-appointment=3..10
  omicheck rules what-if cases.json 'sentence-plan[4]=10 business_days' review=3..6 --format json

A number without a unit keeps the unit of the limit. Without brackets all amounts of a limit are set; with them
the one for that value of the field that it depends on. Of several ranges every combination is a step.

exit status: 0 worked out, 2 the command or the rules are wrong, 3 records were rejected (the rest was used)"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    add_records(parser)
    about = "a limit and an amount, or a range a..b"
    parser.add_argument("settings", nargs="+", type=shown_address, metavar="LIMIT=VALUE", help=about)
    add_shared(parser, ("text", "json", "markdown"))


def run(options: argparse.Namespace) -> int:
    """Works out each step, and prints what it does."""
    from omicheck.output.difference_text import markup_of  # noqa: PLC0415, heavy
    from omicheck.output.what_if_report import what_if_data, what_if_text  # noqa: PLC0415, heavy
    from omicheck.use_cases.what_if import WhatIfRequest, what_if  # noqa: PLC0415, heavy

    path, settings = _sorted_words([options.path, *options.settings])
    source = named_source(options, path, options.mapping, options.cases)
    request = WhatIfRequest(source, settings, rules_asked(options), stated_date(options.as_of))
    result = what_if(request, observer_of(options))
    if options.format == "json":
        write(options.output, indented_json(what_if_data(result)))
    else:
        write_lines(options, what_if_text(result, markup_of(options.format, width_of(options))))
    return ExitStatus.RECORDS_REJECTED if result.rejected else ExitStatus.NOTHING_FOUND


def _sorted_words(words: list[str]) -> tuple[str, tuple[str, ...]]:
    """The records and the settings, in whatever order they were given."""
    # In an address there may be an equals sign, as in ?schema=...
    paths = [word for word in words if "=" not in word or is_bulk(word)]
    if len(paths) != 1:
        found = " and ".join(paths) or "no records"
        raise CommandWrongError(f"found {found}; expected one PATH of records, and LIMIT=VALUE with an equals sign")
    return paths[0], tuple(word for word in words if word not in paths)
