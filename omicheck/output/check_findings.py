"""What a table shows of a check, noted while rows pass, so that no more of them is kept than is shown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from omicheck.accepted import Acceptance
from omicheck.groups import Group
from omicheck.model.row import FLAGGED_VERDICTS, Reason, Row, Verdict
from omicheck.use_cases.running_check import RunningCheck

if TYPE_CHECKING:
    from omicheck.evaluate.row_columns import RowColumns


@define(eq=False)
class SomeCases:
    """Cases of which the same could not be told.

    Attributes:
        shown: the references of the first of them.
        number: how many there are.
        rows: how many rows that is.
    """

    shown: list[str] = field(factory=list)
    number: int = 0
    rows: int = 0
    _last: str | None = None

    def add(self, case_id: str, most: int | None) -> None:
        """Adds a row, and its case if that is not the same as the last."""
        self.rows += 1
        if case_id != self._last:
            self._last = case_id
            self.number += 1
            if most is None or self.number <= most:
                self.shown.append(case_id)


@define(eq=False)
class RuleFindings:
    """What was found for a rule.

    Attributes:
        verdicts: how often each was given.
        failures: the first of the rows that are listed: not met, or an evaluator failed on them.
        listed: how many of these there are.
        unknown: the cases that could not be told, by reason and by what would have to be known.
    """

    verdicts: Counter[Verdict] = field(factory=Counter)
    failures: list[Row] = field(factory=list)
    listed: int = 0
    unknown: dict[tuple[Reason, tuple[str, ...]], SomeCases] = field(factory=dict)

    @property
    def failed(self) -> int:
        """How many rows were not met, or an evaluator failed on."""
        return self.verdicts["not_met"] + self.verdicts["error"]


@define(eq=False)
class CheckFindings:
    """What was found.

    Attributes:
        accepted: what is accepted and known.
        outcomes: the rules that ask for an outcome.
        most: as many failures of a rule are kept; None for all.
        is_shown: whether a failure is listed.
        groups_of: gives whose a case is: the values of text fields that are asked for.
        whose: the same of each case of which a failure is kept.
        by_rule: what was found for each rule.
        cases: how many cases there are.
        failing: the cases that fail somebody's duty.
        missing: the cases of which something could not be told, by what would have to be known; the empty name where
            no limit was in force.
        standing: how many failures are accepted by waiver, known, and open.
    """

    accepted: Acceptance
    outcomes: frozenset[str]
    most: int | None
    is_shown: Callable[[Row], bool]
    groups_of: Callable[[str], Mapping[str, Group]]
    whose: dict[str, Mapping[str, Group]] = field(init=False, factory=dict)
    by_rule: dict[str, RuleFindings] = field(init=False, factory=dict)
    cases: int = field(init=False, default=0)
    failing: SomeCases = field(init=False, factory=SomeCases)
    missing: dict[str, SomeCases] = field(init=False, factory=dict)
    standing: Counter[str] = field(init=False, factory=Counter)

    def rule(self, rule: str) -> RuleFindings:
        """What was found for a rule."""
        found = self.by_rule.get(rule)
        if found is None:
            found = self.by_rule[rule] = RuleFindings()
        return found

    def of_columns(self, parts: "Iterable[RowColumns]") -> None:
        """Notes rows that are held as columns; only those that call for somebody are gone through one by one."""
        from omicheck.evaluate.row_counts import cases_and_verdicts  # noqa: PLC0415, heavy

        for rows in parts:
            cases, verdicts = cases_and_verdicts(rows)
            self.cases += cases
            for rule, counts in verdicts.items():
                self.rule(rule).verdicts.update(counts)
            for row in rows.of_verdicts(*FLAGGED_VERDICTS):
                self._flagged(row)

    def of_rows(self, rows: Iterable[Row]) -> None:
        """Notes rows, in the order of their cases."""
        last = None
        for row in rows:
            self.cases += row.case_id != last
            last = row.case_id
            self.rule(row.rule).verdicts[row.verdict] += 1
            if row.verdict in FLAGGED_VERDICTS:
                self._flagged(row)

    def _flagged(self, row: Row) -> None:
        found, is_duty = self.rule(row.rule), row.rule not in self.outcomes
        if row.verdict == "cannot_tell":
            found.unknown.setdefault((row.reason, row.unknown_fields), SomeCases()).add(row.case_id, self.most)
            for name in row.unknown_fields or ("",):
                self.missing.setdefault(name, SomeCases()).add(row.case_id, 1)
        elif self.is_shown(row):
            found.listed += 1
            if self.most is None or len(found.failures) < self.most:
                self._keep(found, row)
        if row.verdict == "not_met" and is_duty:
            self.failing.add(row.case_id, 1)
        if self.accepted.is_used and self.accepted.is_failure(row):
            self.standing[self._standing(row)] += 1

    def _keep(self, found: RuleFindings, row: Row) -> None:
        found.failures.append(row)
        if row.case_id not in self.whose:
            self.whose[row.case_id] = self.groups_of(row.case_id)

    def _standing(self, row: Row) -> str:
        if self.accepted.waiver_of(row) is not None:
            return "waived"
        return "known" if self.accepted.is_known(row) else "open"

    def verdicts(self, rules: Iterable[str]) -> Mapping[Verdict, int]:
        """How often each verdict was given by some rules."""
        together: Counter[Verdict] = Counter()
        for rule in rules:
            together.update(self.rule(rule).verdicts)
        return together


def findings_of(check: RunningCheck, most: int | None) -> CheckFindings:
    """What a check finds, whose rows are gone through.

    Args:
        check: the check.
        most: as many failures of a rule are kept; None for all.
    """
    outcomes = frozenset(rule.id for rule in check.evaluation.rules if rule.asks == "outcome")
    findings = CheckFindings(check.accepted, outcomes, most, check.is_shown, check.groups_of)
    if check.has_columns:
        findings.of_columns(check.columns())
    else:
        findings.of_rows(check.all_rows())
    return findings


def unknown_of(findings: RuleFindings) -> Iterator[tuple[Reason, tuple[str, ...], SomeCases]]:
    """What could not be told of a rule, in alphabetical order."""
    for reason, fields in sorted(findings.unknown):
        yield reason, fields, findings.unknown[reason, fields]
