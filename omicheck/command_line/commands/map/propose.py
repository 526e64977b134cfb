"""`omicheck map propose`: writes a mapping from the headings and words of an extract."""

import argparse
from typing import Final

from omicheck.command_line.options import rules_folder
from omicheck.command_line.writing import write
from omicheck.errors import ExitStatus
from omicheck.records.bulk.addresses import shown_address

_EPILOG: Final = """examples:
  omicheck map propose caseload.xlsx --output mapping.yaml
  omicheck map propose extract/ --rules my-rules

What is doubtful is a comment beside it. Read it all: a heading that looks right may still mean something else.

exit status: 0 written, 2 the file cannot be read, or the rules are wrong"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "path",
        type=shown_address,
        metavar="PATH",
        help="workbook, CSV or JSON file, event log, or folder of such files",
    )
    parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def run(options: argparse.Namespace) -> int:
    """Proposes, and gives the exit status."""
    from omicheck.use_cases.mappings import propose_mapping  # noqa: PLC0415, heavy
    from omicheck.use_cases.reading import read_rules  # noqa: PLC0415, heavy

    write(options.output, [propose_mapping(options.path, read_rules(rules_folder(options)))])
    return ExitStatus.NOTHING_FOUND
