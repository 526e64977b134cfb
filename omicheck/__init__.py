"""Check case files against declarative rules, explain every verdict, and score what was found.

    >>> import omicheck
    >>> result = omicheck.check("fixtures/sample/cases.json")
    >>> len(result.rows), len(result.failures), len(result.rejected)
    (5020, 402, 0)

`check` takes as records one of:

- a path or an address, as the command line takes it: JSON or JSON Lines, a workbook, a folder of tables, a database;
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

docs/design.md names the parts of the package in the order in which data flows.
"""

__version__ = "0.1.0"

__all__ = [
    "ComparisonReport",
    "Explanation",
    "OmicheckError",
    "OmicheckWarning",
    "Result",
    "Rows",
    "Rules",
    "ScoreReport",
    "check",
    "compare",
    "errors",
    "rules",
]

# Looked up when it is asked for: the command line and `import omicheck` are to stay quick.
_STANDS_IN = {
    "ComparisonReport": "omicheck.api.comparison",
    "Explanation": "omicheck.api.explanation",
    "OmicheckError": "omicheck.errors",
    "OmicheckWarning": "omicheck.api.telling",
    "Result": "omicheck.api.result",
    "Rows": "omicheck.api.rows",
    "Rules": "omicheck.api.rules",
    "ScoreReport": "omicheck.api.scores",
    "check": "omicheck.api.check",
    "compare": "omicheck.api.comparison",
    "rules": "omicheck.api.rules",
}


# That of `typing` would have to be imported, which takes longer than all else here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from omicheck import errors
    from omicheck.api.check import check
    from omicheck.api.comparison import ComparisonReport, compare
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
