"""Records held against rules."""

from collections.abc import Iterable
from datetime import date
from os import PathLike
from typing import Any, get_args

from omicheck.api.arguments import day_of, file_of, names_of, number_or_none, one_word
from omicheck.api.result import Result
from omicheck.api.rules import Rules
from omicheck.api.sources import base_of, source_of
from omicheck.api.telling import warn_of, warn_of_not_held
from omicheck.rulebase.folder import RuleBase
from omicheck.use_cases.check import CheckRequest
from omicheck.use_cases.check import check as check_request
from omicheck.use_cases.evaluation import EngineName, EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.reading import is_read_in_parts


def check(
    records: Any,  # noqa: ANN401, a path, or a table of any library
    events: Any = None,  # noqa: ANN401, the same
    answers: Any = None,  # noqa: ANN401, the same
    *,
    mapping: str | PathLike[str] | None = None,
    as_of: date | str | None = None,
    rules: str | PathLike[str] | Rules | RuleBase | None = None,
    only: str | Iterable[str] = (),
    cases: str | Iterable[str] = (),
    engine: EngineName = "auto",
    workers: int | None = None,
    waivers: str | PathLike[str] | None = None,
    baseline: str | PathLike[str] | None = None,
    leave_out: str | Iterable[str] = (),
) -> Result:
    """Holds case records against rules. Records that are not right are rejected and warned of, the others are checked.

    Args:
        records: the records, or the table of cases.
        events: the table of events.
        answers: the table of inspectors' answers.
        mapping: a YAML file that says what headings and words of an extract mean (a workbook, CSV, JSON, an event log).
        as_of: the audit date, as a date or as `YYYY-MM-DD`; None for that which the records carry.
        rules: a rules folder, or rules that were read; None for the packaged ones.
        only: rules, questions, criteria or topics; all rules in force if there are none.
        cases: the cases that are asked for; all if there are none.
        engine: `durable`, `columnar`, `both` (where they differ, a row is an error), `auto` (the one that is quicker).
        workers: how many cores are used at a time; None for all that are of use. Rows are the same with any number.
        waivers: a YAML file of failures that are accepted for a time.
        baseline: a file of rows of an earlier check as JSON Lines, whose failures are known.
        leave_out: rules, questions, criteria or topics that are left out; `not_held` for all that an extract lacks.

    Raises:
        RecordsUnreadableError: nothing can be read, or a table has a column that it should not have.
        AuditDateError: there is no audit date, or none that can be used.
        OmicheckError: rules, mapping, waivers, baseline or another argument cannot be used; no such rule or case.

    Examples:
        >>> import omicheck
        >>> omicheck.check("fixtures/sample/cases.json", only="2.1.36", cases="SYN-0001").verdicts["not_met"]
        0
    """
    source, of_records = source_of(records, events, answers, mapping)
    whole = not is_read_in_parts(source, one_word("engine", engine, get_args(EngineName)))
    day = of_records if as_of is None else day_of(as_of)
    names = (names_of("only", only), names_of("cases", cases), engine)
    asked = (source, base_of(rules), day, *names, number_or_none("workers", workers))
    evaluation = EvaluationRequest(*asked, with_cases=whole, leave_out=names_of("leave_out", leave_out))
    return _checked(CheckRequest(evaluation, file_of("waivers", waivers), file_of("baseline", baseline)))


def _checked(request: CheckRequest) -> Result:
    """The result, once its reader was warned of what is not in it."""
    result = Result(request, check_request(request, Silent()))
    warn_of(result.rejected, result.taken, result.checked.problems)
    warn_of_not_held(result.checked.manifest)
    return result
