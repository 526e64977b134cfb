"""Options that commands share, and the requests that are made of them."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from omicheck.errors import CommandWrongError, RequestWrongError
from omicheck.evaluate.engines import ENGINES, MANY_CASES
from omicheck.files import content_of, is_pipe
from omicheck.records.bulk import is_postgresql
from omicheck.records.json_files import LINES
from omicheck.rulebase.editions import Rules, RulesChoice
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.sources import NamedSource

# How the names of pipes end that are read as JSON; a shell's own has no ending.
_OF_PIPES: Final = ("", ".json", *LINES)

_LONGEST_NUMBER: Final = 18


def add_common(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Adds the options of commands that read records; the first format is the default."""
    add_records(parser)
    add_shared(parser, formats)


def add_records(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Adds the records and their options.

    Args:
        parser: of the command.
        needed: whether the command does nothing without records.
    """
    add_path(parser, needed=needed)
    add_as_of(parser)
    add_mapping(parser)
    add_problems(parser)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Adds the audit date."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="audit date YYYY-MM-DD, or today; needed unless the records carry as_of, which it overrules",
    )


def add_path(parser: argparse.ArgumentParser, *, needed: bool = True) -> None:
    """Adds where the records are, which may be left out where they are not needed."""
    parser.add_argument(
        "path",
        nargs=None if needed else "?",
        type=name_of_records,
        metavar="PATH",
        help="JSON or JSON Lines file, workbook, folder of CSV or Parquet tables, duckdb:///FILE, sqlite:///FILE, "
        "postgresql://USER@HOST/DATABASE, or - for JSON Lines on stdin; by a mapping also a CSV file or an event log "
        "(.xes)",
    )


def add_problems(parser: argparse.ArgumentParser) -> None:
    """Adds what is told of records that are rejected."""
    parser.add_argument(
        "--all-problems", action="store_true", help="tell every problem of records, not a line for each kind"
    )
    add_show_values(parser)
    parser.add_argument("--rejects", metavar="FILE", help="write rejected records there, as JSON Lines")


def add_show_values(parser: argparse.ArgumentParser) -> None:
    """Adds whether problems are told with the values that were found, which may be about a person."""
    parser.add_argument(
        "--show-values", action="store_true", help="tell problems of records with the values that were found"
    )


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """Adds by which mapping records are read, and which cases of them."""
    parser.add_argument(
        "--mapping", metavar="FILE", help="what headings and words of a workbook, CSV or a log mean (omicheck map)"
    )
    parser.add_argument(
        "--cases",
        metavar="FILE",
        help="only the cases in this file: what omicheck sample writes, a column case_id in CSV or a workbook, or a "
        "text with a reference on each line",
    )
    parser.add_argument(
        "--pseudonymise",
        metavar="KEYFILE",
        help="put pseudonyms for cases, persons and officers, by the key in a file; texts that may name them are left "
        "out (docs/privacy.md)",
    )


def add_shared(parser: argparse.ArgumentParser, formats: Sequence[str], *, with_rules: bool = True) -> None:
    """Adds the options of every command, those without records too; the first format is the default."""
    if with_rules:
        parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
        add_edition(parser)
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    parser.add_argument("--open", action="store_true", help="open what --output wrote, in the program for such files")
    parser.add_argument("--quiet", action="store_true", help="no progress and no remarks on standard error")
    parser.add_argument("--no-color", action="store_true", help="no colours (as the variable NO_COLOR)")


def add_edition(parser: argparse.ArgumentParser) -> None:
    """Adds which edition of the standards is asked, and which days are bank holidays too."""
    parser.add_argument(
        "--edition",
        metavar="NAME",
        help="edition of the standards in the rules folder, such as 2007 or 2021; auto asks of each occurrence that "
        "which was in force on the day from which it counts (default: the rules folder as it is)",
    )
    parser.add_argument(
        "--holidays", metavar="FILE", help="YAML: days that are bank holidays too, or are none, by name and source"
    )


def add_engine(parser: argparse.ArgumentParser, *more: str) -> None:
    """Adds the choice of evaluator; some commands know more of them."""
    about = (
        f"the evaluator: auto (columnar from {MANY_CASES} cases on, durable below), durable, columnar, or both, which "
        f"makes every row on which they differ an error{''.join(f'; {one}: see below' for one in more)} (default: auto)"
    )
    parser.add_argument("--engine", choices=(*ENGINES, *more), default="auto", help=about)
    about = "how many cores are used at a time, with the same rows (default: all that are of use), such as --workers 1"
    parser.add_argument("--workers", metavar="N", type=number_of_option, help=about)


def add_by(parser: argparse.ArgumentParser, about: str) -> None:
    """Adds by which text fields cases are grouped.

    Args:
        parser: of the command.
        about: what is told by group.
    """
    parser.add_argument("--by", action="append", metavar="FIELD", help=f"{about}, such as office; may be repeated")


def number_of_option(text: str) -> int:
    """The number that an option names.

    Raises:
        argparse.ArgumentTypeError: it names none.
    """
    if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= _LONGEST_NUMBER):
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a whole number, such as 2")
    return int(text)


def name_of_records(text: str) -> str:
    """A name of records as it may be shown anywhere: of an address without the password, which only its reader sees."""
    if not any(mark in text for mark in ("@", "=")) and not is_postgresql(text):
        return text
    from omicheck.records.bulk.addresses import shown_address  # noqa: PLC0415, of use only for these

    return shown_address(text)


def evaluation_request(options: argparse.Namespace) -> EvaluationRequest:
    """What is to be evaluated, as far as commands share the options for it."""
    return EvaluationRequest(
        source_of(options),
        rules_asked(options),
        stated_date(options.as_of),
        engine=getattr(options, "engine", "auto"),
        workers=getattr(options, "workers", None),
        by=tuple(getattr(options, "by", None) or ()),
    )


def rules_folder(options: argparse.Namespace) -> Path | None:
    """The rules folder that the options name; None for the packaged rules."""
    return None if options.rules is None else Path(options.rules)


def rules_asked(options: argparse.Namespace) -> Rules:
    """The rules that the options ask for: a folder, an edition of it, and by which bank holidays they count."""
    edition, holidays = options.edition, options.holidays
    if edition is None and holidays is None:
        return rules_folder(options)
    return RulesChoice(rules_folder(options), edition, None if holidays is None else Path(holidays))


def source_of(options: argparse.Namespace) -> NamedSource:
    """The records that the options name, and which cases of them."""
    return named_source(options, options.path, options.mapping, options.cases)


def named_source(options: argparse.Namespace, name: str, mapping: str | None, cases: str | None = None) -> NamedSource:
    """The records of a name, under pseudonyms if these are asked for.

    Args:
        options: those of the command.
        name: of the records; what comes on standard input is read for the name `-`, and so is what a pipe holds.
        mapping: the file of the mapping, if any.
        cases: the file of the cases that are asked for, if any.

    Raises:
        CommandWrongError: standard input cannot be read.
        RequestWrongError: values are to be shown, which may name somebody, and pseudonyms too.
    """
    pseudonyms = None
    if getattr(options, "pseudonymise", None) is not None:
        from omicheck.records.pseudonyms import read_pseudonyms  # noqa: PLC0415, of use only here

        pseudonyms = read_pseudonyms(options.pseudonymise, name)
        if getattr(options, "show_values", False):
            raise RequestWrongError(("show_values",), "--pseudonymise too", "one of them: values may name somebody")
    content = _read_once(name) if mapping is None else None
    case_list = None
    if cases is not None:
        from omicheck.records.case_list_file import read_case_list  # noqa: PLC0415, of use only here

        case_list = read_case_list(cases)
    return NamedSource(name, content, None if mapping is None else Path(mapping), case_list, pseudonyms)


def _read_once(name: str) -> bytes | None:
    """What comes on standard input or in a pipe, which no second look would find again; None for all else."""
    if name == "-":
        return _standard_input()
    path = Path(name)
    if path.suffix.lower() not in _OF_PIPES or not is_pipe(path):
        return None
    try:
        return content_of(path)
    except OSError as error:
        raise CommandWrongError(f"{name} cannot be read: {error.strerror}") from error


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise CommandWrongError(f"standard input cannot be read: {error.strerror}") from error


def stated_date(text: str | None) -> date | str | None:
    """The audit date that an option states; `today` is the day where the command is given."""
    return date.today() if text == "today" else text  # noqa: DTZ011, that is what is meant
