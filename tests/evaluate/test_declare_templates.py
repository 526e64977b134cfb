"""Constraints on the order of events, said as rules of omicheck, are what their definitions in Python say they are.

The definitions are those by which the benchmark beside another program explains differences.
"""

from collections.abc import Iterator

import pytest
import yaml
from declare_runs import MAPPING, Broken, broken_by_omicheck, write_rules
from declare_templates import AS_OF, BOUNDS, CONSTRAINTS, Constraint, Within, is_broken, is_out_of_bounds
from disturbed_fines import NAME, disturbed_fines, time_of

from make_fines_log import Fine, as_xes
from pipeline import run

FINES = disturbed_fines(250)
Trace = list[tuple[str, int]]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Broken:
    folder = tmp_path_factory.mktemp("declare")
    write_rules(folder / "rules")
    (folder / "mapping.yaml").write_text(yaml.safe_dump(MAPPING, sort_keys=False), encoding="utf-8")
    (folder / "log.xes").write_text("".join(as_xes(FINES)), encoding="utf-8")
    asked = ("--mapping", folder / "mapping.yaml", "--rules", folder / "rules", "--as-of", AS_OF)
    rows = folder / "rows.jsonl"
    done = run("check", folder / "log.xes", *asked, "--format", "jsonl", "--output", rows)
    assert done.status == 1
    return broken_by_omicheck(rows)


def _traces() -> Iterator[tuple[Fine, Trace]]:
    for fine in FINES:
        done = [event for event in fine.events if event["lifecycle:transition"] != "start"]
        yield fine, [(event[NAME], time_of(event).date().toordinal()) for event in done]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda one: one.name)
def test_a_template_is_broken_where_its_definition_says(constraint: Constraint, broken: Broken) -> None:
    expected = {fine.number for fine, trace in _traces() if is_broken(constraint, trace, by_day=True)}
    assert {case for name, case in broken if name == constraint.name} == expected
    assert expected


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda one: one.name)
def test_a_bound_is_left_where_its_definition_says(bound: Within, broken: Broken) -> None:
    expected = {fine.number for fine, trace in _traces() if is_out_of_bounds(bound, trace, every_pair=False)}
    assert {case for name, case in broken if name == bound.name} == expected
    assert expected
