"""`omicheck rules schema`."""

import argparse
from pathlib import Path
from typing import Final

from omicheck.authoring.schemas import SCHEMAS
from omicheck.command_line.generated_files import GeneratedFiles, write_or_check
from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import rules_folder
from omicheck.command_line.writing import write
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.plain_data import indented_json
from omicheck.use_cases.reading import read_rules

_EPILOG: Final = """examples:
  omicheck rules schema rule
  omicheck rules schema case --rules my-rules --output case.schema.json
  omicheck rules schema --folder schemas
  omicheck rules schema --folder schemas --check

exit status: 0 printed, written or up to date; 1 with --check, a file is not what the rules say; 2 the rules are
wrong, or a file of somebody else's is in the way"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    about = f"print that schema: {', '.join(SCHEMAS)}"
    parser.add_argument("name", nargs="?", choices=tuple(SCHEMAS), metavar="SCHEMA", help=about)
    parser.add_argument("--rules", metavar="DIR", help="rules folder, whose vocabulary is used (default: the packaged)")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    parser.add_argument("--folder", metavar="DIR", help="write all schemas into that folder")
    parser.add_argument("--check", action="store_true", help="with --folder: say which files are out of date")
    parser.add_argument("--quiet", action="store_true", help="no remarks on standard error")


def run(options: argparse.Namespace) -> int:
    """Prints one schema, or writes or checks all of them."""
    if (options.name is None) is (options.folder is None):
        raise CommandWrongError(f"expected one of {', '.join(SCHEMAS)} to print, or --folder DIR to write them all")
    vocabulary = read_rules(rules_folder(options)).vocabulary
    if options.name is not None:
        write(options.output, indented_json(SCHEMAS[options.name](vocabulary)))
        return ExitStatus.NOTHING_FOUND
    texts = {f"{name}.schema.json": "".join(indented_json(make(vocabulary))) for name, make in SCHEMAS.items()}
    # The third line of a schema is its title.
    files = GeneratedFiles(Path(options.folder), texts, f"omicheck rules schema --folder {options.folder}", own_lines=3)
    return write_or_check(files, observer_of(options), only_check=options.check)
