"""Rows become columns, and rows again."""

from datetime import date

from omicheck.evaluate.columnar.rows import partition_of_rows, rows_of
from omicheck.evaluate.engines import rows_by
from omicheck.evaluate.row_columns import RowColumns
from omicheck.model.row import Row
from omicheck.records.read import read_records
from omicheck.rulebase.folder import packaged_rules, read_rule_base
from pipeline import ROOT


def test_rows_become_columns_and_rows_again() -> None:
    rule_base = read_rule_base(packaged_rules())
    records = read_records(str(ROOT / "fixtures/sample/cases.json"), rule_base.vocabulary)
    found = list(
        rows_by("durable", rule_base, rule_base.rules, records.cases, date(2010, 1, 18), lambda _: None, print)
    )
    rule = rule_base.rules[0]
    ids = sorted({case.case_id for case in records.cases})
    more = [
        Row("X", rule.id, rule.question, 1, "met", "either_way"),
        Row("X", rule.id, rule.question, 2, "not_due", "either_way", date(2009, 1, 1)),
        Row("X", rule.id, rule.question, 3, "error", "evaluators_disagree", unknown_fields=("a", "b")),
    ]
    columns = partition_of_rows([*found, *more], rule_base.rules, [*ids, "X"])
    assert list(rows_of(columns)) == [*found, *more]
    failing = [row for row in (*found, *more) if row.verdict in ("not_met", "error")]
    assert list(RowColumns((columns,)).of_verdicts("not_met", "error")) == failing
    one_by_one = [partition_of_rows([row], rule_base.rules, [row.case_id]) for row in more]
    assert list(RowColumns((columns,)) + RowColumns(tuple(one_by_one))) == [*found, *more, *more]
