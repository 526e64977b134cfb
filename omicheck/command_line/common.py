"""What commands share that do not use requests yet; each function forwards to what stands in its place."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from omicheck.command_line.observer import observer_of
from omicheck.command_line.options import (
    add_common,
    add_engine,
    add_records,
    add_shared,
    named_source,
    stated_date,
)
from omicheck.command_line.writing import from_here, write
from omicheck.errors import ExitStatus
from omicheck.evaluate.engines import choose_engine, rows_by
from omicheck.model.case import Case
from omicheck.model.row import Row, Verdict
from omicheck.model.rule import Rule
from omicheck.records.read import Records
from omicheck.rulebase.folder import RuleBase, packaged_rules, read_rule_base
from omicheck.use_cases import reading
from omicheck.use_cases.status import exit_status

__all__ = ["add_common", "add_engine", "add_records", "add_shared", "from_here", "write"]


def read_rules(options: argparse.Namespace, *, with_examples: bool = False) -> RuleBase:
    """The rules that the options name; without their examples if possible, as no verdict needs them."""
    return read_rule_base(rules_folder(options), with_examples=with_examples)


def rules_folder(options: argparse.Namespace) -> Path:
    """The folder of the rules that the options name."""
    return packaged_rules() if options.rules is None else Path(options.rules)


def read_cases(options: argparse.Namespace, rule_base: RuleBase, *, with_places: bool = False) -> Records:
    """The records that the options name; those that were rejected are told and, if wanted, written."""
    source, observer = named_source(options.path), observer_of(options)
    return reading.read_source(source, rule_base.vocabulary, observer, with_places=with_places)


def audit_date(options: argparse.Namespace, records: Records) -> date:
    """The audit date, from the option or else from the records."""
    return reading.audit_date(stated_date(options.as_of), records, observer_of(options))


def evaluate(
    options: argparse.Namespace, rule_base: RuleBase, rules: Sequence[Rule], cases: Iterable[Case], as_of: date
) -> Iterator[Row]:
    """The rows of rules for cases, one case after another, with a progress bar on a terminal."""
    cases = tuple(cases)
    engine, why = choose_engine(getattr(options, "engine", "auto"), len(cases))
    if why:
        remark(options, why)
    with progress(options, len(cases)) as advance:
        yield from rows_by(engine, rule_base, rules, cases, as_of, advance, tell)


def tell(text: str) -> None:
    """Says what went wrong on standard error, quiet or not."""
    observer_of(argparse.Namespace(quiet=False)).problem(text)


def progress(
    options: argparse.Namespace, total: int, what: str = "cases"
) -> AbstractContextManager[Callable[[int], None]]:
    """A progress bar on a terminal, which is moved on by so many cases, or what else is counted."""
    return observer_of(options).progress(total, what)


def remark(options: argparse.Namespace, text: str) -> None:
    """Says something on standard error, unless quiet."""
    observer_of(options).remark(text)


def status_of(records: Records, verdicts: Mapping[Verdict, int], fails: Iterable[Verdict]) -> int:
    """The exit status: the highest of those that hold."""
    return exit_status(records.rejected, verdicts, fails)


def status_of_records(records: Records) -> ExitStatus:
    """The exit status that records alone call for."""
    return exit_status(records.rejected, {})
