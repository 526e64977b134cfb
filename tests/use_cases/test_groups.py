"""Cases by the value of a text field: every case is in one group, however records are read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from draws import draws
from large_tables import as_csv, as_parquet, tables_of
from omicheck.errors import RequestWrongError
from omicheck.groups import Group, cases_by_group, group_name, groups_in_order, members_of_groups
from omicheck.model.case import Case
from omicheck.rulebase.folder import packaged_rules
from omicheck.use_cases import in_parts
from omicheck.use_cases.evaluation import EvaluationRequest
from omicheck.use_cases.observer import Silent
from omicheck.use_cases.sources import NamedSource, RecordSource, Source
from omicheck.use_cases.strategies import evaluated

NAMES = (None, "East", "east", "West", "a/b", "not recorded", "Böblingen")


def records(offices: Sequence[str | None]) -> list[dict[str, Any]]:
    plain: dict[str, Any] = {"sentence_type": "community_order", "sentence_date": "2009-03-02", "events": []}
    return [
        {"case_id": f"C-{number:03}", **plain} | ({} if office is None else {"office": office})
        for number, office in enumerate(offices)
    ]


def groups_of(source: Source, field: str = "office") -> dict[str, Group]:
    asked = EvaluationRequest(source, as_of="2010-01-18", only=("2.1.22",), by=(field,))
    with evaluated(asked, Silent()) as evaluation:
        assert evaluation.by == (field,)
        return {
            case_id: group
            for part in evaluation.parts()
            for case_id, group in zip(part.case_ids, part.groups(field), strict=True)
        }


@pytest.mark.parametrize("form", [as_csv, as_parquet])
def test_groups_are_the_same_in_memory_and_in_parts(
    form: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parts, "CASES_IN_A_PART", 2)
    made = records([*NAMES, *NAMES])
    expected = {str(one["case_id"]): one.get("office") for one in made}
    assert groups_of(RecordSource(made)) == expected
    assert groups_of(NamedSource(form(tables_of(made), tmp_path / "tables"))) == expected
    assert groups_of(RecordSource(made), "area") == dict.fromkeys(expected)


@draws(200)
@given(strategies.lists(strategies.sampled_from(NAMES)))
def test_groups_hold_every_case_once_in_the_order_of_their_names(offices: list[str | None]) -> None:
    cases = [Case(f"C-{n}", {} if one is None else {"office": one}, ()) for n, one in enumerate(offices)]
    found = cases_by_group(cases, "office")
    assert list(found) == groups_in_order(offices)
    assert sorted(case.case_id for those in found.values() for case in those) == sorted(one.case_id for one in cases)
    assert all(case.fields.get("office") == group for group, those in found.items() for case in those)
    assert members_of_groups(offices, cases) == found


def test_cases_without_a_value_come_last_and_are_told_as_such() -> None:
    assert [group_name(one) for one in groups_in_order(NAMES)] == [
        "a/b",
        "Böblingen",
        "East",
        "east",
        "not recorded",
        "West",
        "not recorded",
    ]
    assert group_name("A\x1bB") == "A\\x1bB"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ofice", "did you mean office?"),
        ("tier", "expected a text field of the records: person_id, area, office"),
        ("case_id", "expected a text field"),
    ],
)
def test_a_field_that_is_no_text_field_is_refused_with_the_nearest(name: str, told: str) -> None:
    asked = EvaluationRequest(RecordSource(records(["East"])), packaged_rules(), "2010-01-18", by=(name,))
    with pytest.raises(RequestWrongError) as error, evaluated(asked, Silent()):
        pass
    assert str(error.value).startswith(f"by: found {name!r}; expected a text field of the records: person_id, area")
    assert told in str(error.value)
