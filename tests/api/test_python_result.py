"""What is made of a result in Python, what is warned of and what is refused."""

import json
import sys
from typing import Any

import pytest

import omicheck
from omicheck.errors import (
    AuditDateError,
    CommandWrongError,
    LibraryMissingError,
    RecordsUnreadableError,
    RequestWrongError,
)
from pipeline import ROOT, run
from python_cases import AS_OF, CASE, SAMPLE, SCREENING

BREACH = "fixtures/cases/breach-a-day-late.json"

pytestmark = pytest.mark.usefixtures("at_the_root")


@pytest.fixture(scope="module")
def result() -> omicheck.Result:
    return omicheck.check(str(ROOT / SAMPLE))


def test_rejected_records_are_warned_of_and_the_others_checked() -> None:
    good, bad = {**CASE, "case_id": "GOOD-1"}, {**CASE, "case_id": "BAD-1", "tier": 7}
    told = "1 record rejected, 1 taken; .rejected has them, each with its problems"
    with pytest.warns(omicheck.OmicheckWarning) as warned:
        result = omicheck.check([good, bad], as_of=AS_OF, only=SCREENING, engine="columnar")
    assert [(str(one.message), one.filename) for one in warned] == [(told, __file__)]
    assert [(row.case_id, row.verdict) for row in result.rows] == [("GOOD-1", "not_met")]
    (rejected,) = result.rejected
    assert [str(problem) for problem in rejected.problems] == [
        "records: case BAD-1: [1].tier: found 7; expected a whole number from 1 to 4"
    ]
    assert rejected.record == bad


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            (3,),
            "records: found the whole number 3; expected a path or an address, data frames or Arrow tables of cases",
        ),
        (
            ([CASE], [CASE]),
            "records: found a list of 1 beside tables of events or answers; expected a table of cases beside",
        ),
        (({"cases": [CASE], "evnts": []},), "records: found 'evnts' beside cases; expected cases, as_of and note"),
        (("no-such-file.json",), "no-such-file.json: found no such file or folder; expected a JSON or JSON Lines file"),
    ],
)
def test_what_is_no_record_is_refused(arguments: tuple[Any, ...], expected: str) -> None:
    with pytest.raises(RecordsUnreadableError) as refused:
        omicheck.check(*arguments, as_of=AS_OF)
    assert str(refused.value).startswith(expected)


def test_errors_are_the_packages_own(result: omicheck.Result) -> None:
    with pytest.raises(AuditDateError, match="no audit date: the records carry no as_of; give one with as_of"):
        omicheck.check([CASE])
    with pytest.raises(CommandWrongError, match="found 'no-such-rule'; expected a rule, question, criterion or topic"):
        omicheck.check([CASE], as_of=AS_OF, only="no-such-rule")
    with pytest.raises(CommandWrongError, match="no case SYN-0061: it is not among the records; did you mean"):
        result.explain("SYN-0061")
    with pytest.raises(RequestWrongError, match=r"only: found 2\.1\.36; expected every rule and every case"):
        omicheck.check([CASE], as_of=AS_OF, only="2.1.36").score()
    with pytest.raises(CommandWrongError, match="found 'breach-instigatd'; expected the id of a rule; did you mean"):
        omicheck.rules()["breach-instigatd"]
    own = [AuditDateError, CommandWrongError, RequestWrongError, LibraryMissingError]
    assert [issubclass(one, omicheck.OmicheckError) for one in own] == [True] * 4


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_missing_is_told_with_the_remedy(
    library: str, result: omicheck.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    way = {"pandas": result.to_pandas, "polars": result.to_polars, "pyarrow": result.to_arrow}[library]
    with pytest.raises(LibraryMissingError, match=f"^{library} is not installed: pip install {library}$"):
        way()


def test_an_explanation_says_what_the_command_says() -> None:
    result = omicheck.check(BREACH, only="breach-instigated-on-time")
    printed = run("explain", BREACH, "--only", "breach-instigated-on-time").output
    assert str(result.explain("EX-1")).split() == printed.split()
    every = omicheck.check(BREACH).explain("EX-1", every=True)
    assert str(every).split() == run("explain", BREACH, "--all").output.split()


def test_a_score_is_that_of_the_command(result: omicheck.Result) -> None:
    scores = result.score(caseload=1450, resamples=100)
    options = ("score", SAMPLE, "--caseload", 1450, "--resamples", 100)
    assert scores.arithmetic("1.2") + "\n" == run(*options, "--explain", "1.2").output
    told = json.loads(run(*options, "--format", "json").output)
    assert scores.to_dicts() == [
        {
            "level": level,
            "id": one[level],
            "title": one["title"],
            "score": one["score"],
            "percent": one["percent"],
            "low": one["interval"][0],
            "high": one["interval"][1],
            "comment": one.get("comment"),
            "may_over_report": one["may_over_report"],
        }
        for level, many in (("headline", "headlines"), ("section", "sections"), ("criterion", "criteria"))
        for one in told[many]
    ]
    assert {name: scores.manifest[name] for name in told["manifest"]} == told["manifest"]
    assert scores.manifest["engine"] == "durable"


def test_a_comparison_is_that_of_the_command() -> None:
    first, second = (omicheck.check(one).score(resamples=100) for one in (SAMPLE, BREACH))
    told = json.loads(run("compare", SAMPLE, BREACH, "--resamples", 100, "--format", "json").output)
    compared = omicheck.compare(first, second)
    assert compared.to_dicts() == [
        {
            "level": level,
            "id": one[level],
            "title": one["title"],
            "first": one["first"]["score"],
            "second": one["second"]["score"],
            "difference": one["difference"],
            "low": None if one["interval"] is None else one["interval"][0],
            "high": None if one["interval"] is None else one["interval"][1],
            "change": one["change"],
        }
        for level, many in (("criterion", "criteria"), ("section", "sections"), ("headline", "headlines"))
        for one in told[many]
    ]
    assert compared._repr_html_().startswith("<p>omicheck.ComparisonReport: 60 cases and 1 case; ")
