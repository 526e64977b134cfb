"""The rows of cases in the order of the cases, found here or by several processes at a time."""

import os
from collections.abc import Generator, Iterator, Sequence
from typing import Final

from omicheck.evaluate.case_workers.packing import CaseRows, Work
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.text import counted

# Fewer cases are done before workers would have begun: measured in docs/benchmarks.md.
FEWEST_CASES: Final = 1_000


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def rows_of_cases(work: Work, cases: Sequence[Case], workers: int | None = None) -> Generator[CaseRows, None, None]:
    """What is found of each case, in their order; the same whatever the number of workers.

    Args:
        work: what is to be done with every case.
        cases: the cases.
        workers: how many processes there may be; None for one for each core. One, or few cases, need none.
    """
    number = cores() if workers is None else workers
    if number == 1 or len(cases) < FEWEST_CASES:
        yield from _found_here(work, cases)
        return
    from omicheck.evaluate.case_workers.dealing import CannotStartError, Dealing, GivenUp  # noqa: PLC0415, heavy

    dealing = Dealing(work, cases, number)
    place = 0
    try:
        while place < len(cases):
            if place not in dealing.found:
                dealing.go_on(place)
                continue
            found = dealing.found.pop(place)
            yield _error_rows(work, cases[place], found.why) if isinstance(found, GivenUp) else found
            place += 1
    except CannotStartError:
        # As of few cases. durable-rules has a process of its own here too.
        yield from _found_here(work, cases[place:])
    finally:
        dealing.end()


def _found_here(work: Work, cases: Sequence[Case]) -> Iterator[CaseRows]:
    evaluator = DurableEvaluator(work.rule_base)
    for case in cases:
        rows = list(evaluator.rows_of_case(case, work.rules, work.as_of))
        yield CaseRows(rows, [str(failure) for failure in evaluator.failures])
        evaluator.failures.clear()


def _error_rows(work: Work, case: Case, why: str) -> CaseRows:
    rows = [Row(case.case_id, rule.id, rule.question, 1, "error", "evaluator_failed") for rule in work.rules]
    failure = (
        f"error: case {case.case_id}: the process that evaluated it {why}, twice; "
        f"{counted(len(rows), 'rule')} could not be evaluated"
    )
    return CaseRows(rows, [failure])
