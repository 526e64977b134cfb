"""Which evaluator, and what two of them are held to.

The two evaluators are independent witnesses: they share the reading of rules and the calendar, and nothing of what
is derived from them. Where both are asked, a row stands only if both give it, every field alike.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Literal, get_args

from omicheck.errors import EngineMissingError
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Rule
from omicheck.plain_data import compact_json, row_data
from omicheck.rulebase.folder import RuleBase
from omicheck.text import counted

if TYPE_CHECKING:
    from omicheck.evaluate.case_workers.packing import CaseRows
    from omicheck.evaluate.columnar.partition_rows import PartitionRows

Engine = Literal["durable", "columnar", "both"]
ENGINES: Final[tuple[str, ...]] = ("auto", *get_args(Engine))

# From here on the second evaluator is the quicker one, its start and the bank holidays included: measured in
# docs/benchmarks.md.
MANY_CASES: Final = 200
# Enough for the columns to pay, few enough for a progress bar to move.
_AT_A_TIME: Final = 2_000


def choose_engine(wanted: str, cases: int) -> tuple[Engine, str]:
    """The evaluator to be used, and a remark on the choice, empty where it is the usual one.

    Args:
        wanted: one of `ENGINES`.
        cases: how many cases there are.

    Raises:
        EngineMissingError: durable-rules is asked for, and cannot be used.
    """
    require_engine(wanted)
    for engine in get_args(Engine):
        if wanted == engine:
            return engine, ""
    if cases < MANY_CASES:
        return ("durable", "") if _is_durable_there() else ("columnar", "")
    many = counted(cases, "case")
    return "columnar", f"{many}, evaluated with the columnar evaluator (--engine durable for the other)"


def require_engine(wanted: str) -> None:
    """Refuses an evaluator that cannot be used on this machine.

    Args:
        wanted: one of `ENGINES`.

    Raises:
        EngineMissingError: durable-rules is asked for, and cannot be used.
    """
    if wanted in ("durable", "both") and not _is_durable_there():
        from omicheck.evaluate.durable.library import REMEDY, why_missing  # noqa: PLC0415, loads the library

        told = f"the evaluator {wanted!r} cannot be used here: {why_missing()}"
        raise EngineMissingError(f"{told}; take 'columnar', or install it: {REMEDY}")


def _is_durable_there() -> bool:
    from omicheck.evaluate.durable.library import why_missing  # noqa: PLC0415, loads the library

    return why_missing() is None


def rows_by(
    engine: Engine,
    rule_base: RuleBase,
    rules: Iterable[Rule],
    cases: Iterable[Case],
    as_of: date,
    advance: Callable[[int], None],
    tell: Callable[[str], None],
    workers: int | None = None,
) -> Iterator[Row]:
    """The rows of rules for cases, by case, rule and occurrence.

    Args:
        engine: the evaluator, or both.
        rule_base: what the rules speak of.
        rules: the rules.
        cases: the cases.
        as_of: the audit date.
        advance: is told of so many cases done.
        tell: is told of an evaluator's failures, and of rows on which two disagree.
        workers: how many processes may ask durable-rules at a time; None for one for each core.
    """
    in_order = sorted(cases, key=lambda case: case.case_id)
    rules = sorted(rules, key=lambda rule: rule.id)
    if engine == "columnar":
        for some in some_at_a_time(in_order):
            yield from _columnar(rule_base, rules, some, as_of, tell)
            advance(len(some))
        return
    from omicheck.evaluate.case_workers.packing import Work  # noqa: PLC0415, heavy
    from omicheck.evaluate.case_workers.rows import rows_of_cases  # noqa: PLC0415, heavy

    # Closed whatever happens, as processes go with it.
    with closing(rows_of_cases(Work(rule_base, rules, as_of), in_order, workers)) as found:
        if engine == "durable":
            yield from _told(found, advance, tell)
            return
        for some in some_at_a_time(in_order):
            first = _told(islice(found, len(some)), advance, tell)
            yield from agreed(first, _columnar(rule_base, rules, some, as_of, tell), tell)


def some_at_a_time(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    """Cases in their order, as many at a time as the columnar evaluator is given."""
    for start in range(0, len(cases), _AT_A_TIME):
        yield cases[start : start + _AT_A_TIME]


def agreed(first: Iterable[Row], second: Iterable[Row], tell: Callable[[str], None]) -> Iterator[Row]:
    """The rows that both evaluators give, and an error row for every other.

    Args:
        first: the rows of durable-rules.
        second: those of the columnar evaluator.
        tell: is told of both rows where they are not alike.
    """
    named = [((row.key, name), row) for name, rows in (("durable", first), ("columnar", second)) for row in rows]
    for place, group in groupby(sorted(named, key=itemgetter(0)), lambda one: one[0][0]):
        found = [(name, row) for (_, name), row in group]
        row = found[0][1]
        if [name for name, _ in found] == ["columnar", "durable"] and row == found[1][1]:
            yield row
            continue
        case_id, rule, occurrence = place
        tell(f"error: case {case_id}, rule {rule}: the evaluators disagree on occurrence {occurrence}")
        for name in ("durable", "columnar"):
            given = [compact_json(row_data(row)) for one, row in found if one == name]
            tell(f"  {name}: {' and '.join(given) or 'no row'}")
        yield Row(case_id, rule, row.question, occurrence, "error", "evaluators_disagree")


def _told(found: "Iterable[CaseRows]", advance: Callable[[int], None], tell: Callable[[str], None]) -> Iterator[Row]:
    """The rows of cases; what went wrong is told after the last."""
    failures: list[str] = []
    for of_case in found:
        yield from of_case.rows
        failures += of_case.failures
        advance(1)
    for failure in failures:
        tell(failure)


def columns_by(
    rule_base: RuleBase, rules: Iterable[Rule], cases: Sequence[Case], as_of: date, tell: Callable[[str], None]
) -> "PartitionRows":
    """The rows of rules for cases by the columnar evaluator, as columns; its failures are told."""
    from omicheck.evaluate.columnar.evaluator import evaluate_partition  # noqa: PLC0415, heavy
    from omicheck.evaluate.columnar.narrowing import rows_of_all  # noqa: PLC0415, heavy
    from omicheck.evaluate.columnar.partition import partition_of  # noqa: PLC0415, heavy

    by_name, rules = {case.case_id: case for case in cases}, tuple(rules)

    def attempt(names: Iterable[str]) -> "PartitionRows":
        partition = partition_of([by_name[name] for name in names], rule_base.vocabulary)
        return evaluate_partition(partition, rules, rule_base.limits, as_of)

    found = rows_of_all(tuple(by_name), rules, attempt)
    for failure in found.failures:
        tell(str(failure))
    return found


def _columnar(
    rule_base: RuleBase, rules: Sequence[Rule], cases: Sequence[Case], as_of: date, tell: Callable[[str], None]
) -> Iterator[Row]:
    from omicheck.evaluate.columnar.rows import rows_of  # noqa: PLC0415, heavy

    yield from rows_of(columns_by(rule_base, rules, cases, as_of, tell))
