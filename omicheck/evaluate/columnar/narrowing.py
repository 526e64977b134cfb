"""What fails on some cases is tried again, and then with ever fewer of them, down to the case that it fails on.

So a case on which the evaluator fails costs its own rows, and those of no other. Where many cases fail it is no matter
of single cases, and the rest of them is not looked through.
"""

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from attrs import define, evolve, field, frozen

from omicheck.errors import OmicheckError
from omicheck.evaluate.columnar.partition_rows import Failure, PartitionRows
from omicheck.evaluate.columnar.rows import partition_of_rows, rows_of
from omicheck.model.row import Row
from omicheck.model.rule import Rule

Result = TypeVar("Result")
# So many are looked for one by one; what else fails has error rows together.
MOST_CASES: Final = 8


@frozen(eq=False)
class Way(Generic[Result]):
    """How some cases are worked on.

    Attributes:
        attempt: works on cases, by their references.
        failures: which rules failed.
        given_up: the result of cases on which all of it failed, and the error.
        noted: a result whose failures are said to be of these cases.
        put_together: the result of several attempts, in the order of the cases.
        errors: of an attempt that failed; any other is raised.
    """

    attempt: Callable[[Sequence[str]], Result]
    failures: Callable[[Result], Sequence[Failure]]
    given_up: Callable[[Sequence[str], Exception], Result]
    noted: Callable[[Result, Sequence[str]], Result]
    put_together: Callable[[Sequence[Result]], Result]
    errors: type[Exception] = Exception


def worked_on(whole: Callable[[], Result], names: Callable[[], Sequence[str]], way: Way[Result]) -> Result:
    """The result for cases, in which only those have error rows on which the evaluator fails.

    Args:
        whole: works on all of them.
        names: gives their references, in order, where they are needed.
        way: how some of them are worked on.

    Raises:
        OmicheckError: what the user can put right, as it was raised.
        OSError: what was to be read is gone.
    """
    for _ in range(2):
        found = _tried(whole, way.errors)
        if not isinstance(found, Exception) and not way.failures(found):
            return found
    return way.put_together(_Search(way).results(names(), found))


def _tried(work: Callable[[], Result], errors: type[Exception]) -> Result | Exception:
    try:
        return work()
    except (OmicheckError, OSError):
        raise
    except errors as error:
        return error


@define(eq=False)
class _Search(Generic[Result]):
    """Looks for the cases on which it fails."""

    way: Way[Result]
    _found: int = field(init=False, default=0)

    def results(self, names: Sequence[str], failed: Result | Exception) -> list[Result]:
        """The results of cases that failed together."""
        if len(names) > 1 and self._found < MOST_CASES:
            half = len(names) // 2
            return [*self._of(names[:half]), *self._of(names[half:])]
        self._found += 1
        if isinstance(failed, Exception):
            return [self.way.given_up(names, failed)]
        return [self.way.noted(failed, names)]

    def _of(self, names: Sequence[str]) -> list[Result]:
        found = _tried(lambda: self.way.attempt(names), self.way.errors)
        if isinstance(found, Exception) or self.way.failures(found):
            return self.results(names, found)
        return [found]


# --- rows ------------------------------------------------------------------------------------------------------


def rows_of_all(
    names: Sequence[str], rules: Sequence[Rule], attempt: Callable[[Sequence[str]], PartitionRows]
) -> PartitionRows:
    """The rows of cases, in which only those have error rows on which the evaluator fails.

    Args:
        names: the references of the cases, in order.
        rules: the rules.
        attempt: evaluates cases.
    """
    way = Way(
        attempt,
        lambda found: found.failures,
        lambda some, error: error_rows(some, rules, error),
        noted,
        lambda found: rows_put_together(found, rules),
    )
    return worked_on(lambda: attempt(names), lambda: names, way)


def error_rows(names: Sequence[str], rules: Sequence[Rule], error: Exception) -> PartitionRows:
    """The rows of cases that could not be evaluated at all."""
    rows = (
        Row(name, rule.id, rule.question, 1, "error", "evaluator_failed")
        for name in names
        for rule in sorted(rules, key=lambda rule: rule.id)
    )
    found = partition_of_rows(rows, rules, names)
    return evolve(found, failures=(Failure(None, type(error).__name__, tuple(names)),))


def noted(found: PartitionRows, names: Sequence[str]) -> PartitionRows:
    """Rows whose failures are said to be of these cases."""
    return evolve(found, failures=tuple(evolve(failure, cases=tuple(names)) for failure in found.failures))


def rows_put_together(found: Sequence[PartitionRows], rules: Sequence[Rule]) -> PartitionRows:
    """The rows of several attempts."""
    names = [name for one in found for name in one.case_ids]
    together = partition_of_rows((row for one in found for row in rows_of(one)), rules, names)
    return evolve(together, failures=tuple(failure for one in found for failure in one.failures))
