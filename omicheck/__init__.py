"""Check case files against declarative rules, explain every verdict, and score what was found.

    >>> import omicheck
    >>> result = omicheck.check("fixtures/sample/cases.json")
    >>> len(result.rows), len(result.failures), len(result.rejected)
    (5020, 402, 0)

`check` takes as records one of:

- a path or an address, as the command line takes it: JSON or JSON Lines, a folder of tables, a database;
- a data frame of pandas or polars, an Arrow table or whatever gives an Arrow stream: a row for each case; the events,
  and the answers if there are any, are tables of their own. The columns are those of tables in files;
- such tables in a tuple, or in a dict with the keys `cases`, `events` and `answers`;
- dicts in the shape of case records in JSON, whose days may be dates:

    >>> absences = [{"type": "absence", "date": f"2009-04-0{day}", "acceptable": False} for day in (1, 8)]
    >>> case = {"case_id": "EX-1", "sentence_type": "community_order", "sentence_date": "2009-03-02", "tier": 2}
    >>> case["events"] = [*absences, {"type": "breach_instigated", "date": "2009-04-25"}]
    >>> result = omicheck.check(case, as_of="2009-09-01", only="breach-instigated-on-time")
    >>> [(row.verdict, row.due_date.isoformat(), row.days_late) for row in result.rows]
    [('not_met', '2009-04-24', 1)]

`rules` gives the rules to look at. What can go wrong is in `omicheck.errors`, every class of it an `OmicheckError`.

The package reads in the order in which data flows:

1. `dates`         how days are counted
2. `model`         case, rule, limit, row: frozen values
3. `records`       case records in: JSON, JSON Lines, tables, workbooks, databases
4. `rulebase`      rule files in
5. `evaluate`      cases and rules to rows, by two evaluators that share nothing but the steps above
6. `accepted`      which failures are accepted for a time, or known
7. `score`         rows to questions, criteria, sections and headlines
8. `performance`   rows to the metrics of the performance framework
9. `sample`        which cases of a caseload to look at
10. `wording`, `provenance`, `explain`  rules and rows in words, with the source of every number
11. `authoring`    everything for those who write rules
12. `output`       what is found, as tables and files
13. `command_line` the only place that knows of files named by a user, terminals and the clock
14. `api`          what `import omicheck` gives, beside the command line

`errors` and `findings` say what is wrong with what a user gave.
"""

__version__ = "0.1.0"

__all__ = [
    "Explanation",
    "OmicheckError",
    "OmicheckWarning",
    "Result",
    "Rows",
    "Rules",
    "ScoreReport",
    "check",
    "errors",
    "rules",
]

# Looked up when it is asked for: the command line and `import omicheck` are to stay quick.
_STANDS_IN = {
    "Explanation": "omicheck.api.explanation",
    "OmicheckError": "omicheck.errors",
    "OmicheckWarning": "omicheck.api.telling",
    "Result": "omicheck.api.result",
    "Rows": "omicheck.api.rows",
    "Rules": "omicheck.api.rules",
    "ScoreReport": "omicheck.api.scores",
    "check": "omicheck.api.check",
    "rules": "omicheck.api.rules",
}


# That of `typing` would have to be imported, which takes longer than all else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from omicheck import errors
    from omicheck.api.check import check
    from omicheck.api.explanation import Explanation
    from omicheck.api.result import Result
    from omicheck.api.rows import Rows
    from omicheck.api.rules import Rules, rules
    from omicheck.api.scores import ScoreReport
    from omicheck.api.telling import OmicheckWarning
    from omicheck.errors import OmicheckError
else:

    def __getattr__(name: str) -> object:
        from importlib import import_module  # noqa: PLC0415, of use only here

        if name == "errors":
            return import_module("omicheck.errors")
        if name in _STANDS_IN:
            found = globals()[name] = getattr(import_module(_STANDS_IN[name]), name)
            return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
