"""A command given again as a run manifest tells it, with what it writes in a folder for a time."""

import argparse
import contextlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from omicheck.command_line.check_files import FILE_FORMATS
from omicheck.command_line.further_files import FurtherFile
from omicheck.command_line.parser import Parser
from omicheck.command_line.run_manifest import CASE, RECORDED, case_hash
from omicheck.errors import CommandWrongError, OmicheckError
from omicheck.row_files.earlier_run import EarlierRun, rows_in
from omicheck.row_files.manifest_shape import is_word
from omicheck.text import printable
from omicheck.use_cases.row_differences import Found
from omicheck.use_cases.verify import Again

# The commands that write a manifest.
COMMANDS: Final = ("check", "score", "due", "progress", "report", "sample")
_POSITIONALS: Final = {"progress": ("earlier", "path")}
_TODAY: Final = "today"
_ON_STANDARD_INPUT: Final = "-"


@frozen
class Places:
    """Where things lie now, and what no manifest holds.

    Attributes:
        records: the records; None where they lie where they lay.
        rules: the rules folder; None where it lies where it lay.
        cases: the references of cases that were asked for.
    """

    records: str | None = None
    rules: str | None = None
    cases: Sequence[str] = ()


def run_again(earlier: EarlierRun, places: Places, folder: Path) -> Again:
    """Gives the command again.

    Args:
        earlier: the run.
        places: where things lie now.
        folder: where it is to write; there, and empty.

    Raises:
        CommandWrongError: it cannot be given again, or ends without a result.
    """
    output = folder / Path(earlier.written or "output").name
    manifest = _give(earlier, places, folder / "manifest.json", output, None)
    return Again(manifest, output, partial(_rows, earlier, places, folder))


def _rows(earlier: EarlierRun, places: Places, folder: Path) -> Found:
    """All rows, for which the command is given once more."""
    output = folder / "all-rows.jsonl"
    _give(earlier, places, folder / "manifest-of-rows.json", output, "jsonl")
    return rows_in(output) or {}


def _give(earlier: EarlierRun, places: Places, manifest: Path, output: Path, format_: str | None) -> dict[str, Any]:
    options = _options(earlier, places)
    options.manifest, options.output, options.quiet, options.open = str(manifest), str(output), True, False
    if earlier.also and not hasattr(options, "also"):
        raise _cannot(earlier, f"`omicheck {earlier.command}` writes no further files")
    if format_ is None and earlier.also:
        options.also = [_further(earlier, number, one, output.parent) for number, one in enumerate(earlier.also)]
    if format_ is not None:
        options.format, options.new_only, options.split_by, options.row_order = format_, False, None, False
        options.by, options.details, options.failures, options.all_failures = None, False, None, False
    told = io.StringIO()
    try:
        # What it tells of records it told then; here it would stand in the way of what is compared.
        with contextlib.redirect_stderr(told):
            options.run(options)
    except OmicheckError as error:
        raise CommandWrongError(f"{earlier.file}: the run cannot be made again: {error}") from error
    made: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return made


def _further(earlier: EarlierRun, number: int, written: Mapping[str, Any], folder: Path) -> FurtherFile:
    """A further file made again, under a name of its own that ends as it did."""
    if written["format"] not in FILE_FORMATS:
        raise _cannot(earlier, f"this version of omicheck cannot write {printable(written['format'])}")
    return FurtherFile(written["format"], str(folder / f"also-{number}-{Path(written['path']).name}"))


def _options(earlier: EarlierRun, places: Places) -> argparse.Namespace:
    """The options of the command, as they were."""
    if earlier.command not in COMMANDS:
        raise _cannot(earlier, f"`omicheck {printable(earlier.command)}` writes none")
    told = dict(earlier.options)
    if places.records is not None:
        told["path"] = places.records
    if places.rules is not None:
        told["rules"] = places.rules
    if told.get("path") == _ON_STANDARD_INPUT:
        raise _cannot(earlier, "the records came on standard input: --records says in which file they are")
    if told.get("as_of") == _TODAY:
        told["as_of"] = earlier.manifest["as_of"]
    from importlib import import_module  # noqa: PLC0415, of use only here

    # The options of that command, and not the whole of the command line, of which this is a part.
    module = import_module(f"omicheck.command_line.commands.{earlier.command}")
    parser = Parser(prog=f"omicheck {earlier.command}", allow_abbrev=False)
    module.add_arguments(parser)
    positionals = _POSITIONALS.get(earlier.command, ("path",))
    if not all(is_word(told.get(name)) for name in positionals):
        raise _cannot(earlier, "it does not say where the records were")
    options = parser.parse_args(["--", *(told[name] for name in positionals)])
    options.run = module.run
    _require_options(earlier, parser, told)
    vars(options).update(told)
    if hasattr(options, "engine"):
        options.engine = _engine(earlier)
    _set_cases(options, earlier, places)
    return options


def _require_options(earlier: EarlierRun, parser: Parser, told: Mapping[str, Any]) -> None:
    """Requires that all options are such as a manifest has, with values as the command line would give them."""
    known: dict[str, list[argparse.Action]] = {}
    for action in parser._actions:  # noqa: SLF001, argparse has no other way to ask
        known.setdefault(action.dest, []).append(action)
    # No other may be set: they would write files, or decide what is run.
    unknown = sorted(name for name in told if name not in known or name not in RECORDED)
    if unknown:
        raise _cannot(earlier, f"this version of omicheck has no option for {printable(', '.join(unknown))}")
    wrong = sorted(name for name, value in told.items() if not any(_may_be(value, one) for one in known[name]))
    if wrong:
        raise _cannot(earlier, f"{', '.join(wrong)}: no value that the command could have been given")


def _may_be(value: object, action: argparse.Action) -> bool:
    """Whether a value could have come of an option of the command line."""
    if action.nargs == 0:
        return any(type(value) is type(one) and value == one for one in (action.const, action.default))
    if isinstance(action, argparse._AppendAction):  # noqa: SLF001, as above
        return isinstance(value, list) and all(map(is_word, value))
    if not isinstance(value, str | int) or not is_word(str(value)):
        return False
    try:
        read = action.type(str(value)) if callable(action.type) else str(value)
    except (argparse.ArgumentTypeError, ValueError):
        return False
    return type(read) is type(value) and read == value and (action.choices is None or value in action.choices)


def _engine(earlier: EarlierRun) -> str:
    """The evaluator that it was, but for Spark, whose cluster nobody has named here."""
    if earlier.folder is not None:
        # A folder of rows does not say which it was, and no other writes one.
        return "columnar"
    engine = earlier.manifest.get("engine", "auto")
    return engine if engine in ("durable", "columnar", "both") else "auto"


def _set_cases(options: argparse.Namespace, earlier: EarlierRun, places: Places) -> None:
    """Sets the references of cases, of which the manifest has only the hash."""
    asked = earlier.manifest["run"].get("cases")
    if asked is None:
        if places.cases:
            raise _cannot(earlier, "no case was named then; leave --case out")
        return
    if not places.cases or case_hash(places.cases) != asked:
        found = "these are not the ones" if places.cases else "which are not in the manifest"
        raise _cannot(earlier, f"cases were named with --case, {found}: name the same with --case")
    setattr(options, CASE, list(places.cases))


def _cannot(earlier: EarlierRun, why: str) -> CommandWrongError:
    return CommandWrongError(f"{earlier.file}: the run cannot be made again: {why}")
