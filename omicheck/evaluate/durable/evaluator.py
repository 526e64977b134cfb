"""Cases and rules to rows, with every decision taken by durable-rules."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import starmap
from typing import Final

from attrs import define, field, frozen

from omicheck.evaluate.durable.engine import AnswersError, Decision
from omicheck.evaluate.durable.events import Incomplete
from omicheck.evaluate.durable.facts import CheckOfCase
from omicheck.evaluate.durable.history import History
from omicheck.evaluate.durable.limits import InForce, LimitDecision
from omicheck.evaluate.durable.occurrences import Occurrence, OccurrenceStanding, occurrences
from omicheck.evaluate.durable.parts_of_rows import (
    RowTuple,
    check_of_case,
    ends_first,
    row_of,
    scope_of,
    text_of,
    unknown_of,
)
from omicheck.evaluate.durable.prepared import Preparations, Prepared
from omicheck.evaluate.durable.rows import RowValues, together, work_out
from omicheck.evaluate.durable.scopes import FALSE, TRUE, Truth
from omicheck.evaluate.durable.truths import Scopes, satisfies
from omicheck.evaluate.durable.verdicts import NO, TABLE_OF, YES, Ruling, verdict_tree
from omicheck.model.case import Case
from omicheck.model.row import Row
from omicheck.model.rule import Check, Kind, Rule
from omicheck.rulebase.folder import RuleBase

# Standing and scope, the first keys of every table.
_FIRST_KEYS: Final = 2
# A never is worked out once, without an amount.
NO_AMOUNT: Final = InForce((None,))


@frozen
class Failure:
    """An evaluator's failure on one rule and case, behind a row with the verdict `error`."""

    case_id: str
    rule: str
    what: str

    def __str__(self) -> str:
        return f"error: case {self.case_id}, rule {self.rule}: {self.what}"


