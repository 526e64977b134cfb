"""`omicheck rules docs`."""

import argparse
from pathlib import Path
from typing import Final

from omicheck.command_line.generated_files import GeneratedFiles, write_or_check
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import rules_folder
from omicheck.use_cases.reading import read_rules

_EPILOG: Final = """examples:
  omicheck rules docs
  omicheck rules docs --check

Pages that are no longer made are removed. What somebody else wrote is left alone; where a page would have to replace
it, nothing is written.

exit status: 0 written, or up to date; 1 with --check, a page is not what the rules say; 2 the rules are wrong, or
something of somebody else's is in the way"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    parser.add_argument(
        "--folder", metavar="DIR", default="docs/rules", help="where the pages are (default: docs/rules)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say which pages are out of date")
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Writes or checks the pages."""
    from omicheck.output.rule_pages import pages  # noqa: PLC0415, heavy

    texts = pages(read_rules(rules_folder(options), with_examples=True))
    files = GeneratedFiles(Path(options.folder), texts, "omicheck rules docs", own_lines=1)
    return write_or_check(files, observer_of(options), only_check=options.check)
