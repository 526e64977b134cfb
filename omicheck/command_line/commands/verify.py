"""`omicheck verify`: makes an earlier run again, and tells what is the same."""

import argparse
import contextlib
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from omicheck.command_line.options import add_shared
from omicheck.command_line.terminal import write_lines
from omicheck.command_line.writing import write
from omicheck.files import is_folder
from omicheck.plain_data import indented_json

_EPILOG: Final = """examples:
  omicheck check cases.json --format csv --output rows.csv --manifest run.json
  omicheck verify run.json
  omicheck verify run.json --records archive/cases.json --rules archive/rules
  omicheck verify rows/ --in /srv/audit --format json

exit status: 0 the same, 1 something differs, 2 the manifest cannot be read or the run cannot be made again, 4 an
evaluator failed"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the command."""
    parser.epilog = _EPILOG
    about = "what --manifest wrote, or a folder of rows that check --format parquet wrote"
    parser.add_argument("earlier_run", metavar="MANIFEST", help=about)
    parser.add_argument("--records", metavar="PATH", help="where the records lie now, if not where they lay")
    parser.add_argument("--rules", metavar="DIR", help="where the rules folder lies now, if not where it lay")
    about = "the folder in which the command was given: other files are looked for there (default: this one)"
    parser.add_argument("--in", dest="folder", metavar="FOLDER", help=about)
    about = "a case that was named with --case, which no manifest holds; may be repeated"
    parser.add_argument("--case", action="append", metavar="ID", help=about)
    add_shared(parser, ("text", "json"), with_rules=False)


def run(options: argparse.Namespace) -> int:
    """Makes the run again, prints what is the same, and gives the exit status."""
    from omicheck.command_line.run_again import Places, run_again  # noqa: PLC0415, heavy
    from omicheck.output.verify_text import verify_data, verify_lines  # noqa: PLC0415, heavy
    from omicheck.row_files.earlier_run import read_earlier_run  # noqa: PLC0415, heavy
    from omicheck.use_cases.verify import verify  # noqa: PLC0415, heavy

    earlier = read_earlier_run(options.earlier_run)
    # Named here, they are seen from here.
    records, rules = (_from_here(name) for name in (options.records, options.rules))
    places = Places(records, rules, tuple(options.case or ()))
    with tempfile.TemporaryDirectory(prefix="omicheck-") as folder, _within(options.folder):
        result = verify(earlier, partial(run_again, earlier, places, Path(folder)))
    if options.format == "json":
        write(options.output, indented_json(verify_data(result)))
    else:
        write_lines(options, verify_lines(result))
    return result.status


def _from_here(name: str | None) -> str | None:
    return name if name is None or "://" in name else str(Path(name).absolute())


def _within(folder: str | None) -> contextlib.AbstractContextManager[None]:
    """Makes a folder the working one for a time.

    Raises:
        CommandWrongError: it is none.
    """
    if folder is None:
        return contextlib.nullcontext()
    if not is_folder(folder):
        from omicheck.errors import CommandWrongError  # noqa: PLC0415, --help does without

        raise CommandWrongError(f"--in: found {folder}; expected the folder in which the command was given")
    return contextlib.chdir(folder)
