"""Cases and rules to rows, with every decision taken by durable-rules."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import define, evolve, field, frozen

from omicheck.evaluate.durable.engine import AnswersError, Decision
from omicheck.evaluate.durable.facts import Measured, measure
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.limits import InForce, LimitTree, limit_tree
from omicheck.evaluate.durable.occurrences import Occurrence, Standing, occurrences
from omicheck.evaluate.durable.scopes import TRUE, ScopeTree, Truth, scope_tree
from omicheck.evaluate.durable.verdicts import NO, TABLE_OF, YES, Ruling, verdict_tree
from omicheck.model.case import Case
from omicheck.model.limit import Limit
from omicheck.model.row import Reason, Row
from omicheck.model.rule import Check, Kind, Rule
from omicheck.model.scope import AllOf, FieldCondition
from omicheck.model.vocabulary import Vocabulary
from omicheck.rulebase.folder import RuleBase

# A check without a limit is never held up for want of one.
_NEEDS_NO_LIMIT: Final = InForce(())
_WITHOUT_LIMIT: Final[tuple[Kind, ...]] = ("recorded", "never")


@frozen
class Failure:
    """An evaluator's failure on one rule and case, behind a row with the verdict `error`."""

    case_id: str
    rule: str
    what: str


@define(eq=False)
class DurableEvaluator:
    """Evaluates rules, one case at a time. Rulesets are made when they are first needed, and kept.

    Attributes:
        rule_base: what the rules speak of.
        failures: what went wrong, for the standard error.
    """

    rule_base: RuleBase
    failures: list[Failure] = field(init=False, factory=list)
    _scopes: dict[AllOf, tuple[ScopeTree, Decision[Truth]]] = field(init=False, factory=dict)
    _limits: dict[str, tuple[LimitTree, Decision[InForce]]] = field(init=False, factory=dict)
    _verdicts: dict[str, Decision[Ruling]] = field(init=False, factory=dict)

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.rule_base.vocabulary

    def rows(self, cases: Iterable[Case], rules: Iterable[Rule], as_of: date) -> Iterator[Row]:
        """The rows of all rules for all cases, by case, rule and occurrence."""
        in_order = sorted(rules, key=lambda rule: rule.id)
        for case in sorted(cases, key=lambda case: case.case_id):
            yield from self.rows_of_case(case, in_order, as_of)

    def rows_of_case(self, case: Case, rules: Iterable[Rule], as_of: date) -> Iterator[Row]:
        """The rows of rules, in the order given, for one case."""
        history = History(case, self._vocabulary, as_of)
        for rule in rules:
            for occurrence in occurrences(rule.check, history):
                try:
                    yield self._row(rule, occurrence, history)
                except AnswersError as error:
                    self.failures.append(Failure(case.case_id, rule.id, str(error)))
                    reason: Reason = "two_verdicts" if len(error.answers) > 1 else "no_verdict"
                    yield Row(case.case_id, rule.id, rule.question, occurrence.number, "error", reason)

    def _row(self, rule: Rule, occurrence: Occurrence, history: History) -> Row:
        check = rule.check
        day = occurrence.day or history.as_of
        scope = self._scope(rule.applies, day, history)
        limit = _NEEDS_NO_LIMIT
        measured: tuple[Measured, ...] = ()
        if scope == TRUE and occurrence.standing == Standing.DATED:
            if check.limit is not None:
                limit = self._in_force(self.rule_base.limits[check.limit], day, history)
            if limit.amounts or check.kind in _WITHOUT_LIMIT:
                measured = self._measured(check, occurrence, limit, history)
        rulings = self._rulings(check, occurrence, scope, measured)
        first = rulings[0]
        row = Row(
            history.case.case_id,
            rule.id,
            rule.question,
            occurrence.number,
            first.verdict,
            first.reason,
            trigger_date=occurrence.day,
            unknown_fields=() if measured else self._unknown(rule, occurrence, first, day, history),
        )
        return _filled(row, measured[0], rulings, limit, history.as_of) if measured else row

    def _measured(self, check: Check, occurrence: Occurrence, limit: InForce, history: History) -> tuple[Measured, ...]:
        measured = measure(check, occurrence, limit.amounts, history)
        if check.kind != "recorded":
            return measured
        satisfied = self._is_satisfied(check, history)
        return tuple(evolve(one, fact={**one.fact, "satisfied": YES if satisfied else NO}) for one in measured)

    def _is_satisfied(self, check: Check, history: History) -> bool:
        if check.field is None or check.condition is None:
            return True
        condition = AllOf((FieldCondition(check.field, check.condition),))
        return self._scope(condition, history.as_of, history) == TRUE

    def _scope(self, scope: AllOf, day: date, history: History) -> Truth:
        found = self._scopes.get(scope)
        if found is None:
            tree = scope_tree(scope, self._vocabulary)
            found = self._scopes[scope] = (tree, Decision("scope", tuple(tree.codings), tree.tree))
        tree, decision = found
        return decision.ask(tree.codes(lambda name: history.value(name, day)))

    def _in_force(self, limit: Limit, day: date, history: History) -> InForce:
        if limit.id not in self._limits:
            tree = limit_tree(limit, self._vocabulary)
            self._limits[limit.id] = (tree, Decision(f"limit {limit.id}", tree.keys, tree.tree))
        tree, decision = self._limits[limit.id]
        return decision.ask(tree.codes(day, lambda name: history.value(name, day)))

    def _rulings(
        self, check: Check, occurrence: Occurrence, scope: Truth, measured: tuple[Measured, ...]
    ) -> list[Ruling]:
        """The ruling for each amount; where nothing was measured, the one that needs no measure."""
        table = TABLE_OF[check.kind]
        if table not in self._verdicts:
            tree, box = verdict_tree(check.kind)
            self._verdicts[table] = Decision(f"verdict {table}", tuple(box), tree)
        decision = self._verdicts[table]
        known = {"scope": scope, "standing": occurrence.standing, "limit": YES if measured else NO}
        facts = [{**known, **one.fact} for one in measured] or [dict.fromkeys(decision.keys, NO) | known]
        return [decision.ask(tuple(int(fact[key]) for key in decision.keys)) for fact in facts]

    def _unknown(
        self, rule: Rule, occurrence: Occurrence, ruling: Ruling, day: date, history: History
    ) -> tuple[str, ...]:
        if ruling.reason == "unknown_scope":
            asked = self._scopes[rule.applies][0].asked
            return tuple(name for name in asked if history.value(name, day) is None)
        return occurrence.unknown if ruling.verdict == "cannot_tell" else ()


def _filled(row: Row, measured: Measured, rulings: list[Ruling], limit: InForce, as_of: date) -> Row:
    """A row with what was measured against the amount with the latest due date, or the largest number."""
    agreed = all(ruling.verdict == row.verdict for ruling in rulings)
    exempt = row.reason == "exempt"
    row = evolve(
        row,
        due_date=measured.due,
        outcome_date=None if exempt else measured.outcome,
        count=None if exempt else measured.count,
        limit=str(limit.amounts[0]) if limit.amounts and limit.unknown is None else None,
    )
    if not agreed:
        unknown = () if limit.unknown is None else (limit.unknown,)
        return evolve(row, verdict="cannot_tell", reason="unknown_limit", unknown_fields=unknown)
    if row.reason == "incomplete_event":
        return evolve(row, unknown_fields=measured.unsettling)
    if measured.due is not None and row.reason in ("late", "absent"):
        until = measured.outcome if row.reason == "late" and measured.outcome is not None else as_of
        return evolve(row, days_late=(until - measured.due).days)
    return row
