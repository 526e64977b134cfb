"""Rows that are held as columns give the same text as the same rows one by one."""

import string
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draws import draws
from omicheck.dates import FIRST_DAY, LAST_DAY
from omicheck.evaluate.columnar.rows import partition_of_rows
from omicheck.evaluate.reason_codes import REASONS, VERDICT_CODES
from omicheck.evaluate.row_columns import RowColumns
from omicheck.model.row import VERDICTS, Row
from omicheck.output import column_texts, csv_table, jsonl
from omicheck.rulebase.folder import read_rule_base
from pipeline import ROOT
from strategies import hostile_texts

RULES = read_rule_base(ROOT / "rules", with_examples=False).rules
DAYS = st.none() | st.dates(FIRST_DAY, LAST_DAY)
NUMBERS = st.none() | st.integers(0, 20_000)


@st.composite
def rows_of_cases(draw: st.DrawFn) -> list[Row]:
    """Rows as an evaluator gives them: in their order, with whatever a row can hold."""
    names = sorted(draw(st.lists(hostile_texts(), unique=True, max_size=4)))
    rules = sorted(
        draw(st.lists(st.sampled_from(RULES), unique_by=lambda rule: rule.id, max_size=3)), key=attrgetter("id")
    )
    return [
        _row(draw, name, rule.id, rule.question, occurrence)
        for name in names
        for rule in rules
        for occurrence in range(1, draw(st.integers(1, 3)) + 1)
    ]


def _row(draw: st.DrawFn, case_id: str, rule: str, question: str, occurrence: int) -> Row:
    code = draw(st.integers(0, len(REASONS) - 1))
    trigger, due, outcome = (draw(DAYS) for _ in range(3))
    limit = draw(st.none() | st.sampled_from(("5 business_days", "10", "1 month")))
    unknown = draw(st.lists(st.text(string.ascii_lowercase, min_size=1), max_size=3, unique=True).map(sorted))
    return Row(
        case_id=case_id,
        rule=rule,
        question=question,
        occurrence=occurrence,
        verdict=VERDICTS[VERDICT_CODES[code]],
        reason=REASONS[code],
        trigger_date=trigger,
        due_date=due,
        outcome_date=outcome,
        days_late=draw(NUMBERS),
        limit=limit,
        count=draw(NUMBERS),
        unknown_fields=tuple(unknown),
    )


@draws(100)
@given(rows=rows_of_cases(), at_a_time=st.integers(1, 5), data=st.data())
def test_the_same_lines(rows: list[Row], at_a_time: int, data: st.DataObject) -> None:
    names = sorted({row.case_id for row in rows})
    columns = RowColumns((partition_of_rows(rows, RULES, names),))
    some = st.sampled_from((None, "East", "=West", 'a "b", c'))
    fields = {name: data.draw(st.lists(some, min_size=len(names), max_size=len(names))) for name in ("office", "limit")}
    whose = dict(zip(names, zip(*fields.values(), strict=True), strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(column_texts, "AT_A_TIME", at_a_time)
        as_json, as_csv = (
            "".join(made)
            for made in (
                jsonl.lines_of_columns([columns]),
                csv_table.lines_of_columns([(columns, fields)], tuple(fields)),
            )
        )
    assert as_json == "".join(jsonl.lines(rows))
    assert as_csv == "".join(csv_table.lines(((row, whose[row.case_id]) for row in rows), tuple(fields)))
    assert as_csv.splitlines()[0].endswith(",unknown_fields,office,case_limit")
