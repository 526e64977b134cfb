"""`omicheck rules schema`."""

import argparse
import json
from typing import Final

from omicheck.authoring.schemas import SCHEMAS
from omicheck.command_line.commands.rules.docs import write_or_check
from omicheck.command_line.common import read_rules, write
from omicheck.errors import CommandWrongError, ExitStatus

_EPILOG: Final = """examples:
  omicheck rules schema rule
  omicheck rules schema case --rules my-rules --output case.schema.json
  omicheck rules schema --folder schemas
  omicheck rules schema --folder schemas --check

exit status: 0 printed, written or up to date; 1 with --check, a file is not what the rules say; 2 the rules are
wrong"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    parser.add_argument("name", nargs="?", choices=tuple(SCHEMAS), help="print that schema")
    parser.add_argument("--rules", metavar="DIR", help="rules folder, whose vocabulary is used (default: the packaged)")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    parser.add_argument("--folder", metavar="DIR", help="write all schemas into that folder")
    parser.add_argument("--check", action="store_true", help="with --folder: say which files are out of date")
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Prints one schema, or writes or checks all of them."""
    if (options.name is None) is (options.folder is None):
        raise CommandWrongError(f"expected one of {', '.join(SCHEMAS)} to print, or --folder DIR to write them all")
    vocabulary = read_rules(options).vocabulary
    texts = {name: f"{json.dumps(make(vocabulary), ensure_ascii=False, indent=1)}\n" for name, make in SCHEMAS.items()}
    if options.name is not None:
        write(options.output, (texts[options.name],))
        return ExitStatus.NOTHING_FOUND
    files = {f"{name}.schema.json": text for name, text in texts.items()}
    return write_or_check(options, files, None, f"omicheck rules schema --folder {options.folder}")
