"""What is passed to `omicheck` and is of another kind than is wanted is told by its name, and never as Python would."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest

import omicheck
from python_cases import CASE

_ENGINES = "expected auto, durable, columnar, both or spark"


@cache
def _whole() -> omicheck.Result:
    return omicheck.check(CASE, as_of="2010-01-18")


def _checked(**others: object) -> Callable[[], object]:
    return lambda: omicheck.check(CASE, as_of="2010-01-18", **others)  # type: ignore[arg-type]  # on purpose


def _scored(**others: object) -> Callable[[], object]:
    return lambda: _whole().score(**others)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (_checked(engine="columner"), f"engine: found 'columner'; {_ENGINES}; did you mean columnar?"),
        (_checked(engine=None), f"engine: found nothing; {_ENGINES}"),
        (_checked(only=5), "only: found the whole number 5; expected a text, or several of them"),
        (_checked(only=[2.1]), "only: found the number 2.1; expected a text, or several of them"),
        (_checked(cases=[b"A"]), "cases: found bytes; expected a text, or several of them"),
        (_checked(leave_out=True), "leave_out: found the flag true; expected a text, or several of them"),
        (_checked(workers="2"), "workers: found a text; expected a whole number"),
        (_checked(workers=1.5), "workers: found the number 1.5; expected a whole number"),
        (_checked(workers=True), "workers: found the flag true; expected a whole number"),
        (_checked(rules=["a"]), "rules: found a list of 1; expected the path of a file or folder"),
        (_checked(waivers={}), "waivers: found an empty mapping; expected the path of a file or folder"),
        (_checked(baseline=5), "baseline: found the whole number 5; expected the path of a file or folder"),
        (_scored(side="rule"), "side: found 'rule'; expected both, rules_only or answers_only"),
        (_scored(caseload="60"), "caseload: found a text; expected a whole number"),
        (_scored(seed=None), "seed: found nothing; expected a whole number"),
        (_scored(resamples=2.5), "resamples: found the number 2.5; expected a whole number"),
        (_scored(answers=[5]), "answers: found the whole number 5; expected the path of a file or folder"),
        (lambda: _whole().explain(["A"]), "case: found a list of 1; expected a text"),  # type: ignore[arg-type]
        (lambda: omicheck.rules(5), "folder: found the whole number 5; expected the path of a file or folder"),  # type: ignore[arg-type]
        (
            lambda: omicheck.compare(_whole(), _whole()),  # type: ignore[arg-type]
            "first: found a omicheck.api.result.Result; expected scores, as the method score of a result gives them",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_by_its_name(call: Callable[[], object], told: str) -> None:
    with pytest.raises(omicheck.errors.RequestWrongError) as wrong:
        call()
    assert str(wrong.value) == told


@pytest.mark.parametrize("day", [np.datetime64("2010-01-18"), pd.Timestamp("2010-01-18"), "2010-01-18"])
def test_days_numbers_and_names_of_other_libraries_are_taken(day: object) -> None:
    result = omicheck.check(CASE, as_of=day, cases=pd.Series([CASE["case_id"]]), workers=np.int64(1))  # type: ignore[arg-type]
    assert list(result.rows) == list(_whole().rows)


def test_nothing_in_the_place_of_names_is_no_name() -> None:
    result = omicheck.check(CASE, as_of="2010-01-18", only=None, cases=None, leave_out=None)  # type: ignore[arg-type]
    assert list(result.rows) == list(_whole().rows)


def test_an_edition_may_be_the_number_of_a_year() -> None:
    assert repr(omicheck.rules(edition=2021)) == repr(omicheck.rules(edition="2021"))  # type: ignore[arg-type]
