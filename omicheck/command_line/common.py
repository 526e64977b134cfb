"""What commands share: options, reading rules and records, the audit date, and writing."""

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from omicheck.dates import FIRST_DAY, LAST_DAY, read_date
from omicheck.errors import CommandWrongError, ExitStatus, nearest_name
from omicheck.evaluate.engines import ENGINES, MANY_CASES, choose_engine, rows_by
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.output.fields import compact_json
from omicheck.records.bulk.addresses import shown_address, without_password
from omicheck.records.raw import rejects_lines
from omicheck.records.read import Records, read_records
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base

if TYPE_CHECKING:
    from rich.console import Console

# A pipe has no width of its own: a table of failures needs this much, sentences are easier to read in less.
_TABLE_WIDTH = 150
TEXT_WIDTH = 100
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


def choose_rules(rule_base: RuleBase, only: Sequence[str] | None) -> tuple[Rule, ...]:
    """The rules that are named by id, question, criterion or topic; all that are in force if none is named.

    A rule named by its id is taken whatever its status; the other names stand for rules in force.

    Raises:
        CommandWrongError: a name is not known.
    """
    in_force = rule_base.with_status("in_force")
    if not only:
        return in_force
    chosen: dict[str, Rule] = {}
    for name in only:
        found = [rule for rule in rule_base.rules if rule.id == name]
        found = found or [rule for rule in in_force if name in _names(rule)]
        if not found:
            known = sorted({one for rule in in_force for one in _names(rule)} | {rule.id for rule in rule_base.rules})
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(
                f"found {name!r}; expected a rule, question, criterion or topic that a rule in force has{hint}"
            )
        chosen |= {rule.id: rule for rule in found}
    return tuple(sorted(chosen.values(), key=lambda rule: rule.id))


def _names(rule: Rule) -> tuple[str, ...]:
    return (rule.question, rule.question.rpartition(".")[0], rule.topic)


def choose_cases(records: Records, wanted: Sequence[str] | None) -> tuple[Case, ...]:
    """The cases that are named, or all.

    Raises:
        CommandWrongError: a case is not among the records.
    """
    if not wanted:
        return records.cases
    by_id = {case.case_id: case for case in records.cases}
    for name in wanted:
        if name not in by_id:
            refused = {problem.case_id for one in records.rejected for problem in one.problems}
            nearest = nearest_name(name, by_id)
            why = "its record was rejected" if name in refused else "it is not among the records"
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: {why}{hint}")
    return tuple(by_id[name] for name in dict.fromkeys(wanted))


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
    path = Path(file)
    # Written beside and then renamed, so that whatever stops the command leaves no half a file.
    part = path.with_name(f"{path.name}.part") if path.is_file() or not path.exists() else path
    try:
        with part.open("wb") as stream:
            for line in lines:
                stream.write(line.encode())
        if part != path:
            part.replace(path)
    except OSError as error:
        raise CommandWrongError(f"{file} cannot be written: {error.strerror}") from error
    finally:
        if part != path:
            part.unlink(missing_ok=True)


@contextmanager
def console(options: argparse.Namespace, width: int = _TABLE_WIDTH) -> Iterator["Console"]:
    """A console for people: on a terminal in its width and colours, elsewhere plain.

    Args:
        options: those of the command.
        width: in characters, where there is no terminal.

    Raises:
        CommandWrongError: the file cannot be written.
    """
    from rich.console import Console  # noqa: PLC0415, heavy

    if options.output is None and sys.stdout.isatty():
        with_colour = not options.no_color and not os.environ.get("NO_COLOR")
        yield _console(Console, sys.stdout, None, with_colour)
        return
    held = io.StringIO()
    yield _console(Console, held, width, with_colour=False)
    # The lines are filled with blanks up to the width, which a file or another program has no use for.
    write(options.output, (re.sub(r" +$", "", held.getvalue(), flags=re.MULTILINE),))


def _console(make: "type[Console]", stream: TextIO, width: int | None, with_colour: bool) -> "Console":
    return make(
        file=stream,
        width=width,
        no_color=not with_colour,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


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
