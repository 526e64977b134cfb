"""Opens a caseload that is read and evaluated in parts, here or on Spark."""

import argparse
import os
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import partial

from attrs import frozen

from omicheck.command_line.caseload import Caseload, Made, Use
from omicheck.command_line.common import remark
from omicheck.command_line.spark import require_spark, spark_context
from omicheck.errors import CommandWrongError, nearest_name
from omicheck.evaluate.columnar.part_work import PartWork
from omicheck.model.rule import Rule
from omicheck.records.bulk.opening import open_sources, places_of_cases
from omicheck.records.bulk.parts import CASES_IN_A_PART, Part, Parts, cut
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted

# More would wait for each other, as much of the work is done by one thread of a Python process at a time.
WORKERS = min(os.cpu_count() or 1, 4)
_MOST_PARTS_HELD = 8


@frozen(eq=False)
class Opened:
    """Records cut into parts, and what is to be done with each.

    Attributes:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that are evaluated.
        as_of: the audit date.
        parts: the records.
        work: what is to be done with each part.
    """

    options: argparse.Namespace
    rule_base: RuleBase
    rules: Sequence[Rule]
    as_of: date
    parts: Parts
    work: PartWork


def open_parts(
    options: argparse.Namespace,
    rule_base: RuleBase,
    rules: Sequence[Rule],
    as_of: date,
    wanted: Sequence[str] = (),
    *,
    with_places: bool = False,
    with_cases: bool = False,
) -> Opened:
    """The records that the options name.

    Args:
        options: those of the command.
        rule_base: the rules folder.
        rules: the rules that are evaluated.
        as_of: the audit date.
        wanted: the cases that are asked for; all if there are none.
        with_places: whether it is asked for where each record stands.
        with_cases: whether the records that somebody is told of are asked for.

    Raises:
        EngineMissingError: Spark is asked for, and it or what it needs is not there.
        CommandWrongError: a case that is asked for is not among them.
        RecordsUnreadableError: a table is missing, or has a column that it should not have.
    """
    if options.engine == "spark":
        require_spark(options)
    parts = cut(open_sources(options.path, rule_base.vocabulary), CASES_IN_A_PART)
    if wanted:
        _look_for(wanted, parts)
    asked = (rules, rule_base.limits, as_of, frozenset(wanted), with_places, with_cases)
    work = PartWork(parts.sources, rule_base.vocabulary, *asked)
    return Opened(options, rule_base, rules, as_of, parts, work)


def evaluated_here(opened: Opened) -> Caseload:
    """The records, evaluated in this process."""
    parts = opened.parts

    def tasks(use: Use[Made], done: Collection[int]) -> Generator[tuple[int, Callable[[], Made]], None, None]:
        with closing(parts.read(done)) as read:
            for place, part in read:
                yield place, partial(_used, opened.work, use, place, part)

    remark(opened.options, f"{_told(parts)} in {counted(len(parts), 'part')}")
    given = (opened.options, opened.rule_base, opened.rules, opened.as_of, parts)
    return Caseload(*given, "columnar", tasks, WORKERS)


@contextmanager
def evaluated_on_spark(opened: Opened) -> Iterator[Caseload]:
    """The records, evaluated by Spark for as long as they are needed.

    Raises:
        EngineFailedError: Spark could not do its work.
    """
    from omicheck.evaluate.columnar.on_spark import OnSpark  # noqa: PLC0415, of use only there

    options, parts = opened.options, opened.parts
    with spark_context(options) as context:
        remark(options, f"{_told(parts)} on Spark ({context.master}) in {counted(len(parts), 'part')}")
        spark = OnSpark(context, opened.work, parts)
        cores = context.defaultParallelism
        # Rows that come back are held here, and turned to text one part after the other.
        workers = min(cores, _MOST_PARTS_HELD) if options.format != "parquet" else 2 * cores
        given = (options, opened.rule_base, opened.rules, opened.as_of, parts)
        yield Caseload(*given, "spark", spark.tasks, workers, spark.digests, {"spark": context.version})


def _used(work: PartWork, use: Use[Made], place: int, part: Part) -> Made:
    return use(place, work.result(part))


def _told(parts: Parts) -> str:
    return f"{counted(parts.cases, 'case')}, evaluated with the columnar evaluator"


def _look_for(wanted: Sequence[str], parts: Parts) -> None:
    known = places_of_cases(parts.sources)
    for name in wanted:
        if name not in known:
            nearest = nearest_name(name, known)
            hint = f"; did you mean {nearest}?" if nearest else ""
            raise CommandWrongError(f"no case {name}: it is not among the records{hint}")
