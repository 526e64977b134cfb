"""Records held against rules."""

from collections.abc import Iterable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from omicheck.api.result import Result
from omicheck.api.rules import Rules
from omicheck.api.sources import day_of, file_of, names_of, source_of
from omicheck.api.telling import warn_of
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
    as_of: date | str | None = None,
    rules: str | PathLike[str] | Rules | RuleBase | None = None,
    only: str | Iterable[str] = (),
    cases: str | Iterable[str] = (),
    engine: EngineName = "auto",
    waivers: str | PathLike[str] | None = None,
    baseline: str | PathLike[str] | None = None,
) -> Result:
    """Holds case records against rules.

    Records are one of:

    - a path or an address, as the command line takes it: JSON or JSON Lines, a folder of tables, a database;
    - a data frame of pandas or polars, an Arrow table or anything that gives an Arrow stream: a row for each case, and
      events and, if there are any, answers as tables of their own, in the columns of the tables in files;
    - several of these in a tuple, or in a dict with the keys `cases`, `events` and `answers`;
    - dicts in the shape of case records in JSON, whose days may be dates.

    Records that are not right are rejected and warned of, and the others are checked.

    Args:
        records: the records, or the table of cases.
        events: the table of events.
        answers: the table of inspectors' answers.
        as_of: the audit date; None for that which the records carry.
        rules: a rules folder, or rules that were read; None for those that come with the package.
        only: rules, questions, criteria or topics; all rules in force if there are none.
        cases: the cases that are asked for; all if there are none.
        engine: the evaluator; `auto` takes the one that is quicker for so many cases.
        waivers: a YAML file of failures that are accepted for a time.
        baseline: rows of an earlier check as JSON Lines, whose failures are known.

    Raises:
        RecordsUnreadableError: nothing can be read, or a table has a column that it should not have.
        AuditDateError: there is no audit date, or none that can be used.
        RulesWrongError: a rules folder cannot be read.
        CommandWrongError: there is no such rule or case.
        AcceptedWrongError: waivers or baseline cannot be used.

    Examples:
        >>> import omicheck
        >>> from datetime import date
        >>> case = {
        ...     "case_id": "EX-1",
        ...     "sentence_type": "community_order",
        ...     "sentence_date": date(2009, 3, 2),
        ...     "tier": 2,
        ...     "events": [
        ...         {"type": "absence", "date": date(2009, 4, 1), "acceptable": False},
        ...         {"type": "absence", "date": date(2009, 4, 8), "acceptable": False},
        ...         {"type": "breach_instigated", "date": date(2009, 4, 25)},
        ...     ],
        ... }
        >>> result = omicheck.check([case], as_of="2009-09-01", only="breach-instigated-on-time")
        >>> [(row.verdict, row.due_date.isoformat(), row.days_late) for row in result.rows]
        [('not_met', '2009-04-24', 1)]
    """
    source, of_records = source_of(records, events, answers)
    day = day_of(as_of)
    base = rules.base if isinstance(rules, Rules) else rules
    evaluation = EvaluationRequest(
        source,
        base if base is None or isinstance(base, RuleBase) else Path(base),
        of_records if day is None else day,
        names_of(only),
        names_of(cases),
        engine,
        with_cases=not is_read_in_parts(source, engine),
    )
    request = CheckRequest(evaluation, file_of(waivers), file_of(baseline))
    result = Result(request, check_request(request, Silent()))
    warn_of(result.rejected, result.taken, result.checked.problems)
    return result
