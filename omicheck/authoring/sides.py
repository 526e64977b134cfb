"""Cases under one rule base, to be set beside the same cases under another."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from omicheck.authoring.rule_changes import changes_between
from omicheck.evaluate.durable.evaluator import DurableEvaluator
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.rulebase.folder import RuleBase


@frozen
class Side:
    """One of two rule bases, with the cases as its vocabulary reads them and the rows of its rules in force."""

    rule_base: RuleBase
    cases: tuple[Case, ...]
    rows: tuple[Row, ...]


def side(rule_base: RuleBase, cases: Sequence[Case], as_of: date, like: Side | None = None) -> Side:
    """The rows of the rules in force for all cases.

    Args:
        rule_base: the rule base.
        cases: the cases.
        as_of: the audit date.
        like: another side with the same audit date; the rows of rules that differ in nothing are taken from it.
    """
    rules = rule_base.with_status("in_force")
    in_order = tuple(sorted(cases, key=lambda case: case.case_id))
    rows: list[Row] = []
    if like is not None and like.cases == in_order and like.rule_base.calendar == rule_base.calendar:
        changes = changes_between(like.rule_base, rule_base)
        changed = {change.rule for change in changes}
        gone = changed | {change.was for change in changes}
        rows += (row for row in like.rows if row.rule not in gone)
        rules = tuple(rule for rule in rules if rule.id in changed)
    evaluator = DurableEvaluator(rule_base)
    rows += (row for case in in_order for row in evaluator.rows_of_case(case, rules, as_of))
    return Side(rule_base, in_order, tuple(sorted(rows, key=lambda row: row.key)))