@define(eq=False)
class DurableEvaluator:
    """Evaluates rules, one case at a time. Rulesets are made when they are first needed, and kept.

    Attributes:
        rule_base: what the rules speak of.
        failures: what went wrong, for the standard error.
    """

    rule_base: RuleBase
    failures: list[Failure] = field(init=False, factory=list)
    _scopes: Scopes = field(init=False)
    _prepared: Preparations = field(init=False, factory=Preparations)
    _limits: dict[str, LimitDecision] = field(init=False, factory=dict)
    _verdicts: dict[Kind, Decision[Ruling]] = field(init=False)
    _early: dict[tuple[Kind, int, Truth], Ruling] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Makes the table of each kind; kinds that have one table share it."""
        self._scopes = Scopes(self.rule_base.vocabulary)
        tables: dict[str, Decision[Ruling]] = {}
        for kind, table in TABLE_OF.items():
            if table not in tables:
                tree, box = verdict_tree(kind)
                tables[table] = Decision(f"verdict {table}", tuple(box), tree)
        self._verdicts = {kind: tables[table] for kind, table in TABLE_OF.items()}

    def rows(self, cases: Iterable[Case], rules: Iterable[Rule], as_of: date) -> Iterator[Row]:
        """The rows of all rules for all cases, by case, rule and occurrence."""
        in_order = sorted(rules, key=lambda rule: rule.id)
        for case in sorted(cases, key=lambda case: case.case_id):
            yield from self.rows_of_case(case, in_order, as_of)

    def rows_of_case(self, case: Case, rules: Iterable[Rule], as_of: date) -> Iterator[Row]:
        """The rows of rules, in the order given, for one case."""
        return starmap(Row, self.tuples_of_case(case, rules, as_of))

    def tuples_of_case(self, case: Case, rules: Iterable[Rule], as_of: date) -> Iterator[RowTuple]:
        """The same as tuples of their fields."""
        history = self.history(case, as_of)
        by_clock: dict[int, tuple[Occurrence, ...]] = {}
        for rule in rules:
            prepared = self._prepared.of(rule)
            try:
                found = by_clock.get(prepared.clock)
                if found is None:
                    found = by_clock[prepared.clock] = occurrences(prepared.check, history)
            except AnswersError as error:
                yield self._failed(rule, 1, error, case)
                continue
            for occurrence in found:
                try:
                    yield self._row(prepared, occurrence, history)
                except AnswersError as error:
                    yield self._failed(rule, occurrence.number, error, case)

    def history(self, case: Case, as_of: date) -> History:
        """A case as at an audit date, its scopes decided where this evaluator decides them."""
        return History(case, self.rule_base.vocabulary, as_of, self._scopes)

    def _failed(self, rule: Rule, number: int, error: AnswersError, case: Case) -> RowTuple:
        self.failures.append(Failure(case.case_id, rule.id, str(error)))
        return (case.case_id, rule.id, rule.question, number, "error", error.reason)

    # --- one occurrence ------------------------------------------------------------------------------------

    def _row(self, prepared: Prepared, occurrence: Occurrence, history: History) -> RowTuple:
        scope = scope_of(prepared, occurrence, history)
        if scope != FALSE and occurrence.incomplete is not None and occurrence.every_day:
            ruling = self._every_day(prepared, occurrence, occurrence.incomplete, history)
            if ruling is not None:
                return row_of(prepared, occurrence, RowValues(ruling), history)
        if scope == TRUE and occurrence.standing == OccurrenceStanding.DATED:
            if prepared.check.kind == "recorded":
                return row_of(prepared, occurrence, self._recorded(prepared.check, history), history)
            in_force = self._in_force(prepared.check, occurrence, history)
            if in_force.amounts:
                asked = check_of_case(prepared.check, history)
                result = self._worked_out(asked, occurrence, in_force)
                limit = None if in_force.unknown is not None else text_of(in_force.amounts[0])
                return row_of(prepared, occurrence, result, history, limit)
        ruling = self._first_steps(prepared.check.kind, occurrence.standing, scope)
        if ruling.verdict != "cannot_tell":
            return row_of(prepared, occurrence, RowValues(ruling), history)
        unknown = unknown_of(prepared, occurrence, ruling, scope, history)
        return row_of(prepared, occurrence, RowValues(ruling, unknown=unknown), history)

    def _first_steps(self, kind: Kind, standing: OccurrenceStanding, scope: Truth) -> Ruling:
        """The ruling of an occurrence that does not come to step 6."""
        # An integer, as what it is an instance of is found by its name, which takes longer.
        key = (kind, int(standing), scope)
        ruling = self._early.get(key)
        if ruling is None:
            decision = self._verdicts[kind]
            rest = (NO,) * (len(decision.keys) - _FIRST_KEYS)
            ruling = self._early[key] = decision.ask((int(standing), int(scope), *rest))
        return ruling

    def _in_force(self, check: Check, occurrence: Occurrence, history: History) -> InForce:
        """The amounts that hold for an occurrence with a date."""
        if check.limit is None:
            return NO_AMOUNT
        if occurrence.day is None:
            raise ValueError("no limit is in force on no day")
        decision = self._limits.get(check.limit)
        if decision is None:
            limit = self.rule_base.limits[check.limit]
            decision = self._limits[check.limit] = LimitDecision(limit, self.rule_base.vocabulary)
        value = decision.value_on(occurrence.day)
        if value is None:
            return InForce(())
        return decision.in_force(value, None if value.by is None else history.value(value.by, occurrence.day))

    def _worked_out(self, asked: CheckOfCase, occurrence: Occurrence, in_force: InForce) -> RowValues:
        """Steps 6 and 7, for each amount that may hold; what is not alike comes from the latest due date."""
        day = occurrence.day
        if day is None:
            raise ValueError("an occurrence without a date cannot be worked out")
        breaks = asked.history.breaks(asked.check.while_, day)
        decide = self._verdicts[asked.check.kind].ask
        if in_force.unknown is None:
            return work_out(asked, occurrence, in_force.amounts[0], breaks, decide)
        results = [(amount, work_out(asked, occurrence, amount, breaks, decide)) for amount in in_force.amounts]
        latest = max(results, key=lambda one: one[0] if isinstance(one[0], int) else one[1].due or date.min)[1]
        if in_force.complete and len({result.ruling.verdict for _, result in results}) == 1:
            return latest
        unknown = (in_force.unknown,)
        return latest._replace(ruling=Ruling("cannot_tell", "unknown_limit"), days_late=None, unknown=unknown)

    def _recorded(self, check: Check, history: History) -> RowValues:
        """Step 7 of a `recorded`."""
        name = check.field or ""
        known = history.fields.timeline(name).at(history.as_of)
        satisfied = check.condition is None or satisfies(self._scopes, name, check.condition, known)
        codes = (not known.settled, known.found is not None, satisfied)
        fact = (int(OccurrenceStanding.DATED), int(TRUE), YES, NO, *map(int, codes))
        ruling = self._verdicts["recorded"].ask(fact)
        return RowValues(ruling, unknown=known.unsettled_by if ruling.verdict == "cannot_tell" else ())

    # --- an incomplete event that is an occurrence of its own ----------------------------------------------

    def _every_day(
        self, prepared: Prepared, occurrence: Occurrence, incomplete: Incomplete, history: History
    ) -> Ruling | None:
        """The ruling that every day of an incomplete event's span gives; None where there is none."""
        asked = check_of_case(prepared.check, history)
        # The event itself is no outcome of it.
        asked = asked._replace(outcomes=asked.outcomes.without(incomplete.place))
        rulings: set[Ruling] = set()
        for day in ends_first(incomplete.span):
            ruling = self._on_a_day(prepared, asked, occurrence.on(day, prepared.check))
            if ruling.verdict == "cannot_tell" or any(ruling.verdict != one.verdict for one in rulings):
                return None
            rulings.add(ruling)
        return together(rulings)

    def _on_a_day(self, prepared: Prepared, asked: CheckOfCase, occurrence: Occurrence) -> Ruling:
        """Steps 1, 2 and 5 to 7."""
        scope = scope_of(prepared, occurrence, asked.history)
        if scope == TRUE:
            in_force = self._in_force(asked.check, occurrence, asked.history)
            if in_force.amounts:
                return self._worked_out(asked, occurrence, in_force).ruling
        return self._first_steps(asked.check.kind, OccurrenceStanding.DATED, scope)
