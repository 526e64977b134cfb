"""The plain program that benchmarks are measured against gives the rows of the evaluators: a third witness."""

from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from by_omicheck import by_durable_rules, fields
from generate import write
from plain_python import by_plain_python

from omicheck.rulebase.folder import packaged_rules, read_rule_base


@pytest.mark.parametrize("as_of", [date(2008, 6, 1), date(2010, 1, 18)])
def test_plain_python_gives_the_same_rows_of_every_rule(tmp_path: Path, as_of: date) -> None:
    write(150, tmp_path / "made")
    rule_base = read_rule_base(packaged_rules())
    rules = sorted(rule_base.with_status("in_force"), key=lambda rule: rule.id)
    given = (tmp_path / "made", rule_base, rules, as_of)
    assert list(by_plain_python(*given)) == list(fields(by_durable_rules(*given)))
