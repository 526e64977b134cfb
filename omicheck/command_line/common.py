"""What commands share: options, reading rules and records, the audit date, and writing."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from omicheck.dates import FIRST_DAY, LAST_DAY, read_date
from omicheck.errors import CommandWrongError, ExitStatus
from omicheck.evaluate.engines import ENGINES, MANY_CASES, choose_engine, rows_by
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.plain_data import compact_json
from omicheck.records.bulk.addresses import shown_address, without_password
from omicheck.records.raw import rejects_lines
from omicheck.records.read import Records, read_records
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base

_MANY_CASES = 100


def add_common(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Adds the options of commands that read records; the first format is the default."""
    add_records(parser)
    add_shared(parser, formats)


def add_records(parser: argparse.ArgumentParser) -> None:
    """Adds the records and their options."""
    parser.add_argument(
        "path",
        type=shown_address,
        metavar="PATH",
        help="JSON or JSON Lines file, folder of CSV or Parquet tables, duckdb:///FILE, sqlite:///FILE, "
        "postgresql://USER@HOST/DATABASE, or - for JSON Lines on stdin",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="audit date YYYY-MM-DD, or today; needed unless the records carry as_of, which it overrules",
    )
    parser.add_argument("--rejects", metavar="FILE", help="write rejected records there, as JSON Lines")


def add_shared(parser: argparse.ArgumentParser, formats: Sequence[str], *, with_rules: bool = True) -> None:
    """Adds the options of every command, those without records too; the first format is the default."""
    if with_rules:
        parser.add_argument("--rules", metavar="DIR", help="rules folder (default: the packaged rules)")
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"default: {formats[0]}")
    parser.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    parser.add_argument("--quiet", action="store_true", help="no progress and no remarks on standard error")
    parser.add_argument("--no-color", action="store_true", help="no colours (as the variable NO_COLOR)")


def read_rules(options: argparse.Namespace, *, with_examples: bool = False) -> RuleBase:
    """The rules that the options name; without their examples if possible, as no verdict needs them."""
    return read_rule_base(rules_folder(options), with_examples=with_examples)


def rules_folder(options: argparse.Namespace) -> Path:
    """The folder of the rules that the options name."""
    return packaged_rules() if options.rules is None else Path(options.rules)


def read_cases(options: argparse.Namespace, rule_base: RuleBase, *, with_places: bool = False) -> Records:
    """The records that the options name; those that were rejected are told and, if wanted, written.

    Args:
        options: those of the command.
        rule_base: what records speak of.
        with_places: whether it is asked for where each record stands.
    """
    content = sys.stdin.buffer.read() if options.path == "-" else None
    records = read_records(options.path, rule_base.vocabulary, content, with_places=with_places)
    for rejected in records.rejected:
        for problem in rejected.problems:
            print(problem, file=sys.stderr)  # noqa: T201
    tell_rejected(options, records)
    return records


def tell_rejected(options: argparse.Namespace, records: Records) -> None:
    """Writes rejected records, if wanted, and says how many there are."""
    if options.rejects is not None:
        write(options.rejects, (f"{compact_json(line)}\n" for line in rejects_lines(records.rejected)))
    if records.rejected:
        told = f"{len(records.rejected)} rejected, {records.taken} taken"
        remark(options, told + ("" if options.rejects else "; --rejects FILE writes the rejected ones"))
    elif not records.taken:
        remark(options, f"{options.path}: no case in it, so nothing was checked")


def audit_date(options: argparse.Namespace, records: Records) -> date:
    """The audit date, from the option or else from the records.

    Raises:
        CommandWrongError: there is none, or it is no date.
    """
    stated = records.as_of if options.as_of is None else options.as_of
    whence = "the records' as_of" if options.as_of is None else "--as-of"
    if stated is None:
        raise CommandWrongError(
            "no audit date: the records carry no as_of; give one with --as-of YYYY-MM-DD (or --as-of today)"
        )
    if stated == "today" and options.as_of is not None:
        return date.today()  # noqa: DTZ011, the day where the command is given is what is meant
    day = read_date(stated)
    if day is None:
        years = f"{FIRST_DAY.year} to {LAST_DAY.year}"
        raise CommandWrongError(f"{whence}: found {stated!r}; expected a date YYYY-MM-DD in {years}")
    if records.as_of is not None and options.as_of is not None and records.as_of != stated:
        remark(options, f"audit date {stated} from --as-of, in place of the records' {records.as_of}")
    return day


def evaluate(
    options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], cases: Iterable[Case], as_of: date
) -> Iterator[Row]:
    """The rows of rules for cases, one case after another, with a progress bar on a terminal.

    An evaluator's failures, and rows on which two disagree, are told on standard error.
    """
    cases = tuple(cases)
    engine, why = choose_engine(getattr(options, "engine", "auto"), len(cases))
    if why:
        remark(options, why)
    with progress(options, len(cases)) as advance:
        yield from rows_by(engine, rule_base, rules, cases, as_of, advance, tell)


def add_engine(parser: argparse.ArgumentParser, *more: str) -> None:
    """Adds the choice of evaluator; some commands know more of them."""
    about = (
        f"the evaluator: auto (columnar from {MANY_CASES} cases on, durable below), durable, columnar, or both, which "
        "turns every row on which they differ into an error (default: auto)"
    )
    parser.add_argument("--engine", choices=(*ENGINES, *more), default="auto", help=about)


def tell(text: str) -> None:
    """Says what went wrong on standard error, quiet or not."""
    print(text, file=sys.stderr)  # noqa: T201


def from_here(file: str) -> str:
    """A file as seen from the working folder, if it is in it, as what points into a repository needs it."""
    path = Path(file)
    inside = path.is_absolute() and path.is_relative_to(Path.cwd())
    return path.relative_to(Path.cwd()).as_posix() if inside else file


@contextmanager
def progress(options: argparse.Namespace, total: int, what: str = "cases") -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal, which is moved on by so many cases, or what else is counted."""
    if options.quiet or total < _MANY_CASES or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415, heavy
    from rich.progress import Progress  # noqa: PLC0415, heavy

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda number: progress.advance(task, number)


def remark(options: argparse.Namespace, text: str) -> None:
    """Says something on standard error, unless quiet."""
    if not options.quiet:
        print(without_password(f"omicheck: {text}"), file=sys.stderr)  # noqa: T201


def write(file: str | None, lines: Iterable[str]) -> None:
    """Writes lines as UTF-8 to a file, or to standard output.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    if file is None:
        out = sys.stdout.buffer
        for line in lines:
            out.write(line.encode())
        out.flush()
        return
    from omicheck.output.whole_file import whole_file  # noqa: PLC0415, of use only for files

    try:
        with whole_file(Path(file)) as part, part.open("wb") as stream:
            for line in lines:
                stream.write(line.encode())
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror}") from error


def status_of(records: Records, verdicts: Mapping[Verdict, int], fails: Iterable[str]) -> int:
    """The exit status: the highest of those that hold.

    Args:
        records: what was read.
        verdicts: how often each was given.
        fails: the verdicts that count as found.
    """
    given = {verdict for verdict, number in verdicts.items() if number}
    if "error" in given:
        return ExitStatus.EVALUATOR_FAILED
    if records.rejected:
        return status_of_records(records)
    return ExitStatus.FOUND if given & set(fails) else ExitStatus.NOTHING_FOUND


def status_of_records(records: Records) -> ExitStatus:
    """The exit status that records alone call for."""
    return ExitStatus.RECORDS_REJECTED if records.rejected else ExitStatus.NOTHING_FOUND
