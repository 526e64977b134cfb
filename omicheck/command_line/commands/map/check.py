"""`omicheck map check`: says what a mapping makes of an extract."""

import argparse
from pathlib import Path
from typing import Final

from omicheck.command_line.options import add_show_values, rules_folder
from omicheck.command_line.terminal import write_lines
from omicheck.errors import ExitStatus
from omicheck.records.bulk.addresses import shown_address

_EPILOG: Final = """examples:
  omicheck map check caseload.xlsx --mapping mapping.yaml
  omicheck map check caseload.xlsx --mapping mapping.yaml --show-values

exit status: 0 every record is taken, 2 the command, the mapping or the rules are wrong, or a heading is not there,
3 records are rejected"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "path",
        type=shown_address,
        metavar="PATH",
        help="workbook, CSV or JSON file, event log, or folder of such files",
    )
    parser.add_argument("--mapping", metavar="FILE", required=True, help="the mapping")
    add_show_values(parser)
    parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def run(options: argparse.Namespace) -> int:
    """Checks, prints and gives the exit status."""
    from omicheck.output.mapping_text import mapping_text, not_held_text  # noqa: PLC0415, heavy
    from omicheck.use_cases.mappings import check_mapping_file  # noqa: PLC0415, heavy
    from omicheck.use_cases.reading import read_rules  # noqa: PLC0415, heavy

    checked = check_mapping_file(options.path, Path(options.mapping), read_rules(rules_folder(options)))
    report = checked.report.with_values() if options.show_values else checked.report
    write_lines(options, [mapping_text(report), not_held_text(checked.report.not_held, checked.rules)])
    return ExitStatus.RECORDS_REJECTED if checked.report.rejected else ExitStatus.NOTHING_FOUND
